"""Problems as text for people, one line each, JSON for programs, and annotations for a code host."""

from collections.abc import Sequence

from casecode.checks.waivers import Waived
from casecode.model.problem import Problem
from casecode.model.span import Span
from casecode.render.text import one_line, visible
from casecode.reports import contract
from casecode.reports.cells import plural

_WIDEST = 110  # characters of a line that are shown around the caret


def render_text(problems: Sequence[Problem], waived: Sequence[Waived] = (), colour: bool = False) -> str:
    """Each problem with its line, a caret below it, related places and a hint; then what is waived."""
    return "".join(f"{_block(problem, colour)}\n" for problem in problems) + "".join(map(_waived, waived))


def render_short(problems: Sequence[Problem], waived: Sequence[Waived] = ()) -> str:
    """One line for each problem: path:line:column: severity[rule] message; then what is waived."""
    return "".join(f"{_head(problem)}\n" for problem in problems) + "".join(map(_waived, waived))


def render_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that show each problem at its line in a pull request."""
    return "".join(
        f"::{problem.severity} file={_property(problem.span.document.name)},line={problem.span.line},"
        f"col={problem.span.column},title={_property(problem.rule)}::{_data(_with_hint(problem))}\n"
        for problem in problems
    )


def wire_problems(problems: Sequence[Problem], waived: Sequence[Waived], files: int) -> contract.Problems:
    """The JSON of `casecode/problems`."""
    return contract.Problems(
        errors=sum(problem.severity == "error" for problem in problems),
        warnings=sum(problem.severity == "warning" for problem in problems),
        files=files,
        problems=[_wire(problem) for problem in problems],
        waived=[contract.Waived(_wire(one.problem), one.reason) for one in waived],
    )


def _wire(problem: Problem) -> contract.Problem:
    return contract.Problem(
        rule=problem.rule,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        place=_place(problem.span),
        line_text=problem.span.line_text,
        related=[contract.Related(related.message, _place(related.span)) for related in problem.related],
    )


def summary(errors: int, warnings: int, waived: int, files: int) -> str:
    """What a person wants to know last."""
    checked = plural(files, "file")
    found = f"{plural(errors, 'error')} and {plural(warnings, 'warning')}" if errors or warnings else "No problems"
    return f"{found} in {checked}; {plural(waived, 'warning')} waived." if waived else f"{found} in {checked}."


def _waived(one: Waived) -> str:
    problem = one.problem
    place, message = one_line(str(problem.span)), one_line(problem.message)
    return f"{place}: waived[{problem.rule}] {message} (reason: {one_line(one.reason)})\n"


def _head(problem: Problem) -> str:
    return f"{one_line(str(problem.span))}: {problem.severity}[{problem.rule}] {one_line(problem.message)}"


def _block(problem: Problem, colour: bool) -> str:
    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    tint = "31;1" if problem.severity == "error" else "35;1"
    kind = paint(tint, f"{problem.severity}[{problem.rule}]")
    lines = [f"{paint('1', one_line(str(problem.span)))}: {kind} {one_line(problem.message)}"]
    lines += _excerpt(problem.span, tint if colour else "")
    for related in problem.related:
        lines.append(f"  note: {one_line(related.message)}: {one_line(str(related.span))}")
        lines += _excerpt(related.span, "2" if colour else "")
    if problem.hint:
        lines.append(f"  {paint('36', 'hint:')} {one_line(problem.hint)}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, tint: str) -> list[str]:
    """The line with a caret under the stretch, cut to what is near it where the line is long."""
    text = span.line_text
    if not text.strip():
        return []
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text.rstrip())
    first = 0 if len(text) <= _WIDEST else max(0, min(start - 20, len(text) - _WIDEST))
    last = first + _WIDEST
    shown = ("…" if first else "") + visible(text[first:last]) + ("…" if last < len(text) else "")
    before = ("…" if first else "") + visible(text[first:start])
    under = max(1, len(visible(text[start : min(end, last)])))
    number = str(span.line)
    caret = f"{' ' * _width(before)}{'^' * under}"
    if tint:
        caret = f"\x1b[{tint}m{caret}\x1b[0m"
    return [f"  {number} | {shown.rstrip()}", f"  {' ' * len(number)} | {caret}"]


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _place(span: Span) -> contract.Place:
    return contract.Place(span.document.name, span.line, span.column, span.end_line, span.end_column)


def _with_hint(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
