"""Files of other programs that are damaged, locked or odd: said with the name of the file and what to do."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

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
