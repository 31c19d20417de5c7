"""Where cases and units stand by an attribute, such as an outcome: the values in the order of the framework."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from casecode.model.study import Study, natural

Owner = Literal["case", "unit"]
OWNERS: tuple[Owner, ...] = ("case", "unit")


class Standing(Struct, frozen=True):
    """The value of an attribute: its id, what tables call it, and its rank (0: the first that is declared).

    Without a value the id is empty, and the rank is behind all others.
    """

    value: str
    title: str
    rank: tuple[object, ...]


NOWHERE = Standing("", "", (2,))


def standing(study: Study, unit: str, attribute: str) -> Standing:
    """Where a unit of a case stands, or without a unit the case. A unit does not inherit from its case.

    Values that the framework does not declare come after those that it does, in the natural order.
    """
    known = study.case.units.get(unit)
    values = (known.attributes if known else {}) if unit else study.case.attributes
    value = values.get(attribute)
    if not value:
        return NOWHERE
    declared = study.framework.attributes.get(attribute)
    if declared and value in declared.values:
        return Standing(value, declared.values[value].title or value, (0, [*declared.values].index(value)))
    return Standing(value, value, (1, natural(value)))


def standings(study: Study, attribute: str, of: Owner) -> list[Standing]:
    """Where a case stands, or each of its units; what has no value is left out."""
    owners = study.case.units if of == "unit" else ("",)
    return [found for unit in owners if (found := standing(study, unit, attribute)).value]


def title_of(studies: Iterable[Study], attribute: str) -> str:
    """What tables call an attribute."""
    declared = (study.framework.attributes.get(attribute) for study in studies)
    return next((one.title for one in declared if one and one.title), attribute)


def attributes(studies: Iterable[Study]) -> list[str]:
    """The attributes that frameworks declare or that cases and units have."""
    found: dict[str, None] = {}
    for study in studies:
        found.update(dict.fromkeys((*study.framework.attributes, *study.case.attributes)))
        for unit in study.case.units.values():
            found.update(dict.fromkeys(unit.attributes))
    return [*found]
