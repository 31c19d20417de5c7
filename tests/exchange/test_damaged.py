"""Files of other programs that are damaged, locked or odd: said with the name of the file and what to do."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from casecode.exchange import foreign, sources
from casecode.exchange.tables import workbook
from casecode.exchange.tables.reading import read_table
from casecode.model.study import Study
from casecode.read import budget
from conftest import Run

openpyxl = pytest.importorskip("openpyxl")
ROWS = [["Statement", "Codes", "Source"], ["First.", "prices", "survey"], ["Second.", "prices", "survey"]]
Members = dict[str, bytes]


def book() -> Members:
    """The members of a workbook with two pieces of evidence."""
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    data = BytesIO()
    made.save(data)
    with ZipFile(data) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(members: Members) -> bytes:
    """A file of these members."""
    data = BytesIO()
    with ZipFile(data, "w") as into:
        for name, content in members.items():
            into.writestr(name, content)
    return data.getvalue()


def other(name: str, old: bytes, new: bytes) -> Callable[[Members], Members]:
    """A change of one member."""
    return lambda members: {**members, name: members[name].replace(old, new)}


SHEET = "xl/worksheets/sheet1.xml"
DAMAGE: list[tuple[str, Callable[[Members], Members]]] = [
    ("no workbook", lambda it: {name: data for name, data in it.items() if name != "xl/workbook.xml"}),
    ("no xml in a sheet", other(SHEET, b"<row", b"<<row")),
    ("a sheet that is cut off", lambda it: {**it, SHEET: it[SHEET][:-80]}),
    ("a far cell", other(SHEET, b'r="C3"', b'r="XFD1048576"')),
    ("no sheet", other("xl/workbook.xml", b"<sheets>", b"<sheets2>")),
]


@pytest.mark.parametrize(("name", "damage"), DAMAGE, ids=[name for name, _ in DAMAGE])
def test_a_damaged_workbook_is_told(
    name: str, damage: Callable[[Members], Members], project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Whatever is wrong inside a workbook: one problem that names it and says to save it anew, and nothing changes."""
    study()
    (project / "rows.xlsx").write_bytes(packed(damage(book())))
    result = casecode("import", "evidence", "demo", "rows.xlsx")
    assert result.returncode == 1, name
    assert "rows.xlsx:1:1: error[syntax] the workbook cannot be read: it" in result.stderr
    assert "save it anew as .xlsx" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "it has a password, or is damaged",
        ),
        (b"", "it is empty"),
        (packed(book())[:-400], "it is damaged (BadZipFile)"),
        (b"%PDF-1.7 ", "it is a PDF"),
        (b"SQLite format 3\0" + b"\0" * 90, "it is a database, such as the project of a program"),
        (b"<!DOCTYPE html><table>", "it is a web page or XML, whatever its name says"),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, said: str) -> None:
    """A workbook with a password, and what only has the name of one: it is said what it is."""
    rows, (problem,) = read_table("a.xlsx", data)
    assert rows is None
    assert problem.message == f"the workbook cannot be read: {said}"


