"""Values as YAML that a person would write: plain where it can be, folded where it is long, quoted where it must be."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence

WIDTH = 110  # columns of a line of text
# What YAML 1.1 or 1.2 takes for something else than text; casecode reads it as text, other programs would not.
_OTHER = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?[_.,:]*\d[\d_.,:]*(e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(inf|nan)"
    r"|\d{4}-\d\d?(-\d\d?.*)?",
    re.IGNORECASE | re.ASCII,
)
_DATE = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", re.ASCII)
_IN_FLOW = re.compile("[],[{}:?#\"']")
_FIRST = "-?:,[]{}#&*!|>'\"%@`"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Bare(str):
    """A text that is written without quotes: a number, or a word that is none."""

    __slots__ = ()


Value = str | Sequence["Value"] | Mapping[str, "Value"]


def scalar(text: str, indent: int, column: int, in_flow: bool = False) -> str:
    """A text as it stands behind its key, which begins at `indent`; the value itself begins at `column`."""
    if is_plain(text, in_flow) and (in_flow or column + len(text) <= WIDTH):
        return text
    if not in_flow and _can_be_block(text):
        inner = " " * (indent + 2)
        if "\n" in text:
            return "|-\n" + "\n".join(inner + line if line else "" for line in text.split("\n"))
        if column + len(text) > WIDTH:
            width = max(WIDTH - indent - 2, 20)
            lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            return ">-\n" + "\n".join(inner + line for line in lines)
    return quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes; YAML has all the escapes of JSON."""
    written = json.dumps(text, ensure_ascii=False)
    written = UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    if written.isascii():
        return written
    return "".join(c if ord(c) < 0x10000 or c.isprintable() else f"\\U{ord(c):08x}" for c in written)


def value(it: Value, indent: int, column: int, in_flow: bool = False) -> str:
    """Any value as it stands behind its key or dash; what is long and not a text goes onto lines of its own."""
    if isinstance(it, str):
        return scalar(it, indent, column, in_flow)
    inner = indent + 2
    if isinstance(it, Mapping) and it and not in_flow:
        return "\n" + " " * inner + entries(it, inner)
    written = flow(it)
    if in_flow or not it or (column + len(written) <= WIDTH and _is_flat(it)):
        return written
    items = (f"{' ' * inner}- {item(one, inner)}" for one in it)
    return "\n" + "\n".join(items)


def item(one: Value, indent: int) -> str:
    """An item of a list, behind its dash."""
    if isinstance(one, Mapping) and one:
        return entries(one, indent + 2)
    return value(one, indent, indent + 2) if isinstance(one, str) else flow(one)


def entries(mapping: Mapping[str, Value], indent: int) -> str:
    """The entries of a block mapping, one to a line; the first line is not indented, for it stands behind a dash."""
    written = (entry(key, one, indent) for key, one in mapping.items())
    return ("\n" + " " * indent).join(written)


def entry(key: str, it: Value, indent: int) -> str:
    """A key with its value, on one line or more."""
    written = flow(key)
    behind = value(it, indent, indent + len(written) + 2)
    return f"{written}:{behind}" if behind.startswith("\n") else f"{written}: {behind}"


def flow(it: Value) -> str:
    """A value on one line."""
    if isinstance(it, str):
        return scalar(it, 0, 0, in_flow=True)
    if isinstance(it, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in it.items()) + "}"
    return "[" + ", ".join(map(flow, it)) + "]"


def _is_flat(it: Iterable[Value]) -> bool:
    return all(isinstance(one, str) for one in it)


def is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text can stand without quotes and be taken for a text, or for a date, by whoever reads it."""
    if isinstance(text, Bare):
        return True
    if not text or text != text.strip() or text[0] in _FIRST or not text.isprintable():
        return False
    if _OTHER.fullmatch(text) and not _DATE.fullmatch(text):
        return False
    if in_flow and _IN_FLOW.search(text):
        return False
    return ": " not in text and " #" not in text and not text.endswith(":")


def _can_be_block(text: str) -> bool:
    """Whether a block scalar gives exactly this text back."""
    if not text or text != text.strip() or not all(c == "\n" or c.isprintable() for c in text):
        return False
    if "\n" in text:
        return all(line == line.rstrip() and not line.startswith(" ") for line in text.split("\n"))
    return "  " not in text
