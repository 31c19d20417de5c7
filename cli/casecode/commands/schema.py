"""`casecode schema`: JSON Schemas of the files and of the JSON reports."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from casecode.console.options import OutputOption


class SchemaName(StrEnum):
    """What there is a schema of: files first, then reports."""

    framework = "framework"
    case = "case"
    evidence = "evidence"
    analysis = "analysis"
    comparison = "comparison"
    contrast = "contrast"
    mill = "mill"
    pairs = "pairs"
    stack = "stack"
    profile = "profile"
    retrieval = "retrieval"
    coverage = "coverage"
    matrix = "matrix"
    trace = "trace"
    patterns = "patterns"
    timeline = "timeline"
    item = "item"
    items = "items"
    problems = "problems"
    documents = "documents"
    quotes = "quotes"


NameArgument = Annotated[SchemaName, typer.Argument(help="A file (framework, case, evidence) or a report in JSON.")]


def run(name: NameArgument, output: OutputOption = None) -> None:
    """Print the JSON Schema of a file, for your editor, or of a JSON report, for the programs that read it."""
    from casecode.console.output import write
    from casecode.render.json import encode

    write(encode(_schema(name.value)), output)


def _schema(name: str) -> dict[str, Any]:
    if name in ("framework", "case", "evidence"):
        from casecode.read.schema import file_schema

        return file_schema(name)
    from msgspec.json import schema

    from casecode.read.schema import DRAFT
    from casecode.reports import contract

    reports: dict[str, Any] = {
        "analysis": contract.Analysis,
        "comparison": contract.Comparison,
        "contrast": contract.Contrast,
        "mill": contract.Methods,
        "pairs": contract.Pairs,
        "stack": contract.Stack,
        "profile": contract.Profile,
        "retrieval": contract.Retrieval,
        "coverage": contract.Densities,
        "matrix": contract.Crosstab,
        "trace": contract.Tracing,
        "patterns": contract.Patterns,
        "timeline": contract.Timeline,
        "item": contract.Item,
        "items": contract.Items,
        "problems": contract.Problems,
        "documents": contract.Documents,
        "quotes": contract.Quotations,
    }
    return {"$schema": DRAFT, **schema(reports[name])}
