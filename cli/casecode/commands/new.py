"""`casecode new`: a case or framework, or something in one."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from casecode.analysis.ids import slug
from casecode.console import names
from casecode.console.asking import ask, ask_id
from casecode.console.changing import ChangeOptions, change, project
from casecode.console.output import fail
from casecode.console.signature import Fields

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class NewKind(StrEnum):
    """What can be begun."""

    case = "case"
    framework = "framework"
    unit = "unit"
    source = "source"
    theme = "theme"
    factor = "factor"
    summary = "summary"
    event = "event"
    conclusion = "conclusion"
    memo = "memo"


class Needs(Struct, frozen=True):
    """What something new must have, in the order in which it is asked for, and what else it may have: names of options.
    `has_id` tells that it has an id of its own; `key` is where its case has it."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    has_id: bool = True
    key: str = ""


NEEDS = {
    NewKind.case: Needs(("title", "framework")),
    NewKind.framework: Needs(("title",)),
    NewKind.unit: Needs(("title", "case"), ("role", "note"), key="units"),
    NewKind.source: Needs(("title", "case", "type"), ("file", "note"), key="sources"),
    NewKind.theme: Needs(("title", "case", "factor"), ("framework", "definition", "note"), key="themes"),
    NewKind.factor: Needs(("title", "framework"), ("factor", "definition")),
    NewKind.summary: Needs(("case", "factor", "text"), ("unit", "note"), has_id=False, key="summaries"),
    NewKind.event: Needs(("case", "date", "text"), ("unit", "source", "note"), has_id=False, key="timeline"),
    NewKind.conclusion: Needs(("case", "question", "theme", "text"), ("note",), has_id=False, key="conclusions"),
    NewKind.memo: Needs(("about", "text"), ("case", "framework", "date"), has_id=False),
}
QUESTIONS = {
    "title": "Title",
    "case": "Case",
    "framework": "Framework",
    "factor": "Factor",
    "type": "Type (CSL-JSON)",
    "date": "When",
    "question": "Question",
    "theme": "Themes that it rests on",
    "text": "Text",
    "about": "What it is on",
}
# What is called otherwise in the file.
KEYS = {"title": {NewKind.theme: "label"}, "text": {NewKind.event: "event"}, "theme": {NewKind.conclusion: "themes"}}

KindArgument = Annotated[NewKind, typer.Argument(help="What to begin.")]
IdArgument = Annotated[
    str, typer.Argument(metavar="[ID]", help="Its id; none for one made of its title, and for what has none.")
]


def _option(*names_: str, metavar: str, help_: str, complete: Any = None) -> Any:
    return typer.Option(*names_, metavar=metavar, help=help_, autocompletion=complete)


class Given(Struct, frozen=True):
    """What is said of something new."""

    title: Annotated[str, _option("--title", "-t", metavar="TEXT", help_="Title; of a theme its label.")] = ""
    case: Annotated[
        str, _option("--case", "-c", metavar="ID", help_="The case that it belongs to.", complete=names.cases)
    ] = ""
    framework: Annotated[
        str,
        _option(
            "--framework",
            metavar="ID",
            help_="The framework of a case or factor, or of a theme that cases share.",
            complete=names.frameworks,
        ),
    ] = ""
    factor: Annotated[
        str,
        _option(
            "--factor",
            metavar="ID",
            help_="The factor of a theme or summary; the one above a factor.",
            complete=names.factors,
        ),
    ] = ""
    unit: Annotated[
        list[str] | None, _option("--unit", "-u", metavar="ID", help_="The unit that it is of.", complete=names.units)
    ] = None
    theme: Annotated[
        list[str] | None,
        _option("--theme", metavar="ID", help_="A theme that a conclusion rests on.", complete=names.themes),
    ] = None
    question: Annotated[
        str, _option("--question", metavar="ID", help_="The question of a conclusion.", complete=names.questions)
    ] = ""
    source: Annotated[
        str, _option("--source", "-s", metavar="ID", help_="The source of an event.", complete=names.sources)
    ] = ""
    about: Annotated[str, _option("--about", metavar="ID", help_="What a memo is on: any id.", complete=names.ids)] = ""
    text: Annotated[str, _option("--text", metavar="TEXT", help_="What a summary, event, conclusion or memo says.")] = (
        ""
    )
    definition: Annotated[str, _option("--definition", metavar="TEXT", help_="What a theme or factor means.")] = ""
    date: Annotated[
        str, _option("--date", "-d", metavar="DATE", help_="When an event happened, or a memo was written.")
    ] = ""
    role: Annotated[str, _option("--role", metavar="ROLE", help_="The role of a unit.")] = ""
    type: Annotated[str, _option("--type", metavar="TYPE", help_="CSL-JSON type of a source: report, webpage, ...")] = (
        ""
    )
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="The document of a source, as it lies here.")
    ] = None
    note: Annotated[str, _option("--note", metavar="TEXT", help_="A remark.")] = ""


