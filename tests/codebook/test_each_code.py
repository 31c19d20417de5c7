"""What a codebook tells of each code, as it is declared and as evidence shows it."""

from casecode.analysis.codebook import Code, codebook
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Case, Evidence
from casecode.model.framework import Factor, Framework, Theme
from casecode.model.study import Study

BELOW = Factor("a1", "", "What a1 is.", "Use a1.", "Not a1.")
ABOVE = Factor("a", "Above", "What a is.", "Use a.", "Not a.", "As in a.", factors=(BELOW,))
SHARED = Theme("t", "a1", "Shared", "What t is.", "Use t.", "Not t.", "As in t.", "qualifies")
FRAMEWORK = Framework("f", factors=(ABOVE, Factor("b")), themes={"t": SHARED, "u": Theme("u", "b")})


def case(name: str, *evidence: Evidence, **themes: Theme) -> Study:
    """A case with themes of its own."""
    return Study(Case(name, title=name.upper(), themes=themes, evidence=evidence), FRAMEWORK)


def codes(*studies: Study, query: Query | None = None) -> dict[str, Code]:
    """The codes of the framework with these cases, by their ids."""
    return {code.id: code for code in codebook(FRAMEWORK, [Selection(study, query or Query()) for study in studies])}


def said(code: Code) -> tuple[str, ...]:
    """What is said of a code."""
    return code.title, code.definition, code.when_to_use, code.when_not_to_use, code.example


def test_all_that_is_declared_of_a_code_is_told() -> None:
    """Title, definition, both uses and the example, of factors and of themes; without a title stands the id."""
    found = codes(case("one"))
    assert said(found["a"]) == ("Above", "What a is.", "Use a.", "Not a.", "As in a.")
    assert said(found["a1"]) == ("a1", "What a1 is.", "Use a1.", "Not a1.", "")
    assert said(found["t"]) == ("Shared", "What t is.", "Use t.", "Not t.", "As in t.")
    assert said(found["u"]) == ("u", "", "", "", "")
    assert [found[id_].stance for id_ in "tu"] == ["qualifies", "supports"]


def test_a_theme_of_several_is_called_as_the_first_of_them_says() -> None:
    """What the framework says of a theme goes for all cases; what a case adds stands there with its title."""
    one = case("one", t=Theme("t", "a1", "Mine", "Mine."), own=Theme("own", "b", "First", stance="contradicts"))
    two = case("two", own=Theme("own", "b", "Second", "Ours."))
    found = codes(one, two)
    assert (found["t"].title, found["t"].stance) == ("Shared", "qualifies")
    assert found["t"].definition == "In all cases: What t is.\nONE: Mine."
    assert (found["t"].cases, found["own"].cases) == (("one",), ("one", "two"))
    assert (found["own"].title, found["own"].stance, found["own"].definition) == ("First", "contradicts", "Ours.")


def test_themes_asked_for_are_the_only_ones() -> None:
    """Of the framework and of the cases; their factors stay, for it is their place in the tree."""
    one = case("one", own=Theme("own", "b"), other=Theme("other", "b"))
    assert [*codes(one, query=Query(themes=("own",)))] == ["a", "a1", "b", "own"]
    assert [*codes(one, query=Query(themes=("t",)))] == ["a", "a1", "t", "b"]


def test_the_piece_that_shows_a_code_best_is_its_example() -> None:
    """One that supports it comes before one that is important, and that before one with a quote; what is written goes
    before all."""
    rising = (
        Evidence("e1", ("a1",), stance="contradicts", important=True, quote="No."),
        Evidence("e2", ("a1",), statement="Yes."),
        Evidence("e3", ("a1",), quote="Yes."),
        Evidence("e4", ("a1",), statement="Yes!", important=True),
        Evidence("e5", ("a1",), quote="Yes!", important=True),
    )
    for number, piece in enumerate(rising, 1):
        taken = codes(case("one", *rising[:number]))["a1"].taken
        assert taken is not None
        assert taken[1] == piece
    found = codes(case("one", Evidence("e1", ("t", "a", "u"), quote="Yes.")))
    assert [found[id_].taken is None for id_ in ("a", "a1", "t", "u")] == [True, True, True, False]
