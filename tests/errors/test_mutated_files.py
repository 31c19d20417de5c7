"""Files of every kind with random damage: each ends in a result or a message, and never in an error of our own.

A few mutations are tried in every run. `CASECODE_MUTATIONS=5000` tries as many of each kind, from a seed that is told
where something is found; `CASECODE_SEED=…` begins at another one.
"""

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest

from casecode.documents import extract
from casecode.documents.document import SourceDocument, Unread
from casecode.model.study import Study
from conftest import DEMO, TINY, Run
from made_files import docx, pdf

MUTATIONS = int(os.environ.get("CASECODE_MUTATIONS", "3"))
SEED = int(os.environ.get("CASECODE_SEED", "1"))

RECORD = {"id": "e7", "codes": ["prices"], "units": ["sea"], "statement": "Goods cost less.", "source": "survey"}
LINES = json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "id": "e8", "date": "2012/2013", "note": "é"}) + "\n"
TABLE = 'id,codes,statement,source,date\ne7,prices; demand,"Goods, he said, ""cost"" less.",survey,2012\n'
CSL = [
    {"id": "a", "type": "report", "title": "T", "author": [{"family": "Li"}], "issued": {"date-parts": [[2017, 9]]}},
    {"id": 7, "type": "book", "title": "U", "issued": {"raw": "2016-03-02"}},
]
BIBTEX = (
    "@article{a, author = {Wang, Rui and {World Bank}}, title = {Shops \\& {\\'e}tude}, year = 2018, month = sep}\n"
)
RIS = "TY  - NEWS\nAU  - Doe, Jane\nTI  - Acme\nPY  - 2021/04/03/\nUR  - https://f.br\nER  -\n"
HTML = "<html><head><title>T</title></head><body><h1>H</h1><p>Low &amp; <b>dear</b> prices.<!-- c --></p></body></html>"
CASE = "".join(DEMO.values()) + (
    "conclusions:\n  - {question: why-abroad, text: For the prices., themes: [prices]}\n"
    "summaries: [{factor: demand, unit: sea, text: So.}]\n"
)
SIGNS = (
    *(b"", b"\0", b"\xff", b"\xc3", b"\n", b"\r", b"\t", b":", b"-", b"- ", b": ", b"{", b"}", b"[", b"]", b'"', b"'"),
    *(
        b"#",
        b"&",
        b"*",
        b"|",
        b">",
        b"%",
        b"@",
        b",",
        b"<",
        b"/",
        b"\\",
        b"\\ud800",
        b"&#55296;",
        b"1" * 5000,
        b"[" * 999,
    ),
    *(
        b"null",
        b"true",
        b"<!",
        b"<![",
        b"]]>",
        b"{\\",
        b"ER  -\n",
        b"TY  - ",
        b"AU  - \n",
        b"@",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
    ),
)
ODD: tuple[Any, ...] = (
    None,
    True,
    7,
    1.5,
    "",
    " ",
    "x",
    "\ud800",
    [],
    {},
    ["a"],
    [["a"]],
    {"a": "b"},
    [{}],
    "2014-13",
    "a b",
)


