"""`casecode init`: a study that passes the check at once."""

from pathlib import Path
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.asking import ask, ask_id
from casecode.edit.ids import slug

DirArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the study; it need not exist.")]
TitleOption = Annotated[
    str, typer.Option("--title", metavar="TEXT", help="The firm or other subject of the first case.")
]
CaseOption = Annotated[str, typer.Option("--case", metavar="NEW-ID", help="Id of the first case.")]
FrameworkOption = Annotated[
    str,
    typer.Option(
        "--framework",
        metavar="ID",
        help="A built-in framework to take along, or an id for a blank one.",
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
    from casecode.edit import scaffold
    from casecode.edit.store import Change, RefusedError, locked
    from casecode.edit.store import write as write_files
    from casecode.project.catalogue import Catalogue, builtin_root
    from casecode.read.schema import file_schema
    from casecode.render.json import encode

    title = ask("--title", "Firm or other subject of the first case", title)
    case = ask_id("--case", "Short id of the case", case, slug(title) or "case-one")
    framework = ask_id("--framework", "Built-in framework, or an id for a blank one", framework, "chinese-ecommerce")
    shipped = Catalogue((builtin_root(),)).find("frameworks", framework)
    try:
        blank = scaffold.framework(framework, f"Framework of {title}")
        own = {
            f"frameworks/{framework}.yaml": shipped.read_text(encoding="utf-8") if shipped else blank,
            f"cases/{case}.yaml": scaffold.case(case, title, framework),
        }
        if there := [name for name in own if (folder / name).exists()]:
            fail(f"{folder / there[0]} is there already", "nothing was written; in a study use casecode new")
        beside = {
            "README.md": scaffold.README.format(title=title, case=case),
            "documents/README.md": scaffold.DOCUMENTS,
            ".gitignore": scaffold.IGNORED,
            "frameworks/framework.schema.json": encode(file_schema("framework")),
            "cases/case.schema.json": encode(file_schema("case")),
            "cases/evidence.schema.json": encode(file_schema("evidence")),
        }
        files = {**own, **{name: text for name, text in beside.items() if not (folder / name).exists()}}
        changes = [Change(folder / name, None, text.encode()) for name, text in files.items()]
        for below in ("frameworks", "cases", "documents"):
            (folder / below).mkdir(parents=True, exist_ok=True)
        with locked(folder):
            write_files(folder, changes)
    except RefusedError as error:
        fail(str(error), error.hint or None)
    except OSError as error:
        fail(f"cannot write {error.filename or folder}: {error.strerror}")
    told(str(change.path) for change in changes)
    where = "" if folder == Path() else f"cd {folder}; "
    say(f"A study of {title}. Next: {where}casecode check; casecode show {framework}")
