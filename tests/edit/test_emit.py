"""How a text or a value is written: plain where it can be, quoted where it must be, broken where it is too long."""

import pytest

from casecode.edit import emit
from casecode.edit.draft import Draft, plain
from casecode.edit.texts import behind, on_line


@pytest.mark.parametrize(
    ("text", "is_plain", "is_plain_in_brackets"),
    [
        ("low prices", True, True),
        ("", False, False),
        (" a", False, False),
        ("a ", False, False),
        ("- a", False, False),
        ("a\tb", False, False),
        ("no", False, False),
        ("no way", True, True),
        ("12", False, False),
        ("1.10", False, False),
        ("2014-05", True, True),
        ("2014/2016", True, True),
        ("2014-5", False, False),
        ("2014-05-01 10:00", False, False),
        ("2014-05 or so", True, True),
        ("a: b", False, False),
        ("a:b", True, False),
        ("a:", False, False),
        ("a #b", False, False),
        ("a#b", True, False),
        ("a, b", True, False),
        ('say "no"', True, False),
    ],
)
def test_what_needs_no_quotes(text: str, is_plain: bool, is_plain_in_brackets: bool) -> None:
    """What a reader of any YAML takes for this text or date has no quotes, in brackets and out of them."""
    assert emit.is_plain(text, False) is is_plain
    assert emit.is_plain(text, True) is is_plain_in_brackets
    assert emit.value(text, 0, 0, in_flow=True) == (text if is_plain_in_brackets else emit.quoted(text))


@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize(("start", "whole"), [("a", "{}"), ("- a", '"{}"')])
def test_a_text_is_as_wide_as_the_page(indent: int, start: str, whole: str) -> None:
    """What ends in column 110 stays on its line, in quotes where it needs them; what is longer is folded."""
    room = 110 - indent - len("key: ")
    fits, wide = (f"{start} {'x' * (length - len(start) - 1)}" for length in (room, room + 1))
    assert emit.entry("key", fits, indent) == f"key: {whole.format(fits)}"
    inner = " " * (indent + 2)
    assert emit.entry("key", wide, indent) == f"key: >-\n{inner}{start} {'x' * (room - len(start))}"


@pytest.mark.parametrize(
    ("indent", "text", "lines"),
    [
        (2, f"{'x' * 50} {'y' * 55} z", [f"{'x' * 50} {'y' * 55}", "z"]),
        (2, f"{'x' * 50} {'y' * 56} z", ["x" * 50, f"{'y' * 56} z"]),
        (2, f"{'x' * 120} y {'z' * 120}", ["x" * 120, "y", "z" * 120]),
        (100, "aaaa bbbb cccc ddddd eeee", ["aaaa bbbb cccc ddddd", "eeee"]),
        (100, "aaaa bbbb cccc dddddd eeee", ["aaaa bbbb cccc", "dddddd eeee"]),
    ],
)
def test_a_long_text_is_folded_at_its_spaces(indent: int, text: str, lines: list[str]) -> None:
    """Each line takes the words that it has room for, at least one, and 20 columns however deep it stands."""
    inner = " " * (indent + 2)
    assert emit.scalar(text, indent, 100) == ">-\n" + "\n".join(inner + line for line in lines)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\n\nb", "|-\n  a\n\n  b"),
        ("a\n b", '"a\\n b"'),
        ("a\n\tb", '"a\\n\\tb"'),
        ("a \nb", '"a \\nb"'),
        ("\na", '"\\na"'),
        ("a\nb\x07", '"a\\nb\\u0007"'),
        (f"a  b {'x' * 110}", f'"a  b {"x" * 110}"'),
        ("\U000e0001a", '"\\U000e0001a"'),
    ],
)
def test_lines_stay_lines_where_they_are_read_back(text: str, written: str) -> None:
    """A text of several lines is a block, unless blanks at the ends of its lines would be lost; then it is quoted."""
    assert emit.scalar(text, 0, 0) == written
    assert plain(Draft("x", f"key: {written}\n".encode()).root) == {"key": text}


def test_values_take_lines_where_brackets_do_not_do() -> None:
    """A list of texts stays on its line up to column 110; what has lists or mappings in it, or is longer, does not."""
    fits, wide = (["a", "x" * (110 - 2 - len("key: [a, ]") + more)] for more in (0, 1))
    assert emit.entry("key", fits, 2) == f"key: [a, {fits[1]}]"
    assert emit.entry("key", wide, 2) == f"key:\n    - a\n    - {wide[1]}"
    assert emit.entry("key", [{}, {"a": "b", "c": ["d"]}, ["e"]], 0) == "key:\n  - {}\n  - a: b\n    c: [d]\n  - [e]"
    assert emit.entry("key", {}, 0) == "key: {}"
    short, long = ("a " + "x" * (110 - len("    - a ") + more) for more in (0, 1))
    assert emit.entry("key", [short, long], 2) == f"key:\n    - {short}\n    - >-\n      a\n      {long[2:]}"
    assert emit.entry("a: b", "c", 0) == '"a: b": c'


