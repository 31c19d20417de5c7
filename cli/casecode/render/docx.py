"""Reports as Word documents: tables of Word's own, whose heads are repeated and whose rows break over pages.

All that a reader may want to look otherwise is a style, and a template that has one of the same name keeps its own.
"""

import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape as xml_escape

from casecode.render import word_styles
from casecode.render.formats import Look
from casecode.render.paper import INDENT, SHADES, Fit, fitted
from casecode.render.plain import bar
from casecode.render.text import settled
from casecode.sheet import Area, Cell, Line, Page, Report, Role, Sheet, SheetRow, documented, levels

if TYPE_CHECKING:
    from docx.document import Document

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EM = 180  # twentieths of a point: letters of 9 points
MARKS: dict[Role, str] = {"item": "•", "against": "\N{MULTIPLICATION SIGN}", "qualified": "~"}


class Writing:
    """What is written so far: the evidence that links can lead to, and how many tables there are."""

    def __init__(self, page: Page, look: Look, styles: dict[str, str], upright: float, across: float) -> None:
        told = dict.fromkeys(row.key for sheet in page.sheets for row in sheet.rows if row.key)
        self.anchors = {id_: f"evidence_{number}" for number, id_ in enumerate(told, 1)}
        self.unanchored = dict(self.anchors)
        self.look = look
        self.styles = styles
        self.upright, self.across = upright, across
        self.tables = 0


def render(report: Report, look: Look) -> bytes:
    """The page of a report as a Word document. Needs python-docx."""
    page: Page = report.page()
    document = word_styles.opened(look.template)
    properties = document.core_properties
    properties.title = settled(page.title)[:255]
    properties.created = properties.modified = datetime.now(UTC)
    section = document.sections[-1]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    width, height = (int(side or 0) for side in (section.page_width, section.page_height))
    room = [(side - sides) / 635 / EM for side in sorted((width, height))]  # 635 EMU are a twentieth of a point
    writing = Writing(page, look, word_styles.ids(document), *room)
    blocks = [(paragraph(run(page.title), writing.styles["Title"]), False)] if page.title else []
    for sheet, level in zip(page.sheets, levels(page), strict=True):
        blocks += _sheet(sheet, level, writing)
    blocks += [(paragraph(run(note), "CasecodeNote"), False) for note in documented(page.notes)]
    _put(document, blocks)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def escape(text: str) -> str:
    """The text so that XML has it as it is."""
    return xml_escape(settled(text))


def run(text: str, *styles: str, more: str = "") -> str:
    """Some text of a paragraph with the name of a style of characters; line feeds are line breaks."""
    style = "".join(f'<w:rStyle w:val="{name}"/>' for name in styles[:1] if name)
    about = f"<w:rPr>{style}{more}</w:rPr>" if style or more else ""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{about}{'<w:br/>'.join(parts)}</w:r>"


