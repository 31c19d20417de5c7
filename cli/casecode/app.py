"""The command line. A command's module is imported when it is called: what start-up imports, all wait for."""

import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from casecode import __version__
from casecode.console import called

# Name, then the line that `casecode --help` shows; the module of the same name in `commands` holds `run`.
COMMANDS = {
    "analyze": "Show the matrices of a case.",
    "compare": "Compare units or cases: shared and distinct themes, verdicts, likeness.",
    "matrix": "Cross any two of factors, themes, units, cases, sources, years, coders, ...",
    "stack": "Stack the displays of single cases on one sheet.",
    "contrast": "Set extreme cases or units side by side.",
    "pairs": "Find the most similar and the most different cases or units.",
    "mill": "Find what goes with an outcome, by agreement and difference.",
    "fragility": "Find what each verdict hangs on: the smallest sets of sources that turn it.",
    "evidence": "Find pieces of evidence, by any of their properties and by words.",
    "trace": "Follow the chain of evidence up to the questions and down to the sources.",
    "patterns": "Hold the framework's propositions against the evidence; list rival explanations.",
    "coverage": "Show how much evidence each factor has, of what kind, and where it lacks.",
    "structure": "Show from which codes which themes and dimensions come: the data structure.",
    "codebook": "Write the codebook: every code with its definition, use, example and counts.",
    "timeline": "Show dated evidence and events along a time axis, as a table or a chart.",
    "profile": "Show a case in facts: profile, timeline, displays and conclusions.",
    "display": "Draw the tables, series, canvases and trees that a case or framework carries.",
    "quote": "Show a quote in its context, as its document has it.",
    "documents": "Show the documents of sources, and whether quotes stand in them.",
    "report": "Write the empirical chapter and its appendices in one document.",
    "serve": "Show the evidence room in a browser, live while files change.",
    "export": "Write evidence, sources or a whole project for other programs.",
    "check": "Find every problem in the files.",
    "init": "Start a study: framework, first case, folders, README.",
    "new": "Begin a case or framework, or declare a unit, source, factor, ...",
    "add": "Add a piece of evidence to a case.",
    "import": "Import evidence, sources, attributes or a codebook from other programs.",
    "code": "Read a document passage by passage and code it, in the terminal.",
    "edit": "Change fields and codes of pieces of evidence, one or many.",
    "recode": "Code as one theme or factor what is coded as another.",
    "split": "Make two themes of one, or two pieces of evidence.",
    "merge": "Make one theme of several.",
    "rename": "Give something another id, with every reference to it.",
    "retitle": "Give something another title; its id stays.",
    "move": "Move a theme under another factor or into the framework, evidence into another file.",
    "remove": "Remove something that nothing refers to.",
    "memo": "Write notes on anything that has an id, and find them again.",
    "undo": "Take back the last change that a command made, and the one before.",
    "log": "List the changes that commands made: when, which, in which files.",
    "format": "Lay files out in one way: order of keys, indents, line breaks.",
    "guide": "Read the manual: a tutorial, what each report means, every key of the files.",
    "explain": "Say what a rule of `check` means and why it matters.",
    "list": "List frameworks, cases, units, factors, themes or sources.",
    "show": "Show one thing in full: a framework, case, unit, factor, theme, source, ...",
    "schema": "Print the JSON Schema of a file or of a JSON report.",
}

KINDS = {
    "import": {
        "evidence": "Import evidence from a table: CSV, TSV, XLSX or JSON Lines.",
        "sources": "Import sources from a reference manager or database: BibTeX, RIS, CSL JSON, ...",
        "documents": "Make a source of each document in a folder: text, PDF, Word, transcripts.",
        "attributes": "Import attributes of units or sources from a table.",
        "framework": "Import a codebook from a table, as a new framework.",
        "project": "Import the project of another program: REFI-QDA.",
    },
    "export": {
        "evidence": "Write the table of evidence, a row for each piece: Parquet.",
        "project": "Write a study as a project for other programs: REFI-QDA.",
        "framework": "Write a framework as a codebook for other programs: REFI-QDA.",
        "sources": "Write the sources that evidence cites: CSL JSON, BibTeX or RIS.",
    },
}
"""The commands that have commands of their own, by what they are for. Their modules stand in a package of that name."""


HELP = """Code the evidence of case studies against a theoretical framework.

Frameworks and cases are YAML files. A name is looked up as a path, then in the project (the nearest folder upwards with cases/ or frameworks/), then in the built-in library. Try: casecode analyze alibaba. The manual: casecode guide"""  # noqa: E501


class LazyGroup(TyperGroup):
    """A group whose commands are names and help lines until one is called: the program, or one of `KINDS`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._owner = attributes["name"] if attributes["name"] in KINDS else ""
        lines = KINDS[self._owner] if self._owner else COMMANDS
        self.commands = {name: TyperCommand(name, help=line) for name, line in lines.items()}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of the commands, in the order in which one meets them."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command itself, imported now."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(f"{self._owner} {name}".strip()) if name else None, rest

    def main(self, *args: Any, **more: Any) -> NoReturn:
        """Run, and end with the exit code. A call that is wrong is told as we tell all that is wrong."""
        called.begin(args[0] if args else more.get("args"))
        try:
            code = super().main(*args, **{**more, "standalone_mode": False})
        except Exception as error:
            if not hasattr(error, "format_message"):  # Typer's errors; its versions have no class of them in common
                raise
            _tell(error)
            code = getattr(error, "exit_code", 2)
        sys.exit(code or 0)


def _tell(error: Any) -> None:
    """Say what is wrong with a call, and where its help is; without arguments the help was shown already."""
    from casecode.console.output import say
    from casecode.render.text import one_line, visible

    if type(error).__name__ != "NoArgsIsHelpError":
        context = getattr(error, "ctx", None)
        message = error.format_message().replace("Value error, ", "")
        say(f"Error: {one_line(message, visible)}")
        say(f"  hint: {context.command_path if context else 'casecode'} --help")


def calls() -> dict[str, str]:
    """All that can be called, with its help line: commands, and those of one that has commands of its own as
    `import evidence`."""
    whole: dict[str, str] = {}
    for name, line in COMMANDS.items():
        kinds = KINDS.get(name)
        whole |= {f"{name} {kind}": text for kind, text in kinds.items()} if kinds else {name: line}
    return whole


@cache
def load(name: str) -> Any:
    """A command by its name: its module is imported now. It is made once, however often a process calls it."""
    if name in KINDS:
        return _group(name)
    from casecode.console.signature import spread

    path = ".".join(f"{word}{'_' * iskeyword(word)}" for word in name.split())
    module = import_module(f"casecode.commands.{path}")
    run: Callable[..., None] = module.run
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    # Typer would keep the line breaks of the docstring, and take brackets for markup.
    paragraphs = (" ".join(part.split()) for part in (run.__doc__ or "").split("\n\n"))
    app.command(name.split()[-1], help="\n\n".join(paragraphs).replace("[", "\\["))(spread(run))
    return typer.main.get_command(app)


def _group(name: str) -> Any:
    """A command that has commands of its own, and does nothing but to lead to them."""
    group = typer.Typer(
        name=name, cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    group.callback(help=COMMANDS[name])(lambda: None)
    return typer.main.get_command(group)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"casecode {__version__}")
        raise typer.Exit


@app.callback(help=HELP)
def main(
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every file anew (or set CASECODE_CACHE=off).")
    ] = False,
) -> None:
    """Code the evidence of case studies against a theoretical framework."""
    if no_cache:
        os.environ["CASECODE_CACHE"] = "off"
