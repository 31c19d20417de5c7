"""Edits of bulk evidence: the record meant is another one, every other byte stays."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.edit.bulk import BulkDraft
from casecode.read.formulas import guarded

# Any text in one piece: what is only white space or begins with an apostrophe is read as something else.
cell = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,\";'= \t"), max_size=12).map(
    lambda text: text.strip().lstrip("'")
)
rows = st.lists(st.tuples(cell.filter(bool), cell), min_size=1, max_size=5)


def csv_line(cells: list[str], newline: str) -> str:
    """A row as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=newline).writerow(map(guarded, cells))
    return out.getvalue()


@given(rows, st.data(), st.sampled_from(["\n", "\r\n"]))
def test_one_row_of_a_table_changes(table: list[tuple[str, str]], data: st.DataObject, newline: str) -> None:
    """Another source in one row leaves the bytes of every other row as they were, line breaks in cells included."""
    lines = [csv_line([f"e{at}", statement, "s1", note], newline) for at, (statement, note) in enumerate(table)]
    number = data.draw(st.integers(0, len(table) - 1))
    header = csv_line(["id", "statement", "source", "note"], newline)
    draft = BulkDraft("bulk.csv", "".join((header, *lines)).encode())
    draft.put((number, "source"), "s2")
    lines[number] = csv_line([f"e{number}", table[number][0], "s2", table[number][1]], newline)
    assert draft.result().decode() == "".join((header, *lines))


@given(rows, st.data())
def test_one_line_of_json_changes(table: list[tuple[str, str]], data: st.DataObject) -> None:
    """Another source in one record leaves the bytes of every other line as they were."""
    lines = [
        json.dumps({"id": f"e{at}", "statement": statement, "source": "s1"}, ensure_ascii=at % 2 == 0) + "\n"
        for at, (statement, _) in enumerate(table)
    ]
    number = data.draw(st.integers(0, len(table) - 1))
    draft = BulkDraft("bulk.jsonl", "".join(lines).encode())
    draft.put((number, "source"), "s2")
    after = draft.result().decode().splitlines(keepends=True)
    assert [line for at, line in enumerate(after) if at != number] == [
        line for at, line in enumerate(lines) if at != number
    ]
    assert json.loads(after[number]) == {**json.loads(lines[number]), "source": "s2"}


@pytest.mark.parametrize("text", ["two\nlines", "two\r\nlines", "a;b", '"', "=1+1"])
def test_a_cell_that_needs_quotes_keeps_them(text: str) -> None:
    """A record that is written anew holds what it held, whatever sign is in it."""
    draft = BulkDraft("bulk.csv", ("id,statement,source\n" + csv_line(["e1", text, "s1"], "\n")).encode())
    draft.put((0, "source"), "s2")
    assert draft.result().decode() == "id,statement,source\n" + csv_line(["e1", text, "s2"], "\n")
