"""From the names on the command line to studies: where a call is wrong it ends here, with what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from msgspec.structs import replace

from casecode.analysis.matrix import Column
from casecode.analysis.refusal import few
from casecode.analysis.selection import Selection
from casecode.checks.soundness import errors
from casecode.console import progress
from casecode.console.lens import lens_of, seen_through
from casecode.console.output import fail, here, refuse, say
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import nearest
from casecode.model.study import Corpus, Study
from casecode.project.catalogue import KINDS, SUFFIXES, Catalogue, Kind, is_file
from casecode.project.journal import JournalError
from casecode.project.project import Project

TRIES = 5  # to read a project that somebody is changing
_T = TypeVar("_T")


def open_project() -> Project:
    """The project that the current folder belongs to, with the built-in library behind it; opened once a call."""
    try:
        project = Project.at(here())
    except JournalError as error:
        fail(str(error), error.hint)
    progress.begin(project.files)
    return project


def steady(project: Project | None = None) -> Iterator[Project]:
    """The project; and anew for as long as somebody changed it while what is done with it was done."""
    opened = project or open_project()
    yield opened
    for _ in range(TRIES - 1):
        if opened.is_steady:
            return
        before, opened = opened, open_project()
        opened.files.take_input_of(before.files)
        yield opened


def load_cases(names: Sequence[str] | None, framework: str = "", project: Project | None = None) -> list[Study]:
    """The cases of these names, paths, or `-` for standard input; none for all of the project, or else of the library.

    Through another framework if one is named. Errors in their files end the call.
    """
    for opened in steady(project):
        paths = [case_path(opened.catalogue, name) for name in names] if names else all_cases(opened)
        studies = [study for study in read_each(opened, paths, opened.case) if study is not None]
        lens = lens_of(opened, framework)
    stop_at_errors(opened)
    return [seen_through(opened, lens, study) for study in studies]


def load_one(name: str) -> Study | Framework:
    """The case or else the framework of this name or path, or on standard input. Errors in its files end the call."""
    for opened in steady():
        read_each(opened, [path_of(opened.catalogue, name, ("cases", "frameworks"))], opened.take)
    stop_at_errors(opened)
    return opened.studies[0] if opened.studies else opened.corpus.frameworks[0]


def load_with_cases(name: str, lens_name: str = "") -> tuple[Framework, list[Study], str]:
    """The framework of this name or path with all cases coded against it; or the case of this name with its framework,
    and its title. Through another framework if one is named. A framework without cases has one in which nothing is."""
    for opened in steady():
        read_each(opened, [path_of(opened.catalogue, name, ("frameworks", "cases"))], opened.take)
        studies = [*opened.studies]
        title = studies[0].case.title if studies else ""
        if not studies:
            found = opened.corpus.frameworks
            read = read_each(opened, all_cases(opened), opened.case) if found else []
            studies = [study for study in read if study is not None and study.framework.id == found[0].id]
        lens = lens_of(opened, lens_name)
    stop_at_errors(opened)
    framework = lens or (studies[0].framework if studies else found[0])
    return framework, [seen_through(opened, lens, it) for it in studies] or [Study(Case(), framework)], title


def all_cases(project: Project) -> list[Path]:
    """The files of all cases of the project, or of the built-in library where there is no project."""
    return [*project.catalogue.nearest.files("cases")]


def read_each(project: Project, paths: Sequence[Path], read: Callable[[Path], _T]) -> list[_T]:
    """What is read of each file; one that cannot be opened ends the call."""
    project.files.expect(paths)
    found = []
    for path in paths:
        try:
            found.append(read(path))
        except (OSError, ValueError) as error:
            _unreadable(path, error)
    return found


def _unreadable(path: Path | str, error: OSError | ValueError) -> NoReturn:
    fail(f"cannot read {path}: {error.strerror if isinstance(error, OSError) else error}")


def case_path(catalogue: Catalogue, name: str) -> Path:
    """The file of a case: the path as given, then by its name in the project, then in the built-in library."""
    return path_of(catalogue, name, ("cases",))


def path_of(catalogue: Catalogue, name: str, kinds: Sequence[Kind]) -> Path:
    """The file of something of these kinds: the path as given, then by its name, those of the first kind before all."""
    path = Path(name)
    if name == "-" or is_file(path):
        return path
    stem = path.stem if path.name == name and path.suffix in SUFFIXES else name
    try:
        found = next((it for kind in kinds if (it := catalogue.find(kind, stem))), None)
        if found is None and path.is_dir():
            fail(f"{name} is a folder", f"name a {kinds[0].removesuffix('s')} file in it")
    except OSError as error:  # a name that no file can have
        _unreadable(name, error)
    if found is None:
        known = [it for kind in kinds for it in (catalogue.nearest if kind == "cases" else catalogue).names(kind)]
        wanted = " or ".join(kind.removesuffix("s") for kind in kinds)
        what = "no such file" if "/" in name or path.suffix else f"there is no such {wanted}"
        fail(f"{name}: {what}", nearest(path.stem, known) or f"known {' and '.join(kinds)}: {few(known)}")
    return found


def load_each_root() -> Iterator[Corpus]:
    """All of the project; then, for who has not found what was looked for, all of the built-in library as well."""
    noted: set[str] = set()
    project = open_project()
    for number, _ in enumerate(project.catalogue.roots, 1):
        project, corpus = _all_of(project, number, noted)
        yield corpus


def load_all() -> Corpus:
    """All of the project, with the frameworks that its cases use; where there is none, of the built-in library. Files
    with errors are named in a note."""
    return _all_of(open_project(), 1, set())[1]


def _all_of(project: Project, roots: int, noted: set[str]) -> tuple[Project, Corpus]:
    """All of the first roots, with what they refer to; files with errors that were not noted before are noted."""
    for opened in steady(project):
        catalogue = Catalogue(opened.catalogue.roots[:roots], opened.files.read)
        paths = [path for kind in KINDS for path in catalogue.files(kind)]
        opened.files.expect(paths)
        unread = {}
        for path in paths:
            try:
                opened.take(path)
            except OSError as error:
                unread[str(path)] = error.strerror
    broken = {problem.span.document.name for problem in errors(opened)} - noted
    for name in sorted(unread.keys() - noted):
        say(f"Note: cannot read {name}: {unread[name]}")
    for name in sorted(broken):
        say(f"Note: {name} has errors; `casecode check` shows them.")
    noted.update(broken, unread)
    return opened, opened.corpus


def files_to_check(catalogue: Catalogue, names: Sequence[str]) -> list[Path]:
    """The files that `check` is asked for: all of the project or the built-in library, of a folder, or those named."""
    if not names:
        return [path for kind in KINDS for path in catalogue.nearest.files(kind)]
    files: list[Path] = []
    for name in names:
        path = Path(name)
        try:
            if path.is_dir():
                files += _files_in(path)
            elif path.exists() or name == "-":
                files.append(path)
            else:
                files.append(catalogue.find("frameworks", name) or case_path(catalogue, name))
        except OSError as error:  # a name that no file can have
            _unreadable(name, error)
    return files


def _files_in(folder: Path) -> list[Path]:
    """Frameworks and cases of a folder: of a project those in its `frameworks/` and `cases/`, else its own files."""
    own = Catalogue((folder,))
    found = [path for kind in KINDS for path in own.files(kind)]
    found = found or sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES and path.is_file())
    if not found:
        fail(
            f"{folder} holds no frameworks or cases", "they are .yaml files, in frameworks/ and cases/ or side by side"
        )
    return found


def stop_at_errors(project: Project) -> None:
    """End the call where files have errors: a report over half a file would mislead."""
    if found := errors(project):
        refuse(found)


def load_columns(names: Sequence[str] | None, framework: str = "") -> list[Column]:
    """The columns of a comparison: cases (`alibaba`), units in full (`alibaba:russia`) or alone (`russia`); all cases
    where none is named. If a framework is named they are seen through it."""
    for project in steady():
        wanted = _named(project, names) if names else [(path, "") for path in all_cases(project)]
        studies = read_each(project, [path for path, _ in wanted], project.case)
        lens = lens_of(project, framework)
    columns = [_column(study, unit) for study, (_, unit) in zip(studies, wanted, strict=True) if study is not None]
    stop_at_errors(project)
    seen = {id(study): seen_through(project, lens, study) for study in project.studies}
    return _named_apart([replace(column, selection=Selection(seen[id(column.study)])) for column in columns])


def _named(project: Project, names: Sequence[str]) -> list[tuple[Path, str]]:
    """For each name the file of its case, and the unit that it names in that, if it names one."""
    catalogue = project.catalogue
    alone = [name for name in names if ":" not in name and not _is_case(catalogue, name)]
    owner = _owner(project, alone) if alone else Path()
    return [
        (owner, name) if name in alone else (case_path(catalogue, name.partition(":")[0]), name.partition(":")[2])
        for name in names
    ]


def _is_case(catalogue: Catalogue, name: str) -> bool:
    path = Path(name)
    return name == "-" or is_file(path) or catalogue.find("cases", path.stem if path.suffix else name) is not None


def _owner(project: Project, units: Sequence[str]) -> Path:
    """The file of the one case that has all these units; the nearest library that has one decides."""
    for root in project.catalogue.roots:
        found = project.having(units, Catalogue((root,), project.files.read))
        owners = [(path, case.id) for path, case in found if all(unit in case.units for unit in units)]
        if len(owners) > 1:
            choices = few([f"{case}:{units[0]}" for _, case in owners])
            fail(f"several cases have {_quoted(units)}", f"write one of {choices}")
        if owners:
            return owners[0][0]
    partly = project.having(units, project.catalogue)
    full = [f"{case.id}:{unit}" for unit in units for _, case in partly if unit in case.units]
    hint = f"write {', '.join(full)}" if full else f"known cases: {few(project.catalogue.nearest.names('cases'))}"
    return fail(f"neither a case nor a unit of one case: {_quoted(units)}", hint)


def _column(study: Study, unit: str) -> Column:
    case = study.case
    if not unit:
        return Column(case.id, case.title, Selection(study))
    if unit not in case.units:
        hint = nearest(unit, case.units) or f"its units are {', '.join(case.units)}"
        fail(f'{case.id} has no unit "{unit}"', hint)
    return Column(unit, study.unit_title(unit), Selection(study), unit=unit)


def _named_apart(columns: list[Column]) -> list[Column]:
    """Columns whose ids and titles name the case too, where more than one case takes part."""
    if len({column.study.case.id for column in columns}) > 1:
        columns = [
            Column(
                f"{column.study.case.id}:{column.unit}" if column.unit else column.id,
                f"{column.study.case.title}, {column.title}" if column.unit else column.title,
                column.selection,
                column.unit,
            )
            for column in columns
        ]
    ids = [column.id for column in columns]
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        fail(f"named twice: {', '.join(sorted(twice))}", "name each case or unit once")
    frameworks = {column.study.framework.id for column in columns}
    if len(frameworks) > 1:
        fail(f"the cases use different frameworks: {', '.join(sorted(frameworks))}", "compare cases of one framework")
    return columns


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f'"{name}"' for name in names)
