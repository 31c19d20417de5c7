"""`casecode export project`: a study as a project for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from casecode.console.options import AnyCasesArgument

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The project to write: a .qdpx.")]


def run(file: FileArgument, cases: AnyCasesArgument = None) -> None:
    """Write a study as a project in REFI-QDA, which NVivo, ATLAS.ti, MAXQDA, QualCoder and others import.

    Factors and themes become codes, quotes selections in the texts of their documents, evidence without a document
    notes on its source, cases and units cases. What the format has no place for stands in lines below a description,
    from which `import project` takes it back; what does not even go there is told.
    """
    from casecode import __version__
    from casecode.console.inputs import load_cases
    from casecode.console.output import fail, say, write
    from casecode.exchange.refi.outward import project_of
    from casecode.exchange.refi.writing import project_files
    from casecode.reports.cells import plural

    studies = load_cases(cases)
    frameworks = {study.framework.id: study.case.id for study in studies}
    if len(frameworks) > 1:
        named = ", ".join(frameworks)
        fail(f"these cases have {len(frameworks)} frameworks: {named}", "name cases that are coded with one of them")
    if not studies:
        fail("there is no case to export", "make one: casecode new case")
    out = project_of(studies, f"casecode {__version__}")
    write(project_files(out.project), file)
    selections = sum(len(source.selections) for source in out.project.sources)
    in_notes = sum(len(study.case.evidence) for study in studies) - selections
    counts = (
        plural(len(studies), "case"),
        plural(len([*out.project.walk_codes()]), "code"),
        plural(len(out.project.sources), "source"),
        plural(selections, "selection"),
        plural(len(out.project.notes), "note") + (f" ({in_notes:,} of evidence)" if in_notes else ""),
    )
    say(", ".join(counts))
    if out.as_words:
        words = ", ".join(f"{key} of {number:,}" for key, number in sorted(out.as_words.items()))
        say(f"as lines below descriptions, for want of a place: {words}")
    for what, number in out.left.items():
        if number:
            say(f"left out: {what} ({number:,})")
