"""Records made straight from the parser's events are those that nodes and the form would give, and so are problems."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.model.case import Case
from casecode.model.problem import Problem, unread_in
from casecode.model.span import Origin, Span, Spot
from casecode.read import bulk, forms, yaml
from casecode.read.direct import Direct
from casecode.read.node import Mapping, Node, Sequence
from casecode.read.reader import finder, read
from casecode.read.shape import ListOf
from casecode.read.text import decode, is_bulk

ROOT = Path(__file__).parents[2]
PLAIN = """\
evidence:
  - id: e1
    codes: [a, b-c]
    statement: >-
      Words that go on
      and on.
    quote: "so: they said"
    source: s
    date: 2014
  # a comment
  - id: e2
    codes:
      - a
      - b
    statement: A plain text
      over two lines
    note: 'it''s'
    source: s

  - id: e3
    statement: |
      Line one
      line two
    source: s
    locator: p. 3
"""
LINES = (
    '{"id": "e1", "codes": ["a"], "statement": "So.", "source": "s", "date": 2014}\n\n'
    '{"id": "e2", "statement": "x", "source": "s", "units": [], "note": null}\n'
)
TABLE = 'id,codes,statement,source,note\ne1,a; b,"So, he said",s,\ne2,,x,s,\'=1\n\ne3,a,"two\nlines",s,n\n'
SIGNS = (
    *"\n\r\t :-,;?#&*!|>%@`'\"[]{}\\\x85\u2028\ufeffé价0~e=",
    *("- ", ": ", "\n  ", "\n- ", "\n    ", "\n      ", "? ", "<<: ", "&a ", "*a", "!!int ", "---\n", "...\n", "null"),
    *(
        " # x\n",
        "\n\n",
        ">-",
        "|+",
        ">2",
        "[]",
        "[a, ]",
        "''",
        '""',
        "\n      more",
        "\n     x: y",
        "key: ",
        "id: e9\n",
    ),
    *(
        "\n  - id: e5\n    statement: x\n    source: s\n",
        "\n    # c\n",
        "\n        deep\n",
        "\n\n      and",
        "1.0",
        "x: y",
    ),
    *("true", "\\u00e9", "\\ud83d", "NaN", "1e5", '"id": "e3",', "[null]", "{}", ",,", '"'),
)
# What stands after `statement:`, with the lines below it.
VALUES = (
    *("plain", "'single'", '"double"', '"a \\" b"', '"\\u00e9"', "'it''s'", "a # comment", "a #not", "a#b", "#none"),
    *(
        "http://x.y",
        "a: b",
        "a:b",
        "a:",
        ":a",
        "-a",
        "- a",
        "-",
        "?a",
        "? a",
        "[a]",
        "{a: b}",
        "!tag a",
        "&x a",
        "*x",
        "a & b",
    ),
    *(
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "a\tb",
        "~",
        "null",
        "''",
        '""',
        "''''",
        '"\'"',
        "'a' b",
        "'a' # b",
        "'a'#b",
        "[a] # b",
    ),
    *(
        "a\n      b",
        "a\n\n      b",
        "a\n    # c\n      b",
        "a # c\n      b",
        "a\n      b: c",
        "a\n      - b",
        "a\n      # b",
    ),
    *(
        ">-\n      a\n      b",
        ">\n      a\n\n      b",
        ">-\n      a\n       b",
        ">-\n      a\n     b",
        ">-\n\n      a",
        ">+\n      a",
    ),
    *(
        "|-\n      a \n      b",
        ">-\n      a \n      b",
        ">-\n      # a\n      b",
        ">-\n      a\n    # c\n      b",
        ">- # c\n      a",
    ),
    *(
        ">1\n     a",
        "|2-\n      a",
        ">-\n    a",
        ">-\n   a",
        "'a\n      b'",
        '"a\n      b"',
        '"a\\\n      b"',
        "[a,\n      b]",
    ),
    *(
        "\n      a",
        "\n      - a\n      - b",
        "\n    - a",
        "\n      - a\n       - b",
        "\n      - a: b",
        "a  ",
        "  a",
        "a\u00a0",
        "\u00a0",
    ),
)


def by_nodes(name: str, data: bytes, kind: Any) -> tuple[Any, list[Problem]]:
    """What a file holds when every part of it is made into nodes, and the form reads these."""
    document, problems = decode(name, data, "key", is_bulk(name))
    if document is None:
        return None, problems
    root, problems = yaml.parse(document) if document.is_yaml else bulk.parse(document)
    if isinstance(root, Sequence) and not document.is_yaml and kind is tuple:
        return ListOf(forms.EVIDENCE).read(root, problems), problems
    if not isinstance(root, Mapping):
        return None, problems
    if kind is Case:
        return forms.CASE.read(root, problems), problems
    return tuple(forms.EVIDENCE_FILE.read(root, problems).get("evidence", ())), problems


def told(problems: list[Problem]) -> list[tuple[str, ...]]:
    """Problems as texts, in an order that does not depend on when each was found."""
    kept = (problem for problem in problems if not problem.message.startswith("expected keys and values at the top"))
    parts = ((it.rule, it.message, where(it.span), str(it.hint), str(len(it.related))) for it in kept)
    return sorted(set(parts))  # by nodes, what was refused is told again with what cannot be known because of it


def where(span: Span) -> str:
    """Beginning and end of a span."""
    return f"{span}-{span.end_line}:{span.end_column}"


def assert_alike(name: str, data: bytes, kind: Any) -> None:
    """A file holds the same, with the same problems and places, whichever way its records are made."""
    value, problems = read(kind, name, data, "key")
    expected, expected_problems = by_nodes(name, data, kind)
    if isinstance(value, Case):
        assert {*value.unread} == {*unread_in(expected_problems)}
        value = replace(value, unread=())
    assert value == expected
    assert told(problems) == told(expected_problems)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each record that was tried whether it was made straight of its values."""
    tried: list[bool] = []
    record = Direct.record

    def noting(self: Direct, *args: Any) -> Any:
        value = record(self, *args)
        tried.append(value is not None)
        return value

    monkeypatch.setattr(Direct, "record", noting)
    return tried


