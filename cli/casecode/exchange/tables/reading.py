"""Any file that holds a table: by its name, and what it begins with, to the reader of its format."""

import re

from casecode.exchange import programs
from casecode.exchange.columns import EVIDENCE, guess
from casecode.exchange.tables import annotations, comments, delimited, nvivo, objects, workbook
from casecode.exchange.tables.charset import decoded
from casecode.exchange.tables.table import Row, Table, cleaned, text_of
from casecode.model.problem import Problem
from casecode.model.span import Document, Span
from casecode.read.boundary import UnreadableError
from casecode.read.node import Mapping, Scalar, Sequence
from casecode.read.text import LARGEST_BULK, decode
from casecode.read.yaml import parse

_TEXT = (".csv", ".tsv", ".tab", ".txt")
_BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OBJECTS = (".json", ".jsonl", ".ndjson")
FORMATS = (*_TEXT, *_BOOKS, *_OBJECTS, ".yaml", ".yml", ".ann", ".docx")
_PACKED = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
# How files begin that hold no table, and what is to be done with them.
_OTHERS = (
    (b"%PDF", "a PDF", "export the table as .xlsx or .csv"),
    (b"{\\rtf", "an RTF document", "export it as plain text or .xlsx"),
    (
        b"SQLite format 3",
        "a database, such as the project of a program",
        "open it there, and export its coded passages",
    ),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"Rar!", "packed with RAR", "unpack it first"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it first"),
    (b"\x89PNG", "a picture", "export the table as .xlsx or .csv"),
    (b"\xff\xd8\xff", "a picture", "export the table as .xlsx or .csv"),
)
_PAGE = re.compile(rb"\s*+(?:\xef\xbb\xbf)?\s*+<(?:!doctype html|html|table|\?xml)", re.IGNORECASE)
_LOOK = 20  # rows, among which headings are looked for


def read_table(
    name: str, data: bytes, encoding: str = "", sheet: str = "", header_row: int = 0
) -> tuple[Table | None, list[Problem]]:
    """The table in a file, or the problem that keeps it from being read.

    The sheet of a workbook may be told by its name or number, the headings by the number of their row, counting from 1.
    Raises `ImportError` where a library is needed.
    """
    try:
        table = _read(name, data, encoding, sheet)
        return _headed(table, header_row), []
    except UnreadableError as error:
        what = "workbook" if name.lower().endswith(_BOOKS) else "table"
        span = Span(Document(name, "", is_yaml=False), 1, 1, 1, 1)
        return None, [Problem("syntax", f"the {what} cannot be read: {error.reason}", span, error.hint)]
    except _OwnError as error:
        return None, error.problems


