"""Seeing cases through another framework: from its name to the studies as it sees them."""

from pathlib import Path

from casecode.console.output import fail
from casecode.model.framework import Framework
from casecode.model.problem import nearest
from casecode.model.study import Study
from casecode.project.catalogue import is_file
from casecode.project.project import Project


def lens_of(project: Project, name: str) -> Framework | None:
    """The framework of a name or path; nothing where none is named, or where its file has problems."""
    if not name:
        return None
    path = Path(name) if is_file(Path(name)) else project.catalogue.find("frameworks", name)
    if path is None:
        known = project.catalogue.names("frameworks")
        fail(f'there is no framework "{name}"', nearest(name, known) or f"known frameworks: {', '.join(known)}")
    try:
        return project.framework(path)
    except OSError as error:
        fail(f"cannot read {name}: {error.strerror}")


def seen_through(project: Project, lens: Framework | None, study: Study) -> Study:
    """The study as it is, or through a lens for which there is a crosswalk; without one the call ends."""
    if lens is None or lens.id == study.framework.id:
        return study
    from casecode.analysis.crosswalk import crosswalks, through

    crosswalk = next(crosswalks(study.framework, lens), None)
    if crosswalk is None:
        fail(f"there is no crosswalk from {study.framework.id} to {lens.id}", _hint(project, study.framework))
    return through(study, lens, crosswalk)


def _hint(project: Project, source: Framework) -> str:
    from casecode.analysis.crosswalk import crosswalks

    others = (project.peek(Framework, path) for path in project.catalogue.files("frameworks"))
    leading = [it.id for it in others if it and it.id != source.id and next(crosswalks(source, it), None)]
    if leading:
        return f"there are crosswalks to {', '.join(leading)}"
    return f"add one to either framework: crosswalks: [{{from: {source.id}, map: {{its-factor: other-factor}}}}]"