@pytest.mark.parametrize(
    "file", [*ROOT.glob("cases/**/*.yaml"), *ROOT.glob("tests/**/*.yaml"), *ROOT.glob("tests/**/*.jsonl")], ids=str
)
def test_files_read_alike(file: Path) -> None:
    """Every file of the library, the goldens and the error corpus is read the same with and without nodes."""
    for kind in (Case, tuple):
        assert_alike(file.name, file.read_bytes(), kind)


@pytest.mark.parametrize(
    ("name", "text", "records"),
    [
        ("a.yaml", PLAIN, 3),
        ("a.yaml", PLAIN.replace("\n", "\r\n"), 3),
        ("a.yaml", "\ufeff" + PLAIN, 3),
        ("a.yaml", 'evidence: [{id: e1, statement: "a\\tb", source: s}, {"id": "e2", statement: x, source: s}]\n', 2),
        ("a.yaml", '{\n\t"evidence": [\n\t\t{"id": "e1",\n\t\t "statement": "So.", "source": "s"}\n\t]\n}\n', 1),
        ("a.yaml", "evidence:\n- source: s # c\n  statement: |2-\n     a\n\n    b\n  id: e1\n", 1),
        ("a.jsonl", LINES, 2),
        ("a.jsonl", LINES.replace("\n", "\r\n"), 2),
        ("a.csv", TABLE, 3),
        ("a.csv", TABLE.replace("\n", "\r"), 3),
    ],
)
def test_right_records_need_no_nodes(name: str, text: str, records: int, made: list[bool]) -> None:
    """However a right piece is written, it is made straight of its values, and the same as by way of nodes."""
    assert_alike(name, text.encode(), tuple)
    assert made == [True] * records


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", PLAIN.replace("id: e2", "id: E 2")),
        ("a.jsonl", LINES.replace('"e1"', '"E 1"')),
        ("a.csv", TABLE.replace("e2", "E 2")),
    ],
)
def test_an_odd_record_takes_no_other_with_it(name: str, text: str, made: list[bool]) -> None:
    """Of many records only the one with a mistake takes the way by nodes."""
    value, problems = read(tuple, name, text.encode(), "key")
    assert [problem.rule for problem in problems] == ["invalid-id"]
    assert made.count(False) == 1
    assert len(made) == len(value)


@pytest.mark.parametrize("value", VALUES)
def test_constructs_of_yaml(value: str) -> None:
    """Scalars, collections and comments of every kind are read alike, or are the same problem."""
    text = f"evidence:\n  - id: e1\n    statement: {value}\n    source: s\n"
    assert_alike("a.yaml", text.encode(), tuple)
    assert_alike("a.yaml", text.replace("statement", "codes").encode(), tuple)
    assert_alike("a.yaml", f"case: c\ntitle: {value}\nframework: f\n{text}".encode(), Case)


