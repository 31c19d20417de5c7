"""Tables of evidence from anywhere: whatever program wrote them, read as a whole, and again without doubling."""

import csv
import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.exchange import days
from casecode.exchange.programs import PROGRAMS, recognized
from casecode.exchange.tables.charset import decoded
from casecode.exchange.tables.reading import read_table
from casecode.exchange.tables.table import Table
from casecode.model.dates import bounds
from casecode.model.study import Study
from casecode.read.boundary import UnreadableError
from casecode.read.formulas import guarded
from conftest import Run

HEAD = "Text,Tags,Source"


def whole(name: str, data: bytes) -> Table:
    """The table in a file that has no problem."""
    table, problems = read_table(name, data)
    assert table is not None, problems
    return table


def pieces(casecode: Run) -> list[dict[str, object]]:
    """The evidence of the case."""
    found: list[dict[str, object]] = json.loads(casecode("evidence", "demo", "-f", "json").stdout)["evidence"]
    return found


@pytest.fixture
def case(project: Path, study: Callable[..., Study]) -> Path:
    """A project with a case that has one piece."""
    study()
    return project


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        (f"\ufeff{HEAD}\nGrün,prices,survey\n".encode(), "Grün"),
        (f"{HEAD}\nGrün,prices,survey\n".encode("cp1252"), "Grün"),
        (f"{HEAD}\nŹródło i wodą,prices,survey\n".encode("cp1250"), "Źródło i wodą"),
        (f"{HEAD}\nВода течет,prices,survey\n".encode("cp1251"), "Вода течет"),  # noqa: RUF001
        (f"{HEAD}\nGrün,prices,survey\n".replace(",", "\t").encode("utf-16"), "Grün"),
        (f"{HEAD}\nGrün,prices,survey\n".encode("utf-16-be"), "Grün"),
        (f"sep=;\n{HEAD};\nA;prices;survey\n".replace(",", ";").encode(), "A"),
        (f"{HEAD}\nA\x0bB,prices,survey\n".encode(), "A\nB"),
        (f"{HEAD}\n{'w' * 140_000},prices,survey\n".encode(), "w" * 140_000),
        (f"Codings of May\n\n{HEAD}\nA,prices,survey\n".encode(), "A"),
        (b"Text (one, two, three);Tags;Source\nA;prices;survey\n", "A"),
    ],
)
def test_text_as_spreadsheets_of_any_country_write_it(case: Path, casecode: Run, data: bytes, cell: str) -> None:
    """Encodings, signs between cells, long cells and titles above the headings: what stands there is what is taken."""
    (case / "T.CSV").write_bytes(data)
    result = casecode("import", "evidence", "demo", "T.CSV")
    assert result.returncode == 0, result.stderr
    assert pieces(casecode)[-1]["statement"] == cell


@pytest.mark.parametrize(
    ("data", "told", "said"),
    [
        ("文本;代码\n我们浇水少了,地更湿。;水\n".encode("gb18030"), "", "is not UTF-8"),
        (b"a;b\n", "utf-99", 'there is no encoding "utf-99"'),
        (b"a\xff;b\n", "utf-8", "it is not in utf-8 (byte 2)"),
        (b"a\0\0\0\xff;b\n", "", "it is no text"),
    ],
)
def test_what_is_in_no_known_encoding_is_told(data: bytes, told: str, said: str) -> None:
    """Guessing ends where the letters are no words of the languages of a code page."""
    with pytest.raises(UnreadableError, match=r".") as error:
        decoded(data, told)
    assert said in error.value.reason
    assert decoded("水".encode("gb18030"), "gb18030")[0] == "水"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-3-5", "2020-03-05"),
        ("2020-03-05 14:00", "2020-03-05"),
        ("2020-03-05T14:00:00Z", "2020-03-05"),
        ("5 March 2020", "2020-03-05"),
        ("March 5th, 2020", "2020-03-05"),
        ("Mar 2020", "2020-03"),
        ("2020/03", "2020-03"),
        ("03/2020", "2020-03"),
        ("5.3.2020", "2020-03-05"),
        ("25/03/2020", "2020-03-25"),
        ("2019\u20132020", "2019/2020"),
    ],
)
def test_dates_as_people_write_them(text: str, date: str) -> None:
    """A date that can be read in one way only is taken, whatever its form."""
    assert days.written(text) == date


