"""What the evidence says that the cells of a report name: a list below its tables, for a document on paper."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.case import Evidence
from casecode.model.study import Study, natural
from casecode.reports.columns import USUAL, Shown
from casecode.reports.naming import naming
from casecode.sheet import Page, Sheet, SheetRow

TITLE = "The evidence in the tables"


class WithEvidence(Struct, frozen=True):
    """A report whose page ends with the evidence that its cells name."""

    report: Any
    studies: tuple[Study, ...]

    def page(self) -> Page:
        """The page of the report, with a sheet of evidence where there is any to tell of."""
        page: Page = self.report.page()
        own = _sheet(page, self.studies)
        return replace(page, sheets=(*page.sheets, own)) if own.rows else page

    def __getattr__(self, name: str) -> Any:
        """Whatever else the report can be."""
        return getattr(self.report, name)


def with_evidence(report: Any, studies: Iterable[Study]) -> WithEvidence:
    """A report with the evidence of these cases that its cells name."""
    return WithEvidence(report, tuple({one.case.id: one for one in studies}.values()))


def _sheet(page: Page, studies: tuple[Study, ...]) -> Sheet:
    """A row for each piece that is named and not told of already, as lists of evidence have it."""
    rows = [row for sheet in page.sheets for row in sheet.rows]
    named = dict.fromkeys(id_ for row in rows for cell in row.cells for line in cell for id_ in line.ids)
    told = {row.key for row in rows}
    names = naming(studies)
    found: dict[str, tuple[Study, Evidence]] = {}
    for study in studies:
        found |= {names.piece(study, piece): (study, piece) for piece in study.case.evidence}
    shown = [(id_, Shown(*found[id_], names)) for id_ in named if id_ in found and id_ not in told]
    order = {study.case.id: position for position, study in enumerate(studies)}
    shown.sort(key=lambda one: (order[one[1].study.case.id], natural(one[1].piece.id)))
    return Sheet(
        TITLE,
        tuple(column.title for column in USUAL),
        tuple(SheetRow(tuple(column.cell(one) for column in USUAL), key=id_) for id_, one in shown),
    )
