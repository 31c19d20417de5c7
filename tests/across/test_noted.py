"""What a memo may be on: anything that has an id; and which memos there are on what a selection holds."""

import pytest
from msgspec.structs import replace

from casecode.analysis.memos import Index, Notebook, Thing, notebook, things_in
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.attribute import Attribute
from casecode.model.case import Case, Conclusion, Evidence, Unit
from casecode.model.display import Display
from casecode.model.framework import Factor, Framework, Layout, Proposition, Question, Theme
from casecode.model.memo import KINDS, Memo
from casecode.model.source import Source
from casecode.model.study import Study

FRAMEWORK = Framework(
    "f",
    factors=(Factor("a", factors=(Factor("a1"), Factor("a2"))), Factor("b")),
    themes={"shared": Theme("shared", "a1")},
    questions={"why": Question("why")},
    references={"book": Source("book")},
    propositions=(Proposition("p1"),),
    matrices=(Layout("all"),),
    attributes={"size": Attribute("size")},
    displays=(Display(id="canvas"),),
    roles={"host": "Host"},
    memos=(Memo("fm", "2026-01", about=("a1",)),),
)
CASE = Case(
    "c",
    units={"north": Unit("north")},
    sources={"talk": Source("talk")},
    themes={"own": Theme("own", "a2")},
    evidence=(
        Evidence("e1", ("shared", "own"), ("north",), source="talk", via="book"),
        Evidence("e1", ("b",)),
        Evidence("e2", ("b",), source="book"),
    ),
    conclusions=(Conclusion(question="why"), Conclusion(question="why")),
    displays=(Display(id="table"),),
    memos=(Memo("m10", "2026-01", about=("e2",)), Memo("m9", "2026-01", about=("own", "north"))),
)
STUDY = Study(CASE, FRAMEWORK)
OF_FRAMEWORK = {
    "framework": "f",
    "factor": "a2",
    "theme": "shared",
    "question": "why",
    "source": "book",
    "proposition": "p1",
    "matrix": "all",
    "attribute": "size",
    "display": "canvas",
    "role": "host",
    "memo": "fm",
}
OF_CASE = {
    "case": "c",
    "unit": "north",
    "source": "talk",
    "theme": "own",
    "evidence": "e1",
    "conclusion": "why#2",
    "display": "table",
    "memo": "m9",
}


@pytest.mark.parametrize("owner", ["f", "c"])
def test_everything_with_an_id_is_meant_by_it(owner: str) -> None:
    """By the id alone, with its kind, its owner or both before it, from the case as from elsewhere; once, even where
    the id is there twice. What a case does not have its framework may."""
    index = Index([STUDY])
    for kind, id_ in (OF_FRAMEWORK if owner == "f" else OF_CASE).items():
        thing = (Thing(owner, kind, id_),)
        assert index.meant(id_, "c") == thing
        assert index.meant(f"{kind}:{id_}", "c") == thing
        assert index.meant(f"{owner}:{id_}", "elsewhere") == index.meant(f"{owner}:{kind}:{id_}", "elsewhere") == thing
        other = next(it for it in KINDS if it not in (kind, "conclusion"))
        assert index.meant(f"{other}:{id_}", "c") == index.meant(id_, "elsewhere") == ()
    assert {*OF_FRAMEWORK, *OF_CASE} == {*KINDS}


def test_a_conclusion_gives_way_to_its_question() -> None:
    """An id that a question and its conclusion have means the question, unless the conclusion is called one."""
    index = Index([STUDY])
    assert index.meant("why", "c") == (Thing("f", "question", "why"),)
    assert index.meant("conclusion:why", "c") == (Thing("c", "conclusion", "why"),)


def test_which_ids_there_are() -> None:
    """Of a case its own and those of its framework, of a framework its own; of what is not there none."""
    index = Index([], [FRAMEWORK])
    assert {*index.ids("f")} == {*FRAMEWORK.by_id, *OF_FRAMEWORK.values()}
    assert [index.knows(owner) for owner in ("f", "c")] == [True, False]
    index = Index([STUDY])
    assert {*index.ids("c")} == {*FRAMEWORK.by_id, *OF_FRAMEWORK.values(), *OF_CASE.values(), "why", "e2", "m10"}
    assert [index.knows(owner) for owner in ("f", "c", "d")] == [True, True, False]
    assert [*index.ids("d")] == []


def told(book: Notebook, *things: Thing) -> list[str]:
    """The memos on any of some things."""
    return [f"{one.owner}:{one.memo.id}" for one in book.on_any(things)]


def test_memos_stand_by_date_then_by_where_they_are() -> None:
    """On one day by the ids of case or framework, then their own, as numbers."""
    second = Study(replace(CASE, id="c2", memos=(Memo("m1", "2026-01", about=("own",)),)), FRAMEWORK)
    other = Framework("g", memos=(Memo("gm", "2025", about=("g",)),))
    book = notebook([second, STUDY], [other])
    assert [f"{one.owner}:{one.memo.id}" for one in book.noted] == ["g:gm", "c:m9", "c:m10", "c2:m1", "f:fm"]
    assert told(book, Thing("c", "theme", "own"), Thing("c", "unit", "north")) == ["c:m9"]
    assert [one.memo.id for one in book.on(Thing("c2", "theme", "own"))] == ["m1"]


def test_what_a_selection_is_about() -> None:
    """The case and its framework, the pieces, their codes with all factors above, their units and both their sources;
    each as what the case or the framework has."""
    found = {(thing.owner, thing.kind, thing.id) for thing in things_in(Selection(STUDY, Query(themes=("shared",))))}
    assert found >= {
        ("c", "case", "c"),
        ("f", "framework", "f"),
        ("c", "evidence", "e1"),
        ("f", "theme", "shared"),
        ("c", "theme", "own"),
        *(("f", "factor", it) for it in ("a", "a1", "a2")),
        ("c", "unit", "north"),
        ("c", "source", "talk"),
        ("f", "source", "book"),
    }
    assert not {id_ for _, _, id_ in found} & {"b", "e2", "why"}
    assert Thing("f", "source", "book") in things_in(Selection(STUDY, Query(factors=("b",))))


def test_how_a_thing_is_written() -> None:
    """With what it belongs to, but for a case or framework, which belongs to itself."""
    assert [Thing("c", "case", "c").name, Thing("c", "unit", "north").name] == ["c", "c:north"]
