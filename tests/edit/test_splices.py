"""What each splice of a text comes to, byte by byte: around what changes everything stays as it is written."""

from copy import deepcopy
from itertools import combinations
from typing import Any

import pytest

from casecode.edit.draft import Draft
from casecode.edit.offsets import UnsafeEditError, encoded
from casecode.edit.splicing import Splices
from casecode.edit.store import RefusedError

LONG = ("x" * 60, "y" * 60)
# A text, edits by their names, and the text that they make by splices alone.
CASES: list[tuple[str, list[tuple[Any, ...]], str]] = [
    ("a: {k: v}\n", [("put", ("a", "l"), ["x"], ("l", "k"))], "a: {l: [x], k: v}\n"),
    ("a: |\n  x", [("put", ("c",), "z z")], "a: |\n  x\nc: z z"),
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
        [("put", ("a", "key"), [f"{'x' * 50}", f"{'y' * 51}"])],
        f"a:\n  key:\n    - {'x' * 50}\n    - {'y' * 51}\n",
    ),
    (
        "a:\n  key: [x]\n",
        [("put", ("a", "key"), [f"{'x' * 50}", f"{'y' * 49}"])],
        f"a:\n  key: [{'x' * 50}, {'y' * 49}]\n",
    ),
    ("a: 1\nb: 2\nc: 3\nd: 4\n", [("remove", ("b",)), ("remove", ("c",))], "a: 1\nd: 4\n"),
    ("a:\n  - x\n  - y\n  - z\n", [("remove", ("a", 0)), ("remove", ("a", 2))], "a:\n  - y\n"),
    ("a:\n-\n  k: v\n- k: w\n", [("remove", ("a", 0))], "a:\n- k: w\n"),
    ("a:\n  -\n    # c\n    k: v\n  - k: w\n", [("remove", ("a", 0))], "a:\n  # c\n  - k: w\n"),
    ("a: {k: v}\n", [("put", ("a", "z"), "w", ("z", "k"))], "a: {z: w, k: v}\n"),
    ("a: {k: v, m: w}\n", [("put", ("a", "l"), "x", ("k", "l", "m"))], "a: {k: v, l: x, m: w}\n"),
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
    ("a: >-  # c\n  old\nb: x\n", [("put", ("a",), "new")], "# c\na: new\nb: x\n"),
    ("a: >-  # c\n  old\nb: x\n", [("put", ("a",), "two\nlines")], "# c\na: |-\n  two\n  lines\nb: x\n"),
    ("a: old  # c\nb: x\n", [("put", ("a",), "two\nlines")], "# c\na: |-\n  two\n  lines\nb: x\n"),
    ("a: old  # c\nb: x\n", [("put", ("a",), [*LONG])], f"# c\na:\n  - {'x' * 60}\n  - {'y' * 60}\nb: x\n"),
    ("a: old   \nb: x\n", [("put", ("a",), "two\nlines")], "a: |-\n  two\n  lines\nb: x\n"),
    ("- a\n- b # c\n", [("remove", (0,))], "- b # c\n"),
    ("a:\n  - k: v\n    l: w\n  - k: x\n", [("remove", ("a", 0, "k"))], "a:\n  - l: w\n  - k: x\n"),
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
    ("a: x\n", [("remove", ("a",)), ("put", ("a",), "y")], 'a: "y"\n'),
    ("a: x\nb: y\n", [("remove", ("a",)), ("put", ("a",), "z")], "a: z\nb: y\n"),
    ("a: {k: v, l: w}\n", [("remove", ("a", "l")), ("put", ("a", "l"), "x")], "a: {k: v, l: x}\n"),
    ("a: x\n", [("put", ("a",), "w"), ("put", ("a",), ["z"])], "a: [z]\n"),
    ("a: x\n", [("put", ("a",), ["z"]), ("put", ("a",), "w")], "a: w\n"),
    ("a: x\nb: y\n", [("put", ("a",), "w"), ("remove", ("a",))], "b: y\n"),
    ("a: x\nb: y\n", [("put", ("a",), ["w"]), ("remove", ("a",)), ("put", ("a",), "z")], "a: z\nb: y\n"),
    ("a:\n  - y\n  -\n# -- c\n    x\n", [("remove", ("a", 1))], "a:\n  - y\n  # -- c\n"),
    ("a:\n  -\n# -- c\n    x\n  - y\n", [("remove", ("a", 0))], "a:\n  # -- c\n  - y\n"),
    ("a:\n  - - x\n    - y\n  - - z\n", [("remove", ("a", 0, 0))], "a:\n  - - y\n  - - z\n"),
    (
        "a:\n  - - x\n    - y\n  - - z\n",
        [("remove", ("a", 0, 1)), ("append", ("a",), ["w"])],
        "a:\n  - - x\n  - - z\n  - [w]\n",
    ),
    ("a: x # c", [("put", ("a",), "two\nlines")], "# c\na: |-\n  two\n  lines"),
    ("a:\n  b: x # c\n  c: y\n", [("put", ("a",), {"d": "z"})], "# c\na:\n  d: z\n"),
    ("- a: x # c\n  b: y  # d\n- z\n", [("put", (0,), {"d": "z"})], "# c\n# d\n- d: z\n- z\n"),
    ("- a: x\n  b: y  # d\n- z\n", [("put", (0,), ["u", "v"])], "# d\n- [u, v]\n- z\n"),
    ("a:\n  - x  # c\n  - y  # d\nb: z\n", [("put", ("a",), ["u"])], "# c\n# d\na: [u]\nb: z\n"),
    ("a: {b: x, c: y} # d\n", [("put", ("a", "e"), "z", ("b", "e", "c"))], "a: {b: x, e: z, c: y} # d\n"),
    ("a: {b: x, c: y} # d\n", [("remove", ("a", "b")), ("put", ("a", "e"), "z", ("e", "c"))], "a: {e: z, c: y} # d\n"),
    ("a: [x, y]\n", [("remove", ("a", 1)), ("append", ("a",), "z")], "a: [x, z]\n"),
    (
        "a:\n  b: x\n  c: y\n",
        [("put", ("a", "d"), "1", ("d", "b")), ("put", ("a", "e"), "2", ("e", "b"))],
        'a:\n  b: x\n  c: y\n  d: "1"\n  e: "2"\n',
    ),
    (
        "a:\n  b: x\n",
        [("put", ("a", "c"), {"k": "v"}), ("put", ("a", "d"), []), ("put", ("a", "e"), {})],
        "a:\n  b: x\n  c:\n    k: v\n  d: []\n  e: {}\n",
    ),
    ("a:\n  b: x\n  # below\n", [("put", ("a", "c"), "z z")], "a:\n  b: x\n  c: z z\n  # below\n"),
    (
        "a:\n  b: x\n   # deeper\n\n  # below\nc: y\n",
        [("put", ("a", "c"), "z z")],
        "a:\n  b: x\n   # deeper\n  c: z z\n\n  # below\nc: y\n",
    ),
    ("a:\n  - x\n  -  # c\n    y\n", [("append", ("a",), "z z")], "a:\n  - x\n  -  # c\n    y\n  - z z\n"),
    ("a:\n  - x\n\n\nb: y\n", [("append", ("a",), "z z")], "a:\n  - x\n  - z z\n\n\nb: y\n"),
    ("a:\n  - {b: x}\n  - c: y\n", [("append", ("a",), {"d": ["e"]})], "a:\n  - {b: x}\n  - c: y\n  - d: [e]\n"),
    ("a:\n  - x\n", [("append", ("a",), [*LONG])], f"a:\n  - x\n  - [{'x' * 60}, {'y' * 60}]\n"),
    ("a:\n  - x\n", [("append", ("a",), {})], "a:\n  - x\n  - {}\n"),
    ("a: 'x' # c\n", [("put", ("a",), "two\nlines")], 'a: "two\\nlines" # c\n'),
    ("a: \"x\"\nb: '# c'\n", [("put", ("b",), "d")], 'a: "x"\nb: "d"\n'),
    ("a: x\n  y\n  z\nb: c\n", [("put", ("a",), "w w")], "a: w w\nb: c\n"),
    (
        "a:\n  -   k: x\n      l: y\n",
        [("put", ("a", 0, "k"), f"{'w ' * 60}w")],
        f"a:\n  -   k: >-\n        {'w ' * 50}w\n        {'w ' * 9}w\n      l: y\n",
    ),
    (
        "-   - k: x\n",
        [("put", (0, 0, "k"), f"{'w ' * 60}w")],
        f"-   - k: >-\n        {'w ' * 50}w\n        {'w ' * 9}w\n",
    ),
    ("a:\n  k: x\n", [("rename_key", ("a", "k"), "l"), ("put", ("a", "k2"), "v")], "a:\n  l: x\n  k2: v\n"),
    ("a: {k: x}\n", [("rename_key", ("a", "k"), "l: m")], 'a: {"l: m": x}\n'),
    ("? k # c\n: x\n", [("rename_key", ("k",), "l")], "? l # c\n: x\n"),
    ("'k': x\n", [("rename_key", ("k",), "l")], '"l": x\n'),
    ("a: {k: {l: x}}\n", [("put", ("a", "k", "l"), "y, z"), ("rename_key", ("a", "k"), "m")], 'a: {m: {l: "y, z"}}\n'),
    ("a:\n  k: {l: x}\n", [("put", ("a", "k"), {"n": "o"}), ("rename_key", ("a", "k"), "m")], 'a:\n  m:\n    "n": o\n'),
    (
        "a: x\r\nb: y",
        [("put", ("a",), "two\nlines"), ("put", ("c",), "z z", ("b", "c"))],
        "a: |-\r\n  two\r\n  lines\r\nb: y\r\nc: z z",
    ),
    ("a: x\rb: y\r", [("remove", ("a",))], "b: y\r"),
    ("{a: x, b: y} # c\n", [("put", ("c",), "z z", ("b", "c"))], "{a: x, b: y, c: z z} # c\n"),
    ("a:\n  - b: x\n    # c\n    d: y\n", [("remove", ("a", 0, "b"))], "a:\n  - # c\n    d: y\n"),
    ("a: [x]\n", [("put", ("b",), ["z"]), ("append", ("b",), "w", (), ("# over",))], "# over\na: [x]\nb: [z, w]\n"),
    ("b: 'x\n  # y'\na: [v]\n", [("append", ("a",), "w", (), ("# over",))], "b: 'x\n  # y'\n# over\na: [v, w]\n"),
    (
        "b: {c: 'x\n  # y', a: [v]}\n",
        [("append", ("b", "a"), "w", (), ("# over",))],
        "# over\nb: {c: 'x\n  # y', a: [v, w]}\n",
    ),
    ("a:\n  - k: v\n    l: w\n  - m\n", [("remove", ("a", 0, "k")), ("remove", ("a", 0))], "a:\n  - m\n"),
    ("a:\n  - k: [v]\n  - m\n", [("append", ("a", 0, "k"), "w"), ("remove", ("a", 0))], "a:\n  - m\n"),
    ("a:\n  - k: v\n  - m\n", [("put", ("a", 0, "k"), "w"), ("remove", ("a", 0))], "a:\n  - m\n"),
    ("a:\n  - k: v\n  - m\n", [("put", ("a", 0, "l"), "w"), ("remove", ("a", 0))], "a:\n  - m\n"),
    ("a:\n  - k: v\n  - m\n", [("rename_key", ("a", 0, "k"), "w"), ("remove", ("a", 0))], "a:\n  - m\n"),
    (
        "a: x\n",
        [("put", ("b",), "v"), ("put", ("c",), "w", ("a", "c", "b")), ("put", ("b",), "z", ("a", "c", "b"))],
        "a: x\nc: w\nb: z\n",
    ),
    (
        "m:\n  a: x\n",
        [("put", ("m", "b"), "v", ("a", "c", "b")), ("put", ("m", "c"), "w", ("a", "c", "b"))],
        "m:\n  a: x\n  c: w\n  b: v\n",
    ),
    (
        "m: {a: x}\n",
        [("put", ("m", "b"), "v", ("a", "c", "b")), ("put", ("m", "c"), "w", ("a", "c", "b"))],
        "m: {a: x, c: w, b: v}\n",
    ),
    ("a:\n  - x\n", [("put", ("b",), "z"), ("append", ("a",), "w")], "a:\n  - x\n  - w\nb: z\n"),
    ("a:\n- x\n", [("put", ("b",), "z"), ("append", ("a",), "w")], "a:\n- x\n- w\nb: z\n"),
    (
        "a:\n  - k:\n      - x\n",
        [("put", ("a", 0, "l"), "z"), ("append", ("a", 0, "k"), "w"), ("append", ("a",), "u"), ("put", ("b",), "v")],
        "a:\n  - k:\n      - x\n      - w\n    l: z\n  - u\nb: v\n",
    ),
    (
        "a:\n  - x\nb: v # c\n",
        [("append", ("a",), "w"), ("put", ("b",), [*LONG])],
        f"a:\n  - x\n  - w\n# c\nb:\n  - {'x' * 60}\n  - {'y' * 60}\n",
    ),
    (
        "b: v # c\n",
        [("put", ("b",), [*LONG]), ("put", ("a",), "z", ("a", "b"))],
        f"a: z\n# c\nb:\n  - {'x' * 60}\n  - {'y' * 60}\n",
    ),
    ("a:\n  - x\n  # c\n  - v\n", [("remove", ("a", 0)), ("append", ("a",), "w")], "a:\n  # c\n  - v\n  - w\n"),
    ("a:\n  - x\n  - v\n\n", [("remove", ("a", 1)), ("append", ("a",), "w")], "a:\n  - x\n  - w\n\n"),
    ("m:\n  k: v\nz: u\n", [("append", ("m", "b"), "w", (), ("# over",))], "m:\n  # over\n  k: v\n  b: [w]\nz: u\n"),
    ("a: x\n", [("put", ("m",), {}), ("append", ("m", "b"), "w", (), ("# over",))], "# over\na: x\nm:\n  b: [w]\n"),
    ("a:\n  m:\n    k: v\n", [("put", ("a", "m", "b"), ["w"])], "a:\n  m:\n    k: v\n    b: [w]\n"),
    ("a: [x, # c\n  y, # d\n  z] # e\n", [("remove", ("a", 1))], "a: [x, # c\n  # d\n  z] # e\n"),
    (
        "a:\n  - k: v # c\n    l: w # d\n  - x # e\n",
        [("put", ("a", 0), {"n": "m"}), ("remove", ("a", 1))],
        'a:\n  # c\n  # d\n  - "n": m\n',
    ),
    (
        "a:\n  - k: v # c\n    l: w # d\n",
        [("remove", ("a", 0, "l")), ("put", ("a", 0, "k"), ["u"])],
        "a:\n  - k: [u] # c\n",
    ),
    (
        "a:\n    k:   x\n",
        [("put", ("a", "k"), [f"{'x' * 50}", f"{'y' * 46}"])],
        f"a:\n    k: [{'x' * 50}, {'y' * 46}]\n",
    ),
    (
        "a:\n    k:   x\n",
        [("put", ("a", "k"), [f"{'x' * 50}", f"{'y' * 47}"])],
        f"a:\n    k: [{'x' * 50}, {'y' * 47}]\n",
    ),
    (
        "- k:\n    - l: x\n",
        [("put", (0, "k", 0, "l"), f"{'w ' * 60}w")],
        f"- k:\n    - l: >-\n        {'w ' * 50}w\n        {'w ' * 9}w\n",
    ),
    ("a:\n  - x: y\n# c\n  - z: v\n", [("append", ("a",), "w")], "a:\n  - x: y\n# c\n  - z: v\n  - w\n"),
    (
        "a:\n  - x: y\n   # c #\n  #d\n  - z: v\n",
        [("remove", ("a", 1)), ("append", ("a",), "w")],
        "a:\n  - x: y\n   # c #\n  - w\n  #d\n",
    ),
    ("a:\n  k: v\n  # c\n\n   # d\n", [("put", ("a", "l"), "w")], "a:\n  k: v\n  l: w\n  # c\n\n   # d\n"),
    ("a: {k: v, l: w, m: x}\n", [("remove", ("a", "m")), ("remove", ("a", "k"))], "a: {l: w}\n"),
    (
        "a:\n    k:   x\n",
        [("put", ("a", "k"), [f"{'x' * 50}", f"{'y' * 49}"])],
        f"a:\n    k: [{'x' * 50}, {'y' * 49}]\n",
    ),
    (
        "a:\n    k:   x\n",
        [("put", ("a", "k"), [f"{'x' * 50}", f"{'y' * 50}"])],
        f"a:\n    k:\n      - {'x' * 50}\n      - {'y' * 50}\n",
    ),
    (
        "a:\n  - x\n",
        [("append", ("a",), f"{'w ' * 60}w")],
        f"a:\n  - x\n  - >-\n    {'w ' * 52}w\n    w w w w w w w w\n",
    ),
    ("a:\n  - x\n    \nb: y y\n", [("append", ("a",), "w")], "a:\n  - x\n  - w\n    \nb: y y\n"),
    ("a:\n- x\n", [("put", ("b",), "z"), ("append", ("a",), "w", (), ("# over",))], "a:\n- x\n# over\n- w\nb: z\n"),
    ("a: [x,\n  # over y\n  y]\nb: [u, v]\n", [("remove", ("a", 1))], "a: [x,\n  # over y\n  ]\nb: [u, v]\n"),
    ("# c\na: [x, y]\n", [("remove", ("a", 1))], "# c\na: [x]\n"),
    ("a: x\n\nb: y y\n", [("remove", ("a",))], "\nb: y y\n"),
    ("a: x\nb: v\n\nc: w\n", [("remove", ("a",)), ("remove", ("b",))], "\nc: w\n"),
]
# The same, where something around has to be written anew: it was empty or is in the end, or lacks what is spliced at.
ANEW: list[tuple[str, list[tuple[Any, ...]], str]] = [
    ("a: {}\n", [("put", ("a", "k"), "v")], "a:\n  k: v\n"),
    ("a: {}\n", [("put", ("a", "k"), "v"), ("put", ("a", "l"), "w")], "a:\n  k: v\n  l: w\n"),
    ("a: {k: v}  # c\n", [("remove", ("a", "k"))], "a: {}  # c\n"),
    ("a:\n  - x  # c\nb: y\n", [("remove", ("a", 0))], "a: []\nb: y\n"),
    ("a:\n  k: x  # c\nb: y\n", [("remove", ("a", "k"))], "a: {}\nb: y\n"),
    ("a:\n  - x  # c\n  - y  # d\n", [("remove", ("a", 0)), ("remove", ("a", 1), True)], "# d\na: []\n"),
    ("a:\n  - k: v\n    l: w\n  - k: x\n", [("remove", ("a", 1, "k"))], "a:\n  - k: v\n    l: w\n  - {}\n"),
    ("a:\n  - k:\n      - x\n", [("remove", ("a", 0, "k", 0))], "a:\n  - k: []\n"),
    ("a:\n  - k: v\n    l: w\n", [("remove", ("a", 0, "k")), ("remove", ("a", 0, "l"))], "a:\n  - {}\n"),
    ("a:\n  k: v\n  l: w\n", [("remove", ("a", "k")), ("remove", ("a", "l"))], "a: {}\n"),
    ("# c\nk: v # d\na:\nb: c\n", [("put", ("a",), "w")], "# c\nk: v # d\na: w\nb: c\n"),
    ("k: v\na:", [("put", ("a",), "w")], "k: v\na: w"),
    ("? a\n? b\n", [("put", ("a",), ["w"])], 'a: [w]\nb: ""'),
    ("a: [x, # c\n  y]\n", [("remove", ("a", 0)), ("remove", ("a", 1)), ("append", ("a",), "z")], "a: [z]\n"),
    ("a: x\n", [("put", ("b",), "y y"), ("rename_key", ("b",), "c")], "a: x\nc: y y\n"),
    ("{}\n", [("put", ("c",), "z z")], "c: z z\n"),
    ("{a: x} # c\n", [("remove", ("a",))], "{} # c\n"),
    ("a:\n  b: x # c\n  d: y\n", [("remove", ("a", "b")), ("remove", ("a", "d"), True)], "a: {}\n"),
    ("a:\n  b: x # c\n", [("remove", ("a", "b"), True)], "# c\na: {}\n"),
    ("? a", [("put", ("a",), "w")], "a: w"),
    ("b: c\n? a", [("put", ("a",), "w")], "b: c\na: w"),
    ("a:\n  k:\n    - x\nb: z", [("remove", ("a", "k", 0)), ("append", ("a", "k"), "w")], "a:\n  k: [w]\nb: z"),
    ("a: 'x'\nb:\n  - y\n", [("put", ("a",), "two\nlines"), ("remove", ("b", 0))], 'a: "two\\nlines"\nb: []\n'),
    ("k: v\na:\n  - x\n", [("remove", ("a", 0)), ("append", ("a",), "w", (), ("# over",))], "k: v\n# over\na: [w]\n"),
    (
        "a:\n  - k: v # c\n    l: w # d\n    m: [x, # e\n      y]\n",
        [("remove", ("a", 0, "k")), ("remove", ("a", 0, "m", 1)), ("put", ("a", 0, "l"), "two\nlines")],
        "a:\n  # d\n  # e\n  - l: |-\n      two\n      lines\n    m: [x]\n",
    ),
    ("a: [v, w]\n", [("remove", ("a", 0)), ("remove", ("a", 1)), ("put", ("b",), "z")], "a: []\nb: z\n"),
]