def run(
    kind: KindArgument, id_: IdArgument = "", *, given: Annotated[Given, Fields(Given)], way: ChangeOptions
) -> None:
    """Begin a case or framework as a file of its own; declare a unit, source or theme in a case (a theme also in a
    framework), or a factor in a framework; add a summary, event or conclusion to a case, or a memo on anything.

    Asks in a terminal, takes options in a script, and overwrites nothing.
    """
    root = project()
    needs = NEEDS[kind]
    values = {name: getattr(given, name) for name in Given.__struct_fields__ if getattr(given, name)}
    if odd := [name for name in values if name not in (*needs.must, *needs.may)]:
        own = ", ".join(f"--{name}" for name in (*needs.must, *needs.may))
        fail(f"a new {kind.value} has no --{odd[0]}", f"it takes {own}")
    if id_ and not needs.has_id:
        fail(f"a new {kind.value} has no id", "leave it out")
    values = _asked(root, kind, values)
    if needs.has_id:
        id_ = ask_id("ID", "Short id", id_, slug(str(values["title"])))
    if file := values.get("file"):
        values["file"] = _seen_from(root / "cases", file)

    def how(workspace: "Workspace") -> list[str]:
        _make(workspace, kind, id_, values)
        return [f"new {kind.value}{f' {id_}' if id_ else ''}"]

    change(how, way)


def _make(workspace: "Workspace", kind: NewKind, id_: str, values: dict[str, Any]) -> None:
    from casecode.edit import changes, declaring, scaffold
    from casecode.project.catalogue import Catalogue

    title, framework = values.get("title", ""), values.get("framework", "")
    if kind is NewKind.case:
        roles = scaffold.roles_of(framework, Catalogue.at(workspace.root))
        workspace.begin(Path("cases") / f"{id_}.yaml", scaffold.case(id_, title, framework, roles))
    elif kind is NewKind.framework:
        workspace.begin(Path("frameworks") / f"{id_}.yaml", scaffold.framework(id_, title))
    elif kind is NewKind.factor:
        record = {"id": id_, "title": title, "definition": values.get("definition", "")}
        declaring.add_factor(workspace, framework, values.get("factor", ""), record)
    elif kind is NewKind.memo:
        _memo(workspace, values)
    elif NEEDS[kind].has_id:
        owner = framework or values["case"]
        changes.add_declared(workspace, owner, NEEDS[kind].key, id_, _record(kind, values))
    else:
        declaring.add_listed(workspace, values["case"], NEEDS[kind].key, _record(kind, values))


def _memo(workspace: "Workspace", values: dict[str, Any]) -> None:
    from datetime import date

    from casecode.edit.memos import add_memo

    record = {"date": values.get("date") or date.today().isoformat(), "text": values["text"]}
    add_memo(workspace, [values["about"]], record, values.get("case") or values.get("framework", ""))


def _record(kind: NewKind, values: dict[str, Any]) -> dict[str, Any]:
    """The values under the keys that the file has for them."""
    record = {}
    for name, it in values.items():
        key = KEYS.get(name, {}).get(kind, name)
        if name == "unit" and kind is NewKind.event:
            record["units"] = it
        else:
            record[key] = it[0] if name == "unit" else it
    if len(values.get("unit", ())) > 1 and kind is NewKind.summary:
        fail("a summary is of one unit", "write one for each")
    return record


def _asked(root: Path, kind: NewKind, values: dict[str, Any]) -> dict[str, Any]:
    """The values with those that are missing, as far as somebody can be asked or there is one choice."""
    from casecode.project.catalogue import Catalogue

    library = Catalogue((root,))
    for name in NEEDS[kind].must:
        if name == "case" and "framework" in values:  # a theme that cases share
            continue
        only: list[str] = list(library.names(f"{name}s")) if name in ("case", "framework") else []  # type: ignore[arg-type]
        default = {"type": "document"}.get(name, only[0] if len(only) == 1 else "")
        question = "Label" if (kind, name) == (NewKind.theme, "title") else QUESTIONS[name]
        if name == "theme":
            values[name] = values.get(name) or ask("--theme", question, "").replace(",", " ").split()
        else:
            values[name] = ask(f"--{name}", question, values.get(name, ""), default)
    return values


def _seen_from(folder: Path, file: Path) -> str:
    """The path of a document relative to the folder of the cases; one that is not there ends the call."""
    if not file.is_file():
        fail(f"{file} is not a file", "name the document as it lies here, such as documents/report.pdf")
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
