"""Conditions on the attributes of cases, units and sources: `profession=nurse`, `uptake!=low`, `beds>=200`."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.attributes import named, owner_of, standings, values_of
from casecode.analysis.refusal import Refusal, few
from casecode.model.attribute import OWNERS, Attribute, Extent, Owner, number
from casecode.model.problem import nearest
from casecode.model.study import Study

Operator = Literal["=", "!=", "<", "<=", ">", ">="]
_CONDITION = re.compile(r"([^!<>=]*)(!=|<=|>=|=|<|>)(.*)", re.DOTALL)
# Given the extents of a value and of what is asked for; of a period each says what is certain: 2013/2015 is neither
# before 2014 nor after it.
_CERTAINLY: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda value, asked: asked[0] <= value[0] and value[1] <= asked[1],
    "<": lambda value, asked: value[1] < asked[0],
    "<=": lambda value, asked: value[1] <= asked[1],
    ">": lambda value, asked: value[0] > asked[1],
    ">=": lambda value, asked: value[0] >= asked[0],
}


class Condition(Struct, frozen=True):
    """What an attribute of cases, units or sources has to be. What has no value passes no condition."""

    attribute: str
    of: Owner
    operator: Operator
    values: tuple[str, ...]

    def holds(self, study: Study, id_: str) -> bool:
        """Whether a case, unit or source passes."""
        value = values_of(study, self.of, id_).get(self.attribute)
        if not value:
            return False
        declared = study.framework.attributes.get(self.attribute)
        if self.operator == "!=":
            return not any(_passes("=", declared, value, asked) for asked in self.values)
        return any(_passes(self.operator, declared, value, asked) for asked in self.values)


def _passes(operator: str, declared: Attribute | None, value: str, asked: str) -> bool:
    if operator == "=" and not (declared and declared.has_order):
        return value == asked
    extents = _extent(declared, value), _extent(declared, asked)
    return all(extents) and _CERTAINLY[operator](*extents)


def _extent(declared: Attribute | None, value: str) -> Extent | None:
    """From where to where a value reaches; texts, too, are more and less where they are numbers."""
    return declared.extent(value) if declared and declared.has_order else number(value)


def conditions(texts: Iterable[str], studies: Sequence[Study]) -> tuple[Condition, ...] | Refusal:
    """What texts ask for; `unit:size=big` says whose attribute is meant.

    Several values behind commas, or in several texts with `=` of one attribute, are alternatives; all else must hold
    together.
    """
    found: dict[tuple[str, ...], Condition] = {}
    for text in texts:
        condition = _condition(text, studies)
        if isinstance(condition, Refusal):
            return condition
        key = (condition.attribute, condition.of, "" if condition.operator == "=" else text)
        before = found[key].values if key in found else ()
        found[key] = replace(condition, values=(*before, *condition.values))
    return (*found.values(),)


def _condition(text: str, studies: Sequence[Study]) -> Condition | Refusal:
    match = _CONDITION.fullmatch(text)
    if match is None:
        return Refusal(f'"{text}" is no condition', "write ATTRIBUTE=VALUE, or != < <= > >= in place of =")
    name, operator, listed = (part.strip() for part in match.groups())
    attribute, owners = named(name)
    if not owners:
        word = name.partition(":")[0]
        return Refusal(f'"{word}" has no attributes', f"write {' or '.join(f'{owner}:' for owner in OWNERS)}")
    owner = owner_of(attribute, studies, owners)
    if isinstance(owner, Refusal):
        return owner
    values = tuple(value.strip() for value in listed.split(",") if value.strip())
    if not values:
        return Refusal(f'"{text}" has no value', f"write {name}{operator}VALUE")
    condition = Condition(attribute, owner, operator, values)  # type: ignore[arg-type]
    declared = [one for study in studies if (one := study.framework.attributes.get(attribute))]
    return _disorder(condition, declared, studies) or _unknown(condition, declared, studies) or condition


def _disorder(condition: Condition, declared: Sequence[Attribute], studies: Sequence[Study]) -> Refusal | None:
    """Why more and less cannot be asked for."""
    name, operator = condition.attribute, condition.operator
    if operator in ("=", "!="):
        return None
    if len(condition.values) > 1:
        return Refusal(f"{name}{operator} takes one value", "give the option again for another condition")
    if declared and all(one.has_order for one in declared):
        return None
    values = (one.value for study in studies for one in standings(study, name, condition.of))
    if not any(one.values for one in declared) and all(map(number, (*values, *condition.values))):
        return None
    hint = "the framework says `ordered: true` of an attribute with values, else `type: number` or `type: date`"
    return Refusal(f'the values of "{name}" have no order', hint)


def _unknown(condition: Condition, declared: Sequence[Attribute], studies: Sequence[Study]) -> Refusal | None:
    """What is wrong with a value that nothing can have."""
    name = condition.attribute
    is_among = condition.operator in ("=", "!=") or any(one.values for one in declared)
    is_typed = bool(declared) and not any(one.values for one in declared) and declared[0].type != "text"
    if is_typed:
        wrong = next((it for it in condition.values if not any(one.can_be(it) for one in declared)), None)
        as_written = "write 12 or 12.5" if declared[0].type == "number" else "write 2014, 2014-09 or 2014-09-19"
        return (wrong and Refusal(f'{name}: "{wrong}" is no {declared[0].type}', as_written)) or None
    known = dict.fromkeys(value for one in declared for value in one.values)
    known = known or dict.fromkeys(one.value for study in studies for one in standings(study, name, condition.of))
    wrong = next((value for value in condition.values if value not in known), None)
    if wrong is None or not is_among:
        return None
    return Refusal(f'there is no value of {name} "{wrong}"', nearest(wrong, known) or f"known are: {few(known)}")
