"""A display has the parts of its kind, and every part a place in it."""

from collections.abc import Iterable, Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.case import Case
from casecode.model.display import BLOCKS, PARTS, Display, Entry
from casecode.model.framework import Framework
from casecode.model.problem import Finding, nearest
from casecode.model.study import Study

_BESIDE = {"table": ("columns",), "series": ("measure",)}  # what else belongs to a kind

_PLACING = ("columns", "cells", "blocks", "date", "label", "title")  # what tells where a part belongs

DISPLAY_PARTS = Rule(
    "display-parts",
    "error",
    means="A display lacks the parts of its kind, has those of another, or a part has no place in it.",
    why="What stands where its kind does not look for it would be shown nowhere, and nobody would miss it.",
    fails="""
    # cases/demo.yaml
    displays:
      - id: sales
        kind: series
        title: Sales
        rows:
          - {label: "2014", source: survey}
    """,
    passes="""
    # cases/demo.yaml
    displays:
      - id: sales
        kind: series
        title: Sales
        measure: USD million
        values:
          - {date: 2014, value: 3.5, source: survey}
    """,
)


@DISPLAY_PARTS.in_framework
def display_parts_in_framework(framework: Framework) -> Iterator[Finding]:
    """A display of a framework without parts, or with parts that have no place."""
    yield from _misplaced(framework, framework.displays)


@DISPLAY_PARTS.in_study
def display_parts(study: Study) -> Iterator[Finding]:
    """A display of a case without parts, or with parts that have no place."""
    yield from _misplaced(study.case, study.case.displays)


def _misplaced(of: Case | Framework, displays: Iterable[Display]) -> Iterator[Finding]:
    unread = Unread(of)
    for display in displays:
        if unread.may_tell(display, "kind"):
            continue
        own = PARTS[display.kind]
        known = (own, *_BESIDE.get(display.kind, ()))
        others = [key for key in (*PARTS.values(), "columns", "measure") if key not in known and getattr(display, key)]
        for key in others:
            message = f"a {display.kind} has no {key}"
            yield Finding(message, display.origin.at(key), f"it has {' and '.join(reversed(known))}")
        if not display.entries and not others and not unread.may_tell(display, own):
            yield Finding(f'the {display.kind} "{display.id}" has no {own}', display.origin.at("kind"), f"add {own}:")
        if not unread.any_may_tell((display, *display.walk()), *_PLACING):
            for entry in display.walk():
                yield from _unplaced(display, entry)


def _unplaced(display: Display, entry: Entry) -> Iterator[Finding]:
    """What keeps a part from being shown where it belongs."""
    for column in entry.cells:
        if column not in display.columns:
            hint = nearest(column, display.columns) or f'declare it: columns: {{{column}: "Its title"}}'
            yield Finding(f'the table has no column "{column}"', entry.origin.at("cells", column), hint)
    if display.kind == "series" and not (entry.date or entry.label):
        yield Finding("this value has neither a date nor a label", entry.origin.at(), "add date: or label:")
    if entry.id in display.blocks and not entry.label and entry.id not in BLOCKS:
        hint = nearest(entry.id, BLOCKS) or f"add title:, or use one of {', '.join(BLOCKS)}"
        yield Finding(f'the block "{entry.id}" has no title', entry.origin.at(), hint)
