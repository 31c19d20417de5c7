"""The shipped cases as a library: without problems, comparable with each other, and each source to be found."""

from collections import Counter
from functools import cache

import pytest

from casecode.model.study import Study
from casecode.project.catalogue import Catalogue, builtin_root
from casecode.project.project import Project
from conftest import Run

FIRMS = ("alibaba", "dhgate", "jd", "lightinthebox", "shein", "temu", "tencent", "vipshop")
SEVEN = tuple(firm for firm in FIRMS if firm != "alibaba")


@cache
def firm(name: str) -> Study:
    """A shipped case, loaded with its framework."""
    root = builtin_root()
    opened = Project(Catalogue((root,)))
    study = opened.case(root / "cases" / f"{name}.yaml")
    assert study is not None
    assert not [problem for problem in opened.problems if problem.severity == "error"]
    return study


def test_library_passes_the_strict_check(casecode: Run) -> None:
    """No file of the library has a problem; what a file waives, it waives in place and with a reason."""
    done = casecode("check", "--strict", "frameworks", "cases", cwd=str(builtin_root()))
    assert done.returncode == 0, done.stdout
    assert "[" not in done.stderr
    assert "No problems" in done.stdout + done.stderr


def test_all_firms_are_there() -> None:
    """The firm of the thesis, those that it asks for or names as rivals, and those that came after."""
    assert tuple(Catalogue((builtin_root(),)).names("cases")) == FIRMS


def test_a_phenomenon_has_one_theme() -> None:
    """What cases share stands in the framework: none of their own themes is declared twice, or anew."""
    own = Counter(theme for name in FIRMS for theme in firm(name).case.themes)
    assert [theme for theme, count in own.items() if count > 1] == []
    shared = set(firm("jd").framework.themes)
    assert set(own) & shared == set()


@pytest.mark.parametrize("name", SEVEN)
def test_where_a_source_is_to_be_found_is_told(name: str) -> None:
    """Each source has its address, or is read by way of one that has, or its note says what is missing."""
    study = firm(name)
    read_in = {piece.source: piece.via for piece in study.evidence if piece.via}
    for id_, source in study.case.sources.items():
        by_way_of = study.case.sources.get(read_in.get(id_) or "")
        assert source.URL or (by_way_of and by_way_of.URL) or source.note, id_


@pytest.mark.parametrize("name", SEVEN)
def test_what_contradicts_and_what_is_not_answered_is_kept(name: str) -> None:
    """A case of a careful coder has evidence against, and notes on what it does not answer."""
    study = firm(name)
    assert any(piece.stance == "contradicts" for piece in study.evidence)
    assert any(note.startswith("Not answered") for note in study.case.notes)


def test_russia_and_sea_are_those_of_alibaba(casecode: Run) -> None:
    """Other firms were in Russia, too; the two units of the thesis are found together in its case alone."""
    done = casecode("compare", "russia", "sea", cwd=str(builtin_root()))
    assert done.returncode == 0
    assert done.stdout == casecode("compare", "alibaba:russia", "alibaba:sea", cwd=str(builtin_root())).stdout
