"""What kind of file it is: a case, a framework, or evidence that a case keeps apart, by the keys at its top.

Files are known by what they hold and not by how they are laid out: JSON printed over many lines is YAML as well.
"""

import re
from collections.abc import Container, Iterator
from typing import Literal

from casecode.model.span import Document
from casecode.read.text import BULK, decode

Kind = Literal["case", "framework", "evidence"]
KINDS: tuple[Kind, ...] = ("case", "framework", "evidence")  # a case names its framework, and may hold evidence
# Keys at the margin are those at the top: all others are indented, or within brackets.
_AT_MARGIN = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:(?:\?[ \t]{1,9})?[\"']?(case|framework|evidence)[\"']?)[ \t]{0,9}(?:[:#]?[ \t\r\n]|:?$)",
    re.MULTILINE,
)


def kind_among(keys: Container[str]) -> Kind | None:
    """The kind of a file with these keys at its top; nothing where it is none."""
    return next((kind for kind in KINDS if kind in keys), None)


def kind_of(suffix: str, data: bytes) -> Kind | None:
    """The kind of a file, given the ending of its name and its bytes; it is parsed only where a look does not tell."""
    if suffix.lower() in BULK:
        return "evidence"
    found = {key.decode() for key in _AT_MARGIN.findall(data)}
    if not found:
        document, _ = decode("", data)
        found = {*_keys(document)} if document else found
    return kind_among(found)


def _keys(document: Document) -> Iterator[str]:
    """The keys at the top of a YAML text, as far as it can be parsed."""
    from casecode.read.yaml import parse

    root, _ = parse(document)
    yield from getattr(root, "entries", ())