class _OwnError(Exception):
    """A file in a form of our own that has problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def _read(name: str, data: bytes, encoding: str, sheet: str) -> Table:
    ending = f".{name.lower().rpartition('.')[2]}"
    if len(data) > LARGEST_BULK:
        raise UnreadableError(f"it has more than {LARGEST_BULK // 1_000_000} MB", "split it")
    for begin, what, hint in _OTHERS:
        if data.startswith(begin):
            raise UnreadableError(f"it is {what}", hint)
    if ending == ".docx":
        return _document(name, data)
    if data.startswith(_PACKED) or (data.startswith(_OLD) and ending in (*_TEXT, *_BOOKS)):
        _stop_at_documents(data)
        return workbook.read(name, data, sheet)
    if ending in _BOOKS and (b"\0" in data[:1000] and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        return workbook.read(name, data, sheet)
    if _PAGE.match(data[:200]):
        hint = "open it in a spreadsheet program and save it as .xlsx"
        raise UnreadableError("it is a web page or XML, whatever its name says", hint)
    if sheet and ending not in _BOOKS:
        raise UnreadableError("it is no workbook, and has no sheets", "leave out --sheet")
    if ending in (".yaml", ".yml"):
        return _yaml(name, data)
    if ending in _OBJECTS:
        return objects.read(name, decoded(data, encoding)[0])
    return _text(name, data, encoding, ending)


def _stop_at_documents(data: bytes) -> None:
    for member, what in ((b"word/document.xml", "a Word document"), (b"project.qde", "a REFI-QDA project")):
        if member in data[:4000]:
            hint = "casecode import project takes it" if "REFI" in what else "save its table as .xlsx or .csv"
            raise UnreadableError(f"it is {what}", hint)


def _text(name: str, data: bytes, encoding: str, ending: str) -> Table:
    if not data.strip():
        if ending in _BOOKS:
            raise UnreadableError("it is empty", "export it again")
        return Table(name, [], [], str)
    text = decoded(data, encoding)[0]
    if annotations.is_webanno(text):
        return annotations.of_webanno(name, text)
    if ending in (".ann", ".txt") and annotations.is_brat(text):
        return annotations.of_brat(name, text)
    if nvivo.is_node(text):
        return nvivo.of_node(name, text)
    if ending == ".ann":
        raise UnreadableError("it has no annotations", "is it a file of brat?")
    found = delimited.read(name, data, encoding)
    if ending in _BOOKS:  # programs write tables of text, too, and call them .xls
        found.notes.append("it is no workbook, whatever its name says, but a table as text")
    return found


def _document(name: str, data: bytes) -> Table:
    """Coded passages in a Word document: as comments, or below the lines that NVivo writes."""
    if not data.startswith(_PACKED):
        raise UnreadableError("it is no Word document", "export it anew")
    if comments.has_comments(data):
        return comments.of_comments(name, data)
    text = comments.plain_text(data)
    if nvivo.is_node(text):
        return nvivo.of_node(name, text)
    raise UnreadableError(
        "it is a Word document without coded passages of Dedoose or NVivo", "export the passages as .xlsx or .csv"
    )


def _yaml(name: str, data: bytes) -> Table:
    """Evidence in the form that it has in files of a case: a list of pieces, alone or under its key."""
    document, problems = decode(name, data)
    if document is None:
        raise _OwnError(problems)
    root, problems = parse(document)
    if problems:
        raise _OwnError(problems)
    if isinstance(root, Mapping) and "evidence" in root.entries:
        root = root.entries["evidence"][1]
    if not isinstance(root, Sequence) or not all(isinstance(it, Mapping) for it in root.items):
        raise UnreadableError("it has no list of pieces of evidence", "a list stands alone, or under evidence:")
    rows = [it for it in root.items if isinstance(it, Mapping)]
    headings = list(dict.fromkeys(key for it in rows for key in it.entries))
    found = []
    for it in rows:
        nodes = [it.child(key) for key in headings]
        cells = [
            [one.text for one in node.items if isinstance(one, Scalar)]
            if isinstance(node, Sequence)
            else cleaned(node.text)
            if isinstance(node, Scalar)
            else ""
            for node in nodes
        ]
        found.append(Row(it.line, list(cells)))
    return Table(name, headings, found, lambda: document.text, header_line=-1)


def _headed(table: Table, told: int) -> Table:
    """The table with its headings, which are in the first row unless it is told otherwise, or another row has them."""
    if table.program or table.header_line < 0:
        return table
    at = _header(table, told)
    if at is None:
        return table
    head = table.rows[at]
    table.headings = [" ".join(str(cell).split()) if "Gr=" not in str(cell) else str(cell) for cell in head.cells]
    while table.headings and not table.headings[-1]:
        table.headings.pop()
    table.rows = table.rows[at + 1 :]
    table.header_line = head.line
    if at and not told:
        table.notes.append(f"the headings are those of row {head.line + 1} (--header-row tells it otherwise)")
    return table


def _header(table: Table, told: int) -> int | None:
    """Which row holds the headings: the one that is told, or that has those of a known export, or else the first in
    which more than one cell is filled, if a row below a title has names that are known."""
    if told:
        at = next((at for at, row in enumerate(table.rows) if row.line + 1 == told), None)
        if at is None:
            raise UnreadableError(f"nothing stands in row {told}", "say in which row the headings are: --header-row")
        return at
    begin = [[text_of(cell) for cell in row.cells] for row in table.rows[:_LOOK]]
    if not begin:
        return None
    known = next((at for at, cells in enumerate(begin) if programs.told_by(cells)), None)
    if known is not None:
        return known
    if len([cell for cell in begin[0] if cell]) > 1:
        return 0
    widths = [len([cell for cell in cells if cell]) for cells in begin]
    fields = [len(guess(cells, EVIDENCE)) if width > 1 else 0 for cells, width in zip(begin, widths, strict=True)]
    return fields.index(max(fields)) if max(fields) > 1 else 0
