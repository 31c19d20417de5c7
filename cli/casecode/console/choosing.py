"""Pieces of evidence that a change is about: by their ids, by ids from a pipe, or by what they are."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.options import Filters
from casecode.console.output import fail
from casecode.console.signature import Fields
from casecode.read.evidence_keys import KEYS

if TYPE_CHECKING:
    from casecode.edit.workspace import File

SHOWN = 8  # ids that are named in one line

PiecesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]",
        help="Ids of evidence, or case:id; - for ids from stdin; none with a filter.",
        autocompletion=names.pieces,
    ),
]
CasesOption = Annotated[
    list[str] | None,
    typer.Option("--case", metavar="ID", help="Only in this case; none for all.", autocompletion=names.cases),
]
# The filters that no option which sets a key has the name of; for the others there is the pipe.
_SET = [option.removeprefix("--") for key in KEYS for option in key.option]
ChoiceOptions = Annotated[Filters, Fields(Filters, without=("framework", *_SET))]


def chosen(ids: Sequence[str], cases: Sequence[str], which: Filters | None = None) -> list[str]:
    """The pieces that a call means, as case:id where that is known; without any the call ends."""
    is_filtered = which is not None and which != Filters()
    if ids and is_filtered:
        fail("pieces are named, and chosen by a filter as well", "name them, or choose them")
    if "-" in ids:
        found = [name for id_ in ids for name in (_from_stdin() if id_ == "-" else [id_])]
    elif ids or which is None:
        found = list(ids)
    elif not is_filtered:
        fail("no evidence is named", "name ids, write - for ids from a pipe, or choose some, such as with --theme")
    else:
        found = _filtered(cases, which)
    if not found:
        fail("no evidence is chosen, so there is nothing to change", "`casecode evidence` shows what a filter finds")
    within = cases[0] if len(cases) == 1 and not is_filtered else ""
    named = (f"{within}:{name}" if within and ":" not in name else name for name in found)
    return list(dict.fromkeys(named))


def told_of(done: str, changed: "Mapping[File, Sequence[str]]") -> list[str]:
    """What was done to pieces, a line for each file."""
    lines = []
    for file, ids in changed.items():
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        lines.append(f"{done} {', '.join(ids[:SHOWN])}{more} in {file.draft.name}")
    return lines


def _filtered(cases: Sequence[str], which: Filters) -> list[str]:
    """What a filter lets through of cases of the project, or of all of them."""
    from casecode.console.changing import project
    from casecode.console.inputs import load_cases

    project()
    selections = which.select(load_cases(list(cases) or None))
    return [f"{one.study.case.id}:{piece.id}" for one in selections for piece in one.pieces]


def _from_stdin() -> list[str]:
    """The ids on standard input: words, or records with an id and perhaps a case as JSON lines."""
    import json

    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except OSError as error:
        fail(f"cannot read standard input: {error.strerror}")
    except UnicodeDecodeError:
        fail("standard input is not UTF-8", "give ids, or JSON lines")
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("{"):
            found += line.replace(",", " ").split()
            continue
        try:
            record = json.loads(line)
            id_, case = record["id"], record.get("case") or ""
        except (ValueError, KeyError, RecursionError):
            fail(f"<stdin>:{number}: this is no record with an id", "casecode evidence -f jsonl writes such lines")
        if not isinstance(id_, str) or not isinstance(case, str):
            fail(f"<stdin>:{number}: the id is no text", "casecode evidence -f jsonl writes such lines")
        found.append(f"{case}:{id_}" if case else id_)
    return found
