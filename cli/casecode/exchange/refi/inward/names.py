"""How what a project brings is to be called: its framework, and its cases."""

from casecode.analysis.ids import slug
from casecode.exchange.refi.project import Project
from casecode.exchange.refi.tails import parted, text
from casecode.read.words import is_id


def usual(project: Project, file: str) -> str:
    """The id of what has none: that of the project."""
    return slug(project.name) or slug(file.rpartition(".")[0]) or "project"


def framework_of(project: Project, file: str) -> str:
    """The id of the framework: that which a study wrote, or one after the project, which no case has."""
    own = text(parted(project.description)[1], "framework")
    return own if is_id(own) else f"{usual(project, file)}-codebook"


def cases_of(project: Project) -> list[str]:
    """The ids of the cases of a study that wrote the project; none where another program did."""
    found = (text(parted(case.description)[1], "case") for case in project.cases)
    return [id_ for id_ in found if is_id(id_)]
