"""Hostile text in every field and every name of a file: whatever a report shows is data in every format it offers.

A try puts one text into one place of a study, calls one command, and writes its report in all formats, for a pipe and
for a terminal. `oracles.py` says what must hold of each.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

import oracles
import tally
from calling import call
from casecode.console import output
from casecode.read.evidence_keys import KEYS
from casecode.render.formats import OFFERS, formats_of

STUDY = Path(__file__).parents[1] / "goldens" / "project"
PARTS = (
    *(
        "\x1b[31mred\x1b[8m",
        "\x1b]0;own\x07",
        "\x9b2J",
        "\x07",
        "\x00",
        "\u202eevil\u202c",
        "\u2066x\u2069",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0001ffff",
        "\u2028",
        "\x85",
        "\r",
        "\n",
        "\t",
        "\x7f",
        "\ud800",
        "\u3164",
        "\U000e0041",
    ),
    *(
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "=cmd|'/C calc'!A0",
        "\uff1d1+1",
        "\u200b=1",
        ";=1+1",
        "\t=1",
        "\r=1",
        "a;@x",
        "'",
        '"',
    ),
    *(
        "<script>alert(1)</script>",
        "</script>",
        "<!--",
        "]]>",
        "<img src=x onerror=alert(1)>",
        '" onload="x',
        "' x='",
        "&#0;",
    ),
    *(
        "javascript:alert(1)",
        "[a](javascript:x)",
        "![x](http://x.y)",
        "<http://x.y>",
        "`x`",
        "| a | b |",
        "**b**",
        "# h",
        "---",
    ),
    *(
        r"\input{/etc/passwd}",
        r"\write18{x}",
        "%",
        "$x$",
        "{",
        "}",
        "\\",
        "~",
        "^^5c",
        "_",
        "#1",
        "&",
        "\\end{document}",
    ),
    *(
        '"]; rm',
        "a --> b",
        "%%{init}%%",
        "[bold]x[/bold]",
        "[link=http://x]y[/link]",
        ":smile:",
        "{0}",
        "%s",
        "$(id)",
        "`id`",
    ),
    *(
        "::error::x",
        "\n::set-output name=a::b",
        "  ::stop-commands::x",
        "##[error]x",
        "##vso[task.setvariable]x",
        "x\n::x::",
    ),
    *(
        "日本",
        "שלום",
        "é" * 3,
        "x" * 200,
        "-f",
        "--help",
        "-",
        "a:b",
        "*",
        "?",
        "[x]",
        "a,b",
        "a b",
        "..",
        "~",
        "0",
        "no",
        "2014",
    ),
)
NAMELIKE = re.compile("[/\\x00]")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("analyze", "nova"),
    ("check",),
    ("compare", "nova:brazil", "nova:japan", "--all"),
    ("compare", "nova", "twin", "--all"),
    ("contrast", "nova", "twin", "--by", "stage"),
    ("codebook", "nova"),
    ("coverage", "nova"),
    ("display", "nova"),
    ("display", "ventures"),
    ("documents", "nova"),
    ("evidence", "nova"),
    ("evidence", "nova", "--group-by", "source", "--sort", "date"),
    ("evidence", "nova", "--text", "1"),
    ("evidence", "nova", "--proof"),
    ("evidence", "nova", "--columns", "case,factors,quote,statement,speaker,place,coder,note"),
    ("list", "all", "--case", "nova"),
    ("list", "themes", "--case", "nova"),
    ("list", "sources", "--case", "nova"),
    ("list", "evidence", "--case", "nova"),
    ("fragility", "nova"),
    ("fragility", "nova", "twin", "--by", "coder"),
    ("list", "coders", "--case", "nova"),
    ("matrix", "nova", "--columns", "coder"),
    ("matrix", "nova", "--rows", "theme", "--columns", "source"),
    ("matrix", "nova", "twin", "--rows", "factor", "--columns", "case"),
    ("matrix", "nova", "--cells", "quotes"),
    ("matrix", "twin", "--cells", "statements", "--limit", "1"),
    ("matrix", "nova", "--cells", "rating", "--columns", "stance"),
    ("mill", "nova", "twin", "--outcome", "stage=young"),
    ("mill", "nova", "twin", "--outcome", "stage=young", "--sensitivity"),
    ("pairs", "nova", "twin"),
    ("patterns", "nova"),
    ("profile", "nova"),
    ("quote", "nova:e10"),
    ("report", "nova", "twin"),
    ("show", "nova"),
    ("show", "nova:e10"),
    ("show", "ventures", "-v"),
    ("show", "ventures", "--case", "nova", "-f", "svg"),
    ("structure", "nova"),
    ("show", "nova:press"),
    ("show", "low-price"),
    ("stack", "nova", "twin"),
    ("timeline", "nova"),
    ("trace", "nova:e10"),
    ("trace", "main"),
    ("trace", "low-price"),
    ("explain",),
)
COUNTS = "reports"
DOCUMENTS_EVERY = 9  # tries: to write them takes longer than all others
NAMES = ("case", "framework", "document", "evidence", "import", "output", "folder", "argument")


@cache
def study() -> str:
    """The study of the goldens as data, with a piece of evidence that has every key."""
    yaml = YAML(typ="safe", pure=True)
    case = yaml.load((STUDY / "cases" / "nova.yaml").read_text("utf-8"))
    whole: dict[str, Any] = next(one for one in case["evidence"] if one["id"] == "e10")
    for key in KEYS:
        text = "2021" if key.key == "date" else "press" if key.of else "true" if key.is_flag else "Some."
        whole.setdefault(key.key, ["low-price"] if key.is_list else "-1" if key.is_number else text)
    whole["stance"] = "supports"
    case["sources"]["talk"]["file"] = "../talk.txt"
    twin = {**case, "case": "twin", "title": "Twin", "attributes": {"stage": "old"}}
    framework = yaml.load((STUDY / "frameworks" / "ventures.yaml").read_text("utf-8"))
    framework["rating"] = {"title": "Valence", "values": {"-1": "barrier", "1": "help"}}
    files = {"frameworks/ventures.yaml": framework, "cases/nova.yaml": case, "cases/twin.yaml": twin}
    return json.dumps(files, default=str)


def leaves(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all texts in some data."""
    if isinstance(data, dict | list):
        below = data.items() if isinstance(data, dict) else enumerate(data)
        return [way for key, it in below for way in leaves(it, (*path, key))]
    return [path]