def workbook() -> bytes:
    """A workbook with two pieces of evidence."""
    book = pytest.importorskip("openpyxl").Workbook()
    for row in (
        ["Statement", "Codes", "Source", "Date"],
        ["So.", "prices", "survey", 2014],
        ["Thus.", "demand", "", 1.5],
    ):
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def damaged(data: bytes, chance: Random) -> bytes:
    """The bytes with stretches taken out, doubled, moved or replaced."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 1, 2, 5, 30, 300)))
        new = chance.choice((*SIGNS, data[start:end] * 2, bytes([chance.randrange(256)]), data[end : end + 20]))
        data = data[:start] + new + data[end:]
    return data


def repacked(data: bytes, chance: Random) -> bytes:
    """A packed file in which one member is damaged or missing, and packed again as if nothing had happened."""
    with ZipFile(BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([*members])
    if chance.random() < 0.2:
        del members[name]
    else:
        members[name] = damaged(members[name], chance)
    into = BytesIO()
    with ZipFile(into, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return into.getvalue()


def reshaped(it: Any, chance: Random) -> Any:
    """Some data in which something, somewhere, is another thing."""
    if chance.random() < 0.2 or not it or not isinstance(it, list | dict):
        return chance.choice(ODD)
    if isinstance(it, list):
        at = chance.randrange(len(it))
        return [reshaped(one, chance) if number == at else one for number, one in enumerate(it)]
    chosen = chance.choice([*it])
    if chance.random() < 0.1:
        return {key: one for key, one in it.items() if key != chosen} | {chance.choice(("x", "", chosen.upper())): 1}
    return {key: reshaped(one, chance) if key == chosen else one for key, one in it.items()}


def mutated(name: str, data: bytes, chance: Random) -> bytes:
    """A file with some damage, to its bytes or to what they stand for."""
    if chance.random() < 0.5:
        return damaged(data, chance)
    if name.endswith((".xlsx", ".docx")):
        try:
            return repacked(data, chance)
        except BadZipFile:
            return damaged(data, chance)
    if name.endswith((".json", ".jsonl")):
        texts = data.decode().splitlines() if name.endswith(".jsonl") else [data.decode()]
        at = chance.randrange(len(texts))
        texts[at] = json.dumps(reshaped(json.loads(texts[at]), chance))
        return "\n".join(texts).encode()
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(b":")
    odd = key + colon + b" " + json.dumps(chance.choice(ODD)).encode() + b"\n"
    lines[at : at + 1] = chance.choice(([], [lines[at]] * 2, [b"  " + lines[at]], [lines[at].lstrip()], [odd], [odd]))
    return b"".join(lines)


def tried(name: str, data: bytes, how: Callable[[bytes, Random], None]) -> None:
    """Try mutations of a file; what fails tells its seed."""
    for seed in range(SEED, SEED + MUTATIONS):
        chance = Random(f"{name} {seed}")
        changed = mutated(name, data, chance)
        try:
            how(changed, chance)
        except Exception as error:
            raise AssertionError(f"CASECODE_SEED={seed} CASECODE_MUTATIONS=1: {name} is {changed[:600]!r}") from error


def calls(casecode: Run, *commands: tuple[str, ...], stdin: str = "") -> None:
    """Call commands: an error of our own would be raised by now; what is refused says why."""
    for command in commands:
        result = casecode(*command, stdin=stdin)
        assert result.returncode in (0, 1, 2), command
        assert result.returncode == 0 or result.stderr or result.stdout, command
        assert "internal error" not in result.stderr


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.tsv", "a.jsonl"])
def test_tables_to_import(name: str, project: Path, study: Callable[..., Study], casecode: Run) -> None:
    """A damaged table is taken or told."""
    study()
    whole = {".xlsx": workbook, ".csv": TABLE.encode, ".tsv": TABLE.replace(",", "\t").encode, ".jsonl": LINES.encode}

    def how(data: bytes, _: Random) -> None:
        (project / name).write_bytes(data)
        calls(casecode, ("import", "evidence", "demo", name, "--source", "survey", "--dry-run"))

    tried(name, whole[name[1:]](), how)


@pytest.mark.parametrize(("name", "text"), [("a.json", json.dumps(CSL)), ("a.bib", BIBTEX * 2), ("a.ris", RIS * 2)])
def test_bibliographies_to_import(
    name: str, text: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """A damaged bibliography is taken or told."""
    study()

    def how(data: bytes, _: Random) -> None:
        (project / name).write_bytes(data)
        calls(casecode, ("import", "sources", "demo", name, "--dry-run"))

    tried(name, text.encode(), how)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md", "a.txt"])
def test_documents(name: str, project: Path, study: Callable[..., Study], casecode: Run) -> None:
    """A damaged document has a text, or there is a reason why not."""
    study(sources=f"sources:\n  survey: {{type: report, title: S, file: ../{name}}}\n")
    texts = {"a.pdf": pdf([["Low prices."], ["More."]]), "a.docx": docx(["Low prices.", "More."], "Head")}
    whole = texts.get(name, HTML.encode() if name == "a.html" else b"# Head\n\nLow *prices*\n- more\n\n| a |\n|---|\n")

    def how(data: bytes, _: Random) -> None:
        (project / name).write_bytes(data)
        found, _sha = extract.read(project / name)
        assert isinstance(found, SourceDocument | Unread)
        calls(casecode, ("documents", "demo"), ("check", "demo"), ("documents", "--keep", "--dry-run"))

    tried(name, whole, how)


READING = [
    ("check",),
    ("analyze", "demo"),
    ("evidence", "demo", "-f", "json"),
    ("coverage", "demo"),
    ("matrix", "demo", "--columns", "sources"),
    ("compare", "demo"),
    ("patterns", "demo"),
    ("list", "themes"),
    ("timeline", "demo"),
]
EDITING = [
    ("add", "demo", "So.", "-c", "prices", "-s", "survey"),
    (
        "add",
        "demo",
        "So.",
        "--theme",
        "New",
        "--factor",
        "demand",
        "-s",
        "new",
        "--source-type",
        "book",
        "--source-title",
        "T",
    ),
    ("edit", "e1", "--note", "n", "--clear", "units", "--code", "supply"),
    ("edit", "demo:e7", "--note", "n", "--clear", "date"),
    ("move", "evidence", "e1", "more"),
    ("move", "evidence", "e7", "demo"),
    ("move", "theme", "prices", "supply"),
    ("recode", "prices", "supply"),
    ("rename", "theme", "prices", "cheap"),
    ("rename", "unit", "sea", "lake"),
    ("rename", "framework", "tiny", "small"),
    ("rename", "factor", "demand", "wishes"),
    ("remove", "evidence", "e7"),
    ("format", "--dry-run"),
]


@pytest.mark.parametrize(
    "name", ["cases/demo.yaml", "frameworks/tiny.yaml", "cases/d/more.yaml", "cases/d/more.jsonl", "cases/d/more.csv"]
)
def test_files_of_a_project(name: str, project: Path, casecode: Run) -> None:
    """A damaged file of a project is read, reported on and edited, or what is wrong is told."""
    more = name if "more" in name else "cases/d/more.jsonl"
    case = CASE.replace("title:", f"evidence-files: [{more.removeprefix('cases/')}]\ntitle:", 1)
    piece = "evidence:\n  # one\n  - id: e7\n    codes: [prices]\n    statement: So.\n    source: survey\n"
    bulk = {"yaml": piece, "jsonl": LINES, "csv": TABLE}[more.rpartition(".")[2]]
    files = {"cases/demo.yaml": case, "frameworks/tiny.yaml": TINY, more: bulk}
    (project / "cases" / "d").mkdir()

    def how(data: bytes, chance: Random) -> None:
        commands = [*chance.sample(READING, 2), *chance.sample(EDITING, 4)]
        for path, text in files.items():
            (project / path).write_bytes(data if path == name else text.encode())
        calls(casecode, *commands)

    tried(name, files[name].encode(), how)


def test_records_on_standard_input(study: Callable[..., Study], casecode: Run) -> None:
    """Damaged records on standard input are added or told."""
    study()

    def how(data: bytes, _: Random) -> None:
        calls(casecode, ("add", "demo", "-", "--dry-run"), stdin=data)  # type: ignore[arg-type]

    tried("a.jsonl", LINES.encode(), how)