@given(st.dates(), st.sampled_from(["dmy", "mdy"]))
def test_a_date_of_numbers_is_taken_in_the_order_that_is_told(day: object, order: days.Order) -> None:
    """Day and month come as they are told, or as another date of the column tells; else nothing is guessed."""
    text = f"{day:%d/%m/%Y}" if order == "dmy" else f"{day:%m/%d/%Y}"
    assert days.written(text, order) == (f"{day:%Y-%m-%d}" if bounds(f"{day:%Y-%m-%d}") else text)
    assert days.order_of(["01/02/2020", "x"]) == ""
    assert days.order_of(["01/02/2020", "25/02/2020"]) == "dmy"
    assert days.written("05/03/2020") == "05/03/2020"


def test_what_a_number_or_an_unclear_date_is_stands_in_the_hint(case: Path, casecode: Run) -> None:
    """A date that may be two is no problem once its order is told; a number of a spreadsheet is said to be a date."""
    (case / "d.csv").write_text(f"{HEAD},Date\nA,prices,survey,05/03/2020\nB,prices,survey,43895\n", encoding="utf-8")
    result = casecode("import", "evidence", "demo", "d.csv")
    assert result.returncode == 1
    assert "--dates dmy" in result.stderr
    assert "this number is the date 2020-03-05" in result.stderr
    assert casecode("import", "evidence", "demo", "d.csv", "--dates", "mdy", "--skip-bad").stdout == "e2\n"
    assert pieces(casecode)[-1]["date"] == "2020-05-03"


def test_codes_of_several_columns_and_of_columns_of_0_and_1(case: Path, casecode: Run) -> None:
    """No column takes the place of another without a word: all that are told, or numbered, are taken."""
    text = "Answer,Code 1,Code 2,Source,demand\nOne.,prices,supply,survey,1\nTwo.,supply,,survey,0\n"
    (case / "c.csv").write_text(text, encoding="utf-8")
    way = ("import", "evidence", "demo", "c.csv", "-m", "statement=Answer")
    assert casecode(*way, "-m", "codes=Code 1", "-m", "codes=Code 2", "--one-hot").returncode == 0
    assert [it["codes"] for it in pieces(casecode)[-2:]] == [["prices", "supply", "demand"], ["supply"]]
    again = casecode(*way, "--one-hot")
    assert "codes <- Code 1, Code 2\n" in again.stderr
    assert "2 pieces: 2 there already\n" in again.stderr
    two = casecode(*way, "-m", "source=Source", "-m", "source=Answer")
    assert "source is one column, and 2 are told" in two.stderr


def test_a_cause_is_told_once_and_declared_on_request(case: Path, casecode: Run) -> None:
    """Fifty rows with one unknown theme are one problem; --declare shows what it declares, and takes all rows."""
    rows = "".join(f"A{at},New code,P{at % 2}_file.docx\n" for at in range(50))
    (case / "a.csv").write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    result = casecode("import", "evidence", "demo", "a.csv")
    assert result.returncode == 1
    assert result.stderr.count("error[") == 3
    assert "(and in 49 pieces more: 3, 4, 5, 6, 7 and 44 others)" in result.stderr
    assert "say under which with --factor" in casecode("import", "evidence", "demo", "a.csv", "--declare").stderr
    done = casecode("import", "evidence", "demo", "a.csv", "--declare", "--factor", "supply")
    assert done.returncode == 0, done.stderr
    assert 'declares 1 theme:\n  new-code "New code" under supply\n' in done.stderr
    assert len(pieces(casecode)) == 51
    assert casecode("check", "--quiet").returncode == 0


