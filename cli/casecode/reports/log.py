"""The report of `casecode log`: the changes that commands made."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.project.history import Entry
from casecode.reports.cells import plural
from casecode.reports.contract import Logged, LoggedChange
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy, line

_SOME = 3  # files that are named in a cell; of more, the number


class History(Struct, frozen=True):
    """Changes, the last one first; `further` are not shown. `taken_back` are those that a later one took back."""

    entries: tuple[Entry, ...]
    taken_back: frozenset[int]
    further: int

    def page(self) -> Page:
        """One sheet."""
        several = len({it.who for it in self.entries}) > 1
        rows = tuple(SheetRow((line(it.minute, "muted"), *self._cells(it, several))) for it in self.entries)
        heads = ("When", "Command", "Files", *(["Who"] if several else []))
        notes = [f"{plural(self.further, 'earlier change')} not shown: --limit 0 shows all."] if self.further else []
        return Page(
            "Changes",
            (Sheet("", heads, rows, tuple(notes if rows else ("No command has changed anything in this project.",))),),
        )

    def _cells(self, entry: Entry, with_who: bool) -> list[tuple[Line, ...]]:
        is_back = entry.number in self.taken_back
        command = Line(entry.command, "muted" if is_back else "strong", note="taken back" if is_back else "")
        names = tuple(Line(it.name) for it in entry.files[:_SOME])
        more = len(entry.files) - _SOME
        files = (*names, Line(f"and {plural(more, 'other')}", "muted")) if more > 0 else names
        return [(command,), files, *([line(entry.who)] if with_who else [])]

    def tidy(self) -> Tidy:
        """A row for each file of a change."""
        columns = ("number", "at", "command", "who", "file", "takes_back", "is_taken_back")
        return Tidy(
            columns,
            tuple(
                (
                    str(it.number),
                    it.at,
                    it.command,
                    it.who,
                    file.name,
                    str(it.takes_back or ""),
                    str(it.number in self.taken_back).lower(),
                )
                for it in self.entries
                for file in it.files
            ),
        )

    def wire(self) -> Logged:
        """The JSON contract."""
        return Logged(changes=[self._wired(it) for it in self.entries], further=self.further)

    def _wired(self, entry: Entry) -> LoggedChange:
        names = [it.name for it in entry.files]
        back, is_back = entry.takes_back or None, entry.number in self.taken_back
        return LoggedChange(entry.number, entry.at, entry.command, entry.who or None, names, back, is_back)


def build(entries: Sequence[Entry], limit: int) -> History:
    """So many of the last changes, or with 0 all of them."""
    shown = entries[-limit:] if limit else entries
    taken_back = frozenset(it.takes_back for it in entries if it.takes_back)
    return History(tuple(reversed(shown)), taken_back, len(entries) - len(shown))
