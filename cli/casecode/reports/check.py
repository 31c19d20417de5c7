"""The report of `check`: problems in files, those to show and those that comments waive."""

from msgspec import Struct

from casecode.checks.waivers import Waived
from casecode.model.problem import Problem
from casecode.model.span import Span
from casecode.reports import contract
from casecode.reports.cells import plural


class Check(Struct, frozen=True):
    """The problems that stand, of which warnings may be left out (`shown`), those waived, and how many files there are.

    What is waived is always in the JSON; people see it where they ask for it.
    """

    standing: tuple[Problem, ...]
    shown: tuple[Problem, ...]
    waived: tuple[Waived, ...]
    files: int
    with_waived: bool = False

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.standing)

    @property
    def warnings(self) -> int:
        return len(self.standing) - self.errors

    def problems(self) -> tuple[tuple[Problem, ...], tuple[Waived, ...]]:
        """For people: the problems to show, and those to name as waived."""
        return self.shown, self.waived if self.with_waived else ()

    def wire(self) -> contract.Problems:
        """For programs: the JSON of `casecode/problems`."""
        return contract.Problems(
            errors=sum(problem.severity == "error" for problem in self.shown),
            warnings=sum(problem.severity == "warning" for problem in self.shown),
            files=self.files,
            problems=[_wire(problem) for problem in self.shown],
            waived=[contract.Waived(_wire(one.problem), one.reason) for one in self.waived],
        )

    def summary(self) -> str:
        """What a person wants to know last."""
        found = "No problems"
        if self.standing:
            found = f"{plural(self.errors, 'error')} and {plural(self.warnings, 'warning')}"
        waived = f"; {plural(len(self.waived), 'warning')} waived" if self.waived else ""
        return f"{found} in {plural(self.files, 'file')}{waived}."


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


def _place(span: Span) -> contract.Place:
    return contract.Place(span.document.name, span.line, span.column, span.end_line, span.end_column)
