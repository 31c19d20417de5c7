"""YAML text to nodes: what is refused, where, with which hint; and where the parts stand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.model.problem import Problem
from casecode.model.span import Document
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.yaml import DEEPEST, parse


def problems_of(text: str) -> list[Problem]:
    """The problems of the form of a text."""
    return parse(Document("t", text))[1]


def data(node: Node | None) -> object:
    """A node as plain data."""
    if isinstance(node, Mapping):
        return {key: data(below) for key, (_, below) in node.entries.items()}
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def read(text: str) -> object:
    """A text without problems as plain data."""
    root, problems = parse(Document("t", text))
    assert problems == []
    return data(root)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: &n x\n", "t:1:4", 'the anchor "&n"'),
        ("a: &n [x]\n", "t:1:4", 'the anchor "&n"'),
        ("- &n {b: x}\n", "t:1:3", 'the anchor "&n"'),
        ("a: [x, *y]\n", "t:1:8", 'the alias "*y"'),
        ("*x : 1\n", "t:1:1", 'the alias "*x"'),
        ("a: !x {b: 1}\n", "t:1:4", 'the tag "!x"'),
        ("a: !!str x\n", "t:1:4", 'the tag "tag:yaml.org,2002:str"'),
        ("a: ! x\n", "t:1:4", 'the tag "!"'),
        ("a:\n  <<: {b: 1}\n", "t:2:3", "a merge key"),
        ("? {a: 1}\n: 2\n", "t:1:3", "a list or mapping as a key"),
        ("? [a]\n", "t:1:3", "a list or mapping as a key"),
        ("a: 1\n--- \n", "t:2:1", "a second document"),
    ],
)
def test_each_surprise_is_one_problem_at_its_place(text: str, place: str, what: str) -> None:
    """Each feature that is refused makes exactly one problem, where it begins, with something to do about it."""
    (problem,) = problems_of(text)
    assert problem.rule == "yaml-feature"
    assert str(problem.span) == place
    assert problem.message == f"{what} is not allowed here"
    assert problem.hint


def test_a_refused_key_is_left_out() -> None:
    """What stands under a refused key is dropped, so that nothing more is said about it, and the rest is read."""
    root, _ = parse(Document("t", "a: 1\n<<: {b: 2}\n? [c]\n: 3\nd: 4\n"))
    assert data(root) == {"a": "1", "d": "4"}


def test_merge_sign_in_quotes_is_a_word() -> None:
    """Only the plain sign is a merge key; in quotes it is a text like any other."""
    assert read("'<<': x\n") == {"<<": "x"}


@pytest.mark.parametrize(
    ("text", "second", "first"),
    [
        ("a: 1\nb: 2\na: 3\n", "t:3:1", "t:1:1"),
        ('a: 1\n"a": 2\n', "t:2:1", "t:1:1"),
        ("a: {b: 1, b: 2}\n", "t:1:11", "t:1:5"),
        ("- a: 1\n  a: {x: 1}\n", "t:2:3", "t:1:3"),
    ],
)
def test_duplicate_key_names_both_places(text: str, second: str, first: str) -> None:
    """A repeated key is reported at the second place, with the first one beside it."""
    (problem,) = problems_of(text)
    assert problem.rule == "duplicate-key"
    assert str(problem.span) == second
    assert [(related.message, str(related.span)) for related in problem.related] == [("first here", first)]


def test_of_duplicate_keys_the_first_is_kept() -> None:
    """The first value of a repeated key is read, and the same key in another mapping is no repetition."""
    root, problems = parse(Document("t", "a: 1\na: {b: 2}\nc: {a: 3}\n"))
    assert data(root) == {"a": "1", "c": {"a": "3"}}
    assert [problem.rule for problem in problems] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: b: c\n", "1:5", "put a text that holds a colon and a space into quotes"),
        ("\ta: 1\n", "1:1", "indent with spaces: YAML does not allow tabs there"),
        ("a:\n\tb: 1\n", "2:1", "indent with spaces: YAML does not allow tabs there"),
        ("a: @x\n", "1:4", "put a text that begins with this character into quotes"),
        ("a: `x\n", "1:4", "put a text that begins with this character into quotes"),
        ("a: %x\n", "1:4", "put a text that begins with this character into quotes"),
        ("a:\n  - b\n c\n", "3:2", "is this line indented like its neighbours, and every quote closed?"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "is this line indented like its neighbours, and every quote closed?"),
        ("a: ]\n", "1:4", None),
        ('a: "\\ud800"\n', "1:7", None),
    ],
)
def test_syntax_error_has_a_place_and_what_to_do(text: str, place: str, hint: str | None) -> None:
    """What does not parse is one problem at the line and column of the mistake, with the usual remedy."""
    root, (problem,) = parse(Document("t", text))
    assert root is None
    assert problem.rule == "syntax"
    assert problem.message.startswith("this is not valid YAML: ")
    assert str(problem.span) == f"t:{place}"
    assert problem.hint == hint


@pytest.mark.parametrize("end", ["", "\n"])
def test_open_quote_names_where_it_was_opened(end: str) -> None:
    """A quote or bracket left open is reported at the end of the text, with where it was opened beside it."""
    text = f'a: 1\nb: "x\n  y{end}'
    (problem,) = problems_of(text)
    assert problem.span.line == len(text.split("\n"))
    assert problem.span.column == len(text.split("\n")[-1]) + 1
    assert [str(related.span) for related in problem.related] == ["t:2:4"]


@pytest.mark.parametrize("text", ["", "\n\n", "# one\n", "  # one\n\n# two", "\ufeff"])
def test_nothing_is_an_empty_file(text: str) -> None:
    """A file without content, or with comments only, is one problem at its beginning, and not a crash later."""
    root, (problem,) = parse(Document("t", text))
    assert root is None
    assert problem.rule == "empty-file"
    assert str(problem.span) == "t:1:1"


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("{a: ", "}")])
def test_depth_is_bounded(opened: str, closed: str) -> None:
    """So many levels are read, and one more is refused at the bracket that opens it."""
    deep = opened * DEEPEST + closed * DEEPEST
    assert problems_of(deep) == []
    (problem,) = problems_of(opened * (DEEPEST + 1) + closed * (DEEPEST + 1))
    assert problem.rule == "too-deep"
    assert problem.span.column == DEEPEST * len(opened) + 1


def test_indentation_counts_as_depth() -> None:
    """Levels made by indentation are bounded like levels made by brackets."""
    (problem,) = problems_of("".join(f"{' ' * level}a:\n" for level in range(DEEPEST + 5)))
    assert problem.rule == "too-deep"
    assert problem.span.line == DEEPEST + 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  x\n   y\n", "x\n y\n"),
        ("a: |-\n  x\n", "x"),
        ("a: >\n  x\n  y\n", "x y\n"),
        ("a: x\n  y\n", "x y"),
        ("a: 'it''s # no'\n", "it's # no"),
        ('a: "\\u4ef7 \\n"\n', "价 \n"),
        ("a: x # c\n", "x"),
        ("a: x#c\n", "x#c"),
        ("a: http://x\n", "http://x"),
        ("a: null\n", "null"),
        ("a: ~\n", "~"),
        ("a:\n", ""),
    ],
)
def test_ways_to_write_a_text(text: str, value: str) -> None:
    """Literal, folded, quoted and plain texts are read as YAML says, and nothing is converted."""
    assert read(text) == {"a": value}


@pytest.mark.parametrize(("text", "is_empty"), [("a:\n", True), ("a: ''\n", False), ("a: x\n", False)])
def test_nothing_differs_from_an_empty_text(text: str, is_empty: bool) -> None:
    """A key without a value holds nothing, while two quotation marks were written on purpose."""
    root, _ = parse(Document("t", text))
    assert isinstance(root, Mapping)
    node = root.child("a")
    assert isinstance(node, Scalar)
    assert node.is_empty is is_empty


def test_paths_lead_to_parts() -> None:
    """Keys and positions lead to a part, and where one leads nowhere the path ends at the part before it."""
    root, _ = parse(Document("t", "a:\n  - {b: [one, two]}\n  - x\nc: d\n"))
    assert root is not None
    assert str(root.at("a", 0, "b", 1)) == "t:2:15"
    assert str(root.at("a", 1)) == "t:3:5"
    assert root.at("a", 0, "b", 7) == root.at("a", 0, "b")
    assert root.at("c", "x", 0) == root.at("c")
    assert root.at("a", "b") == root.at("a")
    assert root.at(3) == root.at()


def test_a_mapping_is_shown_by_its_key() -> None:
    """The place of a mapping is the key that it stands under, or its first key, and never half a file."""
    root, _ = parse(Document("t", "a:\n  b: {c: 1}\n"))
    assert root is not None
    assert (str(root.at("a", "b")), root.at("a", "b").end_column) == ("t:2:3", 4)
    assert (str(root.at()), root.at().end_column) == ("t:1:1", 2)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp")), max_size=30)


@given(st.recursive(texts, lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3)))
def test_json_is_read_as_it_is(value: object) -> None:
    """Any texts in lists and mappings, written as JSON, are read back as the same."""

    assert read(json.dumps(value, ensure_ascii=False)) == value
