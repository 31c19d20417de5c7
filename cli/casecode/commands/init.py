"""`casecode init`: a study that passes the check at once."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from casecode.analysis.ids import slug
from casecode.console import asking, called, names
from casecode.console.asking import ask, ask_id
from casecode.project.catalogue import Catalogue, builtin_root

DirArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the study; it need not exist.")]
TitleOption = Annotated[str, typer.Option("--title", metavar="TEXT", help="What the first case is called.")]
CaseOption = Annotated[str, typer.Option("--case", metavar="NEW-ID", help="Id of the first case.")]
FrameworkOption = Annotated[
    str,
    typer.Option(
        "--framework",
        metavar="ID",
        help="A built-in framework to take along, or a new id for a blank one.",
        autocompletion=names.frameworks,
    ),
]


def run(
    folder: DirArgument = Path(),
    title: TitleOption = "",
    case: CaseOption = "",
    framework: FrameworkOption = "",
) -> None:
    """Start a study: a framework (a built-in one or a blank), a first case, a folder for documents, a short README.

    Asks in a terminal, takes options in a script, and overwrites nothing.
    """
    from casecode.console.output import fail, say, told
    from casecode.edit.store import Change, RefusedError, locked
    from casecode.edit.store import write as write_files

    title = ask("--title", "What the first case is called", title)
    case = ask_id("--case", "Short id of the case", case, slug(title) or "case-one")
    framework = _framework(framework)
    try:
        own = _own(framework, case, title)
        if there := [name for name in own if (folder / name).exists()]:
            fail(f"{folder / there[0]} is there already", "nothing was written; in a study use casecode new")
        beside = {name: text for name, text in _beside(title, case).items() if not (folder / name).exists()}
        changes = [Change(folder / name, None, text.encode()) for name, text in {**own, **beside}.items()]
        for below in ("frameworks", "cases", "documents"):
            (folder / below).mkdir(parents=True, exist_ok=True)
        with locked(folder):
            note = write_files(folder, changes, call=called.line())
    except RefusedError as error:
        fail(str(error), error.hint or None)
    except OSError as error:
        fail(f"cannot write {error.filename or folder}: {error.strerror}")
    if note:
        say(f"Note: {note}")
    told(str(change.path) for change in changes)
    where = "" if folder == Path() else f"cd {shlex.quote(str(folder))}; "
    say(f"A study of {title}. Next: {where}casecode check; casecode show {framework}")


def _framework(given: str) -> str:
    """The framework that a call names or, in a terminal, one chosen from the built-in ones, or a new id."""
    from casecode.console.output import say
    from casecode.project.names import Index

    shipped = Catalogue((builtin_root(),))
    names = shipped.names("frameworks")
    hint = f"--framework {names[0]}, or another built-in one (casecode list frameworks); a new id makes a blank one"
    if not given and asking.can_ask():
        index, width = Index(shipped), max(map(len, names))
        for path in shipped.files("frameworks"):
            say(f"  {path.stem:{width}}  {index.read('framework', path).names[0].title}")
    return ask_id("--framework", "One of these, or a new id for a blank framework", given, hint=hint)


def _own(framework: str, case: str, title: str) -> dict[str, str]:
    """The framework and the first case by their paths in the study."""
    from casecode.edit import scaffold

    library = Catalogue((builtin_root(),))
    shipped = library.find("frameworks", framework)
    text = shipped.read_text(encoding="utf-8") if shipped else scaffold.framework(framework, f"Framework of {title}")
    return {
        f"frameworks/{framework}.yaml": text,
        f"cases/{case}.yaml": scaffold.case(case, title, framework, scaffold.roles_of(framework, library)),
    }


def _beside(title: str, case: str) -> dict[str, str]:
    """What a study has beside its framework and cases."""
    from casecode.edit import scaffold
    from casecode.read.schema import file_schema
    from casecode.render.json import encode

    return {
        "README.md": scaffold.README.format(title=title, case=case),
        "documents/README.md": scaffold.DOCUMENTS,
        ".gitignore": scaffold.IGNORED,
        "frameworks/framework.schema.json": encode(file_schema("framework")),
        "cases/case.schema.json": encode(file_schema("case")),
        "cases/evidence.schema.json": encode(file_schema("evidence")),
    }