def text_of(chance: Random) -> str:
    """A hostile text: some signs, alone or within words."""
    made = "".join(chance.choice(PARTS) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return chance.choice(("{}", "{}", "so {} it is", "x{}", "{}x")).replace("{}", made)


def put(data: Any, path: tuple[Any, ...], text: str) -> None:
    """Put a text into its place."""
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = text


def as_yaml(data: Any) -> bytes:
    """Data as JSON that YAML understands, with every sign that may not stand in a file as an escape."""
    text = json.dumps(data, ensure_ascii=False)
    return re.sub(
        "[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda one: f"\\u{ord(one[0]):04x}", text
    ).encode()


def attempt(seed: int, folder: Path) -> str:
    """One text in one place, and what one command makes of it."""
    chance = Random(f"injection {seed}")
    text = text_of(chance)
    files = json.loads(study())
    home = folder
    command = COMMANDS[seed % len(COMMANDS)]
    names = {"talk.txt": b"And so he said: He pays, I smile. Then he left."}
    where = ""
    if seed % 5 == 4:
        where = NAMES[seed // 5 % len(NAMES)]
        text = NAMELIKE.sub("", text).replace("\ud800", chance.choice(("\udcff", "\udc80x")))[
            :60
        ]  # a byte that is no UTF-8
        if text in ("", ".", ".."):
            text = "x;"
        if where == "argument":
            command = (*command, text)
        elif where == "folder":
            home = folder / text
        else:
            command = named(where, text, files, names, command)
    else:
        name = chance.choice([*files])
        path = chance.choice(leaves(files[name]))
        where = f"{name} {path}"
        put(files[name], path, text)
    try:
        for name, data in {**{name: as_yaml(data) for name, data in files.items()}, **names}.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(data)
    except (OSError, ValueError):
        return ""  # no such name is possible here
    try:
        said = written(home, folder, command, seed % DOCUMENTS_EVERY == 0)
    except BaseException as error:
        error.add_note(f"{command} with {text!r} in {where}")
        raise
    return said and f"{said}\n{command} with {text!r} in {where}"


def named(
    where: str, text: str, files: dict[str, Any], names: dict[str, bytes], command: tuple[str, ...]
) -> tuple[str, ...]:
    """Give one file a hostile name; and the command that meets it."""
    if where == "case":
        files[f"cases/{text}.yaml"] = files.pop("cases/nova.yaml")
    elif where == "framework":
        files[f"frameworks/{text}.yaml"] = files.pop("frameworks/ventures.yaml")
    elif where == "document":
        names[text] = names.pop("talk.txt")
        files["cases/nova.yaml"]["sources"]["talk"]["file"] = f"../{text}"
    elif where == "evidence":
        name = f"{text}.jsonl"
        record = {"id": "e99", "codes": ["low-price"], "statement": text, "source": "press"}
        names[f"cases/{name}"] = json.dumps(record).encode()
        files["cases/nova.yaml"]["evidence-files"] = [name]
    elif where == "import":
        names[f"{text}.csv"] = f"id,codes,statement,source\nz1,low-price,{text.strip()!r},press\n".encode()
        return ("import", "evidence", "nova", "--dry-run", "--", f"{text}.csv")
    elif where == "output":
        return ("list", "cases", "-f", "csv", "-o", text)
    return command


def written(home: Path, folder: Path, command: tuple[str, ...], has_documents: bool) -> str:
    """What is wrong with what a command says, or with its report in any format."""
    taken: list[tuple[Any, Any]] = []
    emit = output.emit
    output.emit = lambda report, how, _studies=(): taken.append((report, how))  # type: ignore[assignment]
    try:
        result = call(home, *command, XDG_CACHE_HOME=os.fspath(folder / ".cache"), CASECODE_CACHE="off")
    finally:
        output.emit = emit
    if result.returncode not in (0, 1, 2) or "internal error" in result.stderr:
        return f"ends with {result.returncode}: {result.stderr}"
    if result.returncode and not (result.stderr or result.stdout or taken):
        return f"says nothing and ends with {result.returncode}"
    if wrong := oracles.shown(result.stderr) or oracles.logged(result.stderr):
        return f"stderr: {wrong}: {result.stderr!r}"
    for report, _ in taken:
        for form in formats_of(command[0] if command[0] in OFFERS else "evidence"):
            if form.is_binary and not (has_documents and form.name in oracles.DOCUMENTS):
                continue
            if wrong := oracles.hold(form, report):
                return f"{form.name}: {wrong}"
            tally.count()
    return ""
