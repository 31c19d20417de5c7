"""What each splice of a text comes to, byte by byte: around what changes everything stays as it is written."""

from typing import Any

import pytest

from casecode.edit.draft import Draft

LONG = ("x" * 60, "y" * 60)
# A text, edits by their names, and the text that they make.
CASES: list[tuple[str, list[tuple[Any, ...]], str]] = [
    ("a: {k: v}\n", [("put", ("a", "l"), ["x"], ("l", "k"))], "a: {l: [x], k: v}\n"),
    ("a:\n  k: v\n  m: w\n", [("put", ("a", "j"), "u", ("j", "k", "m"))], "a:\n  j: u\n  k: v\n  m: w\n"),
    ("a:\n  - k: v\n", [("put", ("a", 0, "j"), "u", ("j", "k"))], "a:\n  - j: u\n    k: v\n"),
    (
        "a:\n  k: v\n  m: w\n",
        [("remove", ("a", "m")), ("put", ("a", "l"), "x", ("k", "l", "m"))],
        "a:\n  k: v\n  l: x\n",
    ),
    (
        "a:\n  k: v\n  m: w\n",
        [("remove", ("a", "k")), ("put", ("a", "l"), "x", ("k", "l", "m"))],
        "a:\n  l: x\n  m: w\n",
    ),
    ("a:\n  - x\nb: z\n", [("append", ("a",), "c d"), ("append", ("a",), "e")], "a:\n  - x\n  - c d\n  - e\nb: z\n"),
    ("a: [x]\n", [("append", ("a",), "c"), ("append", ("a",), "d")], "a: [x, c, d]\n"),
    ("a: [v, x, w, z]\n", [("remove", ("a", 1)), ("remove", ("a", 3))], "a: [v, w]\n"),
    ("a: [v, x, w, z, u]\n", [("remove", ("a", 1)), ("remove", ("a", 2))], "a: [v, z, u]\n"),
    ("a:\n  - {k: [x]}\n", [("put", ("a", 0, "k"), {"l": "m"})], "a:\n  - {k: {l: m}}\n"),
    ("a:\n  - b:\n      - c: x\n", [("put", ("a", 0, "b", 0, "c"), "it: so")], 'a:\n  - b:\n      - c: "it: so"\n'),
    (
        "a:\n  key: [x]\n",
        [("put", ("a", "key"), ["x" * 50, "y" * 51])],
        f"a:\n  key:\n    - {'x' * 50}\n    - {'y' * 51}\n",
    ),
    ("a:\n  key: [x]\n", [("put", ("a", "key"), ["x" * 50, "y" * 49])], f"a:\n  key: [{'x' * 50}, {'y' * 49}]\n"),
    ("a: 1\nb: 2\nc: 3\nd: 4\n", [("remove", ("b",)), ("remove", ("c",))], "a: 1\nd: 4\n"),
    ("a:\n  - x\n  - y\n  - z\n", [("remove", ("a", 0)), ("remove", ("a", 2))], "a:\n  - y\n"),
    ("a: {}\n", [("put", ("a", "k"), "v")], "a:\n  k: v\n"),
    ("a: {}\n", [("put", ("a", "k"), "v"), ("put", ("a", "l"), "w")], "a:\n  k: v\n  l: w\n"),
    ("a: {k: v}\n", [("put", ("a", "z"), "w", ("z", "k"))], "a: {z: w, k: v}\n"),
    ("a: {k: v, m: w}\n", [("put", ("a", "l"), "x", ("k", "l", "m"))], "a: {k: v, l: x, m: w}\n"),
    ("a: {k: v}  # c\n", [("remove", ("a", "k"))], "a: {}  # c\n"),
    ("a:\n  - x  # c\nb: y\n", [("remove", ("a", 0))], "a: []\nb: y\n"),
    ("a:\n  k: x  # c\nb: y\n", [("remove", ("a", "k"))], "a: {}\nb: y\n"),
    ("a:\n  - x  # c\n  - y  # d\n", [("remove", ("a", 0)), ("remove", ("a", 1), True)], "a: []  # d\n"),
    ("a: {k: v, l: w, m: x}\n", [("remove", ("a", "k")), ("remove", ("a", "m"))], "a: {l: w}\n"),
    ("a: [x, y, z]\n", [("remove", ("a", 1)), ("remove", ("a", 2))], "a: [x]\n"),
    ("a: [x, y, z]\n", [("remove", ("a", 0)), ("append", ("a",), "q")], "a: [y, z, q]\n"),
    ("a: [x,  # one\n  y,  # two\n  z]\n", [("remove", ("a", 1))], "a: [x,  # one\n  # two\n  z]\n"),
    ("a: [x,  # one\n  y,  # two\n  z]\n", [("remove", ("a", 2))], "a: [x,  # one\n  y,  # two\n  ]\n"),
    ("a: [x,\n  # over y\n  y]\n", [("remove", ("a", 1))], "a: [x,\n  # over y\n  ]\n"),
    ("a:\n  k: v\n  m: w\n", [("put", ("a", "j"), "u", ("j", "k"))], "a:\n  k: v\n  m: w\n  j: u\n"),
    (
        "a:\n  k: v\n    # deep\n  # level\n  m: w\n",
        [("put", ("a", "l"), "x", ("k", "l", "m"))],
        "a:\n  k: v\n    # deep\n  l: x\n  # level\n  m: w\n",
    ),
    ("a: >-  # c\n  old\nb: x\n", [("put", ("a",), "new")], "a: new # c\nb: x\n"),
    ("a: >-  # c\n  old\nb: x\n", [("put", ("a",), "two\nlines")], "a: |- # c\n  two\n  lines\nb: x\n"),
    ("a: old  # c\nb: x\n", [("put", ("a",), "two\nlines")], 'a: "two\\nlines"  # c\nb: x\n'),
    ("a: old  # c\nb: x\n", [("put", ("a",), [*LONG])], "a:  # c\n  - {}\n  - {}\nb: x\n".format(*LONG)),
    ("a: old   \nb: x\n", [("put", ("a",), "two\nlines")], "a: |-\n  two\n  lines\nb: x\n"),
    ("- a\n- b # c\n", [("remove", (0,))], "- b # c\n"),
    ("a:\n  - k: v\n    l: w\n  - k: x\n", [("remove", ("a", 0, "k"))], "a:\n  - l: w\n  - k: x\n"),
    ("a:\n  - k: v\n    l: w\n  - k: x\n", [("remove", ("a", 1, "k"))], "a:\n  - k: v\n    l: w\n  - {}\n"),
    ("a:\n  - k: v\n    l: w\n    m: x\n", [("remove", ("a", 0, "k")), ("remove", ("a", 0, "l"))], "a:\n  - m: x\n"),
    ("a: 1\r\nb: 2\r\nc: 3", [("remove", ("c",))], "a: 1\r\nb: 2"),
    ("a: 1\nb: 2\nc: 3", [("remove", ("c",)), ("put", ("d",), "4")], 'a: 1\nb: 2\nd: "4"'),
    ("a: 1\r\nb: 2\r\nc: 3", [("remove", ("c",)), ("put", ("d",), "4")], 'a: 1\r\nb: 2\r\nd: "4"'),
    (
        "a:\n  - x\n  - y\nb: z\n",
        [("append", ("a",), "w"), ("put", ("c",), "v", ("a", "c"))],
        "a:\n  - x\n  - y\n  - w\nb: z\nc: v\n",
    ),
    ("a:\n- x\nb: z\n", [("append", ("a",), "w"), ("put", ("c",), "v", ("a", "c"))], "a:\n- x\n- w\nb: z\nc: v\n"),
    ("a:\n  - x\n  - y\nb: z\n", [("remove", ("a", 1)), ("append", ("a",), "w")], "a:\n  - x\n  - w\nb: z\n"),
    ("a:\n  - x\n  - y", [("remove", ("a", 1)), ("append", ("a",), "w")], "a:\n  - x\n  - w"),
    ("a:\n  - {k: v}\n", [("append", ("a",), {"k": "w"})], "a:\n  - {k: v}\n  - {k: w}\n"),
    ("a:\n  - k: v\n", [("append", ("a",), {"k": "w", "l": "x"})], "a:\n  - k: v\n  - k: w\n    l: x\n"),
    ("a:\n  - x\n", [("append", ("a",), ["q", "r"])], "a:\n  - x\n  - [q, r]\n"),
    ("a:\n  - x\n", [("append", ("a",), "y", (), ("# over y",))], 'a:\n  - x\n  # over y\n  - "y"\n'),
    ("a: [x]\n", [("append", ("a",), "y", (), ("# over y",))], '# over y\na: [x, "y"]\n'),
    ("a: []\n", [("append", ("a",), "y", (), ("# over y",))], '# over y\na: ["y"]\n'),
    ("? a\n: b\nc: d\n", [("put", ("0",), "z", ("0", "a"))], '? a\n: b\nc: d\n"0": z\n'),
    (
        "a: x\n",
        [("put", ("c",), "1", ("a", "b", "c")), ("put", ("b",), "2", ("a", "b", "c"))],
        'a: x\nb: "2"\nc: "1"\n',
    ),
    ("a:\n  b: 'x'\n", [("put", ("a", "b"), "it's")], 'a:\n  b: "it\'s"\n'),
    ("a:\n  - - x\n    - y\n", [("put", ("a", 0, 1), "z: z")], 'a:\n  - - x\n    - "z: z"\n'),
    ("a: [{b: x}]\n", [("put", ("a", 0, "b"), "z, z")], 'a: [{b: "z, z"}]\n'),
    ("a:\n  b: x\n", [("rename_key", ("a", "b"), "c: d")], 'a:\n  "c: d": x\n'),
    ("a:\n  - k:\n      - x\n", [("remove", ("a", 0, "k", 0))], "a:\n  - k: []\n"),
    ("a:\n  - k: v\n    l: w\n", [("remove", ("a", 0, "k")), ("remove", ("a", 0, "l"))], "a:\n  - {}\n"),
    ("a:\n  k: v\n  l: w\n", [("remove", ("a", "k")), ("remove", ("a", "l"))], "a: {}\n"),
    ("a: x\n", [("remove", ("a",)), ("put", ("a",), "y")], 'a: "y"\n'),
    ("a: x\nb: y\n", [("remove", ("a",)), ("put", ("a",), "z")], "a: z\nb: y\n"),
    ("a: {k: v, l: w}\n", [("remove", ("a", "l")), ("put", ("a", "l"), "x")], "a: {k: v, l: x}\n"),
]


@pytest.mark.parametrize(("before", "edits", "after"), CASES)
def test_a_splice_changes_what_it_says(before: str, edits: list[tuple[Any, ...]], after: str) -> None:
    """Keys come in their order, commas and line ends are those of the text, and comments stay where they belong: behind
    their key, above what they came with, in brackets that lose an item. Nothing around has to be written anew."""
    draft = Draft("x.yaml", before.encode())
    for method, path, *more in edits:
        getattr(draft, method)(path, *more)
    assert draft.result().decode() == draft._spliced(None).decode() == after
