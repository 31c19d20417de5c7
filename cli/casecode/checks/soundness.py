"""Whether the files that a project has taken can be reported on: the errors in and between them."""

from msgspec.structs import replace

from casecode.model.problem import Problem
from casecode.model.study import Corpus
from casecode.project import cache
from casecode.project.project import Project


def errors(project: Project) -> list[Problem]:
    """The errors in and between the files that were taken; that these have none is kept in the cache."""
    sound = cache.key_of(b"sound", *(key.encode() for key in project.keys))
    if not project.problems and cache.get(sound) is not None:
        return []
    from casecode.checks.errors import check_errors  # what is known to be sound needs no check

    problems = [*project.problems, *project.located(check_errors(project.corpus))]
    if not problems:
        cache.put(sound, b"")
    return [problem for problem in problems if problem.severity == "error"]


def held_back(project: Project) -> list[Problem]:
    """The errors that are not told as long as parts of the files cannot be read, and some that are no errors then."""
    from casecode.checks.errors import check_errors

    frameworks = tuple(replace(it, unread=()) for it in project.corpus.frameworks)
    studies = tuple(
        replace(it, case=replace(it.case, unread=()), framework=replace(it.framework, unread=()))
        for it in project.corpus.studies
    )
    return [it for it in project.located(check_errors(Corpus(studies, frameworks))) if it.severity == "error"]
