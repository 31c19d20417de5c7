"""The table of evidence as Parquet, for tools that query a corpus where it lies: DuckDB, Arrow, Spark, R.

One row for each piece. Lists are lists, days are days, and each column says what it holds.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

from casecode.model.dates import bounds
from casecode.read.evidence_keys import KEYS, EvidenceKey
from casecode.render.formats import Look
from casecode.reports.contract import Evidence

BATCH = 20_000  # rows that are held at a time


def _columns() -> Iterator[tuple[str, tuple[str, str]]]:
    """The keys of evidence, and what follows from them, with the kind of their values and what they hold."""
    yield "case", ("text", "id of the case")
    for key in KEYS:
        yield key.name, (_kind(key), key.doc)
        if key.key == "codes":
            yield "factors", ("texts", "the factors of these codes, each once")
        if key.key == "locator":
            yield "place", ("text", "the locator, or else where the document of the source has the quote")
        if key.key == "date":
            yield "first_day", ("day", "the first day that the date may mean")
            yield "last_day", ("day", "the last day that the date may mean")
    yield "attributes", ("values", "attributes of its case, units and source (source:profession), with their values")
    yield "path", ("text", "the file that declares it")
    yield "line", ("number", "the line of that file")


def _kind(key: EvidenceKey) -> str:
    return "texts" if key.is_list else "flag" if key.is_flag else "number" if key.is_number else "text"


COLUMNS = dict(_columns())


class Pieces(Protocol):
    """A report that is a list of evidence."""

    def each_record(self) -> Iterator[Evidence]:
        """The pieces, one by one."""
        ...


def render(report: Pieces, _look: Look) -> bytes:
    """The evidence of a report. Needs pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "values": pa.map_(pa.string(), pa.list_(pa.string())),
        "day": pa.date32(),
        "number": pa.int64(),
        "flag": pa.bool_(),
    }
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
