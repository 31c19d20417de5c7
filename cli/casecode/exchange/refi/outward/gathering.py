"""What is gathered while studies become a project: who coded, which GUID a code has, notes, links, and counts."""

from collections import Counter
from collections.abc import Iterable, Sequence

from casecode.exchange.refi.guids import guid
from casecode.exchange.refi.project import Link, Source, User
from casecode.exchange.refi.tails import Record, told
from casecode.model.study import Study

LONGEST_NAME = 99  # characters of a text that names a selection or note, as other programs have it


class Gathering:
    """Everything that is gathered; each step takes what it needs and adds its own."""

    def __init__(self, studies: Sequence[Study]) -> None:
        self.studies = studies
        self.framework = studies[0].framework
        self.users: dict[str, User] = {}
        self.codes: dict[tuple[str, str], str] = {}  # GUIDs by case and id; without a case those that all share
        self.notes: list[Source] = []
        self.links: list[Link] = []
        self.noted: dict[str, list[str]] = {}  # the notes on things, by their GUIDs; on the whole without one
        self.of_units: dict[str, list[str]] = {}  # the selections of units
        self.as_words: Counter[str] = Counter()
        self.left: Counter[str] = Counter()

    def user(self, name: str) -> str:
        """The GUID of somebody, who is a user from now on; nothing where nobody is told."""
        return self.users.setdefault(name, User(guid("user", name), name)).guid if name else ""

    def code(self, case: str, id_: str) -> str:
        """The GUID of a code as a case has it; empty where there is none."""
        own = self.codes.get((case, id_)) or self.codes.get(("", id_))
        return own or next((it for (_, known), it in self.codes.items() if known == id_ and not case), "")

    def link(self, origin: str, name: str, targets: Iterable[str], own: str = "") -> None:
        """Link something to others."""
        for target in filter(None, targets):
            if origin:
                made = own or guid("link", origin, name, target)
                self.links.append(Link(made, name, "OneWay", origin, target))

    def note(self, own: str, name: str, text: str, tail: Record, user: str = "", created: str = "") -> None:
        """Write a note."""
        self.notes.append(Source(own, "note", named(name), told("", tail), text, user=user, created=created))

    def notes_on(self, about: str) -> tuple[str, ...]:
        """The notes on something."""
        return tuple(self.noted.get(about, ()))


def named(text: str) -> str:
    """What something is called after its text: the beginning of it, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME]}\u2026"
