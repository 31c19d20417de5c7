"""Reports as LaTeX: a document that compiles as it is, or the tables alone for a thesis (booktabs, longtable).

LuaLaTeX and XeLaTeX show every script; pdfLaTeX shows Latin text and a box for what its fonts lack.
"""

import re

from msgspec.structs import replace

from casecode.render.formats import Look
from casecode.render.text import visible
from casecode.sheet import Cell, Line, Page, Report, Role, Sheet, SheetRow, documented

PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \makeatletter
  \def\UTFviii@undefined@err#1{\fbox{?}}
  \makeatother
\else
  \usepackage{fontspec}
\fi
\usepackage{textcomp,amssymb}
\usepackage[margin=2.2cm]{geometry}
\usepackage{array,booktabs,longtable}
\setlength{\LTleft}{0pt}\setlength{\LTright}{0pt}
\begin{document}
"""
NEEDS = "% Needs in the preamble: \\usepackage{array,booktabs,longtable,amssymb,textcomp}\n"

GRID = 5  # columns of figures that fit across a page with their titles
TEXTS = 5  # columns of text, heads of rows included, that can be read across a page in letters of full size
BAR = 8  # letters wide that the longest bar is
BREAKABLE = "\\hspace{0pt}"  # without a space before it TeX does not hyphenate the first word of a paragraph
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": r"-{}",
    "/": r"/\allowbreak{}",
    "[": r"{[}",
    "]": r"{]}",
    "\n": " ",
}
_PATTERN = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_MARKS: dict[Role, str] = {"item": r"\textbullet", "against": r"$\times$", "qualified": r"\textasciitilde"}


def render(report: Report, look: Look) -> str:
    """The page of a report in LaTeX; as a fragment the tables without preamble."""
    page: Page = report.page()
    parts = [_sheet(sheet, look.ids) for sheet in page.sheets]
    parts += [f"\\noindent{{\\footnotesize {escape(note)}}}\\par\n" for note in documented(page.notes)]
    body = "\n".join(parts)
    return NEEDS + body if look.fragment else f"{PREAMBLE}{body}\\end{{document}}\n"


def escape(text: str) -> str:
    """The text so that TeX sets it as it is."""
    return _PATTERN.sub(lambda found: _SPECIAL[found[0]], visible(text))


def _sheet(sheet: Sheet, with_ids: bool) -> str:
    notes = "".join(f"\\noindent{{\\footnotesize {escape(note)}}}\\par\\medskip\n" for note in documented(sheet.notes))
    title = f"\\noindent\\textbf{{{escape(sheet.heading)}}}\\par\\nopagebreak\n" if sheet.heading else ""
    if sheet.is_chapter:
        title = f"\\section*{{{escape(sheet.heading)}}}\n"
    title += "".join(f"\\noindent{_line(one, with_ids)}\\medskip\n" for one in sheet.text)
    if not sheet.rows:
        return title + notes
    tables = (_table(part, with_ids) for part in (_parts(sheet) if sheet.is_grid else [sheet]))
    return title + "".join(tables) + notes


def _parts(grid: Sheet) -> list[Sheet]:
    """A grid cut into tables of as many columns as fit across a page, each with the heads of the rows."""
    positions = range(1, len(grid.columns), GRID)
    return [
        Sheet(
            grid.title,
            (grid.columns[0], *grid.columns[at : at + GRID]),
            tuple(replace(row, cells=(row.cells[0], *row.cells[at : at + GRID])) for row in grid.rows),
            is_grid=True,
        )
        for at in positions
    ]


def _table(sheet: Sheet, with_ids: bool) -> str:
    size = "\\footnotesize" if sheet.is_grid else ""
    head = " & ".join(f"\\textbf{{{size}{BREAKABLE}{escape(name)}}}" if name else "" for name in sheet.columns)
    header = f"\\toprule\n{head} \\\\\n\\midrule\n\\endhead\n" if any(sheet.columns) else "\\toprule\n\\endhead\n"
    rows = "".join(_row(row, sheet, with_ids) for row in sheet.rows)
    first, *rest = _shares(sheet.columns, 1.6 if sheet.is_grid else 0.8)
    side = "raggedleft" if sheet.is_grid else "raggedright"
    columns = _column(first) + "".join(_column(share, side) for share in rest)
    table = f"\\begin{{longtable}}{{{columns}}}\n{header}{rows}\\bottomrule\n\\end{{longtable}}\n"
    is_wide = not sheet.is_grid and len(sheet.columns) > TEXTS
    return f"{{\\footnotesize\n{table}}}\n" if is_wide else table


def _shares(columns: tuple[str, ...], heads: float) -> list[float]:
    """The share of the page for each column: one of row heads gets more than a single other, and else what is given."""
    is_headed = bool(columns) and not columns[0]
    first = 0.4 if columns[:2] == ("", "") else 1.0 if not is_headed else heads if len(columns) > 2 else 1.6
    total = first + len(columns) - 1
    return [first / total, *(1 / total for _ in columns[1:])]


def _column(share: float, side: str = "raggedright") -> str:
    return f">{{\\{side}\\arraybackslash}}p{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"


def _row(row: SheetRow, sheet: Sheet, with_ids: bool) -> str:
    first, *rest = (_cell(cell, with_ids) for cell in row.cells)
    if row.is_section:
        indent = f"\\hspace*{{{row.depth}em}}" if row.depth else ""
        return f"\\addlinespace\n\\multicolumn{{{len(sheet.columns)}}}{{l}}{{{indent}{first}}} \\\\*\n"
    if row.depth:
        first = f"{{\\leftskip={row.depth}em {first}}}"
    cells = " & ".join((first, *rest))
    rule = "\\midrule\n" if row.is_total else ""
    space = "" if sheet.is_grid else "\\addlinespace\n"
    return f"{rule}{cells} \\\\\n{space}"


def _cell(cell: Cell, with_ids: bool) -> str:
    return "".join(_line(line, with_ids) for line in cell)


def _line(line: Line, with_ids: bool) -> str:
    text = escape(line.text)
    if line.role == "strong":
        text = f"\\textbf{{{text}}}"
    if line.role == "own":
        text = f"\\textit{{{text}}}"
    if line.lead:
        text = f"\\textbf{{{escape(line.lead)}}} {text}"
    if line.bar:
        begin, end = line.bar
        text = f"\\hspace*{{{BAR * begin:.4g}em}}\\rule{{{BAR * (end - begin):.4g}em}}{{1.2ex}}~{text}"
    if line.count:
        count = escape(line.count).replace("\\allowbreak{}", "")
        text += f"~{{\\footnotesize {count}}}"
    if line.note:
        text += f" \\emph{{({escape(line.note)})}}"
    if with_ids and line.ids:
        text += f"\\newline {{\\footnotesize {escape(' '.join(line.ids))}}}"
    if line.role in _MARKS:
        return f"{{\\hangindent=1em \\hangafter=1 \\noindent {_MARKS[line.role]}~{text}\\par}}"
    if line.depth:
        return f"{{\\leftskip={line.depth}em \\noindent {text}\\par}}"
    return f"{{{BREAKABLE}{text}\\par}}"
