"""Reports as LaTeX: a document that compiles as it is, or the tables alone for a thesis (booktabs, longtable).

LuaLaTeX and XeLaTeX show every script with the fonts of the machine; pdfLaTeX shows Latin text, and warns of what its
fonts lack.
"""

import re
import unicodedata
from collections.abc import Iterator

from casecode.render import latex_rows
from casecode.render.formats import Look
from casecode.render.latex_text import BREAKABLE, escape, scripts_in
from casecode.render.paper import Fit, fitted
from casecode.render.scripts import Script
from casecode.sheet import Page, Report, Sheet, documented, levels

CLASS = "\\documentclass[11pt,a4paper]{article}\n"
PACKAGES = r"""\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{cmap}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \makeatletter
  \def\UTFviii@undefined@err#1{\fbox{?}\GenericWarning{}{casecode Warning: pdfLaTeX has no letter #1: compile with LuaLaTeX or XeLaTeX}}
  \makeatother
\else
  \usepackage{fontspec}
\fi
\usepackage{textcomp,amssymb}
\usepackage[margin=2.2cm]{geometry}
\usepackage{array,booktabs,longtable,pdflscape,caption}
\captionsetup{singlelinecheck=false,justification=raggedright,labelfont=bf,labelsep=period}
\hyphenpenalty=10000\exhyphenpenalty=10000
"""  # noqa: E501
NEEDS = (
    "% Needs in the preamble: \\usepackage{array,booktabs,longtable,pdflscape,caption,amssymb,textcomp}\n"
    "% \\captionsetup{singlelinecheck=false,justification=raggedright}\n"
)
FONTS = r"""\makeatletter
\newcommand\ccfont[4]{% a command for a script, the first of the fonts that the machine has, with its features
  \let#1\relax
  \@for\ccname:=#2\do{\ifx#1\relax\IfFontExistsTF{\ccname}{%
    \edef\ccnew{\noexpand\newfontfamily\noexpand#1{\ccname}[#3]}\ccnew}{}\fi}%
  \ifx#1\relax\let#1\empty\GenericWarning{}{casecode Warning: no font for #4: install one of #2}\fi}
\makeatother
"""
LEFTWARD = r"""\ifLuaTeX\newcommand\ccleftward[1]{\bgroup\textdir TRT #1\egroup}
\else\ifXeTeX\TeXXeTstate=1 \newcommand\ccleftward[1]{\beginR#1\endR}
\else\newcommand\ccleftward[1]{#1}\fi\fi
"""
UPRIGHT, ACROSS = 16.6, 25.3  # centimetres between the margins
LETTERS = 10.0  # points of the letters of tables
_POINTS = 28.45  # of a centimetre


class Labels:
    """The names by which a text can refer to the tables, each given once."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def of(self, title: str) -> str:
        """A name made of a title."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "table"
        name, number = stem, 1
        while name in self.given:
            number += 1
            name = f"{stem}-{number}"
        self.given.add(name)
        return f"tab:{name}"


def render(report: Report, look: Look) -> str:
    """The page of a report in LaTeX; as a fragment the tables without preamble."""
    page: Page = report.page()
    labels = Labels()
    parts = []
    is_across = False
    for sheet, level in zip(page.sheets, levels(page), strict=True):
        for text, lies_across in _sheet(sheet, level, labels, look.ids):
            if lies_across != is_across:
                parts.append("\\begin{landscape}\n" if lies_across else "\\end{landscape}\n")
                is_across = lies_across
            parts.append(text)
    parts += ["\\end{landscape}\n"] * is_across
    parts += [_note(note, "") for note in documented(page.notes)]
    body = "\n".join(parts)
    scripts = scripts_in(body)
    if look.fragment:
        return NEEDS + _told(scripts) + body
    return f"{CLASS}{_head(scripts)}{PACKAGES}{_fonts(scripts)}\\begin{{document}}\n{body}\\end{{document}}\n"


def _head(scripts: list[Script]) -> str:
    """Which fonts a document needs for scripts beyond Latin."""
    lines = [f"% {it.name}: {', '.join(it.fonts)} (one of these)\n" for it in scripts]
    return "% Compile with LuaLaTeX or XeLaTeX, for it has letters that need fonts of the machine:\n" * bool(
        lines
    ) + "".join(lines)


