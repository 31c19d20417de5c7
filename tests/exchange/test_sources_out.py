"""Sources that go out: for reference managers and word processors, and back again."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.exchange import sources
from casecode.exchange.libraries.csl import item_of
from casecode.exchange.libraries.kinds import TO_RIS
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.source import TYPES, Source
from casecode.model.study import Study
from casecode.render import bibtex, csl, ris
from casecode.render.formats import Look
from casecode.reports.sources import SourcesReport
from conftest import DEMO, Run

SOURCES = """\
sources:
  survey: {type: report, title: A survey of R&D, author: [World Bank, "Mark Stone, Jr."], issued: 2014-09, number: 7}
  talk: {type: interview, title: Talk with a nurse, author: [Ludwig van Beethoven], issued: 2014-09-19~}
  paper: {type: article-newspaper, title: News, container-title: Daily, page: 1-9, URL: "https://e.org/a_b?x=1%20&y"}
"""


@pytest.fixture
def cited(study: Callable[..., Study]) -> None:
    """A case in which evidence cites two of three sources."""
    evidence = (
        DEMO["evidence"] + "  - {id: e2, codes: [prices], units: [sea], statement: So., source: talk, via: survey}\n"
    )
    study(sources=SOURCES, evidence=evidence)


@pytest.mark.usefixtures("cited")
def test_bibtex(casecode: Run) -> None:
    """What evidence cites, escaped for LaTeX; institutions in braces; types that BibTeX has no word for are said."""
    assert casecode("export", "sources", "demo", "-f", "bibtex").stdout == (
        "@techreport{survey,\n  author = {{World Bank} and Stone, Jr., Mark},\n  title = {{A survey of R\\&D}},\n"
        "  number = {7},\n  year = {2014},\n  month = sep,\n}\n\n"
        "@misc{talk,\n  entrysubtype = {interview},\n  author = {van Beethoven, Ludwig},\n"
        "  title = {{Talk with a nurse}},\n  year = {2014},\n  month = sep,\n  date = {2014-09-19~},\n}\n"
    )


@pytest.mark.usefixtures("cited")
def test_ris(casecode: Run, project: Path) -> None:
    """The ending of the file names the format; all sources of the case come with --uncited."""
    assert casecode("export", "sources", "demo", "--uncited", "-o", "out.ris").stdout == ""
    text = (project / "out.ris").read_text(encoding="utf-8")
    assert text.startswith(
        "TY  - RPRT\nID  - survey\nAU  - World Bank\nAU  - Stone, Mark, Jr.\nTI  - A survey of R&D\n"
    )
    assert "TI  - News\nT2  - Daily\nUR  - https://e.org/a_b?x=1%20&y\nSP  - 1\nEP  - 9\nER  - \n" in text


@pytest.mark.usefixtures("cited")
def test_csl_json_of_what_is_asked_for(casecode: Run) -> None:
    """Filters choose the evidence whose sources are written; dates about a year say so."""
    items = json.loads(casecode("export", "sources", "demo", "--unit", "sea").stdout)
    assert [item["id"] for item in items] == ["survey", "talk"]
    assert items[1]["author"] == [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}]
    assert items[1]["issued"] == {"date-parts": [[2014, 9, 19]], "circa": True}
    assert json.loads(casecode("export", "sources", "demo", "--unit", "russia").stdout)[0]["author"][0] == {
        "literal": "World Bank"
    }


def test_sources_of_several_cases(casecode: Run, project: Path, study: Callable[..., Study]) -> None:
    """One that says the same in two cases is one; two of one id have their case before it."""
    study()
    (project / "cases" / "b.yaml").write_text(
        "".join(DEMO.values()).replace("demo", "b").replace("A survey", "Ours"), encoding="utf-8"
    )
    (project / "cases" / "c.yaml").write_text("".join(DEMO.values()).replace("demo", "c"), encoding="utf-8")
    items = json.loads(casecode("export", "sources", "demo", "b", "c").stdout)
    assert [(item["id"], item["title"]) for item in items] == [("survey", "A survey"), ("b:survey", "Ours")]


# A text on one line, as a case has it; what separates or marks something in one of the formats is a matter of its own.
words = st.text(st.characters(exclude_categories=["C", "Z", "M"], exclude_characters="<>&;"), min_size=1, max_size=8)
plain = st.lists(words, min_size=1, max_size=5).map(" ".join)
ascii_words = st.text("abcXYZ019._-", min_size=1, max_size=10).filter(lambda it: it.strip(".-_"))
people = st.lists(
    st.sampled_from(
        [
            *(
                "Jane Doe",
                "Ludwig van Beethoven",
                "Mark Stone, Jr.",
                "World Bank",
                "王芳",
                "Charles de la Vallée Poussin",
            ),
            *("Ministry of Health, Labour and Welfare", "J. R. R. Tolkien", "O'Neill", "Anna-Lena Müller", "UN"),
        ]
    ),
    unique=True,
    max_size=3,
).map(tuple)
dates = st.sampled_from(["", "2014", "2014-09", "2014-09-19", "2012/2013", "1850~", "2014-09/2015-01"])
described = st.builds(
    Source,
    id=st.just("k1"),
    type=st.sampled_from(sorted(TYPES)),
    title=plain,
    author=people,
    editor=st.just(()),
    publisher=plain,
    publisher_place=plain,
    issued=dates,
    accessed=st.sampled_from(["", "2014-09-19"]),
    volume=ascii_words,
    page=st.sampled_from(["", "1-9", "e12", "iv"]),
    edition=plain,
    language=st.sampled_from(["", "en"]),
    DOI=st.sampled_from(["", "10.1000/a_b(c)"]),
    ISBN=st.sampled_from(["", "978-0-306-40615-7"]),
    ISSN=st.sampled_from(["", "1234-567X"]),
    URL=st.sampled_from(["", "https://e.org/a%20b?x=1&y=2#z_~"]),
    note=plain,
)


def back(writer: ModuleType, name: str, source: Source) -> dict[str, Any]:
    """What is read of a source that a writer has written."""
    written = writer.render(SourcesReport((item_of(source),)), Look())
    library, problems = sources.read(name, written.encode())
    assert library is not None, problems
    made = sources.plan(library, Study(Case(id="c"), Framework(id="f")))
    ((id_, record),) = made.new
    assert id_ == "k1"
    return record


@given(described)
def test_csl_json_says_all_of_a_source(source: Source) -> None:
    """Every source written as CSL JSON and read again is the same."""
    assert back(csl, "a.json", source) == sources.fields_of(source)


@given(described)
def test_bibtex_says_all_of_a_source(source: Source) -> None:
    """Every source written as BibTeX and read again is the same, whatever signs are in its texts."""
    assert back(bibtex, "a.bib", source) == sources.fields_of(source)


@given(described)
def test_ris_says_what_it_can_of_a_source(source: Source) -> None:
    """Every source written as RIS and read again is the same, but for the types that RIS has no word for, and the pages
    and ISBN of types that have none there."""
    written, there = back(ris, "a.ris", source), sources.fields_of(source)
    assert (
        written.pop("type") == there.pop("type")
        or source.type not in TO_RIS
        or list(TO_RIS.values()).count(TO_RIS[source.type]) > 1
    )
    for key in ("page", "ISBN"):
        assert written.pop(key, "") in ("", there.pop(key, ""))
    assert written == there
