"""What descriptive statements rest on, in words: sources and places in them, and by way of what these were read."""

from collections.abc import Iterator, Mapping, Sequence

from casecode.model.backing import Backing
from casecode.model.case import Evidence
from casecode.reports import contract


def place(it: Backing | Evidence, document: str = "") -> str:
    """A source with the place in it; if that is a place in another one, which was read instead, so that one sees.

    The document that is read anyway need not be named.
    """
    read_in = it.via or it.source
    if read_in == document:
        return ", ".join(filter(None, (it.source if it.source != document else "", it.locator)))
    source = f"{it.source}, in {it.via}" if read_in != it.source else it.source
    return " ".join(filter(None, (source, it.locator)))


def places(pieces: Mapping[str, Evidence], it: Backing, document: str = "") -> str:
    """The places that a statement rests on: those of its evidence, or its own."""
    return "; ".join(dict.fromkeys(filter(None, (place(one, document) for one in _read(pieces, it)))))


def documents(pieces: Mapping[str, Evidence], it: Backing) -> Iterator[str]:
    """What was read for a statement."""
    yield from (one.via or one.source for one in _read(pieces, it))


def _read(pieces: Mapping[str, Evidence], it: Backing) -> Sequence[Backing | Evidence]:
    return [pieces[name] for name in it.evidence if name in pieces] or [it]


def wire(it: Backing) -> contract.Backing:
    """What a statement rests on, in JSON."""
    return contract.Backing(list(it.evidence), it.source or None, it.via or None, it.locator or None)
