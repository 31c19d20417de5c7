"""The styles of Word documents, and how a template is opened.

A style that a template has stays as it is there; one that it lacks is added. What the template says is not kept.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from casecode.analysis.refusal import Refusal, RefusedCallError
from casecode.read.boundary import UnreadableError, foreign

if TYPE_CHECKING:
    from docx.document import Document

INK, SOFT, RULE = "1D2327", "5B6670", "C9CFD4"
_SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TIGHT = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="264" w:lineRule="auto"/>'


def _letters(size: int, colour: str = INK, more: str = "") -> str:
    return f'{more}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
_HEADS = "<w:keepNext/>"
# Styles of paragraphs: what each is based on, how it is set, and its letters. The first are Word's own.
_WORDS_OWN = {
    "Normal": ("", _spacing(0, 120), _FONT + _letters(20)),
    "Title": ("Normal", _HEADS + _spacing(0, 240), _letters(34, more="<w:b/>")),
    "Heading 1": ("Normal", _HEADS + _spacing(320, 80) + '<w:outlineLvl w:val="0"/>', _letters(26, more="<w:b/>")),
    "Heading 2": ("Normal", _HEADS + _spacing(240, 60) + '<w:outlineLvl w:val="1"/>', _letters(22, more="<w:b/>")),
    "Caption": ("Normal", _HEADS + _spacing(280, 80), _letters(20, more="<w:b/>")),
}
_PARAGRAPHS = {
    "Text": ("Normal", _spacing(0, 120), ""),
    "Cell": ("Normal", _TIGHT, '<w:sz w:val="18"/><w:szCs w:val="18"/>'),
    "Figure": ("Casecode Cell", '<w:jc w:val="right"/>', ""),
    "Item": (
        "Casecode Cell",
        '<w:tabs><w:tab w:val="left" w:pos="180"/></w:tabs><w:ind w:left="180" w:hanging="180"/>',
        "",
    ),
    "Ids": ("Casecode Cell", "", _letters(15, SOFT)),
    "Note": ("Normal", '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>', _letters(17, SOFT)),
}
# Styles of letters, by what a line of a sheet is for the eye.
_LETTERS = {
    "Strong": "<w:b/>",
    "Muted": f'<w:color w:val="{SOFT}"/>',
    "Against": '<w:color w:val="A4262C"/>',
    "Qualified": '<w:color w:val="7A5200"/>',
    "Good": '<w:color w:val="1C6B39"/>',
    "Warn": '<w:color w:val="7A5200"/>',
    "Bad": '<w:color w:val="A4262C"/>',
    "Own": "<w:i/>",
    "Count": '<w:color w:val="0B5C7D"/>',
    "Remark": f'<w:i/><w:color w:val="{SOFT}"/>',
    "Link": '<w:color w:val="0B5C7D"/>',
}


def _rules(*sides: tuple[str, int, str]) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{ink}"/>' for side, size, ink in sides)


def _table(inside: str) -> str:
    """A table with rules above, below and under the heads, as in a book."""
    return (
        '<w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>'
        f"{_rules(('top', 10, INK), ('bottom', 10, INK))}{inside}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="216" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f"{_rules(('top', 10, INK), ('bottom', 6, INK))}</w:tcBorders>"
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )


_TABLES = {"Table": _table(_rules(("insideH", 4, RULE))), "Grid": _table("")}


def opened(template: Path | None) -> "Document":
    """A new document with the styles of a template, or with our own; a template that is none ends the call."""
    from docx import Document

    if template is None:
        document = Document()
        _own(document)
    else:
        try:
            with foreign("open it in Word and save it anew as .docx"):
                document = Document(_as_document(template.read_bytes()))
                document._body.clear_content()
        except UnreadableError as error:
            cause = error.__cause__
            why, hint = (cause.strerror, "name a file that can be read") if isinstance(cause, OSError) else error.args
            raise RefusedCallError(Refusal(f"--template {template}: {why}", hint)) from None
    _add(document)
    return document


def ids(document: "Document") -> dict[str, str]:
    """The id of each style by its name; templates of other languages have ids of their own."""
    return {style.name: style.style_id for style in document.styles if style.name}


def _own(document: "Document") -> None:
    """Word's own styles as ours, pages as large as in most of the world, and nothing said of who made it."""
    from docx.shared import Cm

    for name in _WORDS_OWN:
        document.styles[name].element.getparent().remove(document.styles[name].element)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    document.core_properties.author = document.core_properties.comments = ""


def _add(document: "Document") -> None:
    """Add the styles that a document has not."""
    from docx.oxml import parse_xml

    known = ids(document)
    for name, xml in _styles(known):
        if name not in known:
            document.styles.element.append(parse_xml(xml))


def _styles(known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names and elements of all our styles, each after what it is based on."""
    ours = {f"Casecode {name}": it for name, it in _PARAGRAPHS.items()}
    for name, (above, setting, letters) in (_WORDS_OWN | ours).items():
        base = f'<w:basedOn w:val="{known.get(above, above.replace(" ", ""))}"/>' if above else ""
        body = f"{base}<w:qFormat/><w:pPr>{setting}</w:pPr><w:rPr>{letters}</w:rPr>"
        yield name, _style("paragraph", name, body, ' w:default="1"' if name == "Normal" else "")
    for name, letters in _LETTERS.items():
        yield f"Casecode {name}", _style("character", f"Casecode {name}", f"<w:rPr>{letters}</w:rPr>")
    for name, body in _TABLES.items():
        base = f'<w:basedOn w:val="{known.get("Normal Table", "TableNormal")}"/>'
        yield f"Casecode {name}", _style("table", f"Casecode {name}", base + body)


def _style(kind: str, name: str, body: str, more: str = "") -> str:
    id_ = name.replace(" ", "")
    named = (
        name[:1].lower() + name[1:] if name.startswith(("Heading", "Caption")) else name
    )  # as Word has them in files
    own = ' w:customStyle="1"' if name.startswith("Casecode") else ""
    return f'<w:style {_SPACES} w:type="{kind}"{own}{more} w:styleId="{id_}"><w:name w:val="{named}"/>{body}</w:style>'


def _as_document(data: bytes) -> io.BytesIO:
    """A template as a document: in Word's own templates (.dotx) one word says that they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
        if b"wordprocessingml.template.main" not in types:
            return io.BytesIO(data)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in archive.namelist():
                own = types.replace(b"wordprocessingml.template.main", b"wordprocessingml.document.main")
                copy.writestr(name, own if name == "[Content_Types].xml" else archive.read(name))
    stream.seek(0)
    return stream
