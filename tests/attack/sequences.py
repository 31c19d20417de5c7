"""Whole commands, one after the other, in a project of several files that are written as nobody would.

After each the project as it is read is what a model of its data says: nothing else has changed, no error is new, no
comment is lost, no file is different that had no part in it. What is refused has left every byte.
"""

import copy
import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

import tally
from calling import call
from casecode.checks.soundness import errors
from casecode.project.project import Project
from odd import Odd, shuffled, statement
from splices import laid_out

CODES = ("prices", "trust", "rules")
FACTORS = ("demand", "supply")
REFERRING = {
    "theme": ("codes", "explains", "themes"),
    "source": ("source", "via"),
    "unit": ("units", "unit"),
    "evidence": ("evidence",),
    "factor": ("factor", "factors", "codes"),
}
COLUMNS = ("id", "codes", "units", "statement", "quote", "source", "date", "stance", "coder", "note")
Data = dict[str, Any]


def tried(chance: Random, folder: Path) -> str:
    """What is wrong after some commands."""
    comments = begun(chance, folder)
    before, wrong = read(folder)
    assert not wrong, wrong
    said = []
    for number in range(5):
        name, arguments, meant, owner = Editing(before, chance, number, folder).any()
        said.append(" ".join(map(repr, arguments)))
        bytes_before = files_of(folder)
        there = [it for it in comments if any(it.encode() in data for data in bytes_before.values())]
        done = call(folder, *arguments)
        so_far = f"{chr(10).join(said)}\n{done.stdout}{done.stderr}"
        if done.returncode:
            changed = " and changed something" * (files_of(folder) != bytes_before)
            return f"refused{changed}: {so_far}"
        after, wrong = read(folder)
        if wrong:
            return f"broken, {wrong}: {so_far}"
        if after != meant:
            return f"is another, {different(meant, after)}: {so_far}"
        now = files_of(folder)
        if owner and (others := [it for it in now if owner not in it and now[it] != bytes_before.get(it)]):
            return f"changed {others}: {so_far}"
        if name not in ("remove", "recode", "clear") and (lost := [it for it in there if not _stands(it, now)]):
            return f"lost {lost}: {so_far}"
        for path, data in now.items():
            if path.endswith(".yaml") and data != bytes_before.get(path) and (bad := laid_out(data)):
                return f"{bad}: {so_far}"
        before = after
        tally.count()
    return ""


def _stands(comment: str, files: dict[str, bytes]) -> bool:
    return any(comment.encode() in data for data in files.values())


def begun(chance: Random, folder: Path) -> list[str]:
    """Write the project: a framework, and two cases with the same ids and evidence in several files; its comments."""
    comments: list[str] = []

    def write(name: str, data: Data) -> None:
        odd = Odd(chance)
        odd.comments = comments
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(odd.text(data).encode())

    write("frameworks/tiny.yaml", framework(chance))
    for case in ("alpha", "beta"):
        pieces = [piece(chance, f"e{number}") for number in range(8)]
        names = [f"{case}/more.yaml", f"{case}/deep/x.jsonl", f"{case}/t.csv"]
        write(f"cases/{case}.yaml", case_of(chance, case, pieces[:2], names))
        write(f"cases/{names[0]}", {"evidence": pieces[2:4]})
        (folder / "cases" / case / "deep").mkdir()
        (folder / "cases" / names[1]).write_bytes(json_lines(pieces[4:6], chance).encode())
        (folder / "cases" / names[2]).write_bytes(table(pieces[6:], chance).encode())
    return comments


def framework(chance: Random) -> Data:
    """The data of a framework."""
    below = [{"id": id_, "title": statement(chance).strip()} for id_ in FACTORS]
    factors = [{"id": "pull", "title": "Pull", "factors": below}, {"id": "outcome", "title": statement(chance).strip()}]
    questions = {"why": {"text": "Why?", "factors": ["demand"]}}
    return shuffled({"framework": "tiny", "title": "T", "factors": factors, "questions": questions}, chance)


def case_of(chance: Random, case: str, pieces: list[Data], names: list[str]) -> Data:
    """The data of a case."""
    data: Data = {
        "case": padded(case, chance),
        "title": "T",
        "framework": padded("tiny", chance),
        "evidence-files": names,
        "units": {it: {"title": it, "role": "host"} for it in ("russia", "sea")},
        "sources": {it: shuffled({"type": "report", "title": statement(chance)}, chance) for it in ("survey", "press")},
        "themes": {
            it: shuffled({"factor": padded(chance.choice(FACTORS), chance), "label": it}, chance) for it in CODES
        },
        "evidence": pieces,
        "conclusions": [{"question": "why", "text": statement(chance), "themes": [padded("prices", chance)]}],
    }
    return shuffled(data, chance)


