"""Word documents: tables of Word's own that say all that the report says, in the styles of a template."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import APPENDIX, BOXES, GRID, HIGH, MATRIX, WIDE, Made, words_of
from test_any_text import texts

from casecode.analysis.refusal import RefusedCallError
from casecode.render.docx import render
from casecode.render.formats import Look
from casecode.render.text import settled
from casecode.sheet import Line, Sheet, SheetRow

docx = pytest.importorskip("docx")
PLAIN = Look()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(*sheets: Sheet, look: Look = PLAIN) -> Any:
    """The document of some sheets, read back."""
    return docx.Document(io.BytesIO(render(Made(*sheets), look)))


def text_of(element: Any) -> str:
    """All text in an element, with spaces between paragraphs and at breaks."""
    apart = {f"{W}br": "\n", f"{W}p": " ", f"{W}tab": " "}
    return "".join(apart.get(it.tag) or it.text or "" for it in element.iter() if it.tag in {*apart, f"{W}t"})


def test_every_word_is_in_it() -> None:
    """All words of titles, heads, cells, ids and notes are in the document, also of a table that is parted."""
    sheets = (MATRIX, GRID, WIDE, HIGH, BOXES, APPENDIX)
    found = set(text_of(opened(*sheets, look=Look(ids=True)).element.body).split())
    assert words_of(sheets, True) <= found


def test_heads_are_repeated_and_rows_may_break() -> None:
    """The first row of a table is its head on every page, and no row is kept together."""
    document = opened(MATRIX, HIGH)
    for table in document.tables:
        heads = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]
    assert not [*document.element.body.iter(f"{W}cantSplit")]


def test_captions_are_numbered_by_fields_once_a_table() -> None:
    """Each table has a caption with a field; parts of one table repeat its number."""
    document = opened(MATRIX, WIDE, GRID)
    captions = [it for it in document.paragraphs if it.style.name == "Caption"]
    fields = [next(it._p.iter(f"{W}fldSimple")) for it in captions]
    assert {field.get(f"{W}instr").split()[:2][0] for field in fields} == {"SEQ"}
    parts = len(captions) - 2
    assert parts > 1
    assert [text_of(field) for field in fields] == ["1", *["2"] * parts, "3"]
    assert [" \\c " in field.get(f"{W}instr") for field in fields] == [False, False, *[True] * (parts - 1), False]
    assert text_of(captions[0]._p).strip() == "Table 1. Drivers of Nova"


def test_ids_lead_to_the_evidence() -> None:
    """The id of a piece is a link to the row that tells of it, also where two cases have the same id."""
    body = opened(MATRIX, APPENDIX, look=Look(ids=True)).element.body
    links = {text_of(it): it.get(f"{W}anchor") for it in body.iter(f"{W}hyperlink")}
    marks = {it.get(f"{W}name"): text_of(it.getparent()).strip() for it in body.iter(f"{W}bookmarkStart")}
    assert {id_: marks[name] for id_, name in links.items()} == {it: it for it in ("a:e1", "b:e1", "a:e2")}
    assert "a:e1" not in text_of(opened(MATRIX).element.body)


def test_wide_tables_lie_across() -> None:
    """A table with many columns has a section of its own with pages that lie across; what follows stands upright."""
    document = opened(MATRIX, WIDE, GRID)
    lies = [section.page_width > section.page_height for section in document.sections]
    assert lies == [False, True, False]
    for table in document.tables:
        widths = [int(it.get(f"{W}w")) for it in table._tbl.iter(f"{W}gridCol")]
        assert sum(widths) <= max(section.page_width.twips for section in document.sections)
        assert min(widths) > 300


def test_tables_say_what_they_are() -> None:
    """A table has its title and its columns as alternative text, and a style; figures are set to the right."""
    table = opened(GRID).tables[0]
    about = {it.tag.removeprefix(W): it.get(f"{W}val") for it in table._tbl.tblPr}
    assert about["tblCaption"] == "Counts"
    assert "columns: 2014; 2015; Total" in about["tblDescription"]
    assert table.style.name == "Casecode Grid"
    assert table.cell(1, 1).paragraphs[0].style.name == "Casecode Figure"
    assert 'w:fill="6198AD"' in table.cell(1, 1)._tc.xml


def test_boxes_go_over_rows_and_columns() -> None:
    """The boxes of a canvas are merged cells."""
    table = opened(BOXES).tables[0]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(0, 1).text.startswith("Costs")


def template(folder: Path, kind: str = ".docx") -> Path:
    """A template with a caption and a table style of its own, wide margins and text that nobody wants."""
    document = docx.Document()
    document.styles["Caption"].font.name = "Courier New"
    document.styles.add_style("Casecode Table", 3).font.name = "Courier New"
    document.sections[0].left_margin = document.sections[0].page_width // 3
    document.add_paragraph("Old text")
    path = folder / f"house{kind}"
    document.save(path)
    if kind == ".dotx":
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    return path


@pytest.mark.parametrize("kind", [".docx", ".dotx"])
def test_a_template_gives_styles_and_page(kind: str, tmp_path: Path) -> None:
    """Styles of the template stay as they are, others are added, its page is taken, and its text is not."""
    document = opened(MATRIX, look=Look(template=template(tmp_path, kind)))
    assert document.styles["Caption"].font.name == "Courier New"
    assert document.styles["Casecode Table"].font.name == "Courier New"
    assert document.styles["Casecode Item"].base_style.name == "Casecode Cell"
    assert "Old text" not in text_of(document.element.body)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(int(it.get(f"{W}w")) for it in document.tables[0]._tbl.iter(f"{W}gridCol")) * 635 <= room


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_template_that_is_none_ends_the_call(content: bytes | None, tmp_path: Path) -> None:
    """What is no Word document, or is not there, is told with the name of the file."""
    path = tmp_path / "none.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RefusedCallError, match=r"--template .*none\.docx: ") as told:
        render(Made(MATRIX), Look(template=path))
    assert told.value.refusal.hint


@settings(max_examples=5)
@given(st.lists(texts, min_size=8, max_size=12))
def test_any_text_comes_back(found: list[str]) -> None:
    """Whatever a text is, a cell has it as it was, and what would act as an escape."""
    rows = tuple(SheetRow(((Line("head"),), (Line(text),))) for text in found)
    table = opened(Sheet("T", ("", "Column"), rows)).tables[0]
    assert [table.cell(at, 1).text for at in range(1, len(found) + 1)] == [settled(text) for text in found]
