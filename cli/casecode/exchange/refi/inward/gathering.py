"""What is gathered while a project becomes a study: records under ids, who is meant by a GUID, and the account."""

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from casecode.analysis.ids import slug
from casecode.exchange.account import Account
from casecode.exchange.refi.inward.names import framework_of, usual
from casecode.exchange.refi.inward.there import There
from casecode.exchange.refi.project import Odd, Project
from casecode.exchange.refi.tails import Record, parted
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.model.span import Document, Span
from casecode.model.study import Study
from casecode.read.words import is_id

if TYPE_CHECKING:
    from casecode.exchange.refi.inward.groups import Attributes


class Known(Struct, frozen=True):
    """What there is before: the framework to code with, if there is one, the cases by their ids, the folder of its
    documents; and what is to be told: the name of the file, its ids, and the day."""

    file: str
    today: str
    case: str = ""
    framework_id: str = ""
    framework: Framework | None = None
    is_fixed: bool = False  # whether that framework is built in, and takes nothing
    studies: Mapping[str, Study] = {}
    documents: Path | None = None  # the folder that holds them


class Home(Struct):
    """A case that takes what is brought: records of what is new in it, and changes of pieces that are there."""

    id: str
    study: Study | None = None
    record: Record = field(default_factory=dict)  # its own keys, if it is new
    units: dict[str, Record] = field(default_factory=dict)
    sources: dict[str, Record] = field(default_factory=dict)
    themes: dict[str, Record] = field(default_factory=dict)
    evidence: list[Record] = field(default_factory=list)
    summaries: list[Record] = field(default_factory=list)
    conclusions: list[Record] = field(default_factory=list)
    memos: list[Record] = field(default_factory=list)
    changes: dict[str, Record] = field(default_factory=dict)


class Brought(Struct, frozen=True):
    """What a project comes to. `factors` are new in a framework that is there, each with what is above it."""

    framework_id: str
    framework: Record
    factors: list[tuple[str, Record]]
    attributes: Mapping[str, Record]
    homes: Mapping[str, Home]
    documents: Mapping[str, bytes]
    accounts: list[Account]
    said: list[str]


class Gathering:
    """Everything that is gathered; each step takes what it needs and adds its own."""

    def __init__(self, project: Project, known: Known) -> None:
        self.project, self.known = project, known
        self.file = Document(known.file, "", is_yaml=False)
        self.description, self.frame = parted(project.description)
        self.framework_id = known.framework_id or framework_of(project, known.file)
        self.case_id = known.case or usual(project, known.file)
        self.framework: Record = {}
        self.factors: list[tuple[str, Record]] = []
        self.homes: dict[str, Home] = {}
        self.documents: dict[str, bytes] = {}
        self.said = list(project.said)
        self.users = {user.guid: user.name for user in project.users if user.name}
        self.codes: dict[str, str] = {}  # ids of codes by GUID
        self.things: dict[str, tuple[str, str]] = {}  # by GUID: the case, and what a memo calls it there
        self.attributes: Attributes | None = None
        self.new_attributes: dict[str, Record] = {}
        self._there: dict[str, There] = {}
        self.themes: dict[str, list[Record]] = {}  # records of themes by GUID
        self.fresh: set[str] = set()  # GUIDs of what is new
        self.explains: dict[str, list[str]] = {}  # by GUID the codes that something is said to explain
        self.spans: dict[tuple[str, int, int], str] = {}  # GUIDs of selections by source and characters
        self.units_of: dict[str, list[str]] = {}  # ids of units by GUIDs of sources, selections and codes
        self._accounts: dict[str, Account] = {}
        self.passed("picture, sound or video, whose file stays in the archive", project.media)
        for name in project.outside:
            self.passed(f"file that is named, and not in it: {name}")

    # Ids

    def free(self, wanted: str, taken: Container[str], otherwise: str) -> str:
        """An id for something: that which is wanted, or one like it that nothing has."""
        stem = wanted if is_id(wanted) else slug(wanted) or otherwise
        number, id_ = 1, stem
        while id_ in taken:
            number += 1
            id_ = f"{stem}-{number}"
        return id_

    def home(self, id_: str = "", is_new: bool = False) -> Home:
        """A case by its id; without one, or with one that is not there, the first of them."""
        if id_ not in self.homes and not is_new:
            id_ = next(iter(self.homes), self.case_id)
        if id_ not in self.homes:
            record = {} if is_new else {"title": self.project.name or id_}
            self.homes[id_] = Home(id_, self.known.studies.get(id_), record)
        return self.homes[id_]

    def there(self, home: Home) -> There:
        """The evidence that a case has before."""
        if home.id not in self._there:
            self._there[home.id] = There(home.study)
        return self._there[home.id]

    # The account

    def account(self, what: str, held: int | None = None) -> Account:
        """The account of things of a kind."""
        if what not in self._accounts:
            self._accounts[what] = Account(what, held or 0)
        return self._accounts[what]

    def passed(self, why: str, number: int = 1) -> None:
        """Count something that a study does not hold."""
        account = self.account("other thing")
        account.held += number
        pass_by(account, why, number)

    def bad(self, account: Account, odd: Odd) -> None:
        """Something that cannot be taken."""
        account.left[len(account.left), odd.guid] = [self.problem(odd)]  # a GUID may be there twice

    def problem(self, odd: Odd) -> Problem:
        message = f"this {odd.what} cannot be taken: {odd.why}"
        return Problem("invalid-value", message, Span(self.file, odd.line, 1, odd.line, 2), odd.hint)

    def brought(self) -> Brought:
        accounts = sorted(filter(lambda it: it.held, self._accounts.values()), key=lambda it: it.what == "other thing")
        return Brought(
            self.framework_id,
            self.framework,
            self.factors,
            self.new_attributes,
            self.homes,
            self.documents,
            accounts,
            self.said,
        )


def pass_by(account: Account, why: str, number: int = 1) -> None:
    """Count something that is not taken, for which there is no need."""
    if number:
        account.passed[why] = account.passed.get(why, 0) + number


def joined(texts: Iterable[str]) -> str:
    """Texts one after the other, each once."""
    return "\n\n".join(dict.fromkeys(filter(None, (it.strip() for it in texts))))


def clean(record: Mapping[str, Any]) -> Record:
    """A record without what is empty."""
    return {key: it for key, it in record.items() if it not in ("", [], {}, (), None)}
