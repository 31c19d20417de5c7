"""Seeing cases through another framework: from its name to the studies as it sees them."""

from pathlib import Path

from casecode.console.output import fail
from casecode.model.framework import Framework
from casecode.model.problem import nearest
from casecode.model.study import Study
from casecode.project.catalogue import Library, declared_id, is_file
from casecode.project.loader import Loader


def lens_of(loader: Loader, name: str) -> Framework | None:
    """The framework of a name or path; nothing where none is named, or where its file has problems."""
    if not name:
        return None
    path = Path(name) if is_file(Path(name)) else loader.library.find("frameworks", name)
    if path is None:
        known = loader.library.names("frameworks")
        fail(f'there is no framework "{name}"', nearest(name, known) or f"known frameworks: {', '.join(known)}")
    try:
        return loader.frameworks.get(declared_id(path, "frameworks") or "") or loader.framework(path)
    except OSError as error:
        fail(f"cannot read {name}: {error.strerror}")


def seen_through(loader: Loader, lens: Framework | None, study: Study) -> Study:
    """The study as it is, or through a lens for which there is a crosswalk; without one the call ends."""
    if lens is None or lens.id == study.framework.id:
        return study
    from casecode.analysis.crosswalk import crosswalks, through

    crosswalk = next(crosswalks(study.framework, lens), None)
    if crosswalk is None:
        fail(f"there is no crosswalk from {study.framework.id} to {lens.id}", _hint(loader.library, study.framework))
    return through(study, lens, crosswalk)


def _hint(library: Library, source: Framework) -> str:
    from casecode.analysis.crosswalk import crosswalks

    reader = Loader(library)
    others = (reader.framework(path) for path in library.files("frameworks"))
    leading = [it.id for it in others if it and it.id != source.id and next(crosswalks(source, it), None)]
    if leading:
        return f"there are crosswalks to {', '.join(leading)}"
    return f"add one to either framework: crosswalks: [{{from: {source.id}, map: {{its-factor: other-factor}}}}]"
