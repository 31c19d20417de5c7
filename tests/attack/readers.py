"""Files of every kind with random damage, given to what reads them without the command line: many more tries."""

from functools import cache
from pathlib import Path
from random import Random

import inputs
from answered import assert_answered, assert_in_place
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.extract import extracted
from casecode.edit.formatting import format_file
from casecode.exchange import sources
from casecode.exchange.programs import recognized
from casecode.exchange.refi.inward import Known, bring, bring_codes
from casecode.exchange.refi.reading import read_codebook, read_project
from casecode.exchange.tables.reading import read_table
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read.boundary import UnreadableError
from casecode.read.words import is_id

whole = cache(lambda kind: inputs.KINDS[kind][1]())


def attempt(seed: int, folder: Path) -> str:
    """A file of some kind, damaged, and what reads it."""
    kind = seed % len(inputs.KINDS)
    name, _, how = inputs.KINDS[kind]
    data = inputs.mutated(name, whole(kind), Random(f"readers {seed}"))
    try:
        if how is inputs.document:
            assert isinstance(extracted(Path(name).suffix, data), SourceDocument | Unread)
        elif how is inputs.exchanged:
            exchanged(name, data, folder)
        elif how is inputs.bibliography:
            library, problems = sources.read(name, data)
            assert (library is None) == bool(problems)
            in_place(problems)
            if library is not None:
                made = sources.plan(library, Study(Case(id="c"), Framework(id="f")))
                assert not made.account.missing
                assert all(is_id(id_) and record["title"] for id_, record in made.new)
                in_place([problem for them in made.account.left.values() for problem in them])
        elif how in (inputs.table, inputs.records):
            rows, problems = read_table(name, data)
            assert (rows is None) == bool(problems)
            in_place(problems)
            if rows is not None:
                recognized(rows)
                assert all(rows.span(row, at).line == row.line + 1 for row in rows.rows for at in range(len(row.cells)))
        else:
            part_of_project(name, data, folder)
    except Exception as error:
        error.add_note(f"{name} is {data[:600]!r}")
        raise
    return ""


def exchanged(name: str, data: bytes, folder: Path) -> None:
    """A project or codebook of another program is read, and becomes a study of which each part is accounted for."""
    path = folder / name
    path.write_bytes(data)
    known = Known(name, "2026-01-01")
    try:
        if name.endswith(".qdc"):
            brought = bring_codes("T", *read_codebook(data), known)
        else:
            brought = bring(read_project(path), known)
    except UnreadableError:
        return
    assert not [account.what for account in brought.accounts if account.missing]
    assert all(problem.hint for it in brought.accounts for bad in it.left.values() for problem in bad)


def in_place(problems: list[Problem]) -> None:
    """Every problem stands where it says."""
    for problem in problems:
        assert_in_place(problem)


def part_of_project(name: str, data: bytes, folder: Path) -> None:
    """A file of a project is read and checked; laid out, it means the same, and is not laid out again."""
    inputs.project(folder, {**inputs.others(name), name: data})
    opened = Project(Catalogue.at(folder))
    opened.take(folder / "frameworks" / "tiny.yaml")
    opened.case(folder / "cases" / "demo.yaml")
    assert_answered(opened)
    if name.endswith(".yaml"):
        once = format_file(name, folder / name, data)
        in_place(once.problems)
        assert not once.is_changed or not once.problems
        assert format_file(name, folder / name, once.after).after == once.after