@pytest.mark.parametrize(
    ("source", "text", "in_flow", "written"),
    [
        ("dogs'", "dogs'", False, "dogs'"),
        ("'it'", "it", False, '"it"'),
        ("'say \"no\"'", 'say "no"', False, "'say \"no\"'"),
        ("'a\n  b'", "a b", False, '"a b"'),
        ('"a\n  b"', "a b", False, '"a b"'),
        ('"a\\x62"', "ab", False, '"a\\x62"'),
        (">-\n  a\n  b", "a b", True, '"a b"'),
        ("a\n  b", "a b", True, "a b"),
        ("a,\n  b", "a, b", True, '"a, b"'),
        ("no", "no", False, '"no"'),
        ("12", "12", False, "12"),
        ("", "", False, ""),
    ],
)
def test_a_text_keeps_the_manner_in_which_it_is_written(source: str, text: str, in_flow: bool, written: str) -> None:
    """Quotes stay, as double ones where that costs no escape; words that others take for no text get some."""
    assert on_line(source, text, in_flow) == written


@pytest.mark.parametrize(
    ("source", "text", "lines"),
    [
        ("|-\n    a\n\n    b", "a\n\nb", ["|-", "  a", "", "  b"]),
        ("|2-\n    a\n  b", "  a\nb", ["|-", "  a", "  b"]),
        (">-\n", "", ['""']),
        ("|-\n  a\x85b", "a\x85b", ['"a\\u0085b"']),
        (">-\r\n\r\n    a\r\n    b\r\n\r\n    c", "a b\nc", [">-", "  a", "  b", "", "  c"]),
        (">-\n  a  \n  b", "a b", [">-", "  a", "  b"]),
        (">-\n  a\n\n    b\n    c\n\n  d", "a\n\n  b\n  c\n\nd", [">-", "  a", "", "    b", "    c", "", "  d"]),
        (">-\n  a\n  \tb\n  c", "a\n\tb\nc", [">-", "  a", "  \tb", "  c"]),
        (">-\n  \ta\n  b", "\ta\nb", ['"a\\nb"']),
        (">2-\n    a\n  b", "  a\nb", [">-", "  a", "", "  b"]),
        (f">-\n    {'x' * 118}\n    b", f"{'x' * 118} b", [">-", f"  {'x' * 118}", "  b"]),
        (
            f">-\n    {'x' * 60} {'y' * 58}\n    b",
            f"{'x' * 60} {'y' * 58} b",
            [">-", f"  {'x' * 60}", f"  {'y' * 58} b"],
        ),
        (
            f">-\n    {'x' * 60} {'y' * 58}\n\n    b",
            f"{'x' * 60} {'y' * 58}\nb",
            [">-", f"  {'x' * 60}", f"  {'y' * 58}", "", "  b"],
        ),
    ],
)
def test_a_block_stays_one(source: str, text: str, lines: list[str]) -> None:
    """With its line breaks, its blank lines and what is indented deeper; what is wider than 120 columns is folded anew,
    and what cannot be a block is quoted."""
    assert behind(source, text, 0, 5) == lines
    assert plain(Draft("x", f"key: {chr(10).join(lines)}\n".encode()).root) == {"key": text.strip()}


@pytest.mark.parametrize(
    ("text", "column", "is_folded"),
    [
        (f"a {'x' * 108}", 10, False),
        (f"a {'x' * 109}", 10, True),
        ("x" * 130, 10, False),
        (f"a  {'x' * 130}", 10, False),
    ],
)
def test_a_line_of_a_file_has_120_columns(text: str, column: int, is_folded: bool) -> None:
    """A text that reaches further is folded where it has a space that a break can stand for."""
    folded = [">-", *(f"    {part}" for part in text.split(" "))]
    assert behind(text, text, 2, column) == (folded if is_folded else [text])


def test_what_stands_in_brackets_is_on_one_line() -> None:
    """However long it is, in quotes where it needs them; a list of anything but texts takes lines, as long as it is not
    in brackets itself."""
    long = " ".join(["word"] * 40)
    assert emit.scalar(long, 0, 0, in_flow=True) == emit.flow(long) == long
    assert emit.flow([long, {"k": long, "l": f"{long}, m"}]) == f'[{long}, {{k: {long}, l: "{long}, m"}}]'
    assert emit.flow("v\nw") == '"v\\nw"'
    assert emit.value([long, ["v"]], 0, 0, in_flow=True) == f"[{long}, [v]]"
    assert emit.value([{"k": "v"}, "w"], 0, 0) == "\n  - k: v\n  - w"
    assert emit.value(["v", ["w"]], 0, 0) == "\n  - v\n  - [w]"
    assert emit.value(["v", "w"], 0, 0) == "[v, w]"
    assert emit.entry("k: l", long, 2).startswith('"k: l": >-\n    word')


def test_signs_that_nobody_sees_are_escaped() -> None:
    """In quotes, as YAML takes them; letters of any script stand as they are."""
    assert emit.quoted("\x85\u2028\ufeff\x7f\x00") == '"\\u0085\\u2028\\ufeff\\u007f\\u0000"'
    assert emit.quoted("é日🚀\U000e0001") == '"é日🚀\\U000e0001"'
