"""A report for the tests of documents: three levels of headings, links, items, shades, a wide table and a high row."""

from collections.abc import Sequence
from typing import Any

from casecode.sheet import Area, Line, Note, Page, Sheet, SheetRow, Tidy

NO_DATA = Tidy((), ())
WORDS = ["lorem", "ipsum", "dolor", "sit", "amet", "consetetur", "sadipscing", "elitr"]


class Made:
    """A report of some sheets."""

    def __init__(self, *sheets: Sheet, tidy: Tidy = NO_DATA, notes: tuple[str, ...] = ()) -> None:
        self.sheets = sheets
        self.data = tidy
        self.notes = notes

    def page(self) -> Page:
        return Page("Made", self.sheets, self.notes)

    def tidy(self) -> Tidy:
        return self.data

    def wire(self) -> Any:
        return None


def themes(number: int, *ids: str) -> tuple[Line, ...]:
    """A cell of themes, each with words of its own."""
    return tuple(Line(f"theme {at} {WORDS[at % 8]}", "item", "3/2", ids, "1 against") for at in range(number))


MATRIX = Sheet(
    "Drivers of Nova",
    ("", "Brazil", "Ελλάδα"),
    (
        SheetRow(((Line("Outside", "strong"),),), is_section=True),
        SheetRow(((Line("Markets", "strong"),),), is_section=True, depth=1),
        SheetRow(((Line("Demand"),), themes(2, "a:e1", "b:e1"), ()), depth=2),
        SheetRow(((Line("Supply"),), (Line("Against it", "against", "1/1", ("a:e2",), "contradicted"),), ()), depth=2),
    ),
    ("A note.", Note("Another note.", "--all shows more.")),
)
APPENDIX = Sheet(
    "The evidence",
    ("Id", "Evidence"),
    tuple(SheetRow(((Line(id_, "strong"),), (Line("What it says"),)), key=id_) for id_ in ("a:e1", "b:e1", "a:e2")),
)
GRID = Sheet(
    "Counts",
    ("", "2014", "2015", "Total"),
    (
        SheetRow(((Line("Demand"),), (Line("3", shade=5),), (), (Line("3", "strong"),))),
        SheetRow(((Line("Total", "strong"),), (Line("3", "strong"),), (Line("0"),), (Line("3"),)), is_total=True),
    ),
    is_grid=True,
)
WIDE = Sheet(
    "Wide",
    ("", *(f"Column number {at}" for at in range(30))),
    (SheetRow(((Line("Head"),), *((Line(f"cell{at} internationalization of companies"),) for at in range(30)))),),
)
HIGH = Sheet("High", ("", "Themes", "Others"), (SheetRow(((Line("Factor"),), themes(300), themes(40))),))
BOXES = Sheet(
    "Canvas",
    ("", ""),
    (
        SheetRow(((Line("Partners", "strong"),), (Line("A bank", "item"),))),
        SheetRow(((Line("Costs", "strong"),), (Line("Wages", "item"),))),
    ),
    areas=(Area(0, 0, 2, 1), Area(0, 1, 1, 2)),
)


def words_of(sheets: Sequence[Sheet], with_ids: bool = False) -> set[str]:
    """All words that sheets have."""
    found: list[str] = []
    for sheet in sheets:
        found += [sheet.title, *sheet.columns, *(it.text if isinstance(it, Note) else it for it in sheet.notes)]
        found += [line.text for line in sheet.text]
        for line in (line for row in sheet.rows for cell in row.cells for line in cell):
            found += [line.lead, line.text, line.count, f"({line.note})" if line.note else "", *line.ids * with_ids]
    return {word for text in found for word in text.split()}
