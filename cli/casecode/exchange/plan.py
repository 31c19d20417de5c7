"""How a row of a table becomes the values of a piece of evidence: which columns, what parts them, which defaults."""

import re
from collections.abc import Mapping

from msgspec import Struct, field

from casecode.exchange import days
from casecode.exchange.columns import Taken
from casecode.exchange.days import Order
from casecode.exchange.names import Names
from casecode.exchange.tables.table import FAILED, Cell, Day, Failure, Row
from casecode.read.evidence_keys import IMPLIED, KEYS
from casecode.read.words import is_id

Values = dict[str, str | tuple[str, ...]]
_YES = frozenset(("1", "true", "yes", "x", "y", "ja", "wahr", "oui", "vrai", "si", "sí", "✓", "✔"))
_NO = frozenset(("", "0", "false", "no", "n", "nein", "falsch", "non", "faux", "-", "nan", "na"))
_PAIR = re.compile(r"(\d+):\s*\d+")
_NAMED = {key.key: key.of for key in KEYS if key.of in ("theme", "unit", "source")}
_LISTS = frozenset(key.key for key in KEYS if key.is_list)
_WORDS = {key.key: {word.casefold(): word for word in key.words} for key in KEYS if key.words}
_FLAGS = frozenset(key.key for key in KEYS if key.is_flag)
_RATINGS = frozenset(key.key for key in KEYS if key.is_number)
_DATES = frozenset(key.key for key in KEYS if type(key.shape).__name__ == "Date")
_TEXTS = ("statement", "quote", "note")


class Flaw(Struct, frozen=True):
    """What is wrong with a cell: the rule, what is said, what to do, and the number of its column."""

    rule: str
    message: str
    hint: str | None
    column: int | None


