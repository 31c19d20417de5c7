"""`casecode code`: a coding session in the terminal."""

import gc
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casecode.console import called, names
from casecode.console.changing import project
from casecode.console.output import fail, is_terminal, told
from casecode.interrupts import Raised

if TYPE_CHECKING:
    from casecode.model.study import Study

DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="The document, or the id of its source.", autocompletion=names.sources)
]
CaseOption = Annotated[
    str, typer.Option("--case", "-c", metavar="CASE", help="The case to code for.", autocompletion=names.cases)
]
CoderOption = Annotated[str, typer.Option("--coder", metavar="NAME", help="Who codes.", autocompletion=names.coders)]


def run(document: DocumentArgument, case: CaseOption = "", coder: CoderOption = "") -> None:
    """Read a document passage by passage and code what bears on the framework; every piece is written as it is made.

    Stop at any time: the next session goes on there. Codes are offered for each passage, with the reason, and chosen
    by you alone. The document is that of a source of the case (`file:`).
    """
    session = open_session(document, case, coder)
    session.call = called.line()
    if not all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        fail("a coding session needs a terminal", "in a script: casecode add CASE - reads JSON lines")
    if find_spec("textual") is None:
        fail("a coding session needs a package that is not installed", 'pip install "casecode[code]"')
    from casecode.coding.screen import CodingScreen

    gc.enable()  # a session is long, unlike other calls
    with Raised():
        CodingScreen(session).run()
    made = session.made
    told([f"Wrote {len(made)} pieces: {', '.join(made)}" if made else "Nothing was written."])


def open_session(document: str, case: str, coder: str) -> Any:
    """The session for a document and a case; where either is not clear, the call ends."""
    from casecode.coding.session import Session
    from casecode.console.inputs import all_cases, case_path, load_cases, open_project
    from casecode.documents.document import Unread
    from casecode.documents.quotes import reading_of

    root = project()
    opened = open_project()
    if not case:
        known = all_cases(opened)
        if len(known) != 1:
            fail("--case is missing", "name the case that the document is coded for")
        case = str(known[0])
    (study,) = load_cases([case], project=opened)
    source = _source_of(study, document)
    reading = reading_of(study, study.sources[source])
    if reading is None or isinstance(reading.document, Unread):
        reason = reading.document.reason if reading and isinstance(reading.document, Unread) else "it names no document"
        hint = reading.document.hint if reading and isinstance(reading.document, Unread) else f"add file: to {source}"
        fail(f"the document of {source} cannot be read: {reason}", hint or None)
    return Session(root, study, case_path(opened.catalogue, case), source, reading.document, coder)


def _source_of(study: "Study", document: str) -> str:
    """The source of the case that a path or an id means."""
    from casecode.documents.quotes import reading_of

    if document in study.sources:
        return document
    path = Path(document)
    with_files = {source.id: reading_of(study, source) for source in study.sources.values() if source.file}
    found = [id_ for id_, reading in with_files.items() if reading and reading.path.resolve() == path.resolve()]
    if found:
        return found[0]
    if path.is_file():
        make = f'casecode new source ID --title "…" --type report --case {study.case.id} --file {document}'
        fail(f"{document} is the document of no source of {study.case.id}", f"declare its source first: {make}")
    return fail(
        f"{document} is neither a source of {study.case.id} nor a file", "`casecode documents` lists what there is"
    )
