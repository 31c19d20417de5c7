"""What must hold of a report in each format, whatever text it has."""

import csv
import inspect
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import msgspec
import openpyxl
from markdown_it import MarkdownIt

from casecode.read.formulas import unguarded
from casecode.render import figure, html, latex, latex_rows, latex_text, picture, room, svg, typst
from casecode.render.formats import Format, Look
from casecode.render.scripts import SCRIPTS
from casecode.render.text import SETTING, inert

PIPE, WIDE, NARROW, SCREEN = Look(ids=True), Look(width=100), Look(width=40), Look(True, False, 80, True, True)
STYLE = re.compile(r"\x1b\[(?!8m)[0-9;]*m")
FIGURE = re.compile(r"[+-]\d+([.,]\d+)*(e[+-]?\d+)?%?", re.IGNORECASE)
TAGS = {
    *re.findall(r"<([a-z0-9]+)", inspect.getsource(html) + inspect.getsource(room).replace("<script", "")),
    "h1",
    "h2",
    "h3",
    "th",
    "td",
    "tbody",
    "thead",
    "li",
    "ul",
}
DRAWN = {*re.findall(r"<([a-z]+)", "".join(map(inspect.getsource, (svg, figure, picture))))}
LATEX = "".join(map(inspect.getsource, (latex, latex_rows, latex_text)))
MACROS = {*re.findall(r"\\+([a-zA-Z]+)", LATEX), "raggedright", "raggedleft", *r"{}$&#%_\*-"}
MACROS |= {"section", "subsection", *(f"cc{it.name}" for it in SCRIPTS)}
CODE = {*re.findall(r"[a-zA-Z]+", inspect.getsource(typst)), "true", "false"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARSER = MarkdownIt("gfm-like", {"linkify": False})
MARKUP = {
    *("text", "text_special", "html_inline", "em_open", "em_close", "strong_open", "strong_close", "softbreak"),
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "table_open", "table_close"),
    *("thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close"),
    *("td_open", "td_close"),
}


def acting(text: str, allowed: str = "") -> str:
    """The first character that would act, hide something, or is none; line feeds, joiners and others are allowed."""
    if text.replace("\n", "").isprintable():
        return ""
    for one in text:
        code = ord(one)
        if one in "\n\u200c\u200d" or one in allowed or one.isprintable():
            continue
        if (
            unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or code & 0xFFFE == 0xFFFE
            or 0xFDD0 <= code <= 0xFDEF
        ):
            return f"U+{code:04X} in {text[max(0, text.index(one) - 40) :][:80]!r}"
    return ""


def shown(text: str) -> str:
    """What is wrong with a text on a terminal."""
    return acting(STYLE.sub("", text))


def logged(text: str) -> str:
    """What is wrong with a text in the log of a service that runs checks."""
    found = re.search(r"(?m)(?:^|(?<=\r))\s*::.*|##\[.*|##vso\[.*", inert(text))
    return f"a command: {found[0]!r}" if found else ""


def hold(form: Format, report: Any) -> str:
    """What is wrong with a report in a format: in a pipe, on a terminal, in a log."""
    if form.is_binary:
        return DOCUMENTS[form.name](bytes(form.render(report, PIPE)))  # type: ignore[arg-type]
    piped = str(form.render(report, PIPE))
    on_screen = str(form.render(report, SCREEN))
    wrong = shown(on_screen) or (form.name != "github" and logged(piped)) or CHECKS[form.name](piped, report)
    if not wrong and form.name == "table":
        wrong = acting(piped) or acting(str(form.render(report, WIDE))) or acting(str(form.render(report, NARROW)))
    return wrong or ""


def plain(text: str, _report: Any) -> str:
    """A text for people: nothing acts."""
    return acting(text)


def as_json(text: str, report: Any) -> str:
    """It parses to what the report has, is plain, cannot end a script, and stays so in a log."""
    if json.loads(inert(text)) != json.loads(json.dumps(msgspec.to_builtins(report.wire()))):
        return "it does not parse to the same"
    return acting(text) or ("it can end a script" if re.search(r"</|<!--", text) else "")


def as_jsonl(text: str, report: Any) -> str:
    """The same, line by line."""
    records = [json.loads(line) for line in text.split("\n") if line]
    if records != json.loads(json.dumps(msgspec.to_builtins(report.records()))):
        return "it does not parse to the same"
    return acting(text) or ("it can end a script" if re.search(r"</|<!--", text) else "")


def as_csv(text: str, report: Any) -> str:
    """It reads back to the same cells, none of which is a formula, however a spreadsheet parts cells."""
    tidy = report.tidy()
    rows = [[*map(unguarded, row)] for row in csv.reader(io.StringIO(text, newline=""))]
    if rows != [[*row] for row in (tidy.columns, *tidy.rows)]:
        return "it does not read back"
    for delimiter in (",", ";", "\t"):
        for row in csv.reader(
            io.StringIO(text, newline="") if delimiter == "," else re.split(r"\r\n?|\n", text), delimiter=delimiter
        ):
            for cell in row:
                if formula := begins_formula(cell):
                    return f"a formula, parted at {delimiter!r}: {formula!r}"
    return ""


def begins_formula(cell: str) -> str:
    """The part of a cell that a spreadsheet could take for a formula; figures are none."""
    for part in re.split("[;\t\r\n]", cell):
        seen = "".join(one for one in unicodedata.normalize("NFKC", part) if not one.isspace() and one.isprintable())
        if seen.startswith(("=", "+", "-", "@")) and not FIGURE.fullmatch(seen.rstrip('"')):
            return part
    return ""