class Plan(Struct):
    """The columns by their fields, and what a program or the call tells beside. `above` are columns with the codes
    above, the nearest first; `one_hot` those that say whether a code applies."""

    columns: Taken
    names: Names
    defaults: Mapping[str, str] = {}
    above: list[int] = []
    one_hot: Mapping[int, str] = {}
    parts: re.Pattern[str] | None = None
    is_one_code: bool = False
    place: re.Pattern[str] | None = None
    unsaid: frozenset[str] = frozenset()
    dates: Order = ""
    prefix: str = ""
    ratings: Mapping[str, str] = {}
    lost: dict[str, list[int]] = field(default_factory=dict)
    _lists: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def values(self, row: Row, flaws: list[Flaw]) -> Values:
        """The values of a row by field, with names as ids; what is wrong goes to the flaws."""
        cells = row.cells
        count = len(cells)
        found: Values = {}
        for name, columns in self.columns.items():
            if len(columns) == 1:
                at = columns[0]
                cell = cells[at] if at < count else ""
                if not cell or (type(cell) is not str and not self._is_sound(cell, name, at, row, flaws)):
                    continue
                value = self._value(name, cell, at, flaws)
            else:
                value = self._joined(name, [(at, cells[at]) for at in columns if at < count and cells[at]], flaws)
            if value:
                found[name] = value
        if self.one_hot and (codes := self._applied(cells, flaws)):
            found["codes"] = (*found.get("codes", ()), *codes)
        for name, default in self.defaults.items():
            if name not in found and (value := self._value(name, default, None, flaws)):
                found[name] = value
        return {name: value for name, value in found.items() if value != IMPLIED.get(name)}

    def _value(self, name: str, cell: Cell, at: int | None, flaws: list[Flaw]) -> str | tuple[str, ...]:
        if name in _LISTS:
            return self._listed(name, cell, at, flaws)
        text = cell if isinstance(cell, str) else "; ".join(cell)
        text = "\n".join(filter(None, map(str.rstrip, text.strip().split("\n")))) if "\n" in text else text.strip()
        if not text or name in _TEXTS:
            return "" if name == "quote" and text in self.unsaid else text
        if name in _NAMED:
            return self._named(_NAMED[name], text, at, flaws)
        return self._short(name, text)

    def _short(self, name: str, text: str) -> str:
        """A value that is no text of its own."""
        if name == "id":
            id_ = f"{self.prefix}{text}"
            return id_ if is_id(id_) else "-".join(re.findall(r"[a-z0-9]+", id_.lower())) or text
        if name in _DATES:
            return days.written(text, self.dates)
        if name in _WORDS:
            return _WORDS[name].get(text.casefold(), text)
        if name in _FLAGS:
            return "true" if text.casefold() in _YES else "false" if text.casefold() in _NO else text
        if name in _RATINGS:
            return self.ratings.get(text.casefold(), text)
        if name == "locator" and self.place:
            found = self.place.fullmatch(text)
            return (found[1][0].lower() + found[1][1:]) if found else ""
        return text

    def _joined(self, name: str, parts: list[tuple[int, Cell]], flaws: list[Flaw]) -> str | tuple[str, ...]:
        """The value of several columns: of all codes, or the texts below each other, or from one place to another."""
        values = [self._value(name, cell, at, flaws) for at, cell in parts]
        if name in _LISTS:
            return tuple(dict.fromkeys(it for value in values for it in value))
        texts = [it for it in values if isinstance(it, str) and it]
        return between(texts) if name == "locator" else "\n".join(texts)

    def _listed(self, name: str, cell: Cell, at: int | None, flaws: list[Flaw]) -> tuple[str, ...]:
        known = self._lists.get((name, cell)) if isinstance(cell, str) else None
        if known is not None:
            return known
        kind = _NAMED.get(name, "")
        before = len(flaws)
        texts = filter(None, self._split(kind, cell))
        found = (self._named(kind, text, at, flaws) for text in texts) if kind else texts
        made = tuple(dict.fromkeys(filter(None, found)))
        if isinstance(cell, str) and len(flaws) == before:
            self._lists[name, cell] = made
        return made

    def _split(self, kind: str, cell: Cell) -> list[str]:
        """The names in a cell: as the program parts them; else one that is known, or apart by `;`, `|`, line, comma."""
        if not isinstance(cell, str):
            return list(map(str.strip, cell))
        text = cell.strip()
        if kind == "theme" and self.parts:
            return list(map(str.strip, self.parts.split(text)))
        if (kind == "theme" and self.is_one_code) or (kind and self.names.is_name(kind, text)):
            return [text]
        sign = next((sign for sign in (";", "|", "\n") if sign in text), ",")
        return list(map(str.strip, text.split(sign)))

    def _named(self, kind: str, text: str, at: int | None, flaws: list[Flaw]) -> str:
        """The id that a name stands for; where it is unknown, the name, and a flaw."""
        found = self.names.id_of(kind, text)
        if found:
            return found
        unknown = self.names.unknown[kind, text]
        what = "theme or factor" if kind == "theme" else kind
        flaws.append(Flaw(f"unknown-{kind}", f'there is no {what} "{text}"', self.names.hint(unknown), at))
        return ""

    def _applied(self, cells: list[Cell], flaws: list[Flaw]) -> list[str]:
        """The codes whose columns say that they apply."""
        found = []
        for at, code in self.one_hot.items():
            cell = cells[at] if at < len(cells) else ""
            text = cell.strip().casefold() if isinstance(cell, str) else ""
            if text in _NO:
                continue
            if text not in _YES:
                said = f'"{cell}" says neither that a code applies nor that it does not'
                flaws.append(Flaw("invalid-value", said, "write 1 or 0", at))
                continue
            found.append(self._named("theme", code, at, flaws))
        return list(dict.fromkeys(filter(None, found)))

    def _is_sound(self, cell: Cell, name: str, at: int, row: Row, flaws: list[Flaw]) -> bool:
        """Whether a cell is what was typed: no error of the spreadsheet, and no date made of a page or a range."""
        if isinstance(cell, Failure):
            flaws.append(Flaw("invalid-value", *FAILED, at))
            return False
        if isinstance(cell, Day) and name == "locator":
            self.lost.setdefault(name, []).append(row.line + 1)
            return False
        return True


def with_codes_above(row: Row, codes: list[int], above: list[int]) -> Row:
    """The row with the whole path of its code in place of the code alone."""
    cells = list(row.cells)
    for at in codes:
        if at < len(cells) and isinstance(cells[at], str) and cells[at]:
            path = [cells[it] for it in reversed(above) if it < len(cells) and cells[it]]
            cells[at] = " > ".join([*map(str, path), str(cells[at])])
    return Row(row.line, cells)


def between(places: list[str]) -> str:
    """From one place to another: of `2: 1427` the page is enough."""
    pages = [found[1] for it in places if (found := _PAIR.fullmatch(it))]
    ends = list(dict.fromkeys(pages if len(pages) == len(places) else places))
    said = "-".join(ends[:2])
    return (f"page {said}" if len(ends) == 1 else f"pages {said}") if len(pages) == len(places) and pages else said


def says_yes_or_no(cells: list[Cell]) -> bool:
    """Whether the cells of a column all say that something applies or does not, and one does."""
    said = {cell.strip().casefold() if isinstance(cell, str) else "?" for cell in cells}
    return said <= _YES | _NO and bool(said & _YES)
