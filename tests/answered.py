"""What holds whatever a file holds: all that was found can be shown, and stands where it says."""

import msgspec

from casecode.checks.everything import check
from casecode.model.problem import Problem, in_order
from casecode.project.project import Project
from casecode.render import github, short
from casecode.render import problems as blocks
from casecode.render.formats import Look
from casecode.reports.check import Check


def assert_in_place(problem: Problem) -> None:
    """Every place of a problem is a stretch of the document that it names; a line break has room for a caret."""
    for span in (problem.span, *(related.span for related in problem.related)):
        lines = span.document.lines
        assert span.document.name
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(lines)
        assert span.end_column <= len(lines[span.end_line - 1]) + 2


def assert_answered(opened: Project) -> None:
    """All that was found can be shown in every format, and stands where it says."""
    problems = tuple(in_order([*opened.problems, *opened.located(check(opened.corpus))]))
    for problem in problems:
        assert_in_place(problem)
    report = Check(problems, problems, (), 1)
    for text in (writer.render(report, Look()) for writer in (blocks, short, github)):
        assert "\x1b" not in text
        assert text.encode().count(b"\n") >= len(problems)
    found = msgspec.json.decode(msgspec.json.encode(report.wire()))["problems"]
    assert [problem["rule"] for problem in found] == [problem.rule for problem in problems]
    for study in opened.studies:
        assert len(study.evidence) == len(study.case.evidence)
