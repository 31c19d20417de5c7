"""What descriptive statements rest on, in words: sources and places in them, and by way of what these were read."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from casecode.model.backing import Backing
from casecode.model.case import Evidence
from casecode.reports import contract
from casecode.reports.naming import cited


def place(it: Backing | Evidence, document: str = "", named: Callable[[str], str] = str) -> str:
    """A source with the place in it. A document that is read anyway need not be named, but where the place in it is
    what another source says; `named` tells how ids of sources are written."""
    if it.source == document and it.via in ("", document):
        return it.locator
    return cited(named(it.source) if it.source else "", named(it.via) if it.via else "", it.locator)


def places(pieces: Mapping[str, Evidence], it: Backing, document: str = "", named: Callable[[str], str] = str) -> str:
    """The places that a statement rests on: those of its evidence, or its own."""
    return "; ".join(dict.fromkeys(filter(None, (place(one, document, named) for one in _read(pieces, it)))))


def documents(pieces: Mapping[str, Evidence], it: Backing) -> Iterator[str]:
    """What was read for a statement."""
    yield from (one.via or one.source for one in _read(pieces, it))


def _read(pieces: Mapping[str, Evidence], it: Backing) -> Sequence[Backing | Evidence]:
    return [pieces[name] for name in it.evidence if name in pieces] or [it]


def wire(it: Backing) -> contract.Backing:
    """What a statement rests on, in JSON."""
    return contract.Backing(list(it.evidence), it.source or None, it.via or None, it.locator or None)
