"""The same evidence through another framework."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.crosswalk import crosswalks, loss, through
from casecode.analysis.matrix import Column, tally
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Conclusion, Evidence, Summary
from casecode.model.framework import Crosswalk, Factor, Framework, Theme
from casecode.model.span import Origin
from casecode.model.study import Study
from conftest import Run
from made import CODES, FRAMEWORK, THEMES, make, pieces, queries

TARGET = Framework(id="g", title="G", factors=(Factor(id="push"), Factor(id="pull"), Factor(id="b")))
maps = st.dictionaries(
    st.sampled_from((*CODES,)), st.lists(st.sampled_from(("push", "pull", "b")), max_size=2, unique=True).map(tuple)
)
ALL = ("push", "pull", "b")


def seen(study: Study, map_: dict[str, tuple[str, ...]]) -> dict[str, dict[str, list[str]]]:
    """For each factor of the target its codes with the ids of their evidence."""
    lens = through(study, TARGET, Crosswalk(from_="f", map=map_))
    rows = tally([Column("c", "C", Selection(lens))], ALL)
    return {row.factor: {entry.code: [piece.id for piece in entry.evidence] for entry in row.cells[0]} for row in rows}


def test_a_nearer_mapping_wins() -> None:
    """A theme's own mapping goes before that of its factor, and a factor's before that of the factor above it."""
    study = make([Evidence(codes=(code,), source="s1") for code in ("v", "w", "x", "y", "a")])
    assert seen(study, {"a": ("push",), "a2": ("pull",), "w": ("b",), "b": ()}) == {
        "push": {"v": ["e0"], "a": ["e4"]},
        "pull": {"x": ["e2"]},
        "b": {"w": ["e1"]},
    }


def test_one_factor_may_stand_for_two() -> None:
    """A code that maps to two factors is shown under both, and its evidence counted once."""
    study = make([Evidence(codes=("v",), source="s1")])
    assert seen(study, {"a1": ("push", "pull")}) == {"push": {"v": ["e0"]}, "pull": {"v": ["e0"]}, "b": {}}
    assert len(through(study, TARGET, Crosswalk(from_="f", map={"a1": ("push", "pull")})).evidence) == 1


def test_a_factor_that_is_coded_to_keeps_its_title() -> None:
    """Seen through another framework it is called as in its own: by its title, or its id where it has none."""
    lens = through(make([Evidence(codes=("a", "a1"))]), TARGET, Crosswalk(from_="f", map={"a": ("push",)}))
    assert [lens.label_of(code) for code in ("a", "a1")] == ["A", "a1"]


def test_what_does_not_map_is_listed() -> None:
    """A piece is lost if none of its codes maps; a factor is listed even if its pieces map by another code."""
    study = make([Evidence(codes=("v", "y"), source="s1"), Evidence(codes=("y",), source="s1"), Evidence(source="s1")])
    found = loss(Selection(through(study, TARGET, Crosswalk(from_="f", map={"a": ("push",)}))))
    assert found is not None
    assert found.mapped == 1
    assert [piece.id for piece in found.lost] == ["e1", "e2"]
    assert [(it.factor, [piece.id for piece in it.evidence]) for it in found.factors] == [("b", ["e0", "e1"])]
    assert loss(Selection(study)) is None


@pytest.mark.parametrize("declares", ["source", "target"])
def test_either_framework_may_declare_it(declares: str) -> None:
    """The crosswalk is found in the framework that it leads from, and in the one that it leads to."""
    source = replace(FRAMEWORK, crosswalks=(Crosswalk(to="g"),) if declares == "source" else ())
    target = replace(TARGET, crosswalks=(Crosswalk(from_="f"),) if declares == "target" else ())
    assert len([*crosswalks(source, target)]) == 1
    assert not [*crosswalks(target, source)]


@given(pieces, queries, maps)
def test_mapped_and_lost_are_all(evidence: list[Evidence], query: Query, map_: dict[str, tuple[str, ...]]) -> None:
    """Whatever the crosswalk: each selected piece either maps or is lost, and what maps stands in some cell."""
    study = make(evidence)
    lens = through(study, TARGET, Crosswalk(from_="f", map=map_))
    free = replace(query, factors=())
    found = loss(Selection(lens, free))
    assert found is not None
    rows = tally([Column("c", "C", Selection(lens, free))], ALL)
    standing = {piece.id for row in rows for cell in row.cells for entry in cell for piece in entry.evidence}
    assert found.mapped == len(standing)
    assert not standing & {piece.id for piece in found.lost}


def test_crosswalks_are_checked(project: Path, casecode: Run) -> None:
    """A crosswalk names frameworks and factors that exist, on either side, and leads from one to another."""
    path = project / "frameworks" / "other.yaml"
    head = "framework: other\ntitle: Other\nfactors: [{id: push, title: Push, definition: D., when-to-use: U.}]\n"
    text = head + "crosswalks:\n  - {from: tiny, map: {demnad: push, supply: [pusch]}}\n  - {map: {push: push}}\n"
    path.write_text(text + "  - {to: nowhere, map: {}}\n", encoding="utf-8")
    result = casecode("check", "frameworks/other.yaml", "--format", "short")
    assert result.returncode == 1
    assert [line.split(": ", 1)[1] for line in result.stdout.splitlines()] == [
        'error[unknown-factor] there is no factor "demnad"',
        'error[unknown-factor] there is no factor "pusch"',
        "error[missing-key] this crosswalk does not lead from this framework to another, or from another to this one",
        'error[unknown-framework] there is no framework "nowhere"',
    ]


def test_attributes_are_checked(project: Path, casecode: Run, study: Callable[..., Study]) -> None:
    """A case has values that its framework knows for an attribute; an attribute nobody declares is a warning."""
    tiny = project / "frameworks" / "tiny.yaml"
    values = "attributes: {size: {title: Size, values: {small: {title: Small}, large: {title: Large}}}}\n"
    tiny.write_text(tiny.read_text(encoding="utf-8") + values, encoding="utf-8")
    study(title="title: Demo\nattributes: {size: smal, colour: red}\n")
    result = casecode("check", "demo")
    assert 'error[invalid-value] "smal" is not a value of the attribute "size"' in result.stdout
    assert 'did you mean "small"?' in result.stdout
    assert 'warning[undeclared-attribute] the framework declares no attribute "colour"' in result.stdout


def test_without_a_crosswalk_the_call_ends(project: Path, casecode: Run, study: Callable[..., Study]) -> None:
    """A framework without a crosswalk cannot be looked through; those that can are named."""
    study()
    for name, crosswalk in (("other", ""), ("lens", "crosswalks: [{from: tiny, map: {demand: push}}]\n")):
        text = f"framework: {name}\ntitle: T\nfactors: [{{id: push, title: Push}}]\n{crosswalk}"
        (project / "frameworks" / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = casecode("analyze", "demo", "--framework", "other")
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        "Error: there is no crosswalk from tiny to other",
        "  hint: there are crosswalks to lens",
    ]
    assert casecode("matrix", "demo", "--framework", "lens").returncode == 0
    assert casecode("matrix", "demo", "--framework", "tiny").returncode == 0
    assert "there is no framework" in casecode("matrix", "demo", "--framework", "lenz").stderr


def test_the_nearest_factor_above_decides() -> None:
    """Of several factors above a code that map, the one right above it does."""
    own = replace(FRAMEWORK, factors=(Factor("top", factors=(Factor("a", factors=(Factor("a1"),)),)), Factor("b")))
    study = Study(make([Evidence(codes=("v",), source="s1")]).case, own)
    study = replace(study, case=replace(study.case, themes={"v": Theme("v", "a1")}))
    assert seen(study, {"top": ("push",), "a": ("pull",)})["pull"] == {"v": ["e0"]}


def test_what_is_seen_is_of_the_other_framework() -> None:
    """Themes stand under the factors of the target, or none; factors that are only named as explained are themes there,
    too, with their title and place. What speaks of the own framework stays behind."""
    own = replace(FRAMEWORK, factors=(*FRAMEWORK.factors, Factor("c", origin=Origin("f.yaml", 3))))
    study = Study(make([Evidence(codes=("v",), explains=("c",))], [Conclusion(question="q1")]).case, own)
    themes = {"v": replace(THEMES["v"], explains=("a2",)), "y": THEMES["y"]}
    study = replace(study, case=replace(study.case, themes=themes, summaries=(Summary(factor="a"),)))
    lens = through(study, TARGET, Crosswalk(from_="f", map={"a1": ("push",), "c": ("pull",)}))
    assert [(it.id, it.factor, it.label) for it in lens.case.themes.values()] == [
        ("v", "push", "v"),
        ("y", "", "y"),
        ("c", "pull", "c"),
        ("a2", "", "a2"),
    ]
    assert lens.case.themes["c"].origin == Origin("f.yaml", 3)
    assert (lens.case.summaries, lens.case.conclusions) == ((), ())


def test_what_is_lost_is_told_whatever_factor_is_asked_for() -> None:
    """A query for factors of the target says nothing of what has no counterpart there; one for units does."""
    study = make([Evidence(codes=("v",), units=("u1",)), Evidence(codes=("y",), units=("u1",)), Evidence(codes=("z",))])
    lens = through(study, TARGET, Crosswalk(from_="f", map={"a": ("push",)}))
    found = loss(Selection(lens, Query(factors=("push",), units=("u1",))))
    assert found is not None
    assert (found.mapped, [piece.id for piece in found.lost]) == (1, ["e1"])
