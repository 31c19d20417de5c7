"""Edits of bulk evidence: the record meant is another one, every other byte stays."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.edit.bulk import BulkDraft
from casecode.edit.offsets import UnsafeEditError
from casecode.edit.store import RefusedError
from casecode.read import forms
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


JSON_LINES = '{"id": "e1", "codes": ["a", "b"], "note": "x"}\n{"id": "e2"}\n{"id": "e3", "codes": ["c"]}\n'
TABLE = "id\tcodes\tnote\ne1\ta; b\tx\ne2\t\t\ne3\tc\t\n"


def edited(name: str, text: str, *edits: tuple[str, tuple[str | int, ...], object], bom: bool = False) -> str:
    """A file after edits, each named by its method."""
    draft = BulkDraft(name, (b"\xef\xbb\xbf" if bom else b"") + text.encode())
    assert not draft.is_changed
    for method, path, *it in edits:
        getattr(draft, method)(path, *(one for one in it if one is not None))
    assert draft.is_changed
    after = draft.result()
    assert after.startswith(b"\xef\xbb\xbf") is bom
    return after.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("edit", "lines", "rows"),
    [
        (("put", (0, "note"), "y"), {0: '{"id": "e1", "codes": ["a", "b"], "note": "y"}'}, {1: "e1\ta; b\ty"}),
        (("put", (0, "codes", 1), "d"), {0: '{"id": "e1", "codes": ["a", "d"], "note": "x"}'}, {1: "e1\ta; d\tx"}),
        (
            ("append", (0, "codes"), "dd"),
            {0: '{"id": "e1", "codes": ["a", "b", "dd"], "note": "x"}'},
            {1: "e1\ta; b; dd\tx"},
        ),
        (("append", (1, "codes"), "d"), {1: '{"id": "e2", "codes": ["d"]}'}, {2: "e2\td\t"}),
        (("remove", (0, "note"), None), {0: '{"id": "e1", "codes": ["a", "b"]}'}, {1: "e1\ta; b\t"}),
        (("put", (0, "note"), ""), {0: '{"id": "e1", "codes": ["a", "b"]}'}, {1: "e1\ta; b\t"}),
        (("remove", (0, "codes", 0), None), {0: '{"id": "e1", "codes": ["b"], "note": "x"}'}, {1: "e1\tb\tx"}),
        (("remove", (2, "codes", 0), None), {2: '{"id": "e3"}'}, {3: "e3\t\t"}),
        (("remove", (0,), None), {0: None}, {1: None}),
        (("remove", (2,), None), {2: None}, {3: None}),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("is_ended", [True, False])
def test_an_edit_changes_the_line_of_its_record(
    edit: tuple[str, tuple[str | int, ...], object],
    lines: dict[int, str | None],
    rows: dict[int, str | None],
    newline: str,
    is_ended: bool,
) -> None:
    """A key, an item of a list, a record: what is set, added or taken out changes one line, whatever its break and
    whether or not the last line has one."""
    for name, text, changed in (("e.jsonl", JSON_LINES, lines), ("e.tsv", TABLE, rows)):
        before = text.replace("\n", newline)
        before = before if is_ended else before.removesuffix(newline)
        kept = [changed.get(number, line) for number, line in enumerate(before.splitlines(keepends=True))]
        ends = [line[len(line.rstrip("\r\n")) :] for line in before.splitlines(keepends=True)]
        expected = [line.rstrip("\r\n") + end for line, end in zip(kept, ends, strict=True) if line is not None]
        assert edited(name, before, edit) == "".join(expected), name


@pytest.mark.parametrize(("newline", "added"), [("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\n")])
def test_records_are_added_at_the_end(newline: str, added: str) -> None:
    """With the break of the file; where its last line has none, the new last line has none either."""
    edits = [("append", (), {"id": id_, "codes": ["d"]}) for id_ in ("e4", "e5")]
    for name, text, more in (
        ("e.jsonl", JSON_LINES, ['{"id": "e4", "codes": ["d"]}', '{"id": "e5", "codes": ["d"]}']),
        ("e.tsv", TABLE, ["e4\td\t", "e5\td\t"]),
    ):
        before = text.replace("\n", newline)
        assert edited(name, before, *edits) == before + "".join(line + added for line in more)
        before = before.removesuffix(newline)
        assert edited(name, before, *edits) == added.join([before, *more])


def test_many_edits_of_one_file() -> None:
    """Records that are changed, taken out and added in one go, in a file that begins with a mark of its encoding."""
    edits = (
        ("remove", (1,), None),
        ("put", (2, "note"), "z"),
        ("append", (), {"id": "e4"}),
        ("append", (), {"id": "e5"}),
    )
    assert edited("e.csv", "id,note\ne1,x\ne2,y\ne3,\n", *edits, bom=True) == "id,note\ne1,x\ne3,z\ne4,\ne5,\n"
    assert edited("e.jsonl", '{"id": "e1"}\n{"id": "e2"}\n{"id": "e3"}\n', *edits) == (
        '{"id": "e1"}\n{"id": "e3", "note": "z"}\n{"id": "e4"}\n{"id": "e5"}\n'
    )


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_table_gets_a_header(text: str) -> None:
    """A table without a first line gets one with the names of all keys; JSON Lines need none. One with a header only
    takes records under it."""
    piece = {"id": "e1", "statement": "So."}
    header, row, ended = edited("e.csv", text, ("append", (), piece)).split("\n")
    assert ended == ""
    assert dict(zip(header.split(","), row.split(","), strict=True)) == {
        **dict.fromkeys((field.key for field in forms.EVIDENCE.fields), ""),
        **piece,
    }
    assert edited("e.jsonl", "", ("append", (), piece)) == '{"id": "e1", "statement": "So."}\n'
    assert edited("e.csv", "id, statement", ("append", (), piece)) == "id, statement\ne1,So."


def test_a_number_stays_a_number() -> None:
    """In a line of JSON that is written anew what was not touched keeps its type, and letters stay letters."""
    before = '{"id": "e1", "rating": 2, "note": "\\u00e9", "gone": null}\n'
    assert edited("e.jsonl", before, ("put", (0, "id"), "e2")) == '{"id": "e2", "rating": 2, "note": "é"}\n'


def test_a_table_without_the_column_is_left_alone() -> None:
    """A key that has no column is refused, with the columns that are missing and what to do."""
    draft = BulkDraft("e.csv", b"id,note\ne1,x\n")
    draft.put((0, "date"), "2014")
    draft.put((0, "coder"), "ann")
    with pytest.raises(RefusedError, match=r"e\.csv has no column for date, coder") as caught:
        draft.result()
    assert "add the column" in caught.value.hint


def test_edits_far_apart_keep_the_order_of_the_records() -> None:
    """Whichever is made first: of the records of a long file two change, and the rest stands as it did."""
    lines = [f'{{"id": "e{number}"}}\n' for number in range(20)]
    after = edited(
        "e.jsonl", "".join(lines), ("put", (16, "note"), "x"), ("remove", (1,), None), ("put", (8, "id"), "z")
    )
    lines[16], lines[8], lines[1] = '{"id": "e16", "note": "x"}\n', '{"id": "z"}\n', ""
    assert after == "".join(lines)


@pytest.mark.parametrize("name", ["E.TSV", "e.Tsv"])
def test_the_ending_of_a_name_counts_in_any_letters(name: str) -> None:
    """A table is one under a name in capitals, too, with the same sign between its cells."""
    assert edited(name, TABLE, ("put", (0, "note"), "y")) == TABLE.replace("x", "y")


def test_an_edit_that_would_not_be_read_back_is_refused() -> None:
    """What a table cannot hold as it is meant, such as a list with an item that has the sign between items, is not
    written."""
    draft = BulkDraft("e.csv", b"id,codes\ne1,a\n")
    draft.append((0, "codes"), "b; c")
    with pytest.raises(UnsafeEditError):
        draft.result()


def test_what_is_not_touched_stays_as_it_is() -> None:
    """Empty fields, and signs that other formats take for the end of a line: in the records that are not touched."""
    lines = ['{"id": "e1", "note": "", "codes": []}\n', '{"id": "e2", "note": "a\u2028b\x85c"}\n', '{"id": "e3"}\n']
    draft = BulkDraft("b.jsonl", "".join(lines).encode())
    draft.put((2, "note"), "x\u2028y")
    assert draft.result().decode() == lines[0] + lines[1] + '{"id": "e3", "note": "x\u2028y"}\n'
    draft = BulkDraft("b.csv", "id,note\ne1,\ne2,a\u2028b\x85c\n".encode())
    draft.remove((0,))
    draft.append((), {"id": "e3", "note": "x\u2028y"})
    assert draft.result().decode() == "id,note\ne2,a\u2028b\x85c\ne3,x\u2028y\n"


def test_blank_lines_stay() -> None:
    """In JSON Lines, where a record has one line."""
    draft = BulkDraft("b.jsonl", b'\n{"id": "e1"}\n\n{"id": "e2"}\n\n')
    draft.remove((0,))
    assert draft.result() == b'\n\n{"id": "e2"}\n\n'
    draft.put((1, "note"), "x")
    assert draft.result() == b'\n\n{"id": "e2", "note": "x"}\n\n'
