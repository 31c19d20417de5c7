"""Edits are splices: they change what they say and no other byte."""

import difflib
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from casecode.edit import emit
from casecode.edit.draft import Draft, plain

TEXT = """\
# A case, with remarks everywhere.
case: demo   # its id
title: "Demo: the Group"

sources:
  survey: {type: report, title: A survey}   # flow

themes:
  prices:
    factor: demand     # why not supply?
    label: 'Low prices'
evidence:
  # The first piece.
  - id: e1
    codes: [prices, demand]
    statement: >-
      Shoppers look for low prices, wherever
      they can find them.

    source: survey
    # A remark on e1.

  - {id: e2, codes: [prices], statement: Rivals ask for more., source: survey}
  - codes:
      - prices
      - supply
    id: e3
    statement: |-
      One line.
      Another.
    source: survey
notes: []
"""


def draft(text: str = TEXT) -> Draft:
    """A draft of a text without problems."""
    made = Draft("demo.yaml", text.encode())
    assert not made.problems
    return made


def changed(before: str, after: bytes) -> list[str]:
    """The lines taken out and put in."""
    lines = difflib.ndiff(before.splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "-+"]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda it: it.put(("title",), "Demo"), ['- title: "Demo: the Group"', '+ title: "Demo"']),
        (lambda it: it.put(("case",), "other"), ["- case: demo   # its id", "+ case: other   # its id"]),
        (
            lambda it: it.put(("themes", "prices", "label"), "Cheap"),
            ["-     label: 'Low prices'", '+     label: "Cheap"'],
        ),
        (
            lambda it: it.put(("themes", "brands"), {"factor": "demand", "label": "Known: brands"}),
            ["+   brands:", "+     factor: demand", '+     label: "Known: brands"'],
        ),
        (
            lambda it: it.put(("sources", "survey", "issued"), "2014"),
            [
                "-   survey: {type: report, title: A survey}   # flow",
                "+   survey: {type: report, title: A survey, issued: 2014}   # flow",
            ],
        ),
        (
            lambda it: it.append(("evidence", 0, "codes"), "supply"),
            ["-     codes: [prices, demand]", "+     codes: [prices, demand, supply]"],
        ),
        (lambda it: it.append(("evidence", 2, "codes"), "demand"), ["+       - demand"]),
        (lambda it: it.remove(("evidence", 2, "codes", 0)), ["-       - prices"]),
        (
            lambda it: it.remove(("evidence", 2, "codes")),
            ["-   - codes:", "-       - prices", "-       - supply", "-     id: e3", "+   - id: e3"],
        ),
        (
            lambda it: it.remove(("evidence", 1)),
            ["-   - {id: e2, codes: [prices], statement: Rivals ask for more., source: survey}"],
        ),
        (
            lambda it: it.put(("evidence", 0, "units"), ["russia", "sea"], ["id", "codes", "units", "statement"]),
            ["+     units: [russia, sea]"],
        ),
        (
            lambda it: it.rename_key(("sources", "survey"), "poll"),
            [
                "-   survey: {type: report, title: A survey}   # flow",
                "+   poll: {type: report, title: A survey}   # flow",
            ],
        ),
        (lambda it: it.append(("notes",), "Coded twice."), ["- notes: []", "+ notes: [Coded twice.]"]),
        (
            lambda it: it.append(("evidence",), {"id": "e4", "codes": ["prices"], "statement": "So."}),
            ["+   - id: e4", "+     codes: [prices]", "+     statement: So."],
        ),
        (
            lambda it: (it.append(("units",), "a", ["title", "units"]), it.append(("units",), "b")),
            ["+ units: [a, b]"],
        ),
        (
            lambda it: it.put(("evidence", 0, "statement"), "Short."),
            [
                "-     statement: >-",
                "-       Shoppers look for low prices, wherever",
                "-       they can find them.",
                "+     statement: Short.",
            ],
        ),
    ],
)
def test_an_edit_changes_its_lines(edit: Any, lines: list[str]) -> None:
    """Each edit changes the lines that it is about, and leaves comments, quotes and blank lines alone."""
    made = draft()
    edit(made)
    assert sorted(changed(TEXT, made.result())) == sorted(lines)


def test_line_ends_stay() -> None:
    """CRLF stays CRLF, a missing last newline stays missing, a byte order mark stays."""
    for text in (TEXT.replace("\n", "\r\n"), TEXT.rstrip(), "\ufeff" + TEXT):
        made = draft(text)
        made.append(("evidence",), {"id": "e4", "statement": "So."})
        made.put(("more",), ["x" * 60, "y" * 60])
        data = made.result()
        assert data.startswith("\ufeff".encode()) == text.startswith("\ufeff")
        assert data.count(b"\n") == data.count(b"\r\n") or b"\r\n" not in data
        assert data.endswith(b"\n") == text.endswith("\n")


def test_many_edits_at_once() -> None:
    """Edits of one draft are made together: additions in their order, removals by the places of the file as read."""
    made = draft()
    for number in range(4, 7):
        made.append(("evidence",), {"id": f"e{number}", "statement": "So."})
    made.remove(("evidence", 0))
    made.remove(("evidence", 1))
    made.put(("evidence", 2, "source"), "press")
    made.put(("sources", "press"), {"type": "report", "title": "P"})
    data = plain(Draft("x", made.result()).root)
    assert [piece["id"] for piece in data["evidence"]] == ["e3", "e4", "e5", "e6"]
    assert data["evidence"][0]["source"] == "press"


def test_all_items_of_a_list_can_go() -> None:
    """When the last item goes an empty list is left."""
    made = draft()
    for position in range(3):
        made.remove(("evidence", position))
    assert plain(Draft("x", made.result()).root)["evidence"] == []


