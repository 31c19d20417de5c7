"""PDF through Typst: every word of the report is on paper, tagged, with links, and whatever a text is it is text."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import APPENDIX, BOXES, GRID, HIGH, MATRIX, WIDE, Made, words_of
from test_any_text import NASTY, texts

from casecode.render import pdf
from casecode.render import typst as source
from casecode.render.formats import Look
from casecode.render.text import flowing
from casecode.sheet import Line, Sheet, SheetRow

typst = pytest.importorskip("typst")
pypdf = pytest.importorskip("pypdf")


def read(*sheets: Sheet, ids: bool = False) -> tuple[Any, str]:
    """The PDF of some sheets, and its text."""
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(Made(*sheets), Look(ids=ids))))
    return reader, "\n".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")


def test_every_word_is_on_paper() -> None:
    """All words of titles, heads, cells, ids and notes can be read, also of a row higher than a page, in Greek, and
    with hyphens."""
    hyphens = Sheet("H", ("A",), (SheetRow(((Line("cross-border " * 40),),)),))
    sheets = (MATRIX, GRID, WIDE, HIGH, BOXES, APPENDIX, hyphens)
    reader, text = read(*sheets, ids=True)
    assert words_of(sheets, True) - set(text.split()) == set()
    assert text.count("cross-border") == 40
    assert text.count("theme 299 sit") == 1
    assert len(reader.pages) > 5


def test_it_is_tagged_and_linked() -> None:
    """The document says its title and language, has tags for tables, and ids lead to the evidence."""
    reader, _ = read(MATRIX, APPENDIX, ids=True)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Made"
    links = [it for page in reader.pages for it in page.get("/Annots") or () if it.get_object()["/Subtype"] == "/Link"]
    assert len(links) == 5


def test_wide_tables_lie_across() -> None:
    """A table with many columns is on pages that lie across, and parts of it have one number."""
    reader, text = read(MATRIX, WIDE, GRID)
    boxes = [page.mediabox for page in reader.pages]
    assert [box.width > box.height for box in boxes][:2] == [False, True]
    assert boxes[-1].width < boxes[-1].height
    assert text.count("Table 2.") > 1
    assert "Table 3. Counts" in text


def test_what_no_font_has_is_written_by_its_number() -> None:
    """A letter that cannot be shown is not lost, and the rest is as it was."""
    _, text = read(Sheet("T", ("A",), (SheetRow(((Line("so \U0001057f it is"),),)),)))
    assert "so U+1057F it is" in " ".join(text.split())


@settings(max_examples=10)
@given(st.lists(texts, min_size=8, max_size=12))
def test_any_text_is_text_in_typst(found: list[str]) -> None:
    """A literal means the text, and an expression the same in parts, whatever it is."""
    parts = "".join(f"#metadata({source.literal(text)})<it>\n" for text in found)
    queried = json.loads(typst.Compiler(parts.encode(), ignore_system_fonts=True).query("<it>", field="value"))
    assert queried == [flowing(text) for text in found]


def test_a_document_of_nasty_texts_compiles() -> None:
    """Whatever texts are, the document is made; and its tables alone, as a file that another includes."""
    rows = tuple(SheetRow(((Line(text, "item", note=text, lead=text),), (Line(text),))) for text in NASTY)
    report = Made(Sheet(NASTY[13], ("", NASTY[14]), rows, NASTY), notes=NASTY)
    assert pdf.render(report, Look()).startswith(b"%PDF")
    fragment = source.render(report, Look(fragment=True))
    assert "#set document" not in fragment
    assert typst.Compiler(fragment.encode(), ignore_system_fonts=True).compile(format="pdf")
