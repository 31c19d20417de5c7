"""The report of `casecode export sources`: the sources that evidence cites, for reference managers."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.exchange.libraries.csl import item_of


class SourcesReport(Struct, frozen=True):
    """Sources as items of CSL JSON, each under an id that no other has."""

    items: tuple[dict[str, Any], ...]

    def references(self) -> list[dict[str, Any]]:
        """The items, in their order."""
        return list(self.items)


def build(selections: Sequence[Selection], with_uncited: bool = False) -> SourcesReport:
    """The sources that the selected evidence cites, or that it was read in, perhaps with all others of the cases. Of
    several cases those that say the same are one; others of one id have the case before it."""
    found: dict[str, dict[str, Any]] = {}
    for selection in selections:
        study = selection.study
        cited = {id_ for piece in selection.pieces for id_ in (piece.source, piece.via)}
        for source in study.sources.values():
            if source.id not in cited and not (with_uncited and source.id in study.case.sources):
                continue
            item = item_of(source)
            if found.get(source.id, item) != item:
                item["id"] = f"{study.case.id}:{source.id}"
            found[item["id"]] = item
    return SourcesReport(tuple(found.values()))