def piece(chance: Random, id_: str) -> Data:
    """The data of a piece of evidence."""
    found: Data = {
        "id": padded(id_, chance),
        "codes": [padded(it, chance) for it in chance.sample(CODES, chance.randint(1, 2))],
        "statement": statement(chance),
        "source": padded(chance.choice(("survey", "press")), chance),
    }
    if chance.random() < 0.5:
        found["units"] = [padded(it, chance) for it in chance.sample(("russia", "sea"), chance.randint(1, 2))]
    found |= {key: statement(chance) for key in ("quote", "note") if chance.random() < 0.3}
    return shuffled(found, chance)


def padded(text: str, chance: Random) -> str:
    """A text, at times with space around it that no reader sees."""
    return chance.choice((*[text] * 9, f" {text}", f"{text} ", f"{text}\n"))


def json_lines(pieces: list[Data], chance: Random) -> str:
    """Pieces as JSON Lines."""
    gap = chance.choice((": ", ":"))
    lines = [json.dumps(it, ensure_ascii=chance.random() < 0.5, separators=(", ", gap)) for it in pieces]
    return chance.choice(("\n", "\r\n")).join(lines) + chance.choice(("", "\n", "\n\n"))


def table(pieces: list[Data], chance: Random, names: Sequence[str] = COLUMNS, kind: str = "csv") -> str:
    """Pieces as a table, with its columns in any order."""
    columns = chance.sample(names, len(names))
    out = io.StringIO(newline="")
    how: Any = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    parted = "\t" if kind == "tsv" else ","
    writer = csv.writer(out, quoting=how, delimiter=parted, lineterminator=chance.choice(("\n", "\r\n")))
    writer.writerow(columns)
    for it in pieces:
        cells = (it.get(name, "") for name in columns)
        writer.writerow(["; ".join(cell) if isinstance(cell, list) else cell for cell in cells])
    return out.getvalue()


def read(folder: Path) -> tuple[Data, str]:
    """What the project holds, and its errors."""
    project = Project.at(folder)
    for kind in ("frameworks", "cases"):
        for path in sorted((folder / kind).glob("*.yaml")):
            project.take(path)
    wrong = "; ".join(f"{it.span}: {it.message}" for it in errors(project))
    corpus = project.corpus
    studies = {study.case.id: study for study in corpus.studies}
    cases = {study.case.id: plain(study.case) for study in corpus.studies}
    for case in cases.values():
        case["evidence"] = {it["id"]: it for it in case["evidence"]}
        for piece in studies[case["id"]].case.evidence:
            case["evidence"][piece.id]["in"] = Path(piece.origin.file).name
        case.pop("evidence_files")
    return {"cases": cases, "frameworks": {it.id: plain(it) for it in corpus.frameworks}}, wrong


def plain(it: Any) -> Any:
    """A record of the model as data, without where it stands."""
    if isinstance(it, Struct):
        names = [name for name in it.__struct_fields__ if name not in ("origin", "unread")]
        return {name: plain(getattr(it, name)) for name in names}
    if isinstance(it, dict):
        return {key: plain(one) for key, one in it.items()}
    return [plain(one) for one in it] if isinstance(it, tuple | list) else it


