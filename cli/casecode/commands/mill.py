"""`casecode mill`: what goes with an outcome, by agreement and by difference."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.across import AnyColumnsArgument, RowsName, RowsOption, check_attribute, columns_of, title_of
from casecode.console.options import FilterOptions, check_known
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.analysis.matrix import Column
    from casecode.analysis.mill import Outcome
    from casecode.analysis.presence import Presences, State

OutcomeOption = Annotated[
    str,
    typer.Option(
        "--outcome",
        "-O",
        metavar="WHAT",
        autocompletion=names.outcomes,
        help="ATTRIBUTE=VALUE (or VALUE,VALUE), or a factor or theme that evidence is for or against.",
    ),
]


def run(
    outcome: OutcomeOption,
    columns: AnyColumnsArgument = None,
    rows: RowsOption = RowsName.factor,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("mill")],
) -> None:
    """Find what all cases or units with an outcome agree in, and pairs that differ in the outcome and one thing only.

    After Mill (1843). Presence has three states: evidence for, evidence against, none. A conclusion for which evidence
    is missing is marked as open. --factor limits what may go with the outcome, such as --factor internal-drivers.
    """
    from casecode.console.output import emit
    from casecode.reports import mill

    found = columns_of(columns, filters.framework, 2)
    name, leave_out = _outcome(found, outcome, rows)
    emit(mill.build(filters.narrow(found), name, rows.value, leave_out), output)


def _outcome(columns: "list[Column]", text: str, rows: RowsName) -> "tuple[tuple[str, str, Outcome], tuple[str, ...]]":
    """What the outcome is called, in words, and what tells it; and the factors and themes that are the outcome."""
    attribute, equals, values = text.partition("=")
    if equals:
        outcome = _by_attribute(columns, attribute.strip(), [value.strip() for value in values.split(",")])
        return outcome, _below(columns, _summed_up(columns, attribute.strip()))
    from casecode.analysis.presence import presence_of

    framework = columns[0].study.framework
    having = {id_: column.study for column in reversed(columns) for id_ in column.study.themes}
    check_known("factor or theme", text, (*framework.by_id, *having))
    told = {column.id: presence_of(column, text).state for column in columns}
    study = having.get(text)
    title = study.shared_label_of(text) if study else framework.title_of(text)
    outcome = text, title, lambda side: told[side.column.id]
    if study is None:
        return outcome, _below(columns, {text})
    return outcome, (text,) if rows == RowsName.theme else study.factors_of(text)


def _summed_up(columns: "list[Column]", attribute: str) -> set[str]:
    """The factors that an attribute sums up, as the framework names them through which the cases are seen."""
    found: set[str] = set()
    for study in (column.study for column in columns):
        declared = (study.original or study).framework.attributes.get(attribute)
        if declared and declared.factor:
            found.update(study.factors_of(declared.factor))
    return found


def _below(columns: "list[Column]", factors: set[str]) -> tuple[str, ...]:
    """Factors with all below them."""
    framework = columns[0].study.framework
    return tuple(one for one in framework.by_id if any(framework.is_within(one, factor) for factor in factors))


def _by_attribute(columns: "list[Column]", attribute: str, values: list[str]) -> "tuple[str, str, Outcome]":
    from casecode.reports.presences import stands

    check_attribute(columns, attribute)
    declared = columns[0].study.framework.attributes.get(attribute)
    here = {stands(column, attribute).value for column in columns} - {""}
    known = tuple(declared.values) if declared and declared.values else tuple(sorted(here))
    for value in values:
        check_known(f"value of {attribute}", value, known)
    titles = [declared.values[value].title if declared and value in declared.values else value for value in values]

    def tells(profile: "Presences") -> "State":
        value = stands(profile.column, attribute).value
        return "open" if not value else "for" if value in values else "against"

    return f"{attribute}={','.join(values)}", f"{title_of(columns, attribute)}: {' or '.join(titles)}", tells
