"""Reports as a complete, accessible HTML page: real tables with captions and scoped headers, readable in light and
dark and on paper, without scripts or anything to fetch."""

import re
from collections.abc import Iterable
from html import escape as html_escape

from casecode import __version__
from casecode.render.formats import Look
from casecode.render.text import flowing
from casecode.sheet import Cell, Charted, Line, Page, Report, Sheet, SheetRow, documented

STYLE = """
:root { color-scheme: light dark; --ink: #1d2327; --paper: #fff; --line: #c9cfd4; --soft: #5b6670; --head: #f3f5f6;
  --against: #a4262c; --qualified: #7a5200; --good: #1c6b39; --count: #0b5c7d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9eb; --paper: #14181b; --line: #3a4248; --soft: #9aa5ad;
  --head: #1d2327; --against: #ff9a96; --qualified: #e3b557; --good: #7fd39b; --count: #7cc7e8; } }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 "Source Serif 4", Charter, Georgia, serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1.5rem; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0; font-size: .95rem; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
caption { text-align: left; font-weight: 700; font-size: 1.15rem; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); }
thead tr > * { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); }
tbody:last-child tr:last-child > * { border-bottom: 2px solid var(--ink); }
th { font-weight: 600; } th[scope=row] { min-width: 9rem; }
th[scope=rowgroup] { background: var(--head); padding-left: .5rem; }
:is(.level-1, .level-2, .level-3, .level-4, .level-5):is(th, td) { padding-left: calc(.5rem + var(--deep) * 1.25rem); }
.level-1 { --deep: 1; } .level-2 { --deep: 2; } .level-3 { --deep: 3; } .level-4 { --deep: 4; } .level-5 { --deep: 5; }
ul { margin: 0; padding-left: 1.1rem; } p { margin: .4rem 0; } section { margin: 0 0 2.5rem; }
.note, .muted, footer { color: var(--soft); } .note { font-size: .9rem; }
.count { color: var(--count); white-space: nowrap; font-variant-numeric: tabular-nums; }
.ids { display: block; color: var(--soft); font-size: .8rem; } .remark { font-style: italic; }
.against, .bad { color: var(--against); } .qualified, .warn { color: var(--qualified); } .good { color: var(--good); }
h2.chapter { font-size: 1.35rem; border-bottom: 2px solid var(--ink); padding-bottom: .2rem; margin-top: 3rem; }
nav ol { margin: 0 0 2rem; padding-left: 1.4rem; columns: 2 20rem; } a { color: var(--count); }
.plain, .good, .warn, .bad { font-weight: 400; } .own { font-style: italic; } .strong { font-weight: 600; }
.grid th:not(:first-child), .grid td:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums;
  padding-right: .5rem; }
.total > * { border-top-color: var(--ink); }
.shade-1 { background: #0b5c7d1a; } .shade-2 { background: #0b5c7d38; } .shade-3 { background: #0b5c7d5c; }
.shade-4 { background: #0b5c7d80; } .shade-5 { background: #0b5c7da6; }
.shade-4 .count, .shade-5 .count { color: inherit; }
.bar { display: inline-block; width: 14rem; max-width: 40vw; height: .8em; vertical-align: -.05em; }
.bar i { display: block; height: 100%; background: var(--count); }
.boxes { display: grid; border: 1px solid var(--ink); }
.boxes > * { outline: 1px solid var(--line); padding: .5rem .75rem; }
.boxes :is(h2, h3) { font-size: 1rem; margin: 0 0 .3rem; } .boxes li { margin: 0 0 .25rem; }
@media (max-width: 50rem) { .boxes { display: block; } }
footer { border-top: 1px solid var(--line); padding-top: .5rem; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
"""


LEVELS = 5  # headings one below the other that have an indentation of their own


def render(report: Report, look: Look) -> str:
    """The page of a report in HTML, below its chart where it has one; as a fragment only the sections, for a page that
    has a style of its own."""
    page: Page = report.page()
    main = f"{contents(page)}{sections(page, page.sheets, look)}\n{notes_of(page)}"
    if look.fragment:
        return main
    chart = _chart(report) if isinstance(report, Charted) else ""
    return document(page.title, f"<style>{STYLE}</style>", f"{chart}{main}")


