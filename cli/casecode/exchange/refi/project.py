"""A REFI-QDA project as it is meant, whoever wrote it: codes, sources with their texts, selections, notes, links.

Ids are GUIDs in small letters without braces. What is empty was not told. Positions count characters of the text that a
source has here: with line feeds alone, and no byte order mark.
"""

from collections.abc import Iterator

from msgspec import Struct

Value = tuple[str, str, str]  # the GUID of a variable, the type of a value of it, and the value


class User(Struct, frozen=True):
    """Somebody who coded or wrote."""

    guid: str
    name: str = ""


class Code(Struct, frozen=True):
    """A code with those below it."""

    guid: str
    name: str = ""
    is_codable: bool = True
    color: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    codes: tuple["Code", ...] = ()

    def walk(self, above: tuple["Code", ...] = ()) -> Iterator[tuple["Code", tuple["Code", ...]]]:
        """This code and all below it in the order of the file, each with those above it."""
        yield self, above
        for code in self.codes:
            yield from code.walk((*above, self))


class Variable(Struct, frozen=True):
    """What cases and sources have values of; `type` is Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str = ""
    type: str = "Text"
    description: str = ""


class Coding(Struct, frozen=True):
    """A code given to something, by somebody."""

    guid: str
    code: str
    user: str = ""
    notes: tuple[str, ...] = ()


class Selection(Struct, frozen=True):
    """A part of a source: characters of its text, milliseconds of sound or video, or an area of a picture or page.

    `kind` is text, transcript, picture, pdf, audio or video. A transcript has both characters, where its text is told,
    and milliseconds; an area is told by two corners.
    """

    guid: str
    kind: str = "text"
    name: str = ""
    description: str = ""
    start: int = -1
    end: int = -1
    begin_ms: int = -1
    end_ms: int = -1
    area: tuple[int, ...] = ()
    page: int = -1
    text: str = ""
    user: str = ""
    created: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    line: int = 1  # of the XML, for messages


class Source(Struct, frozen=True):
    """A source or a note. `kind` is text, picture, pdf, audio, video or note.

    `text` is its plain text, None where there is none. `file` is the name of a document in the archive (Word, PDF),
    `data` what that holds; `path` is where a file is said to be that is not in the archive.
    """

    guid: str
    kind: str = "text"
    name: str = ""
    description: str = ""
    text: str | None = None
    file: str = ""
    data: bytes = b""
    path: str = ""
    user: str = ""
    created: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    text_guid: str = ""  # of its plain text, where that is an element of its own
    line: int = 1


class Case(Struct, frozen=True):
    """What sources and selections are gathered under: a person, a place, a unit."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


class Link(Struct, frozen=True):
    """A relation between two things; `direction` is Associative, OneWay or Bidirectional."""

    guid: str
    name: str = ""
    direction: str = ""
    origin: str = ""
    target: str = ""


class Group(Struct, frozen=True):
    """A set of codes, sources and notes."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Odd(Struct, frozen=True):
    """Something in a file that cannot be taken: what it is, why, what to do about it, and the line of the XML."""

    what: str
    guid: str
    why: str
    hint: str
    line: int = 1


class Project(Struct, frozen=True):
    """All that a file holds. `left` are the selections that say nothing, with the reason; `outside` the files that are
    named and not in the archive; `said` what else is to be told of the reading."""

    name: str = ""
    origin: str = ""
    description: str = ""
    created: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    graphs: int = 0
    own_notes: tuple[str, ...] = ()  # on the project as a whole
    left: tuple[Odd, ...] = ()
    outside: tuple[str, ...] = ()
    media: int = 0  # files of pictures, sound and video in the archive
    said: tuple[str, ...] = ()

    def walk_codes(self) -> Iterator[tuple[Code, tuple[Code, ...]]]:
        """Every code in the order of the file, with those above it."""
        for code in self.codes:
            yield from code.walk()
