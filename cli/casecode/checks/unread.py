"""What of the files could not be read. A rule about what lacks holds back where that may be what was not read: the
file has a problem already, and one mistake is told once."""

from collections.abc import Iterable
from typing import Protocol

from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.likeness import closest
from casecode.model.span import Origin, Spot
from casecode.model.study import Study


class Placed(Protocol):
    """A record of the model that knows where it stands."""

    @property
    def origin(self) -> Origin: ...


class Unread:
    """The parts of the files of a case or framework that could not be read."""

    def __init__(self, of: Case | Framework) -> None:
        self._spots = of.unread_by_origin

    def may_tell(self, record: Placed, *keys: str) -> bool:
        """Whether the file may say more under one of these keys of a record than was read."""
        return bool(self._spots) and any(_may_be(spot, record, keys) for spot in self._spots.get(record.origin, ()))

    def any_may_tell(self, records: Iterable[Placed], *keys: str) -> bool:
        """Whether this is so of any of these records."""
        return bool(self._spots) and any(self.may_tell(record, *keys) for record in records)


def _may_be(spot: Spot, record: Placed, keys: tuple[str, ...]) -> bool:
    """Where the key itself could not be made out it may be any that the record does not have."""
    if spot.path:
        return spot.path[0] in keys
    return not all(getattr(record, key.replace("-", "_"), None) for key in keys)


def unread_themes(study: Study) -> bool:
    """Whether there may be themes or factors whose ids were not read."""
    return Unread(study.case).may_tell(study.case, "themes") or unread_codes(study.framework)


def unread_codes(framework: Framework) -> bool:
    """Whether the framework may have themes or factors whose ids were not read."""
    return unread_factors(framework) or Unread(framework).may_tell(framework, "themes")


def unread_factors(framework: Framework) -> bool:
    """Whether the framework may have factors whose ids were not read."""
    unread = Unread(framework)
    return unread.may_tell(framework, "factors") or unread.any_may_tell(framework.by_id.values(), "id", "factors")


def unread_pieces(study: Study) -> bool:
    """Whether there may be evidence that was not read."""
    return Unread(study.case).may_tell(study.case, "evidence", "evidence-files")


def unread_evidence(study: Study, *keys: str) -> bool:
    """Whether there may be evidence that was not read, or more under one of these keys of a piece."""
    return unread_pieces(study) or Unread(study.case).any_may_tell(study.case.evidence, *keys)


def meant(names: Iterable[str], known: Iterable[str]) -> set[str]:
    """The names, and for those that are unknown the known ones that they are most like: they are told as unknown."""
    named, all_known = set(names), dict.fromkeys(known)
    return named | {near for name in named - all_known.keys() if (near := closest(name, all_known))}
