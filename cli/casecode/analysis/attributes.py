"""Where cases, units and sources stand by an attribute, such as an outcome or a profession."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from casecode.analysis.refusal import Refusal, few
from casecode.model.attribute import OWNERS, Owner
from casecode.model.problem import nearest
from casecode.model.study import Study, natural

RATED: tuple[Owner, ...] = ("case", "unit")  # what can be a column, and so have an outcome


class Standing(Struct, frozen=True):
    """The value of an attribute: its id, what tables call it, and its rank (0: the first that is declared).

    Without a value the id is empty, and the rank is behind all others.
    """

    value: str
    title: str
    rank: tuple[object, ...]


NOWHERE = Standing("", "", (2,))


def standing(study: Study, of: Owner, id_: str, attribute: str) -> Standing:
    """Where a case, unit or source stands. A unit does not inherit from its case.

    Values stand in the order in which the framework declares them, else as numbers or dates do; what is none of these
    comes after them, in the natural order.
    """
    value = values_of(study, of, id_).get(attribute)
    if not value:
        return NOWHERE
    declared = study.framework.attributes.get(attribute)
    extent = declared.extent(value) if declared else None
    title = declared.values[value].title if declared and value in declared.values else value
    return Standing(value, title or value, (0, *extent) if extent else (1, natural(value)))


def values_of(study: Study, of: Owner, id_: str) -> Mapping[str, str]:
    """The attributes of a case, or of one of its units or sources."""
    if of == "case":
        return study.case.attributes
    owner = study.case.units.get(id_) if of == "unit" else study.sources.get(id_)
    return owner.attributes if owner else {}


def behind(study: Study, units: Iterable[str], source: str) -> dict[Owner, Iterable[str]]:
    """Whose attributes a piece on some units from a source has: those of its case, its units and its source."""
    return {"case": (study.case.id,), "unit": units, "source": (source,)}


def all_of(study: Study, units: Iterable[str], source: str) -> dict[str, list[str]]:
    """All attributes that a piece has: `source:profession`, with their values, each once."""
    found: dict[str, dict[str, None]] = {}
    for of, ids in behind(study, units, source).items():
        for id_ in ids:
            for name, value in values_of(study, of, id_).items():
                found.setdefault(f"{of}:{name}", {})[value] = None
    return {name: [*values] for name, values in found.items()}


def named(text: str) -> tuple[str, list[Owner]]:
    """The attribute that a text names, and whose it may be: of all where nothing stands before a colon, and of none
    where a word does that is no kind of these."""
    word, colon, within = text.partition(":")
    return (within, [owner for owner in OWNERS if owner == word]) if colon else (text, [*OWNERS])


def ids_of(study: Study, of: Owner) -> Iterable[str]:
    """The ids of all units or sources of a case, or its own."""
    return (study.case.id,) if of == "case" else study.case.units if of == "unit" else study.sources


def standings(study: Study, attribute: str, of: Owner) -> list[Standing]:
    """Where a case stands, or each of its units or sources; what has no value is left out."""
    return [found for id_ in ids_of(study, of) if (found := standing(study, of, id_, attribute)).value]


def title_of(studies: Iterable[Study], attribute: str) -> str:
    """What tables call an attribute."""
    declared = (study.framework.attributes.get(attribute) for study in studies)
    return next((one.title for one in declared if one and one.title), attribute)


def attributes(studies: Iterable[Study], owners: Sequence[Owner] = OWNERS) -> list[str]:
    """The attributes that frameworks declare for owners of these kinds, or that one of them has."""
    found: dict[str, None] = {}
    for study in studies:
        known = study.framework.attributes.values()
        found.update((it.id, None) for it in known if not it.of or {*it.of} & {*owners})
        for of in owners:
            for id_ in ids_of(study, of):
                found.update(dict.fromkeys(values_of(study, of, id_)))
    return [*found]


def owner_of(name: str, studies: Sequence[Study], owners: Sequence[Owner]) -> Owner | Refusal:
    """Whose attribute is meant by a name: that of the cases if one in view has it, else of the units, else of the
    sources."""
    known = attributes(studies, owners)
    if name not in known:
        hint = nearest(name, known) or f"known are: {few(known)}" if known else "a framework declares `attributes:`"
        return Refusal(f'there is no attribute "{name}"', hint)
    for owner in owners:
        if any(values_of(study, owner, id_).get(name) for study in studies for id_ in ids_of(study, owner)):
            return owner
    what = ", ".join(owners[:-1]) + " or " * (len(owners) > 1) + owners[-1]
    return Refusal(f'no {what} in view has the attribute "{name}"', f"write `attributes: {{{name}: …}}` in a {what}")