class Tags(HTMLParser):
    """Gathers what is wrong with the tags of a page."""

    wrong = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attributes}
        links = [value or "" for name, value in attributes if name in ("href", "src", "style", "action")]
        if tag not in TAGS or any(name.startswith("on") for name in names):
            self.wrong = f"<{tag} {names}>"
        if any(re.match(r"\s*(javascript|http|data:text)", link, re.IGNORECASE) for link in links):
            self.wrong = f"links {links}"

    def handle_comment(self, data: str) -> None:
        self.wrong = f"a comment {data!r}"

    def handle_pi(self, data: str) -> None:
        self.wrong = f"an instruction {data!r}"


def as_html(text: str, _report: Any) -> str:
    """No element, attribute or link but ours."""
    bare = re.sub(r'<script type="application/json" id="data">[^<]*</script>\n<script>', "<script>", text, count=1)
    bare = bare.replace(f"<script>{room.SCRIPT}</script>", "", 1)
    tags = Tags()
    tags.feed(bare)
    return tags.wrong or acting(bare, SETTING)


def as_svg(text: str, _report: Any) -> str:
    """It is XML, with no element or attribute but ours."""
    for element in ElementTree.fromstring(text).iter():
        name = element.tag.rpartition("}")[2]
        if name not in DRAWN or any(key.startswith("on") or "href" in key for key in element.attrib):
            return f"<{name} {element.attrib}>"
    return acting(text)


def as_latex(text: str, _report: Any) -> str:
    """No macro but ours, and no brace that is open or alone."""
    if others := {*re.findall(r"\\([a-zA-Z]+|.)", text.partition("\\begin{document}")[2])} - MACROS:
        return f"macros {others}"
    depth = 0
    for one in re.sub(r"\\.", "", text):
        depth += (one == "{") - (one == "}")
        if depth < 0:
            break
    return acting(text) or ("braces" if depth else "")


def as_typst(text: str, _report: Any) -> str:
    """No code but ours outside of the literals that hold text."""
    code = re.sub(r'"(?:[^"\\]|\\.)*"', "", text.partition("#show figure.caption")[2])
    if others := {*re.findall(r"[a-zA-Z]+", code)} - CODE:
        return f"names {others}"
    return acting(text, SETTING) or (f"a quotation mark in {code[:80]!r}" if '"' in code else "")


def as_docx(data: bytes) -> str:
    """It is a document of paragraphs and tables, without a link to elsewhere."""
    document = docx.Document(io.BytesIO(data))
    outside = [it.target_ref for it in document.part.rels.values() if it.is_external]
    text = "".join(it.text or "" for it in document.element.body.iter(f"{WORD}t"))
    return acting(text) or (f"links {outside}" if outside else "")


def as_xlsx(data: bytes) -> str:
    """No cell is a formula or a link."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f" or cell.hyperlink or acting(str(cell.value), SETTING):
                return f"{cell.data_type} {cell.value!r}"
    return ""


def as_pdf(data: bytes) -> str:
    """It is one."""
    return "" if data.startswith(b"%PDF") else "no PDF"


def as_markdown(text: str, _report: Any) -> str:
    """Tables, headings and paragraphs of text; no link, picture, code or element of HTML but a line break."""
    for token in PARSER.parse(text):
        for one in (token, *(token.children or ())):
            if one.type not in MARKUP or (one.type == "html_inline" and one.content != "<br>"):
                return f"{one.type} {one.content!r}"
    return acting(text)


def as_dot(text: str, _report: Any) -> str:
    """Every line is a node or an edge with quoted strings."""
    quoted = r'"(?:[^"\\]|\\.)*"'
    about = rf"(?:label={quoted}|style=dashed|l(?:head|tail)=cluster_n\d+)"
    line = rf"n\d+(?: -> n\d+)?(?: \[{about}(?:, {about})*\])?;|subgraph cluster_n\d+ {{|label={quoted};|}}"
    fonts = ('node [shape=box, fontname="Helvetica"];', 'graph [fontname="Helvetica"];')
    known = ("digraph chain {", "rankdir=TB;", "rankdir=LR;", "compound=true;", *fonts, "")
    lines = map(str.strip, text.split("\n"))
    return acting(text) or next((repr(one) for one in lines if one not in known and not re.fullmatch(line, one)), "")


def as_mermaid(text: str, _report: Any) -> str:
    """No quoted label holds a sign that Mermaid acts on."""
    for line in text.split("\n"):
        found = re.search(r'"(.*)"', line)
        if found and re.search(r"[\"<>\[\]{}|`\\]", found[1]):
            return repr(line)
        ours = r"flowchart (TD|LR)|  n\d+ (-->|-\.->) n\d+|  class(Def)? [\w, :-]+| +end|"
        if not found and not re.fullmatch(ours, line):
            return repr(line)
    return acting(text)


def as_github(text: str, report: Any) -> str:
    """A command for each problem, on one line, and no other."""
    problems, _ = report.problems()
    lines = text.split("\n")[:-1]
    if len(lines) != len(problems):
        return "more lines than problems"
    whole = r"::(error|warning) file=[^:,\r\n]*,line=\d+,col=\d+,title=[^:,\r\n]*::[^\r\n]*"
    return acting(text) or next(
        (repr(line) for line in lines if not re.fullmatch(whole, line) or "##[" in inert(line)), ""
    )


DOCUMENTS = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
CHECKS = {
    **dict.fromkeys(("table", "text", "short"), plain),
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "html": as_html,
    "svg": as_svg,
    "latex": as_latex,
    "typst": as_typst,
    "markdown": as_markdown,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "github": as_github,
}
