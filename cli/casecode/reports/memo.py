"""The report of `casecode memo`, and what other reports say of memos where they are asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.memos import Noted, Thing, notebook, things_in
from casecode.analysis.selection import Selection
from casecode.reports import contract
from casecode.reports.naming import naming
from casecode.sheet import Cell, Line, Page, Sheet, SheetRow, Tidy, line

COLUMNS = ("within", "id", "date", "kind", "author", "about", "links", "text")


class Memos(Struct, frozen=True):
    """Some memos by date; `is_full` tells that several cases are in view."""

    noted: tuple[Noted, ...]
    is_full: bool = False

    def page(self) -> Page:
        """One sheet."""
        empty = ("No memo is found.",) if not self.noted else ()
        return Page("Memos", (replace(sheet_of(self.noted, self.is_full, ""), notes=empty),))

    def tidy(self) -> Tidy:
        """A row for each memo."""
        return Tidy(COLUMNS, tuple(_tidy(one) for one in self.noted))

    def wire(self) -> contract.Memos:
        """The JSON of `casecode/memos`."""
        return contract.Memos(memos=[wired(one) for one in self.noted])


class WithMemos(Struct, frozen=True):
    """A report with the memos on what it is about: below it on its page, and in its JSON. Its table is as without."""

    report: Any
    noted: tuple[Noted, ...]
    is_full: bool = False

    def page(self) -> Page:
        """The page of the report, with a sheet of memos."""
        page: Page = self.report.page()
        own = (sheet_of(self.noted, self.is_full),) if self.noted else (Sheet("", (), (), ("No memos on this.",)),)
        return replace(page, sheets=(*page.sheets, *own))

    def tidy(self) -> Tidy:
        """The table of the report."""
        tidy: Tidy = self.report.tidy()
        return tidy

    def wire(self) -> Any:
        """The JSON of the report, with the memos."""
        return replace(self.report.wire(), memos=[wired(one) for one in self.noted])

    def __getattr__(self, name: str) -> Any:
        """Whatever else the report can be."""
        return getattr(self.report, name)


def with_memos(report: Any, selections: Sequence[Selection], of_pieces: bool = False) -> WithMemos:
    """A report on some evidence with the memos on its pieces alone, or on all that it is about."""
    things = {thing for one in selections for thing in things_in(one) if not of_pieces or thing.kind == "evidence"}
    studies = [one.study for one in selections]
    noted = notebook(one.original or one for one in studies).on_any(things)
    return WithMemos(report, noted, naming(studies).is_full)


def sheet_of(noted: Iterable[Noted], is_full: bool = False, title: str = "Memos") -> Sheet:
    """A row for each memo: when it was written and by whom, what it is on, and what it says."""
    noted = [*noted]
    is_owned = is_full or len({one.owner for one in noted}) > 1
    rows = tuple(SheetRow((_head(one, is_owned), _about(one, is_full), _text(one, is_full))) for one in noted)
    return Sheet(title, ("Memo", "On", "Text") if rows else (), rows)


def wired(one: Noted) -> contract.Memo:
    """A memo in JSON."""
    memo = one.memo
    path, number = memo.origin.where
    return contract.Memo(
        within=one.owner,
        id=memo.id,
        date=memo.date,
        kind=memo.kind or None,
        author=memo.author or None,
        text=memo.text,
        about=[_wired(it) for it in one.about],
        links=[_wired(it) for it in one.links],
        path=path,
        line=number,
    )


def named(thing: Thing, is_full: bool) -> str:
    """A thing with its kind, and with what it belongs to where that is not clear."""
    return f"{thing.kind} {thing.name if is_full else thing.id}"


def _named(thing: Thing, one: Noted, is_full: bool) -> str:
    """The same in a memo: what only cases have is that of the case in which the memo stands, if no other is named."""
    return named(thing, is_full or (thing.owner != one.owner and thing.kind in ("evidence", "unit", "conclusion")))


def _wired(thing: Thing) -> contract.Thing:
    return contract.Thing(thing.owner, thing.kind, thing.id)


def _head(one: Noted, is_full: bool) -> Cell:
    memo = one.memo
    aside = ", ".join(filter(None, (memo.kind, memo.author)))
    id_ = f"{one.owner}:{memo.id}" if is_full else memo.id
    return (Line(id_, "strong"), *line(memo.date, "muted"), *line(aside, "muted"))


def _about(one: Noted, is_full: bool) -> Cell:
    return tuple(Line(_named(it, one, is_full)) for it in one.about)


def _text(one: Noted, is_full: bool) -> Cell:
    links = ", ".join(_named(it, one, is_full) for it in one.links)
    return (*map(Line, one.memo.text.split("\n")), *line(f"See {links}" if links else "", "muted"))


def _tidy(one: Noted) -> tuple[str, ...]:
    memo = one.memo
    about, links = (" ".join(it.name for it in things) for things in (one.about, one.links))
    return one.owner, memo.id, memo.date, memo.kind, memo.author, about, links, memo.text
