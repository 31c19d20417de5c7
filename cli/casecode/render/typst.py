"""Reports as Typst: a document that compiles as it is, or the tables alone (typst.app; `pdf.py` makes a PDF of it).

Whatever comes from files stands in string literals, in which only quotation marks and backslashes mean anything.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from casecode.render.formats import Look
from casecode.render.paper import INDENT, LONGEST, SHADES, Fit, fitted
from casecode.render.text import flowing
from casecode.sheet import Cell, Charted, Line, Page, Report, Role, Sheet, SheetRow, documented, levels

MARKS: dict[Role, str] = {"item": "•", "against": "\N{MULTIPLICATION SIGN}", "qualified": "~"}
LETTERS = 9.0  # points of the letters of tables
UPRIGHT, ACROSS = (17.0, 25.7)  # centimetres between the margins
_POINTS = 28.35  # of a centimetre
_SPACES = re.compile(r"(\s+)")
_HYPHEN = re.compile(r"\w-\w")
_BREAKS = re.compile(r"[/._?&=:;,+-](?=\w)|\w{12}(?=\w{4})")

PREAMBLE = """\
#set page(paper: "a4", margin: (x: 2cm, y: 2.2cm), numbering: "1")
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: false, fill: ink)
#set par(justify: false, leading: 0.55em)
#show title: set text(size: 17pt)
#show title: set block(below: 1.4em)
#show heading.where(level: 1): set text(size: 13pt)
#show heading.where(level: 2): set text(size: 11pt)
"""
HELPERS = """\
#let ink = rgb("#1d2327")
#let soft = rgb("#5b6670")
#let thin = 0.4pt + rgb("#c9cfd4")
#let thick = 0.9pt + ink
#let blue = rgb("#0b5c7d")
#let colours = (
  plain: ink, item: ink, strong: ink, muted: soft, against: rgb("#a4262c"), qualified: rgb("#7a5200"), own: ink,
  good: rgb("#1c6b39"), warn: rgb("#7a5200"), bad: rgb("#a4262c"),
)
// A line of a cell: its text, what it means for the eye, a count, a remark, and the evidence that it stands for.
#let line(role: "plain", mark: none, lead: none, count: none, note: none, depth: 0, bar: none, ids: (), ..parts) = {
  let colour = colours.at(role)
  let whole = {
    if bar != none {
      box(inset: (left: bar.at(0) * 8em), rect(width: bar.at(1) * 8em, height: 0.7em, fill: blue))
      [ ]
    }
    if lead != none { strong(lead) + [ ] }
    let body = text(fill: if mark == none or note == none { colour } else { ink }, parts.pos().join())
    if role == "strong" { strong(body) } else if role == "own" { emph(body) } else { body }
    if count != none { [ ] + text(fill: blue, size: 0.9em, count) }
    let quiet = if role in ("against", "qualified") { colour } else { soft }
    if note != none { [ ] + text(fill: quiet, emph("(" + note + ")")) }
    if ids.len() > 0 { linebreak() + text(fill: soft, size: 0.82em, ids.join(" ")) }
  }
  if mark != none { whole = par(hanging-indent: 1em, box(width: 1em, text(fill: colour, mark)) + whole) }
  if depth > 0 { pad(left: depth * 1em, whole) } else { whole }
}
#let evidence(id, name) = link(label(name), text(fill: blue, id))
#let lines(..all) = all.pos().join(parbreak())
#let about(body) = block(above: 0.6em, below: 0.6em, text(size: 8.5pt, fill: soft, body))
#let tables = counter(figure.where(kind: table))
#let ruled(caption: none, is-continued: false, columns: (), head: none, size: 9pt, align: left, ..rows) = {
  if is-continued { tables.update(it => it - 1) }
  figure(kind: table, supplement: "Table", numbering: if caption == none { none } else { "1" }, caption: caption, {
    set text(size: size)
    set par(spacing: 0.5em)
    table(
      columns: columns, align: align, stroke: none, inset: (left: 0pt, right: 1.2em, y: 0.35em),
      ..if head == none { (table.hline(stroke: thick),) } else {
        (table.header(
          table.hline(stroke: thick), ..head.map(it => table.cell(align: bottom, strong(it))),
          table.hline(stroke: 0.5pt + ink),
        ),)
      },
      ..rows.pos(), table.hline(stroke: thick),
    )
  })
}
#show figure: set block(breakable: true, above: 2em, below: 0.8em)
#show figure: set align(left)
#set figure(gap: 0.7em)
#set figure.caption(position: top, separator: ". ")
#show figure.caption: it => block(sticky: true, align(left, strong(it)))
"""


class Writing:
    """The evidence that links can lead to, and how the report is asked for."""

    def __init__(self, page: Page, look: Look) -> None:
        told = dict.fromkeys(row.key for sheet in page.sheets for row in sheet.rows if row.key)
        self.anchors = {id_: f"evidence-{number}" for number, id_ in enumerate(told, 1)}
        self.unanchored = dict(self.anchors)
        self.ids = look.ids


def render(report: Report, look: Look) -> str:
    """The page of a report in Typst; as a fragment the tables with what they need, but no page of their own."""
    page: Page = report.page()
    writing = Writing(page, look)
    title = literal(page.title or "casecode")
    parts = [] if look.fragment else ["#title()\n"]
    if isinstance(report, Charted) and not look.fragment:
        parts.append(_chart(report))
    is_across = False
    for sheet, level in zip(page.sheets, levels(page), strict=True):
        for text, lies_across in _sheet(sheet, level, writing):
            if lies_across != is_across and not look.fragment:
                parts.append(f"#set page(flipped: {str(lies_across).lower()})\n")
                is_across = lies_across
            parts.append(text)
    parts += [f"#about({quoted(note)})\n" for note in documented(page.notes)]
    head = "" if look.fragment else f"#set document(title: {title}, date: none)\n"
    return head + HELPERS + ("" if look.fragment else PREAMBLE) + "\n" + "\n".join(parts)


def literal(text: str) -> str:
    """The text as a string literal that means the same."""
    escaped = flowing(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def quoted(text: str) -> str:
    """The text as an expression in which words do not break at hyphens, and long ones, such as addresses, anywhere."""
    parts = [""]
    for word in _SPACES.split(text):
        if (len(word) > LONGEST and not word.isspace()) or _HYPHEN.search(word):
            parts += [word, ""]
        else:
            parts[-1] += word
    words = (_word(part) if at % 2 else literal(part) for at, part in enumerate(parts) if part)
    return " + ".join(words) or literal("")


def _word(text: str) -> str:
    """A word with a hyphen, or one that is long."""
    if len(text) <= LONGEST:
        return f"box({literal(text)})"
    ends = [0, *(found.end() for found in _BREAKS.finditer(text)), len(text)]
    return " + h(0pt) + ".join(literal(text[start:end]) for start, end in pairwise(ends) if end > start)


def _chart(report: Charted) -> str:
    from casecode.render import svg

    chart = report.chart()
    data = svg.drawn(chart, is_alone=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#image(bytes("{data}"), format: "svg", width: 100%, alt: {literal(chart.about)})\n'


def _sheet(sheet: Sheet, level: int, writing: Writing) -> Iterator[tuple[str, bool]]:
    text = "".join(f"#block({_line(line, writing)})\n" for line in sheet.text)
    if not sheet.rows:
        heading = f"#heading(level: {level}, {quoted(sheet.heading)})\n" if sheet.heading else ""
        yield heading + text + "".join(f"#about({quoted(note)})\n" for note in documented(sheet.notes)), False
        return
    if text:
        yield text, False
    upright, across = (side * _POINTS / LETTERS for side in (UPRIGHT, ACROSS))
    for fit in fitted(sheet, upright, across, writing.ids):
        notes = "".join(f"#about({quoted(note)})\n" for note in documented(fit.sheet.notes))
        table = _boxes(fit.sheet, writing) if sheet.areas else _table(fit, writing)
        yield table + notes, fit.is_across and not sheet.areas


def _table(fit: Fit, writing: Writing) -> str:
    sheet = fit.sheet
    columns = ", ".join(f"{100 * share:.2f}%" for share in fit.shares)
    about = [f"columns: ({columns},)"]
    if sheet.heading:
        about.append(f"caption: {quoted(sheet.title)}")
    if fit.is_continued:
        about.append("is-continued: true")
    if any(sheet.columns):
        about.append(f"head: ({', '.join(map(quoted, sheet.columns))},)")
    if fit.is_small:
        about.append("size: 7.6pt")
    if sheet.is_grid:
        about.append("align: (x, _) => if x == 0 { left } else { right }")
    rows = "".join(_row(row, sheet, writing, number == 0) for number, row in enumerate(sheet.rows))
    return f"#ruled({', '.join(about)},\n{rows})\n"


def _row(row: SheetRow, sheet: Sheet, writing: Writing, is_first: bool) -> str:
    rule = "" if sheet.is_grid or is_first else "  table.hline(stroke: thin),\n"
    inset = f", inset: (left: {row.depth * INDENT:g}em)" if row.depth else ""
    if row.is_section:
        level = min(row.depth, 6) + 2
        heading = f"table.cell(colspan: {len(sheet.columns)}{inset}, {_cell(row.cells[0], writing)})"
        return f"{rule}  table.header(level: {level}, repeat: false, {heading}),\n"
    if row.is_total:
        rule = "  table.hline(stroke: 0.5pt + ink),\n"
    cells = []
    for at in range(len(sheet.columns)):
        cell = row.cells[at] if at < len(row.cells) else ()
        text = _cell(cell, writing)
        if not at and row.key in writing.unanchored:
            text = f'[#{text} #label("{writing.unanchored.pop(row.key)}")]'
        more = inset if not at else f', fill: rgb("#{SHADES[cell[0].shade]}")' if cell and cell[0].shade else ""
        cells.append(f"table.cell({more[2:]}, {text})" if more else text)
    return f"{rule}  {', '.join(cells)},\n"


def _cell(cell: Cell, writing: Writing) -> str:
    if not cell:
        return "[]"
    lines = [_line(line, writing) for line in cell]
    return lines[0] if len(lines) == 1 else f"lines({', '.join(lines)})"


def _line(line: Line, writing: Writing) -> str:
    about = [*_parts(line)]
    if line.role != "plain":
        about.append(f'role: "{line.role}"')
    if line.role in MARKS:
        about.append(f'mark: "{MARKS[line.role]}"')
    about += [f"{name}: {quoted(text)}" for name in ("lead", "count", "note") if (text := getattr(line, name))]
    if line.depth:
        about.append(f"depth: {line.depth}")
    if line.bar:
        begin, end = line.bar
        about.append(f"bar: ({begin:.4f}, {end - begin:.4f})")
    if writing.ids and line.ids:
        about.append(f"ids: ({', '.join(_link(id_, writing) for id_ in line.ids)},)")
    return f"line({', '.join(about)})"


def _parts(line: Line) -> Iterator[str]:
    """The text with what a search has found in it marked."""
    last = 0
    for start, end in line.marks:
        if start > last:
            yield quoted(line.text[last:start])
        yield f"highlight({quoted(line.text[start:end])})"
        last = end
    if last < len(line.text) or not last:
        yield quoted(line.text[last:])


def _link(id_: str, writing: Writing) -> str:
    name = writing.anchors.get(id_)
    return f'evidence({quoted(id_)}, "{name}")' if name else quoted(id_)


def _boxes(sheet: Sheet, writing: Writing) -> str:
    """Boxes on a grid as cells that go over several rows and columns."""
    across = max(area.column + area.columns for area in sheet.areas)
    cells = []
    for row, area in zip(sheet.rows, sheet.areas, strict=True):
        lines = _every(row.cells, writing)
        where = f"x: {area.column}, y: {area.row}, colspan: {area.columns}, rowspan: {area.rows}"
        cells.append(f"  table.cell({where}, {lines}),\n")
    caption = f"caption: {quoted(sheet.title)}, " if sheet.heading else "numbering: none, "
    table = f"table(columns: (1fr,) * {across}, stroke: thin, inset: 0.6em,\n{''.join(cells)})"
    set_ = "set par(spacing: 0.6em)\n  set text(size: 9pt)"
    return f'#figure(kind: table, supplement: "Table", {caption}{{ {set_}\n  {table} }})\n'


def _every(cells: Sequence[Cell], writing: Writing) -> str:
    lines = [_line(line, writing) for cell in cells for line in cell]
    return f"lines({', '.join(lines)})" if lines else "[]"