@pytest.mark.parametrize("text", ["evidence:\n", "evidence:\n\n", "evidence:\n  # none yet\n", "evidence: x\n"])
def test_a_key_without_a_list_is_a_problem(text: str) -> None:
    """What is no list is no list of evidence, and an empty list is one."""
    _, (problem,) = read(tuple, "a.yaml", text.encode(), "key")
    assert problem.rule == "wrong-kind"
    assert read(tuple, "a.yaml", b"evidence: []\n", "key") == ((), [])


def test_what_the_parser_refuses_is_refused() -> None:
    """A plain text that goes on at the column of its key is no YAML, also in a list of evidence."""
    text = "evidence:\n  - id: e0\n    locator: it was so. #\n      it\n    statement: x\n    source: s\n"
    value, (problem,) = read(tuple, "a.yaml", text.encode(), "key")
    assert (value, problem.rule, str(problem.span)) == (None, "syntax", "a.yaml:4:7")


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A plain file with some stretches taken out, replaced or added."""
    name, text = draw(st.sampled_from([("a.yaml", PLAIN), ("a.jsonl", LINES), ("a.csv", TABLE)]))
    if name == "a.yaml" and draw(st.booleans()):
        text = f"case: c\ntitle: T\nframework: f\n{text}profile:\n  - {{label: a, value: b}}\n"
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(st.sampled_from(("", *SIGNS))) + text[start + draw(st.integers(0, 6)) :]
    return name, text


@settings(max_examples=250, deadline=None)
@given(damaged())
def test_damaged_files_read_alike(found: tuple[str, str]) -> None:
    """Whatever is done to a plain file, its records are the same with and without nodes, and so are its problems."""
    name, text = found
    for kind in (Case, tuple):
        assert_alike(name, text.encode(), kind)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=4))
def test_any_text_reads_alike(texts: list[str]) -> None:
    """Texts of any characters, set as a plain, folded or quoted text, are read alike."""
    for start, gap in ((" ", "\n      "), (" >-\n      ", "\n      "), (' "', " ")):
        end = '"' if start == ' "' else ""
        text = f"evidence:\n  - id: e1\n    source: s\n    statement:{start}{gap.join(texts)}{end}\n"
        assert_alike("a.yaml", text.encode(), tuple)


BESIDE = f"case: c\ntitle: T\nframework: f\n{PLAIN}themes:\n  t: {{factor: a, label: b}}\n  u:\n    label: c\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", BESIDE),
        ("a.yaml", BESIDE.replace("\n", "\r\n")),
        ("a.yaml", "# é\x85# \u2028" + BESIDE),
        ("a.yaml", "evidence: [{id: e1, codes: [a,\n b], statement: x, source: s}, {id: e2, source: s, note:\n n}]\n"),
        ("a.jsonl", LINES),
        ("a.csv", TABLE),
        ("a.csv", "\n" + TABLE.replace("\n", "\r\n")),
    ],
)
def test_every_part_is_found_again(name: str, text: str) -> None:
    """The span of each part of a record is the one that nodes of the whole file give, whatever is asked for first."""
    document, _ = decode(name, text.encode(), "key", is_bulk(name))
    assert document is not None
    root, _ = yaml.parse(document) if document.is_yaml else bulk.parse(document)
    assert root is not None
    asked = [(Origin("key", node.line, node.column), path) for node in mappings(root) for path in paths(node)]
    assert len(asked) > 10
    for order in (asked, asked[::-1]):
        find = finder(name, text.encode(), "key")
        for origin, path in order:
            node = next(it for it in mappings(root) if (it.line, it.column) == (origin.line, origin.column))
            assert where(find(Spot(origin, path))) == where(node.at(*path)), path


def mappings(node: Node) -> list[Mapping]:
    """All mappings of a tree that records are read from: the root, and what stands in its mappings and lists."""
    if isinstance(node, Sequence):
        return [it for below in node.items for it in mappings(below)]
    if isinstance(node, Mapping):
        return [node, *(it for _, below in node.entries.values() for it in mappings(below))]
    return []


def paths(node: Mapping) -> list[tuple[str | int, ...]]:
    """Ways to the parts of a record, with some that lead nowhere."""
    found: list[tuple[str | int, ...]] = [(), ("nothing",)]
    for key, (_, below) in node.entries.items():
        if not (isinstance(below, Sequence) and any(isinstance(it, Mapping) for it in below.items)):
            found += [(key,), (key, 0), (key, 1), (key, 7)]
    return found