def test_codes_of_one_name_at_two_places_are_two(case: Path, casecode: Run) -> None:
    """The path of a code leads to the factor that it names, and tells apart what is called the same."""
    rows = [
        ("One.", "Market > Staff"),
        ("Two.", "Supply side > Staff"),
        ("Three.", "Market > Staff"),
        ("Four.", "Low prices"),
    ]
    with (case / "m.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("Document name", "Code", "Segment"))
        writer.writerows(("Survey", code, text) for text, code in rows)
    way = ("import", "evidence", "demo", "m.csv", "--declare", "--factor", "supply", "--source", "survey")
    assert casecode(*way, "-m", "source=").returncode == 0
    assert [it["codes"] for it in pieces(casecode)[-4:]] == [["staff"], ["supply-side-staff"], ["staff"], ["prices"]]


def test_again_adds_what_is_new_and_tells_what_differs(case: Path, casecode: Run) -> None:
    """A grown table adds its new rows; a row that differs changes nothing unless that is asked for."""
    path = case / "g.csv"
    path.write_text(f"{HEAD},Note\nA,prices,survey,x\nA,supply,survey,y\nB,prices,survey,\n", encoding="utf-8")
    first = casecode("import", "evidence", "demo", "g.csv")
    assert first.stdout == "e2\ne3\n", first.stderr
    assert "1 row with a further code of a piece: one with it" in first.stderr
    path.write_text(f"{HEAD},Note\nA,prices,survey,z\nB,prices,survey,\nC,demand,survey,\n", encoding="utf-8")
    second = casecode("import", "evidence", "demo", "g.csv")
    assert second.stdout == "e4\n", second.stderr
    assert "  e2: codes, note" in second.stderr
    third = casecode("import", "evidence", "demo", "g.csv", "--update")
    assert third.returncode == 0
    assert [(it["codes"], it["note"]) for it in pieces(casecode) if it["id"] == "e2"] == [(["prices"], "z")]
    assert "3 pieces: 3 there already" in casecode("import", "evidence", "demo", "g.csv").stderr


def test_rows_of_one_id_are_one_piece_or_a_problem(case: Path, casecode: Run) -> None:
    """Rows with one id say further codes of it; where they say another thing it is told, with the way out."""
    path = case / "i.csv"
    path.write_text(f"id,{HEAD}\np1,A,prices,survey\np1,A,supply,survey\np1,B,supply,survey\n", encoding="utf-8")
    result = casecode("import", "evidence", "demo", "i.csv")
    assert 'the id "p1" stands in row 2, with another statement' in result.stderr
    assert casecode("import", "evidence", "demo", "i.csv", "-m", "id=").stdout == "e2\ne3\n"


def test_many_go_into_a_file_of_their_own_and_the_next_after_them(case: Path, casecode: Run) -> None:
    """A thousand pieces are a new file of JSON Lines that the case names; as many again are appended to it."""
    rows = "".join(f"Finding {at}.,prices,survey\n" for at in range(1000))
    (case / "Big one.csv").write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    assert casecode("import", "evidence", "demo", "Big one.csv").returncode == 0
    made = case / "cases" / "demo" / "big-one.jsonl"
    assert made.read_text(encoding="utf-8").startswith('{"id": "e2", "codes": ["prices"], "statement": "Finding 0.')
    assert "evidence-files: [demo/big-one.jsonl]" in (case / "cases" / "demo.yaml").read_text(encoding="utf-8")
    rows += "".join(f"Further {at}.,prices,survey\n" for at in range(1000))
    (case / "more.csv").write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    more = casecode("import", "evidence", "demo", "more.csv")
    assert "2000 pieces: 1,000 new, 1,000 there already" in more.stderr
    assert len(made.read_text(encoding="utf-8").splitlines()) == 2000
    assert casecode("undo").returncode == 0
    assert casecode("check", "--quiet").returncode == 0


def test_every_known_export_is_known_by_its_headings_alone() -> None:
    """In any order, case and with signs; and no export is taken for another."""
    for program in PROGRAMS:
        if not program.needs or program.is_read:
            continue
        headings = [f" {names[0].upper()} " for columns in program.columns.values() for names in columns][::-1]
        if program.applied:
            headings.append(program.applied.pattern.replace("(.+?)", r"A\B"))
        known = recognized(Table("t.csv", headings, [], str))
        assert known is not None, program.id
        assert known[0].id == program.id


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", ",A : Water,B : Tools\n1 : Interview 1,2,1\n", "counts, and no pieces of evidence"),
        ("a.csv", ",A : Water,B : Tools\n1 : Interview 1,Less,\n", "summaries of cases"),
        ("a.csv", "Code,Count,Total\nwater,2,2\n", "counts, and no pieces of evidence"),
        ("a.csv", '"","Water\nGr=2","Tools\nGr=1"\nInterview 1,2,1\n', "counts, and no pieces of evidence"),
        ("a.csv", "tag,description,number of highlights,number of documents\na,,1,1\n", "casecode import framework"),
    ],
)
def test_what_holds_no_pieces_is_said_to_hold_what_it_does(
    case: Path, casecode: Run, name: str, text: str, said: str
) -> None:
    """Tables of counts, summaries and codes end the call, with what they are."""
    (case / name).write_text(text, encoding="utf-8")
    result = casecode("import", "evidence", "demo", name)
    assert result.returncode == 2
    assert said in result.stderr


