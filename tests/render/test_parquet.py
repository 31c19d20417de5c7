"""The table of evidence as Parquet: everything in it, and the SQL of the manual gives the matrix of the command."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from casecode import guide
from conftest import Run

duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parents[2]


def test_sql_of_the_manual_is_the_matrix(casecode: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB counts the same pieces and sources for each factor and unit as `casecode matrix`."""
    assert (
        casecode("export", "evidence", "alibaba", "-o", str(tmp_path / "evidence.parquet"), cwd=str(ROOT)).returncode
        == 0
    )
    monkeypatch.chdir(tmp_path)
    found = re.search(r"```sql\n(.*?)```", guide.text("pipelines"), re.DOTALL)
    assert found is not None
    theirs = {(factor, unit): (pieces, sources) for factor, unit, pieces, sources in duckdb.sql(found[1]).fetchall()}
    call = ("matrix", "alibaba", "--rows", "factor", "--columns", "unit", "--format", "csv")
    rows = csv.DictReader(io.StringIO(casecode(*call, cwd=str(ROOT)).stdout))
    ours = {(row["row"], row["column"]): (int(row["count"]), int(row["sources"])) for row in rows}
    assert theirs == {key: counts for key, counts in ours.items() if key[1] and counts[0]}
    assert len(theirs) > 30


def test_every_field_is_in_it(casecode: Run, tmp_path: Path) -> None:
    """Each piece is a row with the fields of the JSON contract, and the days that its date may mean."""
    file = tmp_path / "e.parquet"
    assert casecode("export", "evidence", "alibaba", "-o", str(file), cwd=str(ROOT)).returncode == 0
    table = parquet.read_table(file)
    pieces = json.loads(casecode("evidence", "alibaba", "-f", "json", cwd=str(ROOT)).stdout)["evidence"]
    rows = table.to_pylist(maps_as_pydicts="strict")
    assert [{key: row[key] for key in piece} for row, piece in zip(rows, pieces, strict=True)] == pieces
    dated = next(row for row in rows if row["date"] == "2014")
    assert (str(dated["first_day"]), str(dated["last_day"])) == ("2014-01-01", "2014-12-31")
    assert all(table.schema.field(name).metadata[b"description"] for name in table.schema.names)


def test_filters_narrow_it(casecode: Run, tmp_path: Path) -> None:
    """The options that select evidence select the rows."""
    file = tmp_path / "e.parquet"
    casecode(
        "export", "evidence", "alibaba", "--unit", "russia", "--stance", "contradicts", "-o", str(file), cwd=str(ROOT)
    )
    rows = parquet.read_table(file).to_pylist()
    assert rows
    assert all("russia" in row["units"] and row["stance"] == "contradicts" for row in rows)


def test_a_file_that_cannot_be_written_leaves_nothing(casecode: Run, tmp_path: Path) -> None:
    """A path that cannot be written ends the call with what is wrong, and leaves no half file."""
    called = casecode("export", "evidence", "alibaba", "-o", str(tmp_path / "none" / "e.parquet"), cwd=str(ROOT))
    assert called.returncode == 2
    assert "cannot write" in called.stderr
    assert list(tmp_path.glob("*.parquet")) == []
