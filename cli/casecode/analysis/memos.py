"""Memos: what each is on, whatever that is, and which there are on a thing or on what a selection holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from casecode.analysis.chain import conclusion_ids
from casecode.analysis.selection import Selection
from casecode.model.dates import sort_key
from casecode.model.framework import Framework
from casecode.model.memo import KINDS, Kind, Memo
from casecode.model.study import Study, natural


class Thing(Struct, frozen=True):
    """Anything that has an id: its kind, and the case or framework that it belongs to."""

    owner: str
    kind: str
    id: str

    @property
    def name(self) -> str:
        """How it is written where its kind need not be told."""
        return self.id if self.owner == self.id else f"{self.owner}:{self.id}"


class Noted(Struct, frozen=True):
    """A memo with the case or framework that it stands in, and what it is on and speaks of, as far as that is known."""

    owner: str
    memo: Memo
    about: tuple[Thing, ...]
    links: tuple[Thing, ...]


def things_of_framework(framework: Framework) -> Iterator[tuple[Kind, Iterable[str]]]:
    """What a framework has of each kind."""
    yield "framework", [framework.id]
    yield "factor", framework.by_id
    yield "theme", framework.themes
    yield "question", framework.questions
    yield "source", framework.references
    yield "proposition", [it.id for it in framework.propositions]
    yield "matrix", [it.id for it in framework.matrices]
    yield "attribute", framework.attributes
    yield "display", [it.id for it in framework.displays]
    yield "role", framework.roles
    yield "memo", [it.id for it in framework.memos]


def things_of_case(study: Study) -> Iterator[tuple[Kind, Iterable[str]]]:
    """What a case has of each kind."""
    case = study.case
    yield "case", [case.id]
    yield "unit", case.units
    yield "source", case.sources
    yield "theme", case.themes
    yield "evidence", [it.id for it in case.evidence]
    yield "conclusion", conclusion_ids(study)
    yield "display", [it.id for it in case.displays]
    yield "memo", [it.id for it in case.memos]


class Index:
    """What has an id in some cases and frameworks, and what a name in a memo may mean."""

    def __init__(self, studies: Iterable[Study], frameworks: Iterable[Framework] = ()) -> None:
        self.studies: dict[str, Study] = {}
        for study in studies:
            self.studies.setdefault(study.case.id, study)
        self.frameworks: dict[str, Framework] = {}
        for framework in (*frameworks, *(study.framework for study in self.studies.values())):
            self.frameworks.setdefault(framework.id, framework)

    def meant(self, name: str, home: str) -> tuple[Thing, ...]:
        """What a name means in a memo of a case or framework; before a colon its kind, its owner, or both.

        What the case has hides what its framework has; a conclusion is meant only where nothing else has its id, or
        where it is called one.
        """
        *before, id_ = name.split(":")
        kinds = [kind for kind in KINDS if kind in before]
        owners = [part for part in before if part not in KINDS]
        study = self.studies.get(home)
        homes = owners or [home, *([study.framework.id] if study else [])]
        conclusions: list[Thing] = []
        for owner in homes:
            found = [kind for kind in self._named(owner).get(id_, ()) if not kinds or kind in kinds]
            if plain := [kind for kind in found if kind != "conclusion"]:
                return tuple(Thing(owner, kind, id_) for kind in plain)
            conclusions += [Thing(owner, kind, id_) for kind in found]
        return tuple(conclusions)

    def knows(self, owner: str) -> bool:
        """Whether a case or framework is one of these."""
        return owner in self.studies or owner in self.frameworks

    def ids(self, home: str) -> Iterator[str]:
        """Every id that has a meaning in a memo of a case or framework without more before it."""
        study = self.studies.get(home)
        for owner in (home, *([study.framework.id] if study else [])):
            yield from self._named(owner)

    def _named(self, owner: str) -> Mapping[str, Sequence[Kind]]:
        if owner not in self._known:
            kinds: defaultdict[str, list[Kind]] = defaultdict(list)
            study, framework = self.studies.get(owner), self.frameworks.get(owner)
            of = things_of_case(study) if study else things_of_framework(framework) if framework else ()
            for kind, ids in of:
                for id_ in dict.fromkeys(ids):
                    kinds[id_].append(kind)
            self._known[owner] = kinds
        return self._known[owner]

    @cached_property
    def _known(self) -> dict[str, Mapping[str, Sequence[Kind]]]:
        return {}


class Notebook(Struct, frozen=True, dict=True):
    """The memos of some cases and of their frameworks, by date."""

    noted: tuple[Noted, ...] = ()

    @cached_property
    def _on(self) -> Mapping[Thing, Sequence[Noted]]:
        found: defaultdict[Thing, list[Noted]] = defaultdict(list)
        for one in self.noted:
            for thing in dict.fromkeys(one.about):
                found[thing].append(one)
        return found

    def on(self, thing: Thing) -> tuple[Noted, ...]:
        """The memos on a thing."""
        return tuple(self._on.get(thing, ()))

    def on_any(self, things: Iterable[Thing]) -> tuple[Noted, ...]:
        """The memos on any of some things, each once."""
        wanted = {*things}
        return tuple(one for one in self.noted if wanted & {*one.about})


def notebook(studies: Iterable[Study], frameworks: Iterable[Framework] = ()) -> Notebook:
    """All memos of these cases and frameworks."""
    index = Index(studies, frameworks)
    homes = [(owner, study.case.memos) for owner, study in index.studies.items()]
    homes += [(owner, framework.memos) for owner, framework in index.frameworks.items()]
    noted = [
        Noted(owner, memo, _all_meant(index, memo.about, owner), _all_meant(index, memo.links, owner))
        for owner, memos in homes
        for memo in memos
    ]
    noted.sort(key=lambda it: (sort_key(it.memo.date), natural(it.owner), natural(it.memo.id)))
    return Notebook(tuple(noted))


def things_in(selection: Selection) -> Iterator[Thing]:
    """What a selection is about: its case, the pieces, and what these are coded to, of and from, with all above it."""
    study = selection.study
    case, framework = study.case.id, study.framework.id
    yield Thing(case, "case", case)
    yield Thing(framework, "framework", framework)
    codes = {code for piece in selection.pieces for code in piece.codes}
    for code in codes:
        yield Thing(case if code in study.case.themes else framework, "theme", code)
    for factor in {factor for code in codes for factor in study.factors_of(code)}:
        for above in (*study.framework.ancestors[factor], factor):
            yield Thing(framework, "factor", above)
    for piece in selection.pieces:
        yield Thing(case, "evidence", piece.id)
        for unit in piece.units:
            yield Thing(case, "unit", unit)
        for source in (piece.source, piece.via):
            yield Thing(case if source in study.case.sources else framework, "source", source)


def _all_meant(index: Index, names: Iterable[str], home: str) -> tuple[Thing, ...]:
    return tuple(thing for name in names for thing in index.meant(name, home))