QUOTE = "We water less. The beds stay damp longer."
ANNOTATED = [
    ("a.jsonl", json.dumps({"id": 1, "text": f"🌻 {QUOTE}", "label": [[2, 2 + len(QUOTE), "Low prices"]]})),
    (
        "a.json",
        json.dumps(
            [
                {
                    "data": {"text": f"🌻 {QUOTE}"},
                    "annotations": [
                        {"result": [{"value": {"start": 3, "end": 3 + len(QUOTE), "labels": ["Low prices"]}}]}
                    ],
                }
            ]
        ),
    ),
    (
        "a.json",
        json.dumps([{"document": "x", "line": 2, "code": "prices", "text_lines": [1, 3], "text": f"a\n{QUOTE}\n"}]),
    ),
    ("a.ann", f"T1\tprices 0 9\t{QUOTE}\n#1\tAnnotatorNotes T1\tsure\n"),
    (
        "a.tsv",
        f"#FORMAT=WebAnno TSV 3.3\n#T_SP=c.Code|v\n\n#Text={QUOTE}\n"
        "1-1\t0-14\tWe\tprices[1]\t\n1-2\t15-41\tx\tprices[1]\t\n",
    ),
    ("prices.txt", f"<Files\\\\x> - § 1 reference coded [1,00% Coverage]\n\nReference 1 - 1.00% Coverage\n\n{QUOTE}\n"),
    ("a.yaml", f"- {{codes: [prices], quote: {QUOTE}, source: survey}}\n"),
    ("a.csv", f"doc_name,code_name,segment_text\nx,prices,{QUOTE}\n"),
    ("a.csv", f"Media Title,Excerpt Copy,Code: A\\Low prices Applied,Code: B Applied\nx,{QUOTE},True,False\n"),
]