def test_a_workbook_that_unpacks_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file can hold more than memory does."""
    monkeypatch.setattr(budget, "BYTES", 1000)
    _, (problem,) = read_table("a.xlsx", packed(book()))
    assert "it unpacks to more than" in problem.message


@pytest.mark.parametrize("stated", [b"A1", b"A1:C1", b"A1:A3", b"A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_does_not_matter(stated: bytes) -> None:
    """Programs write the dimension of a sheet wrongly; all rows and columns are read nevertheless."""
    members = other(SHEET, b'<dimension ref="A1:C3"', b'<dimension ref="%s"' % stated)(book())
    assert stated in members[SHEET]
    rows, problems = read_table("a.xlsx", packed(members))
    assert not problems
    assert rows is not None
    assert rows.headings == ROWS[0]
    assert [row.cells for row in rows.rows] == ROWS[1:]


def test_a_mistake_of_our_own_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The boundary holds the library's calls alone: what fails behind it is not blamed on the file."""
    monkeypatch.setattr(workbook, "_cell", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_table("a.xlsx", packed(book()))
    monkeypatch.setattr(foreign, "_of_ris", lambda item: item["no"])
    with pytest.raises(KeyError):
        sources.read("a.ris", b"TY  - BOOK\nTI  - T\nER  - \n")


@pytest.mark.parametrize("name", ["a.ris", "a.bib"])
def test_a_library_that_fails_is_told_of(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library raises for a bibliography is a problem of that file, whatever it is."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("we should not get here!")

    monkeypatch.setattr(pytest.importorskip("rispy"), "loads", fail)
    monkeypatch.setattr(pytest.importorskip("bibtexparser.entrypoint"), "parse_string", fail)
    found, (problem,) = sources.read(name, b"TY  - BOOK\n")
    assert not found
    assert problem.message == "this cannot be read: it is damaged (AssertionError)"
    assert problem.hint == "export it anew from the reference manager"


@pytest.mark.parametrize(
    ("name", "data", "id_"),
    [
        ("a.ris", b"TY  - BOOK\nAU  - \nAU  - ,\nA1  - \nTI  - One\nPY  - 1999\nER  - \n", "one-1999"),
        ("a.ris", b"TY  - BOOK\nAU  - \nAU  - Doe, Jo\nTI  - One\nER  - \n", "doe"),
        ("a.bib", b"@book{2, author = {}, editor = { and }, title = {One}, year = 1999}\n", "one-1999"),
        ("a.json", b'[{"title": "One", "author": [{}, {"family": " "}, "x"], "issued": 1999}]', "one"),
    ],
)
def test_people_without_a_name_are_none(name: str, data: bytes, id_: str) -> None:
    """An author whose name is empty is left out, and the id is made of what there is."""
    ((found, record),), problems = sources.read(name, data)
    assert not problems
    assert found == id_
    assert record.get("author") in (None, ["Jo Doe"])


@pytest.mark.parametrize("item", [r'{"title": "a \ud83d"}', r'{"title": "A", "author": [{"literal": "\udc00"}]}'])
def test_half_a_character_in_json_is_told(item: str) -> None:
    """JSON can escape half a character, which no file can hold: a problem at its item, not a failure on writing."""
    found, (problem,) = sources.read("a.json", f"[{item}]".encode())
    assert not found
    assert "is half a character" in problem.message
    assert not sources.read("a.json", rb'[{"title": "\ud83d\ude80"}]')[1]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[" * 20_000, "nested too deep"), (b'[{"title": ' + b"1" * 5000 + b"}]", ""), (b"[]\n[", "Extra data")],
)
def test_odd_json_is_taken_or_told(data: bytes, said: str) -> None:
    """Nesting without end, numbers too long for any computer, and two texts in one."""
    found, problems = sources.read("a.json", data)
    assert [problem.message for problem in problems if said in problem.message] or (not said and len(found) == 1)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.ris", b"TY  - BOOK\nTI  - One\nER  -\nTY  - BOOK\nTI  - Two\n", "a.ris:4:1: this reference has no end"),
        ("a.ris", b"AU  - Doe, Jane\n", "a.ris:1:1: there is no reference in this"),
        ("a.bib", b"\n% nothing here\n", "a.bib:1:1: there is no reference in this"),
    ],
)
def test_a_reference_that_is_not_found_is_told(name: str, data: bytes, said: str) -> None:
    """What the library of a format passes over in silence is told with its line."""
    _, (problem,) = sources.read(name, data)
    assert f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}" == said


ITEM = '{"id": "a", "title": "T"}'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"[\n{ITEM},\n\n{ITEM}\n]", 4),
        (f'{{"config": {{"id": "a"}},\n"items": [\n{ITEM},\n{{"title": "[U]", "id": "b"}}, {{"id": "a"}}]}}', 4),
        (f'[{{"id": "é", "title": "]"}},\n{ITEM}\n,\n\n{{"type": "book"}}]', 5),
        (f'{{"title": "\\"items\\": [",\n"items":[{ITEM},\n{ITEM}]}}', 3),
    ],
)
def test_each_item_of_csl_json_has_its_line(text: str, line: int) -> None:
    """What is wrong with an item, a second of its id or no title, stands on the line on which the item begins."""
    _, (problem,) = sources.read("a.json", text.encode())
    assert problem.span.line == line


def test_reading_sources_ends_where_everything_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads ten thousand problems: those behind are not told, and that is."""
    monkeypatch.setattr(sources, "MOST_PROBLEMS", 3)
    _, problems = sources.read("a.json", json.dumps([{"id": f"i{at}"} for at in range(9)], indent=0).encode())
    assert [it.rule for it in problems] == ["invalid-value"] * 3 + ["too-large"]
