"""From the names on the command line to studies: where a call is wrong it ends here, with what to do about it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from casecode.analysis.matrix import Column
from casecode.analysis.selection import Selection
from casecode.console import progress
from casecode.console.lens import lens_of, seen_through
from casecode.console.output import fail, refuse, say
from casecode.model.problem import Problem, nearest
from casecode.model.study import Corpus, Study
from casecode.project import cache, watch
from casecode.project.catalogue import JOURNAL, SUFFIXES, Kind, Library, is_file
from casecode.project.loader import Loader
from casecode.render.text import visible

MOST_NAMES = 12  # that a hint lists


def open_loader() -> Loader:
    """A loader for the project that the current folder belongs to, and the built-in library."""
    progress.begin()
    library = Library.at(Path.cwd())
    if (library.roots[0] / JOURNAL).exists():
        _finish(library.roots[0])
    return Loader(library)


def _finish(root: Path) -> None:
    """Make a change that was decided and then interrupted, so that nobody reads half of it."""
    from casecode.edit.store import RefusedError, locked

    try:
        with locked(root) as finished:
            say(f"Note: {visible(finished)}")
    except RefusedError as error:
        fail(str(error), error.hint)
    except OSError as error:
        fail(f"a change was interrupted and cannot be finished: {error.strerror}", f"make {root} writable")


def load_cases(names: Sequence[str], framework: str = "") -> list[Study]:
    """The cases of these names, paths, or `-` for standard input, through another framework if one is named.

    Errors in their files end the call.
    """
    loader = open_loader()
    paths = [case_path(loader.library, name) for name in names]
    watch.of(paths)
    for path in paths:
        load_case(loader, path)
        watch.step()
    lens = lens_of(loader, framework)
    stop_at_errors(loader)
    return [seen_through(loader, lens, study) for study in loader.studies]


def all_cases() -> list[str]:
    """The files of all cases of the project, or of the built-in library where there is no project."""
    roots = open_loader().library.roots
    return [str(path) for path in Library(roots[:1]).files("cases")]


def load_case(loader: Loader, path: Path) -> Study | None:
    """The case in a file, `-` for standard input; nothing where it has problems, which the loader keeps."""
    try:
        if str(path) == "-":
            return loader.case_from("<stdin>", sys.stdin.buffer.read(), Path.cwd())
        return loader.case(path)
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")


def case_path(library: Library, name: str) -> Path:
    """The file of a case: the path as given, then by its name in the project, then in the built-in library."""
    path = Path(name)
    if name == "-" or is_file(path):
        return path
    try:
        found = library.find("cases", path.stem if path.name == name and path.suffix in (".yaml", ".yml") else name)
        if found is None and path.is_dir():
            fail(f"{name} is a folder", "name a case file in it")
    except OSError as error:  # a name that no file can have
        fail(f"cannot read {name}: {error.strerror}")
    if found is None:
        known = library.names("cases")
        kind = "no such file" if "/" in name or path.suffix else "there is no such case"
        fail(f"{name}: {kind}", nearest(path.stem, known) or f"known cases: {few(known)}")
    return found


def load_all(library: Library) -> Corpus:
    """All frameworks and cases of a library, with what they refer to; files with errors are named in a note."""
    loader = open_loader()
    kinds: tuple[Kind, ...] = ("frameworks", "cases")
    paths = [path for kind in kinds for path in library.files(kind)]
    watch.of(paths)
    for path in paths:
        try:
            loader.take(path)
        except OSError as error:
            say(f"Note: cannot read {visible(str(path))}: {error.strerror}")
        watch.step()
    names = {problem.span.document.name for problem in errors_in(loader)}
    for name in sorted(names):
        say(f"Note: {visible(name)} has errors; `casecode check` shows them.")
    return loader.corpus


def files_to_check(library: Library, names: Sequence[str]) -> list[Path]:
    """The files that `check` is asked for: all of the project or the built-in library, of a folder, or those named."""
    if not names:
        own = Library(library.roots[:1])
        return [*own.files("frameworks"), *own.files("cases")]
    files: list[Path] = []
    for name in names:
        path = Path(name)
        try:
            if path.is_dir():
                files += _files_in(path)
            elif path.exists() or name == "-":
                files.append(path)
            else:
                files.append(library.find("frameworks", name) or case_path(library, name))
        except OSError as error:  # a name that no file can have
            fail(f"cannot read {name}: {error.strerror}")
    return files


def _files_in(folder: Path) -> list[Path]:
    """Frameworks and cases of a folder: of a project those in its `frameworks/` and `cases/`, else its own files."""
    own = Library((folder,))
    found = [*own.files("frameworks"), *own.files("cases")]
    found = found or sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES and path.is_file())
    if not found:
        fail(
            f"{folder} holds no frameworks or cases", "they are .yaml files, in frameworks/ and cases/ or side by side"
        )
    return found


def stop_at_errors(loader: Loader) -> None:
    """End the call where files have errors: a report over half a file would mislead."""
    problems = errors_in(loader)
    if problems:
        refuse(problems)


def errors_in(loader: Loader) -> list[Problem]:
    """The errors in and between the files of a loader; that these files have none is kept in the cache."""
    sound = cache.key_of(b"sound", *(key.encode() for key in sorted(loader.keys)))
    if not loader.problems and cache.get(sound) is not None:
        return []
    from casecode.checks.errors import check_errors
    from casecode.model.span import locate

    problems = [*loader.problems, *(one.located(locate) for one in check_errors(loader.corpus))]
    errors = [problem for problem in problems if problem.severity == "error"]
    if not problems:
        cache.put(sound, b"")
    return errors


def load_columns(names: Sequence[str], framework: str = "") -> list[Column]:
    """The columns of a comparison: cases (`alibaba`), units in full (`alibaba:russia`) or alone (`russia`).

    If a framework is named they are seen through it.
    """
    loader = open_loader()
    alone = [name for name in names if ":" not in name and not _is_case(loader.library, name)]
    owner = _owner(loader, alone) if alone else None
    columns: list[Column] = []
    studies: dict[str, Study | None] = {}

    def study_of(case: str) -> Study | None:
        if case not in studies:
            studies[case] = load_case(loader, case_path(loader.library, case))
        return studies[case]

    for name in names:
        case, _, unit = name.partition(":")
        study = owner if name in alone else study_of(case)
        if study is not None:
            columns.append(_column(study, name if name in alone else unit))
    lens = lens_of(loader, framework)
    stop_at_errors(loader)
    seen = {study.case.id: seen_through(loader, lens, study) for study in loader.studies}
    return _named_apart([replace(column, selection=Selection(seen[column.study.case.id])) for column in columns])


def _is_case(library: Library, name: str) -> bool:
    path = Path(name)
    return name == "-" or is_file(path) or library.find("cases", path.stem if path.suffix else name) is not None


def _owner(loader: Loader, units: Sequence[str]) -> Study:
    """The one case that has all these units; the nearest library that has one decides.

    Candidates are read apart: a case that has nothing to do with the call does not stop it by its errors.
    """
    for root in loader.library.roots:
        candidates = _naming(loader.library, Library((root,)), units, all)
        owners = [one for one in candidates for study in one.studies if all(unit in study.case.units for unit in units)]
        if len(owners) > 1:
            choices = few([f"{one.studies[0].case.id}:{units[0]}" for one in owners])
            fail(f"several cases have {_quoted(units)}", f"write one of {choices}")
        if owners:
            loader.join(owners[0])
            return owners[0].studies[0]
    for candidate in _naming(loader.library, loader.library, units, any):
        loader.join(candidate)
    stop_at_errors(loader)
    full = [f"{study.case.id}:{unit}" for unit in units for study in loader.studies if unit in study.case.units]
    hint = f"write {', '.join(full)}" if full else f"known cases: {few(loader.library.names('cases'))}"
    return fail(f"neither a case nor a unit of one case: {_quoted(units)}", hint)


def _naming(
    library: Library, within: Library, units: Sequence[str], how_many: Callable[[Iterable[bool]], bool]
) -> list[Loader]:
    """A loader for each case whose file holds the words of all or any of the units: no other need be understood."""
    loaders = []
    for path, data in within.case_texts:
        if how_many(unit.encode() in data for unit in units):
            loaders.append(Loader(library))
            loaders[-1].case(path)
    return loaders


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


def few(names: Sequence[str]) -> str:
    """Names for a hint: the first of them, and how many others there are."""
    rest = len(names) - MOST_NAMES
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:MOST_NAMES])} and {rest} others"


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f'"{name}"' for name in names)