def sections(page: Page, sheets: Iterable[Sheet], look: Look) -> str:
    """Some sheets of a page, one below the other."""
    return "\n".join(
        _boxes(sheet, look, sheet.title != page.title)
        if sheet.areas and not look.fragment
        else _sheet(sheet, look, sheet.title != page.title or look.fragment)
        for sheet in sheets
    )


def notes_of(page: Page) -> str:
    """What stands below all sheets."""
    return "".join(f'<p class="note">{escape(note)}</p>\n' for note in documented(page.notes))


def document(title: str, head: str, main: str, end: str = "") -> str:
    """A whole page, given what its head and its main part have, and what stands at its end."""
    title = escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{head}\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{main}</main>\n<footer>casecode {__version__}</footer>\n{end}</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """The text so that HTML shows it as it is."""
    return html_escape(flowing(text), quote=True).replace("\n", "<br>")


def contents(page: Page) -> str:
    """Links to the chapters of a page, where it has some."""
    links = "".join(
        f'<li><a href="#{_anchor(it)}">{escape(it.heading)}</a></li>\n' for it in page.sheets if it.is_chapter
    )
    return f'<nav aria-label="Contents">\n<ol>\n{links}</ol>\n</nav>\n' if links else ""


def _anchor(sheet: Sheet) -> str:
    """The name of a chapter in links: the letters of its heading."""
    return "part-" + "-".join(re.findall(r"[a-z0-9]+", sheet.heading.lower()))


def _chart(report: Charted) -> str:
    """The chart as a picture of its own, whose styles and ids cannot meet those of the page."""
    from base64 import b64encode

    from casecode.render import svg

    chart = report.chart()
    data = b64encode(svg.drawn(chart, is_alone=False).encode()).decode()
    style = "max-width: 100%; height: auto"
    return f'<p><img alt="{escape(chart.about)}" style="{style}" src="data:image/svg+xml;base64,{data}"></p>\n'


def _sheet(sheet: Sheet, look: Look, is_titled: bool) -> str:
    text = "".join(f"<p>{_line(one, look)}</p>\n" for one in sheet.text)
    notes = "".join(f'<p class="note">{escape(note)}</p>\n' for note in documented(sheet.notes))
    if not sheet.rows:
        chapter = f' id="{_anchor(sheet)}" class="chapter"' if sheet.is_chapter else ""
        heading = f"<h2{chapter}>{escape(sheet.heading)}</h2>\n" if sheet.heading else ""
        return f"<section>\n{heading}{text}{notes}</section>"
    # A caption that repeats the heading of the page is for those who go from table to table by ear.
    kind = "" if is_titled else ' class="heard"'
    caption = f"<caption{kind}>{escape(sheet.heading)}</caption>\n" if sheet.heading else ""
    heads = "".join(f'<th scope="col">{escape(title)}</th>' if title else "<td></td>" for title in sheet.columns)
    head = f"<thead>\n<tr>{heads}</tr>\n</thead>\n" if any(sheet.columns) else ""
    body = _body(sheet, look)
    grid = ' class="grid"' if sheet.is_grid else ""
    table = f"<table{grid}>\n{caption}{head}{body}</table>"
    region = '<div class="wide" tabindex="0" role="group" aria-label="table">'
    return f"<section>\n{text}{region}\n{table}\n</div>\n{notes}</section>"


def _boxes(sheet: Sheet, look: Look, is_titled: bool) -> str:
    """The rows of a sheet as boxes on a grid, in the order in which they are told; one below the other where it is
    narrow."""
    heading = f"<h2>{escape(sheet.heading)}</h2>\n" if is_titled and sheet.heading else ""
    notes = "".join(f'<p class="note">{escape(note)}</p>\n' for note in documented(sheet.notes))
    across = max(area.column + area.columns for area in sheet.areas)
    parts = [f'<div class="boxes" style="grid-template-columns: repeat({across}, minmax(0, 1fr))">\n']
    level = "h3" if is_titled else "h2"
    for row, area in zip(sheet.rows, sheet.areas, strict=True):
        where = f"{area.row + 1} / {area.column + 1} / span {area.rows} / span {area.columns}"
        title, *cells = (_cell(cell, look) for cell in row.cells)
        parts.append(f'<div style="grid-area: {where}"><{level}>{title}</{level}>{"".join(cells)}</div>\n')
    return f"<section>\n{heading}{''.join(parts)}</div>\n{notes}</section>"