@pytest.mark.parametrize(("name", "text"), ANNOTATED, ids=[f"{at} {name}" for at, (name, _) in enumerate(ANNOTATED)])
def test_annotated_texts_are_pieces(case: Path, casecode: Run, name: str, text: str) -> None:
    """What other programs write of a passage with its code: the passage whole, whatever their positions count."""
    (case / name).write_text(text, encoding="utf-8")
    result = casecode("import", "evidence", "demo", name, "-m", "source=", "--source", "survey")
    assert result.returncode == 0, result.stderr
    assert pieces(casecode)[-1]["quote"] == QUOTE
    assert pieces(casecode)[-1]["codes"] == ["prices"]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_a_table_that_is_written_is_read_again(rows: list[list[str]], sign: str) -> None:
    """CSV with any cells, guarded as our tables are: each cell is read as it was, and found at its place."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL)
    writer.writerow(("Text", "Tags", "Source"))
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    table = whole("t.csv", out.getvalue().encode())
    assert [row.cells for row in table.rows] == rows
    assert all(table.span(row, at).line == row.line + 1 for row in table.rows for at in range(3))


@pytest.mark.parametrize("ending", ["xlsx", "xlsm"])
def test_a_sheet_is_what_a_spreadsheet_shows(case: Path, casecode: Run, ending: str) -> None:
    """Lines in cells part lists, merged cells give each row their value, a month is a month; what was typed as a page
    and is a date is left out, and told; an error is a problem."""
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import date

    book = openpyxl.Workbook()
    sheet = book.active
    book.create_sheet("More").append(["Text", "Tags", "Source"])
    sheet.append(["Text", "Quote", "Tags", "Source", "Date", "Page"])
    sheet.append(["One.", "Line one.\nLine two.", "prices\nsupply", "survey", date(2020, 3, 1), date(2024, 12, 3)])
    sheet.append(["Two.", None, None, None, 2020, 7.0])
    sheet["E2"].number_format = "mmm yyyy"
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("D2:D3")
    book.save(case / f"s.{ending}")
    result = casecode("import", "evidence", "demo", f"s.{ending}")
    assert result.returncode == 0, result.stderr
    assert "locator left out where the spreadsheet made a date of what was typed: row 2" in result.stderr
    one, two = pieces(casecode)[-2:]
    assert (one["quote"], one["codes"], one["date"]) == ("Line one.\nLine two.", ["prices", "supply"], "2020-03")
    assert (two["codes"], two["source"], two["locator"]) == (["prices", "supply"], "survey", "7")
    assert "0 pieces" in casecode("import", "evidence", "demo", f"s.{ending}", "--sheet", "More").stderr
    assert 'it has no sheet "3"' in casecode("import", "evidence", "demo", f"s.{ending}", "--sheet", "3").stderr
    sheet["A3"] = "#N/A"
    sheet["A3"].data_type = "e"
    book.save(case / f"s.{ending}")
    assert "error of the spreadsheet" in casecode("import", "evidence", "demo", f"s.{ending}").stderr


@pytest.mark.parametrize("program", [it.id for it in PROGRAMS if it.writes])
def test_what_is_written_as_another_program_writes_it_comes_in_again(
    case: Path, study: Callable[..., Study], casecode: Run, program: str
) -> None:
    """Quotes with codes and documents are the same evidence again, and statements alone are said to be left out."""
    study(
        evidence="evidence:\n"
        '  - {id: e1, codes: [prices, supply], quote: "Cheap, they say; and near.", source: survey, coder: ab}\n'
        "  - {id: e2, codes: [supply], quote: Three shops., source: survey, locator: p. 3}\n"
        "  - {id: e3, codes: [supply], statement: Few., source: survey}\n"
    )
    out = case / "out.csv"
    told = casecode("export", "evidence", "demo", "--as", program, "-o", str(out))
    assert told.returncode == 0, told.stderr
    assert "left out: 1 piece of evidence without a quote" in told.stderr
    study(evidence="evidence: []\n")
    back = casecode("import", "evidence", "demo", str(out))
    assert back.returncode == 0, back.stderr
    assert [(it["quote"], it["codes"], it["source"]) for it in pieces(casecode)] == [
        ("Cheap, they say; and near.", ["prices", "supply"], "survey"),
        ("Three shops.", ["supply"], "survey"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", b"a,b\n" + b"a" * 200_000 + b"\xfc,b\n"),
        ("a.csv", b"Document name,Code,Segment\nx," + b"a" + b" " * 200_000 + b"b,c\n"),
        (
            "a.txt",
            b"<Files\\\\x> - 1 reference coded [1% Coverage]\nReference 1 - 1% Coverage\na" + b" " * 300_000 + b"b\n",
        ),
    ],
)
def test_reading_takes_as_long_as_the_text_is(case: Path, casecode: Run, name: str, text: bytes) -> None:
    """Long words and long spaces are gone over once."""
    (case / name).write_bytes(text)
    start = time.process_time()
    casecode("import", "evidence", "demo", name, "--declare", "--factor", "supply", "--source", "survey")
    assert time.process_time() - start < 5