SLOW = [HealthCheck.too_slow]  # a machine that has much to do
texts = st.text(max_size=200).map(str.strip).filter(bool)
words = st.lists(
    st.sampled_from(["goods", "#", "a:", "- x", "é", "日本", "[x]", "no", "1.10", '"q"', "{", "'"]),
    min_size=1,
    max_size=60,
).map(" ".join)
scalars = st.one_of(
    texts, words, st.sampled_from(["yes", "2014", "2014-05", "~", "1e3", "<<", "a\nb", "a\n\nb", " ", "x" * 300])
)
values: Any = st.recursive(
    scalars,
    lambda it: st.one_of(
        st.lists(it, max_size=4), st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), it, max_size=4)
    ),
    max_leaves=8,
)
records = st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), values, min_size=1, max_size=5)


def readable(it: Any) -> bool:
    """Whether a value can stand in a file at all: control characters cannot, however they are escaped."""
    text = str(it)
    return not any(0xD800 <= ord(character) < 0xE000 for character in text)


@settings(suppress_health_check=SLOW, deadline=None)
@given(records)
def test_what_is_written_is_read(record: dict[str, Any]) -> None:
    """Any data written as YAML are read back as the same data, in block and in flow style."""
    assume(readable(record))
    for text, held in ((f"{emit.entries(record, 0)}\n", record), (f"a: {emit.flow(record)}\n", {"a": record})):
        made = Draft("x", text.encode())
        assert not made.problems, text
        assert plain(made.root) == held


def paths(it: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path in some data."""
    found = [above] if above else []
    steps = it.items() if isinstance(it, dict) else enumerate(it) if isinstance(it, list) else ()
    return found + [path for step, below in steps for path in paths(below, (*above, step))]


@settings(suppress_health_check=SLOW, deadline=None)
@given(records, st.data())
def test_any_edit_of_any_file(record: dict[str, Any], data: st.DataObject) -> None:
    """An edit of anything in a file gives a file that holds what was meant, and keeps what stands around it."""
    assume(readable(record))
    style = data.draw(st.sampled_from(("block", "mixed")))
    body = (
        emit.entries(record, 0)
        if style == "block"
        else "\n".join(f"{key}: {emit.flow(it)}" for key, it in record.items())
    )
    text = f"# head\n\n{body}   \n\n# foot\n" if not body.endswith(("-", "|")) else body
    made = Draft("x", text.encode())
    assume(not made.problems and plain(made.root) == record)
    path = data.draw(st.sampled_from(paths(record)))
    what = data.draw(st.sampled_from(("put", "remove", "append")))
    new = data.draw(scalars)
    assume(readable(new))
    there = record
    for step in path[:-1]:
        there = there[step]
    if what == "put":
        made.put(path, new)
    elif what == "remove":
        assume(len(path) > 1)
        made.remove(path)
    else:
        assume(isinstance(there[path[-1]], list))
        made.append(path, new)
    result = made.result().decode()
    assert result.startswith("# head\n") == text.startswith("# head\n")
    assert result.rstrip().endswith("# foot") == text.rstrip().endswith("# foot")


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        (  # a list in brackets is replaced
            "evidence:\n  - id: e1\n    codes: [a, # why\n      b] # c\n",
            lambda it: it.put(("evidence", 0, "codes"), ["x"]),
            "evidence:\n  - id: e1\n    # why\n    codes: [x] # c\n",
        ),
        (  # the last piece goes; a comment in it goes, too
            "evidence:\n  # one\n  - id: e1 # two\n    # three\n    note: x\n# four\n",
            lambda it: it.remove(("evidence", 0)),
            "# one\nevidence: []\n# four\n",
        ),
        (  # it goes elsewhere, and leaves its comments
            "evidence:\n  - id: e1 # two\n    # three\n    note: x\n",
            lambda it: it.remove(("evidence", 0), leaving_comments=True),
            "# two\n# three\nevidence: []\n",
        ),
        (  # the first line of the file is in the middle of a text
            'a: {b: "x\n  y", c: [a, # why\n b]}\n',
            lambda it: it.put(("a", "c"), ["x"]),
            '# why\na: {b: "x\n  y", c: [x]}\n',
        ),
        (  # keys with a question mark
            "a:\n  ? b\n  : c\n  ? d # so: it\n  : - e\n",
            lambda it: (it.remove(("a", "b")), it.put(("a", "d"), ["x"]), it.put(("a", "f"), "z", ("d", "f"))),
            "a:\n  ? d # so: it\n  : [x]\n  f: z\n",
        ),
        (  # a new piece comes with comments
            "evidence:\n  - id: e1\n",
            lambda it: it.append(("evidence",), {"id": "e2"}, above=("# so",)),
            "evidence:\n  - id: e1\n  # so\n  - id: e2\n",
        ),
        (
            "case: a\nevidence: [{id: e1}]\n",
            lambda it: it.append(("evidence",), {"id": "e2"}, above=("# so",)),
            "case: a\n# so\nevidence: [{id: e1}, {id: e2}]\n",
        ),
        (
            "case: a\nevidence: []\n",
            lambda it: it.append(("evidence",), {"id": "e2"}, above=("# so",)),
            "case: a\n# so\nevidence:\n  - id: e2\n",
        ),
    ],
)
def test_comments_of_what_is_replaced_stand_above_it(text: str, edit: Any, after: str) -> None:
    """A comment goes only with what is taken out; in the place of what is written anew there is room above."""
    it = draft(text)
    edit(it)
    assert it.result().decode() == after
