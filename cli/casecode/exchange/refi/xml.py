"""XML read without its dangers: no document type, so no entities; no deeper and no larger than anything real is.

The standard library's expat does it: it opens no files, and a declaration of a document type, which no program writes
into these files, ends the reading before there can be an entity.
"""

from collections.abc import Iterator
from xml.parsers import expat

from casecode.read.boundary import UnreadableError

DEEPEST = 200
MOST = 5_000_000  # elements
_AGAIN = "export it anew"


class Element:
    """An element: its name without a namespace, its attributes, the elements in it, its text and its line."""

    __slots__ = ("children", "line", "name", "own", "texts")

    def __init__(self, name: str, own: dict[str, str], line: int) -> None:
        self.name, self.own, self.line = name, own, line
        self.children: list[Element] = []
        self.texts: list[str] = []

    def get(self, key: str) -> str:
        """An attribute, empty where it is not there."""
        return self.own.get(key, "")

    def all(self, *names: str) -> Iterator["Element"]:
        """The elements in it that have one of these names."""
        return (it for it in self.children if it.name in names)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def below(self, *path: str) -> Iterator["Element"]:
        """The elements that a path of names leads to, through all containers of a name."""
        found: list[Element] = [self]
        for name in path:
            found = [it for one in found for it in one.all(name)]
        return iter(found)

    def text_of(self, name: str) -> str:
        """The text of the first element of a name, without the space around it."""
        it = self.first(name)
        return it.text.strip() if it is not None else ""

    @property
    def text(self) -> str:
        return "".join(self.texts)


def parse(data: bytes) -> Element:
    """The root of an XML text. Raises `UnreadableError`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    top = Element("", {}, 0)
    open_ = [top]
    number = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal number
        number += 1
        if len(open_) > DEEPEST:
            raise UnreadableError("it is nested too deep", _AGAIN)
        if number > MOST:
            raise UnreadableError(f"it has more than {MOST:,} elements", _AGAIN)
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], own, parser.CurrentLineNumber)
        open_[-1].children.append(element)
        open_.append(element)

    def refuse(*_: object) -> None:
        raise UnreadableError("it declares a document type, which such a file never has", _AGAIN)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = lambda text: open_[-1].texts.append(text)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise UnreadableError(f"its XML is broken in line {error.lineno}: {reason}", _AGAIN) from None
    except (LookupError, ValueError) as error:  # of an encoding that is not known, or not one byte a character
        raise UnreadableError(f"its XML cannot be decoded ({error})", _AGAIN) from None
    return top.children[0]
