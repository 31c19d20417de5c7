"""The table of evidence as Parquet, for tools that query a corpus where it lies: DuckDB, Arrow, Spark, R.

One row for each piece. Lists are lists, days are days, and each column says what it holds.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

from casecode.model.dates import bounds
from casecode.render.formats import Look
from casecode.reports.contract import Evidence

BATCH = 20_000  # rows that are held at a time

# Columns in their order: the kind of their values, and what they hold.
COLUMNS = {
    "case": ("text", "id of the case"),
    "id": ("text", "id of the piece, unique in its case"),
    "codes": ("texts", "themes and factors that it is coded to"),
    "factors": ("texts", "the factors of these codes, each once"),
    "units": ("texts", "units that it bears on; none for the case as a whole"),
    "statement": ("text", "what it says, in the words of the coder"),
    "quote": ("text", "the words of the source"),
    "source": ("text", "id of the source that it comes from originally"),
    "via": ("text", "id of the source in which it was found, where that is another one"),
    "locator": ("text", "where in the source"),
    "date": ("text", "when it happened, as exact as it is known (EDTF level 0)"),
    "first_day": ("day", "the first day that the date may mean"),
    "last_day": ("day", "the last day that the date may mean"),
    "stance": ("text", "supports, contradicts or qualifies its codes"),
    "coder": ("text", "who coded it"),
    "explains": ("texts", "themes and factors for which its codes are given as the reason"),
    "note": ("text", "a remark of the coder"),
    "path": ("text", "the file that declares it"),
    "line": ("number", "the line of that file"),
}


class Pieces(Protocol):
    """A report that is a list of evidence."""

    def each_record(self) -> Iterator[Evidence]:
        """The pieces, one by one."""
        ...


def render(report: Pieces, _look: Look) -> bytes:
    """The evidence of a report. Needs pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"text": pa.string(), "texts": pa.list_(pa.string()), "day": pa.date32(), "number": pa.int64()}
    fields = [pa.field(name, kinds[kind], metadata={"description": about}) for name, (kind, about) in COLUMNS.items()]
    schema = pa.schema(fields, metadata={"schema": "casecode/evidence/1"})
    stream = BytesIO()
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _batches(map(_row, report.each_record())):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    return stream.getvalue()


def _row(record: Evidence) -> dict[str, Any]:
    from datetime import date

    days = bounds(record.date) if record.date else None
    first, last = map(date.fromisoformat, days) if days else (None, None)
    known = {name: getattr(record, name) for name in COLUMNS if name not in ("first_day", "last_day")}
    return {**known, "first_day": first, "last_day": last}


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