def _fonts(scripts: list[Script]) -> str:
    """A command for each script that is used, which takes a font that has it."""
    if not scripts:
        return ""
    fonts = "".join(
        f"  \\ccfont{{\\cc{it.name}}}{{{','.join(it.fonts)}}}{{{it.features}}}{{{it.name}}}\n" for it in scripts
    )
    none = "".join(f"  \\newcommand\\cc{it.name}{{}}\n" for it in scripts)
    leftward = LEFTWARD if any(it.is_leftward for it in scripts) else ""
    return f"{FONTS}\\ifPDFTeX\n{none}\\else\n{fonts}\\fi\n{leftward}"


def _told(scripts: list[Script]) -> str:
    """The same for somebody's own document: commands that do nothing, unless that has fonts for them."""
    lines = [
        f"% {it.name}: \\newfontfamily\\cc{it.name}{{{it.fonts[0]}}}{f'[{it.features}]' if it.features else ''}"
        f" under LuaLaTeX or XeLaTeX\n\\providecommand\\cc{it.name}{{}}\n"
        for it in scripts
    ]
    leftward = "\\providecommand\\ccleftward[1]{#1}\n" if any(it.is_leftward for it in scripts) else ""
    return "".join(lines) + leftward


def _note(text: str, after: str) -> str:
    return f"\\noindent{{\\footnotesize\\raggedright {escape(text)}\\par}}{after}\n"


def _sheet(sheet: Sheet, level: int, labels: Labels, with_ids: bool) -> Iterator[tuple[str, bool]]:
    """Its tables with the notes below the last, and whether these lie across the page."""
    text = "".join(f"\\noindent {latex_rows.line_of(one, with_ids)}\\par\\medskip\n" for one in sheet.text)
    if not sheet.rows:
        command = "section*" if level == 1 else "subsection*"
        title = f"\\{command}{{{escape(sheet.heading)}}}\n" if sheet.heading else ""
        yield title + text + "".join(_note(note, "\\medskip") for note in documented(sheet.notes)), False
        return
    if text:
        yield text, False
    rooms = UPRIGHT * _POINTS / LETTERS, ACROSS * _POINTS / LETTERS
    for fit in fitted(sheet, *rooms, with_ids):
        notes = "".join(_note(note, "\\medskip") for note in documented(fit.sheet.notes))
        yield _table(fit, rooms[fit.is_across], labels, with_ids) + notes, fit.is_across


def _table(fit: Fit, room: float, labels: Labels, with_ids: bool) -> str:
    sheet = fit.sheet
    head = " & ".join(f"\\textbf{{{BREAKABLE}{escape(name)}}}" if name else "" for name in sheet.columns)
    head = f"\\toprule\n{head} \\\\\n\\midrule\n" if any(sheet.columns) else "\\toprule\n"
    title = ""
    if sheet.heading:
        title = f"\\caption{{{escape(sheet.title)}}}\\label{{{labels.of(sheet.title)}}}\\\\\n"
    rows = latex_rows.written(fit, room, with_ids)
    side = "raggedleft" if sheet.is_grid else "raggedright"
    first, *rest = fit.shares
    columns = _column(first) + "".join(_column(share, side) for share in rest)
    size = "\\fontsize{8.5}{10.2}\\selectfont" if fit.is_small else "\\small"
    again = "\\addtocounter{table}{-1}" if fit.is_continued else ""
    return (
        f"{{{again}{size}\\hyphenpenalty=10000\\exhyphenpenalty=10000\\LTleft=0pt\\LTright=\\fill\\LTcapwidth=\\linewidth\n"
        f"\\begin{{longtable}}{{@{{}}{columns}@{{}}}}\n"
        f"{title}{head}\\endfirsthead\n{head}\\endhead\n{rows}\\bottomrule\n\\end{{longtable}}\n}}\n"
    )


def _column(share: float, side: str = "raggedright") -> str:
    return f">{{\\{side}\\arraybackslash}}p{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"
