"""How reports write the ids of evidence and of sources: with their case wherever more than one case is in view."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.matrix import Column, Entry
from casecode.model.case import Evidence
from casecode.model.study import Study


class Naming(Struct, frozen=True):
    """What decides it for one report: `alibaba:e12` where another case may have an `e12` as well."""

    is_full: bool = False

    def of(self, case: str, id_: str) -> str:
        """An id that a case has."""
        return f"{case}:{id_}" if self.is_full and id_ else id_

    def of_study(self, study: Study, id_: str) -> str:
        """An id that the case of a study has."""
        return self.of(study.case.id, id_)

    def piece(self, study: Study, piece: Evidence) -> str:
        """The id of a piece of evidence."""
        return self.of(study.case.id, piece.id)

    def pieces(self, study: Study, pieces: Iterable[Evidence]) -> tuple[str, ...]:
        """The ids of pieces of evidence of one case."""
        return tuple(self.of(study.case.id, piece.id) for piece in pieces)

    def source(self, study: Study, source: str) -> str:
        """The id of a source; what a framework declares for all its cases belongs to none of them."""
        is_shared = source in study.framework.references and source not in study.case.sources
        return source if is_shared else self.of(study.case.id, source)

    def where(self, study: Study, piece: Evidence, with_place: bool = True) -> str:
        """The source of a piece with what it was read in, and the place there."""
        via = self.source(study, piece.via) if piece.via else ""
        return cited(self.source(study, piece.source), via, place_of(study, piece) if with_place else "")

    def entry(self, entry: Entry, case: str = "") -> tuple[str, ...]:
        """The ids of the pieces in a cell; `case` is that of its column, unless they say themselves whose they are."""
        cases = entry.cases or (case,) * len(entry.evidence)
        return tuple(self.of(own, piece.id) for own, piece in zip(cases, entry.evidence, strict=True))


ALONE = Naming()


def cited(source: str, via: str, place: str) -> str:
    """A source and a place, for every list: where it was read in another one the place is in that, and it is named, as
    in `fortune-2014, in wang-2018 §3.3.1`."""
    read_in = f"in {via}" if via != source else ""
    return " ".join(filter(None, (", ".join(filter(None, (source, read_in if via else ""))), place)))


def place_of(study: Study, piece: Evidence) -> str:
    """Where in its source a piece stands: as its locator says, or else where the source's document has its quote."""
    if piece.locator or not piece.quote or not _has_document(study, piece):
        return piece.locator
    from casecode.documents.quotes import stand_of

    return stand_of(study, piece).place


def located(study: Study, ids: Iterable[str]) -> dict[str, Evidence]:
    """The pieces of some ids, each with the place where it stands as its locator."""
    wanted = {*ids}
    pieces = (piece for piece in study.case.evidence if piece.id in wanted)
    return {piece.id: replace(piece, locator=place_of(study, piece)) for piece in pieces}


def speaker_of(study: Study, piece: Evidence) -> str:
    """Who says the quote of a piece, where its document is a transcript."""
    if not piece.quote or not _has_document(study, piece):
        return ""
    from casecode.documents.quotes import stand_of

    return stand_of(study, piece).speaker


def _has_document(study: Study, piece: Evidence) -> bool:
    """Whether a source that a piece names has a document; to open those takes what reads them."""
    return any(study.sources[name].file for name in (piece.via, piece.source) if name in study.sources)


def naming(studies: Iterable[Study]) -> Naming:
    """How a report on these cases writes ids."""
    return Naming(len({study.case.id for study in studies}) > 1)


def naming_of(columns: Iterable[Column]) -> Naming:
    """How a report on these columns writes ids."""
    return naming(column.study for column in columns)
