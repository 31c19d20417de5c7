"""Problems on one line each, for editors and greps."""

from casecode.render.formats import Look
from casecode.render.problems import Problematic, head, waiver


def render(report: Problematic, _look: Look) -> str:
    """path:line:column: severity[rule] message; then what is waived."""
    problems, waived = report.problems()
    return "".join(f"{head(problem)}\n" for problem in problems) + "".join(map(waiver, waived))
