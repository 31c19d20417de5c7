"""Problems as workflow commands: a code host shows each at its line in a pull request."""

from casecode.model.problem import Problem
from casecode.render.formats import Look
from casecode.render.problems import Problematic
from casecode.render.text import one_line, visible


def render(report: Problematic, _look: Look) -> str:
    """An annotation for each problem; what is waived is none."""
    problems, _ = report.problems()
    return "".join(
        f"::{problem.severity} file={_property(problem.span.document.name)},line={problem.span.line},"
        f"col={problem.span.column},title={_property(problem.rule)}::{_data(_with_hint(problem))}\n"
        for problem in problems
    )


def _with_hint(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _data(text: str) -> str:
    return one_line(text, visible).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
