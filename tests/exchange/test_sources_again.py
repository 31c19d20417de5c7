"""A library that comes in again, grown or changed: nothing doubles, what is new is added, what differs is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casecode.model.study import Study
from conftest import Run

FIRST = """\
@article{doe2020, title={Ventures in Brazil}, author={Doe, Jane}, doi={10.1000/ABC}, year=2020, pages={1--9}}
@book{roe2001, title={Shops}, author={Roe, Richard}, year=2001}
@incollection{a1, title={One chapter on shops}, author={Li, Xu}, doi={10.1000/book}, year=2019, pages={1--9}}
@incollection{a2, title={Another chapter on prices}, author={Li, Xu}, doi={10.1000/book}, year=2019, pages={10--19}}
"""


@pytest.fixture
def first(project: Path, study: Callable[..., Study], casecode: Run) -> str:
    """A case with the sources of a library; the text of its file."""
    study()
    (project / "z.bib").write_text(FIRST, encoding="utf-8")
    result = casecode("import", "sources", "demo", "z.bib")
    assert result.stdout == "doe2020\nroe2001\na1\na2\n"
    return held(project)


def held(project: Path) -> str:
    """What the case file holds."""
    return (project / "cases" / "demo.yaml").read_text(encoding="utf-8")


def test_the_same_library_changes_nothing(project: Path, casecode: Run, first: str) -> None:
    """All is there already: nothing is written, and that is said."""
    result = casecode("import", "sources", "demo", "z.bib")
    assert result.returncode == 0
    assert result.stdout == ""
    assert "4 references: 4 there already" in result.stderr
    assert held(project) == first


def test_the_same_works_under_other_keys_and_in_another_format(project: Path, casecode: Run, first: str) -> None:
    """DOI and content tell a work: with another key, from another program, with another case and other dashes."""
    (project / "z.ris").write_text(
        "TY  - JOUR\nTI  - VENTURES IN BRAZIL\nAU  - Doe, Jane\nPY  - 2020\nDO  - https://doi.org/10.1000/abc\nER  - \n"
        "TY  - BOOK\nID  - x99\nTI  - Shops.\nAU  - Roe, Richard\nPY  - 2001\nER  - \n",
        encoding="utf-8",
    )
    result = casecode("import", "sources", "demo", "z.ris")
    assert result.stdout == ""
    assert "2 references: 2 there already, but different (--update takes them)" in result.stderr
    assert (
        '  doe2020: title "Ventures in Brazil" -> "VENTURES IN BRAZIL", DOI "10.1000/ABC" -> "10.1000/abc"'
        in result.stderr
    )
    assert '  roe2001: title "Shops" -> "Shops."' in result.stderr
    assert held(project) == first


def test_a_grown_library_adds_what_is_new(project: Path, casecode: Run, first: str) -> None:
    """What is new comes in with an id of its own, even where its author and year are those of another."""
    grown = (
        FIRST
        + "@article{Doe_2020, title={Quite another}, author={Doe, Jane}, year=2020}\n@misc{doe2020, title={Same key}}\n"
    )
    (project / "z.bib").write_text(grown.replace("pages={1--9}", "pages={1-9}"), encoding="utf-8")
    result = casecode("import", "sources", "demo", "z.bib")
    assert result.stdout == "doe-2020\n"
    assert "6 references: 1 new, 5 there already\n" in result.stderr
    assert held(project).startswith(first.partition("themes:")[0])


def test_changes_are_told_and_taken_with_update(project: Path, casecode: Run, first: str) -> None:
    """A field that differs is shown; --update writes it, and leaves what only the case says."""
    case = project / "cases" / "demo.yaml"
    case.write_text(
        first.replace("    title: Shops\n", "    title: Shops\n    kind: documentation\n    note: Mine.\n"),
        encoding="utf-8",
    )
    (project / "z.bib").write_text(
        FIRST.replace("title={Shops}", "title={Shops}, subtitle={A history}, edition={2}"), encoding="utf-8"
    )
    result = casecode("import", "sources", "demo", "z.bib")
    assert "1 there already, but different (--update takes them)" in result.stderr
    assert '  roe2001: title "Shops" -> "Shops: A history", edition nothing -> "2"\n' in result.stderr
    result = casecode("import", "sources", "demo", "z.bib", "--update")
    assert result.stdout == "roe2001: title, edition\n"
    assert '  roe2001:\n    type: book\n    title: "Shops: A history"\n' in held(project)
    assert "    kind: documentation\n    note: Mine.\n" in held(project)
    assert '    edition: "2"\n' in held(project)
    assert "4 references: 4 there already" in casecode("import", "sources", "demo", "z.bib").stderr


def test_entries_of_one_file_that_say_the_same_are_one(
    project: Path, casecode: Run, study: Callable[..., Study]
) -> None:
    """Copies within a library come in once; two parts of a work and two works of one key are two."""
    study()
    (project / "z.bib").write_text(
        "@misc{k, title={T}, year=2001}\n@misc{k, title={T}, year=2001}\n@misc{k, title={U}, year=2001}\n"
        "@article{p, title={Editorial}, year=2001, volume=1}\n@article{q, title={Editorial}, year=2001, volume=2}\n"
        "@book{b1, title={Java}, isbn={3-446-18910-6}}\n@book{b2, title={Java}, isbn={3-446-19019-8}}\n"
        "@book{b3, title={Java}, publisher={Other}}\n@book{b4, title={Java}, publisher={Third}}\n",
        encoding="utf-8",
    )
    result = casecode("import", "sources", "demo", "z.bib")
    assert result.stdout == "k-a\nk-b\np\nq\nb1\nb2\nb3\nb4\n"
    assert "9 references: 8 new, 1 there already" in result.stderr
    assert "9 references: 9 there already\n" in casecode("import", "sources", "demo", "z.bib").stderr
