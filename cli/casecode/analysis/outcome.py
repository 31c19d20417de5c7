"""What an outcome is, and which columns have it: a value of an attribute, or a factor or theme with evidence for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from casecode.analysis.attributes import RATED, attributes, standing, title_of
from casecode.analysis.matrix import Column
from casecode.analysis.presence import RowKind, State, presence_of
from casecode.analysis.refusal import Refusal
from casecode.model.attribute import Attribute
from casecode.model.problem import nearest


class Step(Struct, frozen=True):
    """The value of a column, and the next ones by which it would change sides; with both in words."""

    before: str
    after: tuple[str, ...]
    title: str


class Outcome(Struct, frozen=True):
    """An outcome as it was asked for and in words, and for each column by its id whether it has it.

    `itself` are the factors and themes that are the outcome: they cannot go with it. `steps` are those by which a
    column would have it or have it no more, where one is enough; `scale` are the values in words whose order makes a
    step: without them any value is one step from any other.
    """

    name: str
    title: str
    states: Mapping[str, State]
    itself: tuple[str, ...] = ()
    steps: Mapping[str, Step] = {}
    scale: tuple[str, ...] = ()


_TURNS: dict[State, Step] = {
    "for": Step("for", ("against",), "with → without"),
    "against": Step("against", ("for",), "without → with"),
}


def read_outcome(text: str, columns: Sequence[Column], kind: RowKind = "factor") -> Outcome | Refusal:
    """The outcome that a text names: `ATTRIBUTE=VALUE` (or several values), a factor with all below it, or a theme.

    It is told by all evidence of the columns, whatever a query selects of them.
    """
    attribute, equals, values = text.partition("=")
    if equals:
        return _by_attribute(columns, attribute.strip(), [value.strip() for value in values.split(",")])
    framework = columns[0].study.framework
    having = {id_: column.study for column in reversed(columns) for id_ in column.study.themes}
    known = (*framework.by_id, *having)
    if text not in known:
        if text in attributes((column.study for column in columns), RATED):
            return _without_value(columns, text)
        return Refusal(f'there is no factor or theme "{text}"', _hint(text, known))
    states = {column.id: presence_of(column, text).state for column in columns}
    steps = {id_: _TURNS[state] for id_, state in states.items() if state in _TURNS}
    study = having.get(text)
    if study is None:
        return Outcome(text, framework.title_of(text), states, _below(columns, {text}), steps)
    itself = (text,) if kind == "theme" else study.factors_of(text)
    return Outcome(text, study.shared_label_of(text), states, itself, steps)


def _by_attribute(columns: Sequence[Column], attribute: str, values: Sequence[str]) -> Outcome | Refusal:
    studies = [column.study for column in columns]
    known_attributes = attributes(studies, RATED)
    if attribute not in known_attributes:
        hint = _hint(attribute, known_attributes) if known_attributes else "cases have `attributes:`"
        return Refusal(f'there is no attribute "{attribute}"', hint)
    known = _values(columns, attribute)
    for value in values:
        if value not in known:
            return Refusal(f'there is no value of {attribute} "{value}"', _hint(value, known))
    found = {column.id: standing(column.study, *column.owner, attribute).value for column in columns}
    states: dict[str, State] = {
        id_: "open" if not value else "for" if value in values else "against" for id_, value in found.items()
    }
    title = f"{title_of(studies, attribute)}: {' or '.join(known[value] for value in values)}"
    declared = _declared(columns, attribute)
    is_ordered = declared is not None and declared.ordered and bool(declared.values)
    steps = {id_: step for id_, value in found.items() if (step := _step(value, values, known, is_ordered))}
    itself = _below(columns, _summed_up(columns, attribute))
    scale = tuple(known.values()) if is_ordered else ()
    return Outcome(f"{attribute}={','.join(values)}", title, states, itself, steps, scale)


def _step(value: str, asked: Collection[str], known: Mapping[str, str], is_ordered: bool) -> Step | None:
    """The step from a value across the line between those that are the outcome and those that are not."""
    if value not in known:
        return None
    values = [*known]
    at = values.index(value)
    near = values[max(at - 1, 0) : at + 2] if is_ordered else values
    after = tuple(it for it in near if (it in asked) != (value in asked))
    return Step(value, after, f"{known[value]} → {' or '.join(known[it] for it in after)}") if after else None


def _without_value(columns: Sequence[Column], attribute: str) -> Refusal:
    """What to write where an attribute is named without a value."""
    known = [*_values(columns, attribute)]
    hint = f"write {attribute}={known[0]}; its values are {', '.join(known)}" if known else "none of them has a value"
    return Refusal(f'"{attribute}" is an attribute, and an outcome is one or several of its values', hint)


def _values(columns: Sequence[Column], attribute: str) -> dict[str, str]:
    """The values of an attribute with their titles: as the framework declares them, else those that occur."""
    declared = _declared(columns, attribute)
    if declared and declared.values:
        return {value: it.title or value for value, it in declared.values.items()}
    found = sorted({standing(column.study, *column.owner, attribute).value for column in columns} - {""})
    return {value: value for value in found}


def _declared(columns: Sequence[Column], attribute: str) -> Attribute | None:
    """An attribute as the own framework of the cases declares it, whatever they are seen through."""
    study = columns[0].study
    return (study.original or study).framework.attributes.get(attribute)


def _summed_up(columns: Iterable[Column], attribute: str) -> set[str]:
    """The factors that an attribute sums up, as the framework names them through which the cases are seen."""
    found: set[str] = set()
    for study in (column.study for column in columns):
        declared = (study.original or study).framework.attributes.get(attribute)
        if declared and declared.factor:
            found.update(study.factors_of(declared.factor))
    return found


def _below(columns: Sequence[Column], factors: set[str]) -> tuple[str, ...]:
    """Factors with all below them."""
    framework = columns[0].study.framework
    return tuple(one for one in framework.by_id if any(framework.is_within(one, factor) for factor in factors))


def _hint(name: str, known: Collection[str]) -> str:
    return nearest(name, known) or f"known are: {', '.join(known) or 'none'}"