def files_of(folder: Path) -> dict[str, bytes]:
    """What the files of the project hold."""
    found = (path for kind in ("frameworks", "cases") for path in (folder / kind).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def different(meant: Any, found: Any, path: str = "") -> str:
    """Where two data differ first."""
    if isinstance(meant, dict) and isinstance(found, dict) and meant.keys() == found.keys():
        return next((it for key in meant if (it := different(meant[key], found[key], f"{path}/{key}"))), "")
    return "" if meant == found else f"{path}: {meant!r} is {found!r}"


class Editing:
    """One command on the project, and what the project should hold after it."""

    def __init__(self, data: Data, chance: Random, number: int, folder: Path) -> None:
        self.data, self.chance, self.number, self.folder = copy.deepcopy(data), chance, number, folder
        self.case = chance.choice([*self.data["cases"]])
        self.own = self.data["cases"][self.case]
        self.framework = self.data["frameworks"][self.own["framework"]]
        self.file = "alpha" if self.case in ("alpha", "alpha2") else "beta"

    def any(self) -> tuple[str, tuple[str, ...], Data, str]:
        """The kind of the command, its arguments, what is meant, and whose files alone may change."""
        ways: list[Callable[[], Any]] = [self.edit, self.clear, self.add, self.rename, self.move_piece, self.move_theme]
        ways += [self.rename, self.recode, self.remove, self.format, self.theme, self.rename_case, self.rename_factor]
        ways += [self.import_evidence, self.import_sources]
        way = self.chance.choice(ways)
        found = way()
        arguments, owner = found if isinstance(found, tuple) and isinstance(found[0], tuple) else (found, self.file)
        return way.__name__, arguments, self.data, owner

    def text(self) -> str:
        """A text as it can be typed, and is kept."""
        said = " ".join(statement(self.chance).split())
        return said if not said.startswith("-") else f"So {said}"

    def some(self) -> str:
        """A piece of the case."""
        return str(self.chance.choice([*self.own["evidence"]]))

    def edit(self) -> tuple[str, ...]:
        """A field of a piece."""
        id_, text = self.some(), self.text()
        key = self.chance.choice(("statement", "note", "quote"))
        self.own["evidence"][id_][key] = text
        return ("edit", f"{self.case}:{id_}", f"--{key}", text)

    def clear(self) -> tuple[str, ...]:
        """A field out of a piece."""
        id_ = self.some()
        self.own["evidence"][id_]["note"] = ""
        return ("edit", f"{self.case}:{id_}", "--clear", "note")

    def add(self) -> tuple[str, ...]:
        """A new piece."""
        id_, text, code = f"new{self.number}", self.text(), self.chance.choice([*self.own["themes"]])
        source = self.chance.choice([*self.own["sources"]])
        file = self.chance.choice(self._names())
        new = {"id": id_, "statement": text, "codes": [code], "source": source, "stance": "supports", "in": file}
        self._new("evidence", new)
        return ("add", self.case, text, "--code", code, "--source", source, "--id", id_, "--file", file)

    def import_evidence(self) -> tuple[str, ...]:
        """New pieces out of a table or JSON Lines, of any columns in any order."""
        file, kind = self.chance.choice(self._names()), self.chance.choice(("csv", "tsv", "jsonl"))
        columns = ["id", "statement", "codes", "source"]
        columns += self.chance.sample(("quote", "note", "units", "stance"), self.chance.randrange(4))
        pieces = []
        for at in range(self.chance.randint(1, 4)):
            some = {
                name: self.chance.sample([*self.own[name]], self.chance.randint(1, min(2, len(self.own[name]))))
                for name in ("themes", "units")
            }
            piece: Data = {"id": f"row{self.number}-{at}", "statement": self.text(), "codes": some["themes"]}
            piece |= {"quote": self.text(), "note": self.text(), "units": some["units"], "stance": "qualifies"}
            piece["source"] = self.chance.choice([*self.own["sources"]])
            pieces.append({key: piece[key] for key in shuffled(dict.fromkeys(columns), self.chance)})
        for piece in pieces:
            self._new("evidence", {"stance": "supports", "in": file} | piece)
        text = json_lines(pieces, self.chance) if kind == "jsonl" else table(pieces, self.chance, columns, kind)
        (self.folder / f"rows.{kind}").write_bytes(text.encode())
        return ("import", "evidence", self.case, f"rows.{kind}", "--file", file)

    def import_sources(self) -> tuple[str, ...]:
        """New sources out of an export of a reference manager."""
        titles = {f"imported-{self.number}-{at}": self.text() for at in range(self.chance.randint(1, 3))}
        kind = self.chance.choice(("json", "ris"))
        for id_, title in titles.items():
            self._new("sources", {"id": id_, "type": "report", "title": title})
        if kind == "json":
            text = json.dumps([{"id": id_, "type": "report", "title": it} for id_, it in titles.items()])
        else:
            text = "".join(f"TY  - RPRT\nID  - {id_}\nTI  - {it}\nER  - \n\n" for id_, it in titles.items())
        (self.folder / f"sources.{kind}").write_bytes(text.encode())
        return ("import", "sources", self.case, f"sources.{kind}")

    def _new(self, held: str, record: Data) -> None:
        """A new record, with nothing under the keys that it lacks."""
        like = dict(next(iter(self.own[held].values())))
        blank = {key: None if it is None else type(it)() for key, it in like.items()}
        self.own[held][record["id"]] = blank | record

    def theme(self) -> tuple[str, ...]:
        """A new theme."""
        id_, text = f"theme-{self.number}", self.text()
        factor = self._factor()
        self._new("themes", {"id": id_, "label": text, "factor": factor, "stance": "supports"})
        return ("new", "theme", id_, "--title", text, "--case", self.case, "--factor", factor)

    def rename(self) -> tuple[str, ...]:
        """Another id for a theme, source, unit or piece of a case."""
        kind = self.chance.choice(("theme", "source", "unit", "evidence"))
        held = "evidence" if kind == "evidence" else f"{kind}s"
        old, new = self.chance.choice([*self.own[held]]), f"other-{kind}-{self.number}"
        self.own[held] = {(new if key == old else key): it for key, it in self.own[held].items()}
        self.own[held][new]["id"] = new
        self._refer(self.own, REFERRING[kind], old, new)
        return ("rename", kind, old, new, "--case", self.case)

    def rename_case(self) -> tuple[str, ...]:
        """Another id for a case."""
        new = self.file if self.case != self.file else f"{self.file}2"
        self.data["cases"] = {(new if key == self.case else key): it for key, it in self.data["cases"].items()}
        self.own["id"] = new
        return ("rename", "case", self.case, new)

    def rename_factor(self) -> tuple[tuple[str, ...], str]:
        """Another id for a factor or for the framework, with all that is coded to it in both cases."""
        if self.chance.random() < 0.3:
            old, new = self.framework["id"], f"frame-{self.number}"
            self.data["frameworks"] = {new: self.framework | {"id": new}}
            for case in self.data["cases"].values():
                case["framework"] = new
            return ("rename", "framework", old, new), ""
        old, new = self._factor(), f"factor-{self.number}"
        self._refer(self.data, REFERRING["factor"], old, new)
        for one in self.framework["factors"]:
            for factor in (one, *one["factors"]):
                factor["id"] = new if factor["id"] == old else factor["id"]
        return ("rename", "factor", old, new), ""

    def move_piece(self) -> tuple[str, ...]:
        """A piece into another file of its case; into the table and out of it, too."""
        id_ = self.some()
        piece = self.own["evidence"][id_]
        piece["in"] = self.chance.choice([name for name in self._names() if name != piece["in"]])
        return ("move", "evidence", id_, piece["in"], "--case", self.case)

    def move_theme(self) -> tuple[str, ...]:
        """A theme under another factor."""
        id_, factor = self.chance.choice([*self.own["themes"]]), self._factor()
        self.own["themes"][id_]["factor"] = factor
        return ("move", "theme", id_, factor, "--case", self.case)

    def recode(self) -> tuple[str, ...]:
        """One theme into another."""
        if len(self.own["themes"]) < 2:
            return self.edit()
        old, new = self.chance.sample([*self.own["themes"]], 2)
        del self.own["themes"][old]
        for one in (*self.own["evidence"].values(), *self.own["conclusions"]):
            for key in ("codes", "explains", "themes"):
                if key in one:
                    one[key] = _recoded(one[key], old, new)
        return ("recode", old, new, "--case", self.case)

    def remove(self) -> tuple[str, ...]:
        """A piece; nothing refers to one."""
        if len(self.own["evidence"]) < 2:
            return self.edit()
        id_ = self.some()
        del self.own["evidence"][id_]
        return ("remove", "evidence", id_, "--case", self.case)

    def format(self) -> tuple[tuple[str, ...], str]:
        """The canonical layout, which says the same."""
        return ("format",), ""

    def _names(self) -> list[str]:
        """The files of the case."""
        return [f"{self.file}.yaml", "more.yaml", "x.jsonl", "t.csv"]

    def _factor(self) -> str:
        factors = self.framework["factors"]
        return str(self.chance.choice([*(it["id"] for it in factors[0]["factors"]), factors[1]["id"]]))

    def _refer(self, it: Any, keys: tuple[str, ...], old: str, new: str) -> None:
        """Put another id where one stands under some keys."""
        if isinstance(it, dict):
            for key, below in it.items():
                if key in keys and below == old:
                    it[key] = new
                elif key in keys and isinstance(below, list) and all(isinstance(one, str) for one in below):
                    it[key] = [new if one == old else one for one in below]
                else:
                    self._refer(below, keys, old, new)
        for one in it if isinstance(it, list) else ():
            self._refer(one, keys, old, new)


def _recoded(codes: list[str], old: str, new: str) -> list[str]:
    """The codes with another in the place of one; of two that are the same then, the one that was there stays."""
    if old in codes and new in codes:
        return [one for one in codes if one != old]
    return [new if one == old else one for one in codes]
