"""Files of every kind with random damage: each ends in a result or a message, and never in an error of our own."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook

import refi_made
from calling import ADD_ALL, call
from conftest import DEMO, TINY
from made_files import docx, epub, odt, pdf, pptx, rtf

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
MEDLINE = (
    "PMID- 8692918\nIS  - 0028-0836 (Print)\nTI  - Low prices in\n      Brazil.\nFAU - Doe, Jane A\nAU  - Doe JA\n"
    "PG  - 513-8\nDP  - 2020 Feb 3\nJT  - Shops\nLID - 10.1000/x [doi]\n\n"
)
WOS = (
    "FN Clarivate\nVR 1.0\nPT J\nAU Okafor, B\n   Li, X\nAF Okafor, Ben\n   Li, Xu\nTI Low\n   prices\nSO SHOPS\n"
    "PD SEP 22\nPY 2021\nBP 1\nEP 9\nDI 10.1000/y\nER\n\nEF\n"
)
ENDNOTE = (
    '<?xml version="1.0"?><xml><records><record><ref-type name="Book Section">5</ref-type><contributors><authors>'
    "<author><style>Doe, Jane</style></author></authors></contributors>"
    "<titles><title><style>Low &amp; dear</style></title>"
    "<secondary-title>Shops</secondary-title></titles><dates><year>2020</year></dates></record></records></xml>\n"
)
HTML = "<html><head><title>T</title></head><body><h1>H</h1><p>Low &amp; <b>dear</b> prices.<!-- c --></p></body></html>"
ODT = (
    "<text:h>Head</text:h><text:p>Low<text:s text:c='3'/>prices.<text:note><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>So.</text:p></text:note-body></text:note></text:p><table:table><table:table-row>"
    "<table:table-cell><text:p>00:03</text:p></table:table-cell><table:table-cell><text:p>I</text:p></table:table-cell>"
    "<table:table-cell><text:p>Low?</text:p></table:table-cell></table:table-row></table:table>"
)
VTT = (
    "WEBVTT\n\nNOTE n\n\na/1-0\n00:00:01.000 --> 00:00:04.000 align:start\n<v Ann>Low <c>prices</c> &amp;\n\n"
    "00:04.000 --> 00:07.000\nBo: more.\n\n3\n00:07.000 --> 00:09.000\nAnn: So.\n"
)
SRT = "1\n00:00:01,000 --> 00:00:04,000\nAnn: Low\n\n2\n00:00:04,000 --> 00:00:07,000\n<i>prices.</i>\n"
TSV = "start\tend\ttext\tspeaker\n1000\t4000\tLow\tAnn\n0:04.5 - 0:07\t\tprices.\tBo\n"
TALK = {
    "speakers": [{"id": 0, "name": "Ann"}],
    "segments": [
        {"start": 1.5, "end": 4, "text": " Low", "speaker": 0},
        {"start": "00:04", "elements": [{"value": "prices"}]},
    ],
}
TALK_TEXT = (
    "Talk\n\nAnn Lee  0:03\n1  Low prices12\n\n  2\n\fHEAD\n\nBo  0:08\nand [00:10] more.\n\n"
    "Ann: (00:12) #00:13-2# So.\n"
)
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
    book = Workbook()
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
    if name.endswith((".xlsx", ".docx", ".odt", ".pptx", ".epub", ".ods", ".qdpx")):
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


READING = [
    ("check",),
    ("analyze", "demo"),
    ("evidence", "demo", "-f", "json"),
    ("codebook", "demo"),
    ("coverage", "demo"),
    ("matrix", "demo", "--columns", "sources"),
    ("compare", "demo"),
    ("patterns", "demo"),
    ("list", "themes"),
    ("timeline", "demo"),
]
EDITING = [
    ("add", "demo", "So.", "-c", "prices", "-s", "survey"),
    ADD_ALL,
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


def project(folder: Path, others: dict[str, bytes], sources: str = DEMO["sources"]) -> None:
    """A project with the tiny framework and the demo case, or with other files in their place."""
    (folder / "frameworks").mkdir()
    (folder / "cases" / "d").mkdir(parents=True)
    files = {"frameworks/tiny.yaml": TINY, "cases/demo.yaml": "".join({**DEMO, "sources": sources}.values())}
    for name, data in ({name: text.encode() for name, text in files.items()} | others).items():
        (folder / name).write_bytes(data)


def calls(folder: Path, *commands: tuple[str, ...], stdin: bytes = b"") -> str:
    """Call commands: each gives a result, or says why not. What it raises is an error of our own."""
    for command in commands:
        result = call(folder, *command, stdin=stdin)
        if result.returncode not in (0, 1, 2) or "internal error" in result.stderr:
            return f"{command} ends with {result.returncode}: {result.stderr}"
        if result.returncode and not result.stderr and not result.stdout:
            return f"{command} says nothing and ends with {result.returncode}"
    return ""


def table(name: str, data: bytes, _: Random, folder: Path) -> str:
    """A damaged table to import."""
    project(folder, {name: data})
    return calls(folder, ("import", "evidence", "demo", name, "--source", "survey", "--dry-run"))


def bibliography(name: str, data: bytes, _: Random, folder: Path) -> str:
    """A damaged file of a reference manager to import."""
    project(folder, {name: data})
    return calls(folder, ("import", "sources", "demo", name, "--dry-run"))


def exchanged(name: str, data: bytes, _: Random, folder: Path) -> str:
    """A damaged project or codebook of another program to import."""
    project(folder, {name: data})
    kind = "framework" if name.endswith(".qdc") else "project"
    return calls(folder, ("import", kind, name, "--dry-run", *(("--skip-bad",) * (kind == "project"))))


def document(name: str, data: bytes, _: Random, folder: Path) -> str:
    """A damaged document of a source."""
    project(folder, {name: data}, f"sources:\n  survey: {{type: report, title: S, file: ../{name}}}\n")
    return calls(folder, ("documents", "demo"), ("check", "demo"), ("documents", "--keep", "--dry-run"))


def records(_name: str, data: bytes, _: Random, folder: Path) -> str:
    """Damaged records on standard input."""
    project(folder, {})
    return calls(folder, ("add", "demo", "-", "--dry-run"), stdin=data)


def part_of_project(name: str, data: bytes, chance: Random, folder: Path) -> str:
    """A damaged file of a project, which is read, reported on and edited."""
    project(folder, {**others(name), name: data})
    return calls(folder, *chance.sample(READING, 2), *chance.sample(EDITING, 4))


def others(name: str) -> dict[str, bytes]:
    """A case with a file of evidence: this one, where it is one."""
    more = name if "more" in name else "cases/d/more.jsonl"
    case = CASE.replace("title:", f"evidence-files: [{more.removeprefix('cases/')}]\ntitle:", 1)
    return {"cases/demo.yaml": case.encode(), more: BULK[more.rpartition(".")[2]]}


PIECE = "evidence:\n  # one\n  - id: e7\n    codes: [prices]\n    statement: So.\n    source: survey\n"
BULK = {"yaml": PIECE.encode(), "jsonl": LINES.encode(), "csv": TABLE.encode()}
CODEBOOK = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">'
MARKED = "# Head\n\nLow *prices*\n- more\n\n| a |\n|---|\n"
KINDS: list[tuple[str, Callable[[], bytes], Callable[[str, bytes, Random, Path], str]]] = [
    ("a.xlsx", workbook, table),
    ("a.csv", TABLE.encode, table),
    ("a.tsv", TABLE.replace(",", "\t").encode, table),
    ("a.jsonl", LINES.encode, table),
    ("a.json", json.dumps(CSL).encode, bibliography),
    ("a.bib", (BIBTEX * 2).encode, bibliography),
    ("a.ris", (RIS * 2).encode, bibliography),
    ("a.nbib", (MEDLINE * 2).encode, bibliography),
    ("a.ciw", WOS.encode, bibliography),
    ("a.xml", ENDNOTE.encode, bibliography),
    ("a.pdf", lambda: pdf([["Low prices."], ["More."]]), document),
    ("a.docx", lambda: docx(["Low prices.", "More."], "Head"), document),
    ("a.html", HTML.encode, document),
    ("a.odt", lambda: odt(ODT), document),
    ("a.rtf", lambda: rtf(r"Low \'e4 \u-10180?\u-8389? prices.\par {\*\x y}a\cell b\row"), document),
    ("a.pptx", lambda: pptx(["Low prices.", "More."]), document),
    ("a.epub", lambda: epub([HTML, "<p>More."]), document),
    ("a.vtt", VTT.encode, document),
    ("a.srt", SRT.encode, document),
    ("a.tsv", TSV.encode, document),
    ("a-talk.json", json.dumps(TALK).encode, document),
    ("a-talk.txt", TALK_TEXT.encode, document),
    ("a.qdpx", lambda: refi_made.archive(refi_made.everything()), exchanged),
    ("a.qde", refi_made.everything().encode, exchanged),
    ("a.qdc", lambda: refi_made.CODES.replace("<CodeBook>", CODEBOOK).encode(), exchanged),
    ("a.md", MARKED.encode, document),
    ("a.txt", MARKED.encode, document),
    ("-.jsonl", LINES.encode, records),
    ("cases/demo.yaml", lambda: others("")["cases/demo.yaml"], part_of_project),
    ("frameworks/tiny.yaml", TINY.encode, part_of_project),
    *((f"cases/d/more.{ending}", lambda ending=ending: BULK[ending], part_of_project) for ending in BULK),
]


def attempt(seed: int, folder: Path) -> str:
    """A file of some kind, damaged, and the commands that read it."""
    name, whole, how = KINDS[seed % len(KINDS)]
    chance = Random(f"inputs {seed}")
    data = mutated(name, whole(), chance)
    try:
        said = how(name, data, chance, folder)
    except Exception as error:
        error.add_note(f"{name} is {data[:600]!r}")
        raise
    return said and f"{said}\n{name} is {data[:600]!r}"
