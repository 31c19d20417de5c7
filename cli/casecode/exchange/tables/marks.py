"""What a sheet of an XLSX file says of its cells beside their values: which are errors, and how dates are shown.

The library that reads values gives an empty cell for an error, and a whole date for what is shown as a month.
"""

import io
import posixpath
import re
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from msgspec import Struct

from casecode.read import budget

_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_ERROR = b't="e"'
_SILENT = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')  # parts of a format that show none of a date
_FAR = re.compile(rb'\br="[A-Z]{3}\d')
_WIDE = 26  # columns that most tables have not
_CLEAR = "delete the rows and columns behind the table, and save it anew as .xlsx"
_MONTH = 17  # the format mmm-yy, which has no code in a file
_WHOLE = 10  # letters of a date as 2020-03-05


class Marks(Struct, frozen=True):
    """By row and column, counting from 0: which cells are errors, and of how many letters dates are shown."""

    failures: dict[int, list[int]] = {}
    short: dict[tuple[int, int], int] = {}

    def shown(self, row: int, column: int) -> int:
        """How many letters of the date in a cell are shown: all, or year and month, or the year."""
        return self.short.get((row, column), _WHOLE)


def marks_of(data: bytes, sheet: str) -> Marks:
    """The marks of a sheet; none for what is no XLSX. A sheet that is no XML raises: what reads the values would give
    as many as it finds."""
    if not data.startswith(b"PK"):
        return Marks()
    with ZipFile(io.BytesIO(data)) as packed:
        names = {*packed.namelist()}
        if "content.xml" in names:
            ParserCreate().Parse(packed.read("content.xml"), True)
        part = _part(packed, sheet) if "xl/workbook.xml" in names else ""
        if part not in names:
            return Marks()
        short = _short_styles(packed.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
        xml = packed.read(part)
        ParserCreate().Parse(xml, True)
        _stop_if_far(xml)
        return _found(xml, short)


def _found(xml: bytes, short: dict[bytes, int]) -> Marks:
    if _ERROR not in xml and not any(b's="' + style + b'"' in xml for style in short):
        return Marks()
    marks = Marks({}, {})
    row = column = -1
    for found in _CELL.finditer(xml):
        about = found[2]
        if found[1] == b"row":
            number = _NUMBER.search(about)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        place = _PLACE.search(about)
        column = _column(place[1]) if place else column + 1
        row = int(place[2]) - 1 if place else row
        if _ERROR in about:
            marks.failures.setdefault(row, []).append(column)
        elif short and (style := _STYLE.search(about)) and style[1] in short:
            marks.short[row, column] = short[style[1]]
    return marks


def _stop_if_far(xml: bytes) -> None:
    """Raise `UnreadableError` where cells stand so far apart that what lies between them takes all memory."""
    last = _NUMBER.search(xml[xml.rfind(b"<row") :])
    if (int(last[1]) if last else 0) * _WIDE <= budget.CELLS * 4 and not _FAR.search(xml):
        return
    places = [(_column(found[1]) + 1, int(found[2])) for found in _PLACE.finditer(xml)]
    area = max((column for column, _ in places), default=0) * max((row for _, row in places), default=0)
    budget.stop_over("cells, with the empty ones between them", area, budget.CELLS * 4, _CLEAR)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _part(packed: ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    key = next(
        (
            value
            for it in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter()
            if it.tag.endswith("}sheet") and it.get("name") == sheet
            for name, value in it.items()
            if name.endswith("}id")
        ),
        "",
    )
    relations = "xl/_rels/workbook.xml.rels"
    found = ElementTree.fromstring(packed.read(relations)).iter() if relations in packed.namelist() else iter(())
    target = next((it.get("Target", "") for it in found if it.get("Id") == key), "")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target))


def _short_styles(xml: bytes) -> dict[bytes, int]:
    """The styles that show a date as a month or a year, by their numbers, with how many letters of it they show."""
    root = ElementTree.fromstring(xml)
    codes = {it.get("numFmtId"): it.get("formatCode", "") for it in root.iter() if it.tag.endswith("}numFmt")}
    styles = next((it for it in root.iter() if it.tag.endswith("}cellXfs")), ())
    found = {}
    for number, style in enumerate(styles):
        of = style.get("numFmtId")
        letters = {*_SILENT.sub("", codes.get(of, "mmm-yy" if of == str(_MONTH) else "")).partition(";")[0].lower()}
        if "y" in letters and not letters & {*"dhs"}:
            found[str(number).encode()] = 7 if "m" in letters else 4
    return found
