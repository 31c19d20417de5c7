"""Problems for people: each with the line that it stands in."""

from collections.abc import Sequence
from typing import Protocol

from casecode.checks.waivers import Waived
from casecode.model.problem import Problem
from casecode.model.span import Span
from casecode.render.formats import Look
from casecode.render.text import one_line, visible

_WIDEST = 110  # characters of a line that are shown around the caret


class Problematic(Protocol):
    """A report that is a list of problems."""

    def problems(self) -> tuple[Sequence[Problem], Sequence[Waived]]:
        """The problems to show, and those to name with the reason why they are waived."""
        ...


def render(report: Problematic, look: Look) -> str:
    """Each problem with its line, a caret below it, related places and a hint; then what is waived."""
    problems, waived = report.problems()
    return blocks(problems, look.colour) + "".join(map(waiver, waived))


def blocks(problems: Sequence[Problem], colour: bool = False) -> str:
    """Each problem with its line, a caret below it, related places and a hint."""
    return "".join(f"{_block(problem, colour)}\n" for problem in problems)


def head(problem: Problem) -> str:
    """A problem on one line: path:line:column: severity[rule] message."""
    return f"{_line(str(problem.span))}: {problem.severity}[{problem.rule}] {_line(problem.message)}"


def waiver(one: Waived) -> str:
    """A problem that is waived, on a line with the reason."""
    problem = one.problem
    place, message = _line(str(problem.span)), _line(problem.message)
    return f"{place}: waived[{problem.rule}] {message} (reason: {_line(one.reason)})\n"


def _block(problem: Problem, colour: bool) -> str:
    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    tint = "31;1" if problem.severity == "error" else "35;1"
    kind = paint(tint, f"{problem.severity}[{problem.rule}]")
    lines = [f"{paint('1', _line(str(problem.span)))}: {kind} {_line(problem.message)}"]
    lines += _excerpt(problem.span, tint if colour else "")
    for related in problem.related:
        lines.append(f"  note: {_line(related.message)}: {_line(str(related.span))}")
        lines += _excerpt(related.span, "2" if colour else "")
    if problem.hint:
        lines.append(f"  {paint('36', 'hint:')} {_line(problem.hint)}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, tint: str) -> list[str]:
    """The line with a caret under the stretch, cut to what is near it where the line is long."""
    text = span.line_text
    if not text or text.isspace():
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


def _line(text: str) -> str:
    """A text on one line, with all that is in it: what a message is about may be what nobody sees."""
    return one_line(text, visible)