def _body(sheet: Sheet, look: Look) -> str:
    """The rows in groups: each section opens a body of its own, so that its heading is scoped to it, and so does a row
    that stands outside of the section above it. Those who cannot see the indentation hear the sections around it."""
    out = ["<tbody>\n"]
    headed = not sheet.columns or not sheet.columns[0]
    around: list[str] = []  # the sections open, from the outermost
    for position, row in enumerate(sheet.rows):
        is_outside = row.depth < len(around)
        del around[row.depth :]
        if position and (row.is_section or is_outside):
            out.append("</tbody>\n<tbody>\n")
        heard = ": ".join([*around, ""]) if row.is_section or is_outside else ""
        out.append(_row(row, len(sheet.columns), headed, look, heard))
        if row.is_section:
            around.append(" ".join(line.text for line in row.cells[0]))
    return "".join([*out, "</tbody>\n"])


def _row(row: SheetRow, width: int, headed: bool, look: Look, heard: str) -> str:
    level = f' class="level-{min(row.depth, LEVELS)}"' if row.depth else ""
    first = (f'<span class="heard">{escape(heard)}</span>' if heard else "") + _cell(row.cells[0], look)
    if row.is_section:
        return f'<tr><th{level} scope="rowgroup" colspan="{width}">{first}</th></tr>\n'
    head = f'<th{level} scope="row">{first}</th>' if headed else f"<td{level}>{first}</td>"
    rest = (f"<td{_shade(cell)}>{_cell(cell, look)}</td>" for cell in row.cells[1:])
    total = ' class="total"' if row.is_total else ""
    key = f' id="{escape(row.key)}"' if row.key and look.has_links else ""
    return f"<tr{total}{key}>{head}{''.join(rest)}</tr>\n"


def _shade(cell: Cell) -> str:
    return f' class="shade-{cell[0].shade}"' if cell and cell[0].shade else ""


def _cell(cell: Cell, look: Look) -> str:
    out = []
    in_list = False
    for line in cell:
        is_item = line.role in ("item", "against", "qualified")
        if is_item != in_list:
            out.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        text = _line(line, look)
        indent = f' style="padding-left: {1.25 * line.depth:g}rem"' if line.depth else ""
        out.append(f"<li>{text}</li>" if is_item else f"<div{indent}>{text}</div>")
    return "".join([*out, "</ul>"] if in_list else out)


def _marked(line: Line) -> str:
    """The text with what a search has found in it marked."""
    parts = []
    last = 0
    for start, end in line.marks:
        parts += [escape(line.text[last:start]), f"<mark>{escape(line.text[start:end])}</mark>"]
        last = end
    return "".join([*parts, escape(line.text[last:])])


def _opening(text: str, line: Line) -> str:
    """A line whose count leads to the evidence behind it, or where it has none the whole."""
    link = f'href="#{escape(",".join(line.ids))}"'
    if not line.count:
        return f"<a {link}>{text}</a>"
    heard = f'<span class="heard">, evidence for {escape(line.text)}</span>'
    return f'{text} <a class="count" {link}>{escape(line.count)}{heard}</a>'


def _line(line: Line, look: Look) -> str:
    lead = f"<b>{escape(line.lead)}</b> " if line.lead else ""
    if line.bar:
        begin, end = (100 * share for share in line.bar)
        lead = f'<span class="bar"><i style="margin-left: {begin:.4g}%; width: {end - begin:.4g}%"></i></span> {lead}'
    text = f'{lead}<span class="{line.role}">{_marked(line)}</span>'
    if look.has_links and line.ids:
        text = _opening(text, line)
    elif line.count:
        text += f' <span class="count">{escape(line.count)}</span>'
    if line.note:
        text += f' <span class="remark">({escape(line.note)})</span>'
    if look.ids and line.ids:
        text += f'<span class="ids">{escape(" ".join(line.ids))}</span>'
    return text