def paragraph(runs: str, style: str, more: str = "") -> str:
    """A paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _put(document: "Document", blocks: list[tuple[str, bool]]) -> None:
    """Put blocks into a document, each on pages that lie as it asks for."""
    from docx.oxml import parse_xml

    body = document.element.body
    last = body.sectPr
    for position, (xml, is_across) in enumerate(blocks):
        for element in parse_xml(f"<w:body {SPACES}>{xml}</w:body>"):
            last.addprevious(element)
        following = blocks[position + 1][1] if position + 1 < len(blocks) else is_across
        if following != is_across:
            end = parse_xml(f"<w:p {SPACES}><w:pPr/></w:p>")
            end.pPr.append(_lying(last, is_across))
            last.addprevious(end)
    if blocks:
        last.getparent().replace(last, _lying(last, blocks[-1][1]))


def _lying(section: Any, is_across: bool) -> Any:
    """A section as that of the document, whose pages lie as is asked for."""
    found = deepcopy(section)
    size = found.pgSz
    if size is not None and is_across:
        size.w, size.h = max(size.w, size.h), min(size.w, size.h)
        size.orient = 1
    return found


def _sheet(sheet: Sheet, level: int, writing: Writing) -> Iterator[tuple[str, bool]]:
    text = "".join(_line(line, "CasecodeText", writing, "", 0, "") for line in sheet.text)
    if not sheet.rows:
        if sheet.heading:
            text = paragraph(run(sheet.heading), writing.styles[f"Heading {level}"]) + text
        if text:
            yield text, False
        yield from ((paragraph(run(note), "CasecodeNote"), False) for note in documented(sheet.notes))
        return
    is_across = False
    if text:
        yield text, False
    writing.tables += bool(sheet.heading)
    for fit in fitted(sheet, writing.upright, writing.across, writing.look.ids):
        is_across = fit.is_across
        table = _boxes(fit, writing) if sheet.areas else _table(fit, writing)
        yield _caption(fit, writing) + table, is_across
        notes = "".join(paragraph(run(note), "CasecodeNote") for note in documented(fit.sheet.notes))
        yield notes or paragraph("", "CasecodeNote"), is_across


def _caption(fit: Fit, writing: Writing) -> str:
    """The title with a number that Word counts; parts of one table have the same."""
    sheet = fit.sheet
    if not sheet.heading:
        return ""
    field = "SEQ Table \\c" if fit.is_continued else "SEQ Table"
    number = f'<w:fldSimple w:instr=" {field} \\* ARABIC ">{run(str(writing.tables))}</w:fldSimple>'
    is_counted = sheet.label in ("", f"Table {writing.tables}")
    label = run("Table ") + number if is_counted else run(sheet.label)
    return paragraph(label + run(f". {sheet.title}" if sheet.title else ""), writing.styles["Caption"], "<w:keepNext/>")


def _table(fit: Fit, writing: Writing) -> str:
    sheet = fit.sheet
    heads = "".join(
        _cell_of(width, paragraph(run(title, more=_small(fit)), _style(sheet, at), "<w:keepNext/>"))
        for at, (title, width) in enumerate(zip(sheet.columns, _widths(fit, writing), strict=True))
    )
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>" if any(sheet.columns) else ""
    rows = "".join(_row(row, fit, writing) for row in sheet.rows)
    return f"<w:tbl>{_about(fit, writing, bool(head))}{head}{rows}</w:tbl>"


def _widths(fit: Fit, writing: Writing) -> list[int]:
    room = writing.across if fit.is_across else writing.upright
    return [round(share * room * EM) for share in fit.shares]


def _about(fit: Fit, writing: Writing, is_headed: bool) -> str:
    """What a table is, also for those who do not see it."""
    sheet = fit.sheet
    widths = _widths(fit, writing)
    style = "CasecodeGrid" if sheet.is_grid else "CasecodeTable"
    columns = "; ".join(filter(None, sheet.columns))
    about = f"{len(sheet.rows)} rows" + (f"; columns: {columns}" if columns else "")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    attribute = {'"': "&quot;", "\n": " "}
    look = "0420" if is_headed else "0400"
    title, about = (xml_escape(settled(text)[:800], attribute) for text in (sheet.heading or "Table", about))
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" '
        f'w:firstRow="{int(is_headed)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{about}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(row: SheetRow, fit: Fit, writing: Writing) -> str:
    widths = _widths(fit, writing)
    if row.is_section:
        text = _lines(row.cells[0], "CasecodeCell", fit, writing, row.depth, "<w:keepNext/>")
        whole = f'<w:gridSpan w:val="{len(widths)}"/>'
        return f"<w:tr>{_cell_of(sum(widths), text, whole)}</w:tr>"
    cells = []
    for at, width in enumerate(widths):
        cell = row.cells[at] if at < len(row.cells) else ()
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADES[cell[0].shade]}"/>' if _shade(cell) else ""
        rule = '<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="1D2327"/></w:tcBorders>'
        text = _lines(cell, _style(fit.sheet, at), fit, writing, 0 if at else row.depth)
        if not at and row.key in writing.unanchored:
            text = _anchored(text, writing.unanchored.pop(row.key))
        cells.append(_cell_of(width, text, (rule if row.is_total else "") + shade))
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _shade(cell: Cell) -> int:
    return cell[0].shade if cell else 0


def _anchored(text: str, name: str) -> str:
    """A cell that links can lead to: the first paragraph is a bookmark."""
    number = name.rpartition("_")[2]
    before, _, rest = text.partition("</w:pPr>")
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{before}</w:pPr>{start}<w:bookmarkEnd w:id="{number}"/>{rest}'


def _style(sheet: Sheet, at: int) -> str:
    return "CasecodeFigure" if sheet.is_grid and at else "CasecodeCell"


def _cell_of(width: int, text: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{text}</w:tc>'


def _lines(cell: Cell, style: str, fit: Fit, writing: Writing, depth: int = 0, more: str = "") -> str:
    """The lines of a cell as paragraphs; a cell must have one."""
    small = _small(fit)
    return "".join(_line(line, style, writing, small, depth, more) for line in cell) or paragraph("", style)


def _small(fit: Fit) -> str:
    return '<w:sz w:val="15"/><w:szCs w:val="15"/>' if fit.is_small else ""


def _line(line: Line, style: str, writing: Writing, small: str, depth: int, more: str) -> str:
    parts = []
    if mark := MARKS.get(line.role, ""):
        style = "CasecodeItem"
        parts.append(run(mark, _role(line.role), more=small) + "<w:r><w:tab/></w:r>")
    if line.bar:
        parts.append(run(bar(line.bar) + " ", "CasecodeCount", more=small))
    if line.lead:
        parts.append(run(line.lead + " ", "CasecodeStrong", more=small))
    parts += _marked(line, small)
    if line.count:
        parts.append(run(f" {line.count}", "CasecodeCount", more=small))
    if line.note:
        parts.append(run(f" ({line.note})", "CasecodeRemark", more=small))
    if deep := depth + line.depth:
        hanging = INDENT * EM if mark else 0
        left = round(deep * INDENT * EM + hanging)
        more += f'<w:ind w:left="{left}"' + (f' w:hanging="{round(hanging)}"/>' if mark else "/>")
    found = paragraph("".join(parts), style, more)
    if writing.look.ids and line.ids:
        indent = more if deep else f'<w:ind w:left="{round(INDENT * EM)}"/>' if mark else ""
        found += paragraph(run(" ").join(_link(id_, writing) for id_ in line.ids), "CasecodeIds", indent)
    return found


def _link(id_: str, writing: Writing) -> str:
    """The id of a piece, which leads to where the document tells of it."""
    if id_ not in writing.anchors:
        return run(id_)
    return f'<w:hyperlink w:anchor="{writing.anchors[id_]}" w:history="1">{run(id_, "CasecodeLink")}</w:hyperlink>'


def _role(role: Role) -> str:
    return "" if role in ("plain", "item") else f"Casecode{role.capitalize()}"


def _marked(line: Line, small: str) -> Iterator[str]:
    """The text with what a search has found in it marked."""
    style = "" if line.role in MARKS and line.role != "item" and line.note else _role(line.role)
    last = 0
    for start, end in line.marks:
        if start > last:
            yield run(line.text[last:start], style, more=small)
        yield run(line.text[start:end], style, more=small + '<w:highlight w:val="yellow"/>')
        last = end
    yield run(line.text[last:], style, more=small)


def _boxes(fit: Fit, writing: Writing) -> str:
    """Boxes on a grid as a table without heads, whose cells go over several rows and columns."""
    sheet = fit.sheet
    across = max(area.column + area.columns for area in sheet.areas)
    down = max(area.row + area.rows for area in sheet.areas)
    room = (writing.across if fit.is_across else writing.upright) * EM
    width = round(room / across)
    boxes = Fit(Sheet(sheet.title, ("",) * across, sheet.rows), (1 / across,) * across)
    rows = []
    for at_row in range(down):
        cells = []
        at = 0
        while at < across:
            found = next((it for it in zip(sheet.areas, sheet.rows, strict=True) if _covers(it[0], at_row, at)), None)
            if found is None:
                cells.append(_cell_of(width, paragraph("", "CasecodeCell")))
                at += 1
                continue
            area, row = found
            is_first = at_row == area.row
            merged = f'<w:gridSpan w:val="{area.columns}"/>' if area.columns > 1 else ""
            if area.rows > 1:
                merged += '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
            text = "".join(_lines(cell, "CasecodeCell", boxes, writing) for cell in row.cells) if is_first else ""
            cells.append(_cell_of(width * area.columns, text or paragraph("", "CasecodeCell"), merged + _FRAME))
            at += area.columns
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{_about(boxes, writing, False)}{''.join(rows)}</w:tbl>"


def _covers(area: Area, row: int, column: int) -> bool:
    return area.row <= row < area.row + area.rows and area.column <= column < area.column + area.columns


_SIDES = ("top", "left", "bottom", "right")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C9CFD4"/>' for side in _SIDES)
_ROOM = "".join(f'<w:{side} w:w="100" w:type="dxa"/>' for side in _SIDES)
_FRAME = f"<w:tcBorders>{_LINES}</w:tcBorders><w:tcMar>{_ROOM}</w:tcMar>"
