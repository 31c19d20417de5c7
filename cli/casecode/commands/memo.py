"""`casecode memo`: notes of the researcher on anything that has an id."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casecode.console import names
from casecode.console.changing import Change, ChangeOptions, change
from casecode.console.output import fail
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class Verb(StrEnum):
    """What can be done with memos."""

    add = "add"
    list = "list"
    show = "show"


VerbArgument = Annotated[Verb, typer.Argument(help="Write one, list those there are, or show one.")]
IdArgument = Annotated[
    str, typer.Argument(metavar="[ID]", help="What the memo is on; to show one, its own id.", autocompletion=names.ids)
]
TextArgument = Annotated[str, typer.Argument(metavar="[TEXT]", help="To add: the note; - for many lines from stdin.")]
CaseOption = Annotated[
    str,
    typer.Option("--case", "-c", metavar="ID", help="The case or framework of the memo.", autocompletion=names.files),
]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="TEXT", help="What sort of memo it is, such as theoretical.")
]
LinkOption = Annotated[
    list[str] | None,
    typer.Option("--link", metavar="ID", help="To add: something else that it speaks of.", autocompletion=names.ids),
]
AlsoOption = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="ID", help="To add: what it is on as well.", autocompletion=names.ids),
]
DateOption = Annotated[str, typer.Option("--date", "-d", metavar="DATE", help="To add: when; none for today.")]
AuthorOption = Annotated[
    str, typer.Option("--author", metavar="NAME", help="Who wrote it.", autocompletion=names.coders)
]
NewIdOption = Annotated[str, typer.Option("--id", metavar="NEW-ID", help="To add: its id; none for the next free one.")]


def run(
    verb: VerbArgument,
    id_: IdArgument = "",
    text: TextArgument = "",
    *,
    case: CaseOption = "",
    kind: KindOption = "",
    author: AuthorOption = "",
    about: AlsoOption = None,
    link: LinkOption = None,
    date: DateOption = "",
    new_id: NewIdOption = "",
    way: ChangeOptions,
    output: Annotated[Output, Writing("memo")],
) -> None:
    """Write dated notes on anything that has an id (a factor, theme, case, unit, source, piece, question, conclusion),
    and find them again.

    A memo stands in the file of the case or framework to which what it is on belongs, or of the one that --case names.
    `memo list` finds those of a kind, an author, a case, or on an id; reports show memos with --memos.
    """
    if verb is Verb.add:
        record = {"id": new_id, "date": date, "kind": kind, "author": author, "links": link or []}
        _add(id_, about or [], text, record, case, way)
        return
    if text or about or link or date or new_id:
        fail(f"memo {verb.value} takes an id, and no text", "casecode memo add ID TEXT writes one")
    if verb is Verb.show and not id_:
        fail("the id of the memo is missing", "casecode memo list shows what there is")
    _found(verb, id_, case, kind, author, output)


def _add(id_: str, about: list[str], text: str, record: dict[str, Any], case: str, way: Change) -> None:
    from datetime import date

    from casecode.console.asking import ask

    if not id_:
        fail("what the memo is on is missing", 'write casecode memo add low-prices "Is it price, or value?"')
    text = (sys.stdin.read() if text == "-" else ask("TEXT", "Memo", text)).strip()
    if not text:
        fail("the memo is empty", "write what it says, or - for lines from stdin")
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    record = {**record, "date": record["date"] or date.today().isoformat(), "text": lines}

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.memos import add_memo

        return [add_memo(workspace, [id_, *about], record, case)]

    change(how, way)


def _found(verb: Verb, id_: str, case: str, kind: str, author: str, output: Output) -> None:
    """The memos of the project, or of the library, that are asked for."""
    from casecode.analysis.memos import Index, notebook
    from casecode.console.inputs import load_all
    from casecode.console.output import emit
    from casecode.model.problem import nearest
    from casecode.reports.memo import Memos

    corpus = load_all()
    noted = notebook(corpus.studies, corpus.frameworks).noted
    if case:
        noted = tuple(it for it in noted if it.owner == case)
    if verb is Verb.show:
        owner, _, name = id_.rpartition(":")
        known = [it.memo.id for it in noted]
        noted = tuple(it for it in noted if it.memo.id == name and owner in ("", "memo", it.owner))
        if not noted:
            fail(f'there is no memo "{id_}"', nearest(name, known) or "casecode memo list shows what there is")
    elif id_:
        index = Index(corpus.studies, corpus.frameworks)
        homes = [case] if case else [*index.studies, *index.frameworks]
        wanted = {thing for home in homes for thing in index.meant(id_, home)}
        if not wanted:
            known = [name for home in homes for name in index.ids(home)]
            fail(f'nothing has the id "{id_}"', nearest(id_.rpartition(":")[2], known) or "casecode list shows them")
        noted = tuple(it for it in noted if wanted & {*it.about})
    noted = tuple(it for it in noted if kind in ("", it.memo.kind) and author in ("", it.memo.author))
    emit(Memos(noted, len({it.owner for it in noted}) > 1), output)
