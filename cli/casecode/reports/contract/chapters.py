"""The JSON contract: the parts of a whole report."""

from typing import Literal

from msgspec import Struct


class Sentence(Struct):
    """What a report says by itself, with the table that it is from, and evidence."""

    text: str
    table: str | None
    evidence: list[str]


class Chapter(Struct):
    """A part of a report: the researcher's own words, sentences, and its tables by number with their headings."""

    part: str | None
    title: str
    own: str | None
    sentences: list[Sentence]
    tables: dict[str, str]


class WholeReport(Struct, kw_only=True):
    """What `casecode report` tells: part by part. The tables themselves are those of the other reports."""

    schema: Literal["casecode/report/1"] = "casecode/report/1"
    title: str
    cases: list[str]
    parts: list[Chapter]
