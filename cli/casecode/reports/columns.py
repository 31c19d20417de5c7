"""The columns that a list of evidence can show: a key of evidence each, or what follows from several."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from casecode.analysis.attributes import attributes, behind, named, standing, title_of
from casecode.analysis.query import searched
from casecode.analysis.refusal import Refusal
from casecode.analysis.search import Search
from casecode.model.attribute import Owner
from casecode.model.case import Evidence
from casecode.model.problem import nearest
from casecode.model.scale import signed
from casecode.model.study import Study
from casecode.read.evidence_keys import FOLLOWING, KEYS
from casecode.reports.naming import ALONE, Naming, place_of, speaker_of
from casecode.sheet import Cell, Line, Role, line

ROLES: dict[str, Role] = {"supports": "plain", "contradicts": "against", "qualifies": "qualified"}
Marks = tuple[tuple[int, int], ...]


class Shown(Struct, frozen=True):
    """A piece as it is shown: of which case, how ids are written, what a search has found in its texts."""

    study: Study
    piece: Evidence
    names: Naming = ALONE
    marks: tuple[Marks, Marks, Marks] = ((), (), ())

    @property
    def place(self) -> str:
        return place_of(self.study, self.piece)

    @property
    def speaker(self) -> str:
        return speaker_of(self.study, self.piece)

    @property
    def quote(self) -> tuple[str, Marks]:
        """The words of the source in quotation marks, and what was found in them."""
        quote = self.piece.quote
        return (f"“{quote}”", _moved(self.marks[1], 1)) if quote else ("", ())

    def attributions(self, names_case: bool = True) -> tuple[str, ...]:
        """What stands behind a quote: who says it, in which source and where there, and in which case of several."""
        title = self.study.case.title if self.names.is_full and names_case else ""
        source = ALONE.where(self.study, self.piece, with_place=False)
        return tuple(filter(None, (self.speaker, source, self.place, title)))


def shown(study: Study, piece: Evidence, names: Naming, search: Search) -> Shown:
    """A piece with what a search finds in it."""
    marks = None if search.is_empty else search.find(searched(piece))
    statement, quote, note = marks or ((), (), ())
    return Shown(study, piece, names, (statement, quote, note))


def words(one: Shown) -> Cell:
    """What a piece says: the quote before the paraphrase, then the note; its rating before, its stance behind."""
    piece = one.piece
    texts = [(text, marks) for text, marks in (one.quote, (piece.statement, one.marks[0])) if text]
    said = "" if piece.stance == "supports" else piece.stance
    lead = "" if piece.rating is None else signed(piece.rating)
    first, *more = [Line(text, marks=marks) for text, marks in texts] or [Line("")]
    head = Line(first.text, ROLES[piece.stance], note=said, marks=first.marks, lead=lead)
    note = f"Note: {piece.note}"
    notes = [Line(note, "muted", marks=_moved(one.marks[2], len("Note: ")))] if piece.note else []
    return (head, *more, *notes)


def codes_and_units(one: Shown) -> Cell:
    """The labels of the codes, then the units."""
    units = ", ".join(map(one.study.unit_title, one.piece.units))
    return (*(Line(one.study.label_of(code)) for code in one.piece.codes), *line(units, "muted"))


def origin(one: Shown) -> Cell:
    """The source with its place, the date, and who coded it."""
    coder = f"coded by {one.piece.coder}" if one.piece.coder else ""
    texts = (one.names.where(one.study, one.piece), one.piece.date, coder)
    return tuple(Line(text, "muted") for text in texts if text)


def _text(of: Callable[[Shown], str]) -> Callable[[Shown], Cell]:
    return lambda one: line(of(one))


def _key(name: str) -> Callable[[Shown], Cell]:
    return lambda one: line(str(getattr(one.piece, name)))


def _factors(one: Shown) -> Cell:
    found = dict.fromkeys(factor for code in one.piece.codes for factor in one.study.factors_of(code))
    return tuple(Line(one.study.framework.title_of(factor)) for factor in found)


def _codes(names: str) -> Callable[[Shown], Cell]:
    return lambda one: tuple(Line(one.study.label_of(code)) for code in getattr(one.piece, names))


def _quote(one: Shown) -> Cell:
    text, marks = one.quote
    return (Line(text, marks=marks),) if text else ()


_CELLS: dict[str, Callable[[Shown], Cell]] = {
    "id": lambda one: line(one.names.piece(one.study, one.piece), "strong"),
    "codes": _codes("codes"),
    "explains": _codes("explains"),
    "units": lambda one: tuple(Line(one.study.unit_title(unit)) for unit in one.piece.units),
    "statement": lambda one: (Line(one.piece.statement, marks=one.marks[0]),) if one.piece.statement else (),
    "quote": _quote,
    "note": lambda one: (Line(one.piece.note, marks=one.marks[2]),) if one.piece.note else (),
    "source": _text(lambda one: one.names.source(one.study, one.piece.source)),
    "via": _text(lambda one: one.names.source(one.study, one.piece.via) if one.piece.via else ""),
    "rating": _text(lambda one: "" if one.piece.rating is None else signed(one.piece.rating)),
    "important": _text(lambda one: "yes" if one.piece.important else ""),
    "factors": _factors,
    "case": _text(lambda one: one.study.case.title),
    "place": _text(lambda one: one.place),
    "speaker": _text(lambda one: one.speaker),
}


class Column(Struct, frozen=True):
    """A column: its name in tables of data, its title, and what it shows of a piece."""

    name: str
    title: str
    cell: Callable[[Shown], Cell]


USUAL = (
    Column("id", "Id", _CELLS["id"]),
    Column("words", "Evidence", words),
    Column("codes", "Codes and units", codes_and_units),
    Column("source", "Source", origin),
)
COLUMNS = {
    **{key.key: Column(key.name, key.title, _CELLS.get(key.key) or _key(key.name)) for key in KEYS},
    **{name: Column(name, name.capitalize(), _CELLS[name]) for name in FOLLOWING},
}


def read_columns(texts: Sequence[str], studies: Sequence[Study] = ()) -> tuple[Column, ...] | Refusal:
    """The columns that texts name, several in one apart by commas; in that order. Attributes are columns, too."""
    wanted = [name for text in texts for part in text.split(",") if (name := part.strip())]
    found = []
    for name in dict.fromkeys(wanted):
        attribute, owners = named(name)
        if name in COLUMNS:
            found.append(COLUMNS[name])
        elif attribute in attributes(studies, owners):
            found.append(Column(name, title_of(studies, attribute), _attribute(attribute, owners)))
        else:
            known = (*COLUMNS, *attributes(studies))
            hint = nearest(name, known) or f"known are {', '.join(known)}"
            return Refusal(f'--columns: there is no column "{name}"', hint)
    return tuple(found)


def _attribute(name: str, owners: Sequence[Owner]) -> Callable[[Shown], Cell]:
    """What the case, the units and the source of a piece are by an attribute."""

    def cell(one: Shown) -> Cell:
        ids = behind(one.study, one.piece.units, one.piece.source)
        found = [standing(one.study, of, id_, name).title for of in owners for id_ in ids[of]]
        return tuple(Line(title) for title in dict.fromkeys(filter(None, found)))

    return cell


def _moved(marks: Marks, by: int) -> Marks:
    return tuple((start + by, end + by) for start, end in marks)
