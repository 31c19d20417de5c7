"""What reports through another framework have in common: which factors do not map, with the evidence left out."""

from collections.abc import Iterable, Sequence

from casecode.analysis.crosswalk import Loss, loss
from casecode.analysis.selection import Selection
from casecode.reports import contract
from casecode.reports.cells import plural
from casecode.reports.naming import Naming, naming
from casecode.sheet import Line, Sheet, SheetRow, line


def losses(selections: Iterable[Selection]) -> tuple[Loss, ...]:
    """What each case that is seen through a lens loses, each once."""
    found = {one.study.case.id: loss(one) for one in selections}
    return tuple(it for it in found.values() if it is not None)


def sheets(found: Sequence[Loss]) -> tuple[Sheet, ...]:
    """A sheet for each case: the factors of its own framework that do not map."""
    names = naming(it.study for it in found)
    return tuple(_sheet(it, names) for it in found)


def _sheet(it: Loss, names: Naming) -> Sheet:
    target = it.study.framework.title
    title = f"{it.study.case.title} through {target}: what does not map"
    rows = tuple(
        SheetRow(
            (line(one.title), (Line(plural(len(one.evidence), "piece"), ids=names.pieces(it.study, one.evidence)),))
        )
        for one in it.factors
    )
    total = it.mapped + len(it.lost)
    note = f"{it.mapped} of {plural(total, 'piece')} of evidence map; {len(it.lost)} have no code that does."
    return Sheet(title, (f"Factor of {it.own.title}", "Evidence"), rows, (note,))


def wire(found: Sequence[Loss]) -> list[contract.Lens]:
    """The lenses in JSON."""
    return [
        contract.Lens(
            case=it.study.case.id,
            own_framework=it.own.id,
            framework=it.study.framework.id,
            mapped=it.mapped,
            lost=[piece.id for piece in it.lost],
            unmapped=[
                contract.Unmapped(one.factor, one.title, [piece.id for piece in one.evidence]) for one in it.factors
            ],
        )
        for it in found
    ]
