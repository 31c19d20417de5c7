"""The rows of a table in LaTeX, parted where they would be too high: `longtable` breaks over pages between rows only.

How many lines a cell takes is estimated; a part is low enough that an estimate may be wrong by half.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from casecode.render.latex_text import BREAKABLE, escape
from casecode.render.paper import BAR, GAP, INDENT, SMALL, Fit, before, ems, said
from casecode.sheet import Cell, Line, Role, Sheet, SheetRow

WHOLE = 24  # lines of a row that is not parted
PART = 12  # lines of a part
_MARKS: dict[Role, str] = {"item": r"\textbullet", "against": r"$\times$", "qualified": r"\textasciitilde"}
Block = tuple[str, int]  # what is written, and how many lines it takes


def written(fit: Fit, room: float, with_ids: bool) -> str:
    """The rows of a table that has so much room."""
    scale = SMALL if fit.is_small else 1.0
    widths = [max(share * room / scale - GAP, 1.0) for share in fit.shares]
    return "".join(_row(row, fit.sheet, widths, with_ids) for row in fit.sheet.rows)


def _row(row: SheetRow, sheet: Sheet, widths: list[float], with_ids: bool) -> str:
    if row.is_section:
        first = " ".join(text for line in row.cells[0] for text, _ in _blocks(line, sum(widths), with_ids))
        indent = f"\\hspace*{{{row.depth}em}}" if row.depth else ""
        width = "p{\\dimexpr\\linewidth-2\\tabcolsep\\relax}"
        return f"\\addlinespace\n\\multicolumn{{{len(widths)}}}{{@{{}}{width}@{{}}}}{{{indent}{first}}} \\\\*\n"
    cells = [*row.cells, *[()] * (len(widths) - len(row.cells))]
    deep = INDENT * row.depth
    blocks = [
        _cell(cell, width - (0 if at else deep), with_ids)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    lines = []
    for part in _parts(blocks):
        if row.depth:
            part[0] = f"\\leftskip={row.depth}em {part[0]}"
        lines.append(" & ".join(part) + " \\\\\n")
    rule = "\\midrule\n" if row.is_total else ""
    return rule + "".join(lines) + ("" if sheet.is_grid else "\\addlinespace\n")


def _cell(cell: Cell, width: float, with_ids: bool) -> list[Block]:
    return [block for line in cell for block in _blocks(line, width, with_ids)]


def _parts(cells: list[list[Block]]) -> Iterator[list[str]]:
    """The cells of a row, in parts one below the other where the row is high."""
    most = WHOLE if max(sum(lines for _, lines in cell) for cell in cells) <= WHOLE else PART
    rest = [[*reversed(cell)] for cell in cells]
    while True:
        part = []
        for blocks in rest:
            texts: list[str] = []
            filled = 0
            while blocks and (not texts or filled + blocks[-1][1] <= most):
                text, lines = blocks.pop()
                texts.append(text)
                filled += lines
            # The last paragraph of a cell has no end of its own: another line would be begun after it.
            part.append("".join([*(f"{{{text}\\par}}" for text in texts[:-1]), *texts[-1:]]))
        yield part
        if not any(rest):
            return


def _blocks(line: Line, width: float, with_ids: bool) -> Iterator[Block]:
    """A line of a cell; as several blocks where it alone is too high."""
    room = max(width - before(line), 2.0)
    pieces = [*_pieces(line, room, with_ids)]
    for number, piece in enumerate(pieces):
        lines = sum(-int(-(ems(part) * 1.05) // room) or 1 for part in said(piece, with_ids).split("\n"))
        yield line_of(piece, with_ids, number > 0), lines


def _pieces(line: Line, room: float, with_ids: bool) -> Iterator[Line]:
    """A line cut between words into pieces that are low enough; the last has the count, the note and the ids."""
    most = max(int(room * PART / max(ems(line.text) / max(len(line.text), 1), 0.3)), 40)
    texts = [*_cut(line.text, most)] if len(line.text) > most * 1.5 else [line.text]
    ids = line.ids if with_ids else ()
    an_id = max((ems(id_) + 0.5 for id_ in ids), default=1.0)
    of_ids = max(int(room // an_id), 1) * PART
    groups = [ids[at : at + of_ids] for at in range(0, len(ids), of_ids)] or [()]
    for number, text in enumerate(texts):
        is_last = number + 1 == len(texts)
        found = replace(line, text=text, lead=line.lead if not number else "", bar=line.bar if not number else None)
        yield (
            found
            if is_last and len(groups) == 1
            else replace(found, count="", note="", ids=())
            if not is_last
            else (replace(found, ids=groups[0]))
        )
    for group in groups[1:]:
        yield Line("", line.role, ids=group, depth=line.depth)


def _cut(text: str, most: int) -> Iterator[str]:
    """A text in parts of about so many letters, cut where there are spaces."""
    while len(text) > most * 1.5:
        at = text.rfind(" ", most // 2, most) + 1 or most
        yield text[:at].rstrip()
        text = text[at:]
    yield text


def line_of(line: Line, with_ids: bool, is_continued: bool = False) -> str:
    """A line of a cell or of the text, without the end of its paragraph."""
    text = escape(line.text)
    if line.role == "own":
        text = f"\\textit{{{text}}}"
    if line.role == "strong":
        text = f"\\textbf{{{text}}}"
    if line.lead:
        text = f"\\textbf{{{escape(line.lead)}}} {text}"
    if line.bar:
        begin, end = line.bar
        text = f"\\hspace*{{{BAR * begin:.4g}em}}\\rule{{{BAR * (end - begin):.4g}em}}{{1.2ex}}~{text}"
    if line.count:
        count = re.sub(r"\\allowbreak\{\}", "", escape(line.count))
        text += f"~{{\\footnotesize {count}}}"
    if line.note:
        text += f" \\emph{{({escape(line.note)})}}"
    if with_ids and line.ids:
        text += ("\\newline " if text else "") + f"{{\\footnotesize {escape(' '.join(line.ids))}}}"
    if line.role in _MARKS and is_continued:
        return f"\\leftskip=1em\\noindent {text}"
    if line.role in _MARKS:
        return f"\\hangindent=1em\\hangafter=1\\noindent {_MARKS[line.role]}~{text}"
    if line.depth:
        return f"\\leftskip={line.depth}em\\noindent {text}"
    return f"{BREAKABLE}{text}"