def edited(before: str, edits: list[tuple[Any, ...]]) -> Draft:
    """A draft of a text with the edits made."""
    draft = Draft("x.yaml", before.encode())
    for method, path, *more in deepcopy(edits):
        getattr(draft, method)(path, *more)
    return draft


@pytest.mark.parametrize(("before", "edits", "after"), CASES)
def test_a_splice_changes_what_it_says(before: str, edits: list[tuple[Any, ...]], after: str) -> None:
    """Keys come in their order, commas and line ends are those of the text, and comments stay where they belong: behind
    their key, above what they came with, in brackets that lose an item. Nothing around has to be written anew."""
    draft = edited(before, edits)
    assert draft.result().decode() == draft._spliced(()).decode() == after


@pytest.mark.parametrize(("before", "edits", "after"), ANEW)
def test_what_cannot_be_spliced_is_written_anew(before: str, edits: list[tuple[Any, ...]], after: str) -> None:
    """The value itself, or the list or mapping around it; no more than that."""
    draft = edited(before, edits)
    assert draft.result().decode() == after
    with pytest.raises(UnsafeEditError):
        draft._spliced(())


@pytest.mark.parametrize("text", ["b: z\na: x\n", "a: z\nb: [\n", "", "a: y\x00\n", "a: x\n", "a: [y]\n", "a:\n"])
def test_what_was_not_meant_is_not_written(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that would hold something else, or could not be read, is refused."""
    draft = Draft("x.yaml", b"a: x\n")
    draft.put(("a",), "y")
    monkeypatch.setattr(Splices, "joined", lambda _: text)
    with pytest.raises(UnsafeEditError, match="cannot be made safely") as caught:
        draft.result()
    assert caught.value.hint == "make it by hand"


@pytest.mark.parametrize(
    "text",
    ["l: [z]\nm: {k: v}\n", "l: []\nm: {k: v}\n", "l: [y]\nm: {k: w}\n", "l: [y]\nm: {}\n", "l: [y]\nm: [{k: v}]\n"],
)
def test_what_nobody_edited_is_proved_as_well(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the lists and mappings beside an edit."""
    draft = Draft("x.yaml", b"a: x\nl: [y]\nm: {k: v}\n")
    draft.put(("a",), "y y")
    monkeypatch.setattr(Splices, "joined", lambda _: f"a: y y\n{text}")
    with pytest.raises(UnsafeEditError):
        draft.result()


def test_two_splices_of_one_place_are_refused() -> None:
    """Splices may touch, in the order of where they begin, but not overlap."""
    splices = Splices(Draft("x.yaml", b"a: x\n"))
    splices.made = [(3, 4, 0, 1, "y"), (0, 3, 0, 0, "b: ")]
    assert splices.joined() == "b: y\n"
    splices.made.append((2, 4, 0, 2, "z"))
    with pytest.raises(UnsafeEditError, match="two edits of one place"):
        splices.joined()


def test_comments_of_new_items_stand_above_what_is_written_anew() -> None:
    """Also where the list is only a part of that."""
    draft = Draft("x.yaml", b"b: c\na:\n  - k: [v]\n    l: x\n")
    draft.append(("a", 0, "k"), "w", above=["# over"])
    assert Splices(draft, [("a", 0)]).joined() == "b: c\na:\n  # over\n  - k: [v, w]\n    l: x\n"
    assert Splices(draft, [()]).joined() == "# over\nb: c\na:\n  - k: [v, w]\n    l: x\n"


def test_comments_of_what_stays_stand_above_what_is_written_anew() -> None:
    """Those behind an item that is taken out go with it, and no others on its line."""
    draft = Draft("x.yaml", b"a: [x, # b\n  y, z, # c\n  v, # d\n  w] # e\n")
    draft.remove(("a", 0))
    draft.remove(("a", 1))
    draft.remove(("a", 3))
    assert Splices(draft, [("a",)]).joined() == "# c\na: [z, w] # e\n"


@pytest.mark.parametrize("needed", [set(it) for size in range(6) for it in combinations("abcde", size)])
def test_as_little_as_will_do_is_written_anew(needed: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many parts those that have to be, and no other, in their order."""
    monkeypatch.setattr(Draft, "_is_proved", lambda _, whole: needed <= {str(step) for path in whole for step in path})
    parts: list[tuple[str | int, ...]] = [(it,) for it in "abcde"]
    assert Draft("x.yaml", b"a: x\n")._fewest(parts, []) == [(it,) for it in sorted(needed)]


def test_only_what_needs_it_is_written_anew() -> None:
    """Where one of many edits cannot be spliced, that one goes up to what is around it; the others stay small."""
    before = """\
evidence:
  - {id: e0,   note: n}
  - id:   e1
    codes:
      - |-
       a
    quote:   so
       # would become a text
    via:   b
  - id:   e2
    codes:   [a]
    note: x
"""
    draft = Draft("x.yaml", before.encode())
    draft.remove(("evidence", 0, "note"))
    draft.remove(("evidence", 1, "quote"))
    draft.put(("evidence", 2, "note"), "y y")
    after = """\
evidence:
  - {id: e0}
  # would become a text
  - id: e1
    codes: [a]
    via: b
  - id:   e2
    codes:   [a]
    note: y y
"""
    assert draft.result().decode() == after


@pytest.mark.parametrize(
    ("method", "path", "more", "message"),
    [
        ("remove", ("b",), (), "cannot be made safely"),
        ("remove", ("l", 1), (), "cannot be made safely"),
        ("rename_key", ("b",), ("c",), "cannot be made safely"),
        ("rename_key", ("a",), ("l",), "cannot be made safely"),
        ("rename_key", ("l", 0), ("c",), "cannot be made safely"),
        ("put", ("a", "k"), ("x",), 'x.yaml:1:4: expected keys and values under "a", found a text'),
        ("put", ("l", "k"), ("x",), 'x.yaml:2:4: expected keys and values under "l", found a list'),
        ("put", ("m", 0), ("x",), 'x.yaml:3:1: expected a list under "m", found a mapping'),
        ("put", ("l", 0, "k"), ("x",), "x.yaml:2:5: expected keys and values, found a text"),
        ("put", (0,), ("x",), "x.yaml:1:1: expected a list, found a mapping"),
        ("put", ("a", "k", "l"), ("x",), 'x.yaml:1:4: expected keys and values under "a", found a text'),
        ("put", ("m", 0, "k"), ("x",), 'x.yaml:3:1: expected a list under "m", found a mapping'),
        ("put", ("z", "k", "l"), ("x",), "cannot be made safely"),
        ("append", ("a",), ("x",), 'x.yaml:1:4: expected a list under "a", found a text'),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(method: str, path: Any, more: Any, message: str) -> None:
    """What is missing, or of another kind than the edit takes it for, is told with its place."""
    with pytest.raises(RefusedError) as caught:
        getattr(Draft("x.yaml", b"a: x\nl: [y]\nm: {k: v}\n"), method)(path, *more)
    assert message in str(caught.value)
    by_hand = "make it by hand", "put that right first; `casecode check` tells more"
    assert caught.value.hint == by_hand["expected" in message]


def test_an_edit_within_what_is_new_is_refused_as_such() -> None:
    """There is no place to tell, but the file."""
    draft = Draft("x.yaml", b"a: x\n")
    draft.put(("n",), "x")
    with pytest.raises(RefusedError, match=r'^x\.yaml: expected keys and values under "n", found something else$'):
        draft.put(("n", "k"), "y")


@pytest.mark.parametrize(
    ("edits", "is_changed"),
    [
        ([], False),
        ([("put", ("a",), "x")], True),
        ([("put", ("l",), [])], True),
        ([("append", ("l",), "z")], True),
        ([("remove", ("a",))], True),
        ([("rename_key", ("a",), "b")], True),
        ([("put", ("n",), "x"), ("remove", ("n",))], False),
    ],
)
def test_a_draft_knows_whether_it_is_changed(edits: list[Any], is_changed: bool) -> None:
    """Every kind of edit is one; a key that came and went is none."""
    draft = Draft("x.yaml", b"a: x\nl: [y]\n")
    for method, path, *more in edits:
        getattr(draft, method)(path, *more)
    assert draft.is_changed is is_changed


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\udc80", "the byte 0x80"),
        ("a\udcffb", "the byte 0xff"),
        ("\udc7f", "\\udc7f, half a character,"),
        ("\ud800", "\\ud800, half a character,"),
    ],
)
def test_what_is_no_text_is_refused(text: str, what: str) -> None:
    """A byte that a terminal passed on, or half a character, is told as what it is."""
    with pytest.raises(RefusedError) as caught:
        encoded(text)
    assert (str(caught.value), caught.value.hint) == (f"{what} is not UTF-8", "write the character itself")
    assert encoded("ü𐀀") == "ü𐀀".encode()


def test_comments_of_a_part_are_those_in_it_and_behind() -> None:
    """Not those above it, nor below; and none of a part that is not there."""
    text = "# a\nk:  # b\n  # c\n  l: v  # d\n  # e\nm: '# f'  # g\n"
    draft = Draft("x.yaml", text.encode())
    assert draft.comments(("k", "l")) == ["# d"]
    assert draft.comments(("k",)) == ["# d"]
    assert draft.comments(("m",)) == ["# g"]
    assert draft.comments(("x",)) == Draft("x.yaml", b"k: v\n").comments(("k",)) == []


def test_a_new_section_is_set_apart_as_the_others_are() -> None:
    """A section that comes new into a file has a blank line above it where the one before has, and else none."""
    for gap in ("", "\n"):
        draft = Draft("c.yaml", f"case: c\n{gap}evidence:\n  - {{id: e1}}\n".encode())
        draft.put(("memos",), [{"id": "m1"}], ("case", "evidence", "memos"))
        assert draft.result().decode() == f"case: c\n{gap}evidence:\n  - {{id: e1}}\n{gap}memos:\n  - id: m1\n"
