"""Taking in what others have written: all of it or nothing, and every row that cannot be taken by its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casecode.exchange.columns import EVIDENCE, guess
from casecode.model.study import Study
from conftest import DEMO, Run

TABLE = """\
Nr,Text,Tags,Country,Reference,Page,Year,Memo,Extra
p1,Half came for the price.,LOW prices; supply,Russia,A survey,12,2020,"so, so",x
,They trust it.,demand,sea,survey,,,,
"""
CSL = [
    {
        "id": "http://zotero.org/users/1/items/AB",
        "citation-key": "Lewis2017",
        "type": "report",
        "title": "China's <i>Ambitions</i>",
        "author": [{"family": "Lewis", "given": "Dev"}, {"literal": "ICS"}],
        "issued": {"date-parts": [["2017", 9]]},
        "accessed": {"date-parts": [[2018, 1, 2]]},
        "URL": "https://x.org",
        "unknown": 1,
    },
    {"id": 7, "type": "article-newspaper", "title": "News", "issued": {"raw": "2016-03-02"}, "publisher": "Daily"},
]
BIBTEX = """\
@article{Wang2018,
  author = {Wang, Rui and {World Bank}}, title = {Shops \\& more: {\\'e}tude},
  journal = {J. of Things}, year = 2018, month = sep, pages = {1--9}, number = 3, volume = 4
}
@online{jd:2020, title={JD abroad}, url={https://jd.com}, urldate={2020-05-01}, date={2020-03}}
"""
RIS = """\
TY  - NEWS
AU  - Doe, Jane
TI  - Acme in Rio
JO  - Folha
PY  - 2021/04/03/
SP  - 3
EP  - 4
UR  - https://f.br
ID  - doe2021
ER  -

TY  - RPRT
A1  - Acme
T1  - Report
Y1  - 2020
ER  -
"""


@pytest.fixture
def table(project: Path, study: Callable[..., Study]) -> Path:
    """A table from another program, beside a case."""
    study()
    path = project / "codings.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def held(project: Path) -> str:
    """What the case file holds."""
    return (project / "cases" / "demo.yaml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("table")
def test_a_table_is_taken_in(project: Path, casecode: Run) -> None:
    """Columns are guessed and shown; codes, units and sources may be labels; ids are kept or given."""
    result = casecode("import", "evidence", "demo", "codings.csv", "--map", "id=Nr")
    assert result.stdout == "p1\ne2\n", result.stderr
    assert "codes <- Tags\n" in result.stderr
    assert "not taken: Extra\n" in result.stderr
    assert held(project).endswith(
        "  - {id: p1, codes: [prices, supply], units: [russia], statement: Half came for the price., source: survey,"
        ' locator: "12", date: 2020, note: "so, so"}\n'
        "  - {id: e2, codes: [demand], units: [sea], statement: They trust it., source: survey}\n"
    )
    assert casecode("check", "--quiet").returncode == 0


def test_nothing_is_half_imported(table: Path, project: Path, casecode: Run) -> None:
    """Every row that cannot be taken is reported at its line and column, and then none is taken."""
    before = held(project)
    table.write_text(TABLE + "p3,,prices,mars,survey,,20x0,,\np4,So.,cheap,,press,,,,\n", encoding="utf-8")
    result = casecode("import", "evidence", "demo", "codings.csv", "-m", "id=Nr")
    assert result.returncode == 1
    assert held(project) == before
    told = [line for line in result.stderr.splitlines() if line.startswith("codings.csv:")]
    assert [line.split(" ", 1)[0] for line in told] == [
        *("codings.csv:4:1:", "codings.csv:4:12:", "codings.csv:4:25:"),
        *("codings.csv:5:8:", "codings.csv:5:15:"),
    ]
    assert "error[missing-key]" in told[0]
    assert '"20x0" is not a date' in told[2]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_columns_may_be_parted_as_spreadsheets_do_it(
    sign: str, study: Callable[..., Study], project: Path, casecode: Run
) -> None:
    """Where the comma is a decimal sign spreadsheets write CSV with semicolons; cells may hold commas and breaks."""
    study()
    rows = [["Code", "Text", "Source"], ["prices", '"Cheap, and\nnear"', "survey"]]
    (project / "codings.csv").write_text("".join(sign.join(row) + "\n" for row in rows), encoding="utf-8")
    result = casecode("import", "evidence", "demo", "codings.csv")
    assert result.returncode == 0, result.stderr
    assert "Cheap, and" in held(project)


@pytest.mark.parametrize(
    ("header", "field", "hint"),
    [("Code;Aussage;Source", "statement", "--map statement=COLUMN"), ("Code,Note,Text", "source", "or --source ID")],
)
def test_a_column_that_must_be_there_is_asked_for_once(
    header: str, field: str, hint: str, study: Callable[..., Study], project: Path, casecode: Run
) -> None:
    """A table without a column for what every piece has is no problem of each of its rows."""
    study()
    rows = "a;b;c\n" if ";" in header else "a,b,c\n"
    (project / "codings.csv").write_text(f"{header}\n{rows}{rows}", encoding="utf-8")
    result = casecode("import", "evidence", "demo", "codings.csv")
    assert result.returncode == 2
    assert f"no column is taken for {field}" in result.stderr
    assert hint in result.stderr
    assert "codings.csv:" not in result.stderr


@pytest.mark.parametrize("text", ["", "codes,statement,source\n"])
def test_a_table_without_rows_changes_nothing(
    text: str, study: Callable[..., Study], project: Path, casecode: Run
) -> None:
    """Where there is no row, there is nothing to take in and no column to ask for."""
    study()
    before = held(project)
    (project / "codings.csv").write_text(text, encoding="utf-8")
    assert casecode("import", "evidence", "demo", "codings.csv").returncode == 0
    assert held(project) == before


@pytest.mark.usefixtures("table")
def test_a_mapping_can_be_saved_and_told(project: Path, casecode: Run) -> None:
    """A mapping that was shown can be saved, and gives the same result the next time."""
    saved = casecode(
        "import", "evidence", "demo", "codings.csv", "-m", "id=Nr", "--save-mapping", "map.yaml", "--dry-run"
    )
    again = casecode("import", "evidence", "demo", "codings.csv", "--mapping", "map.yaml", "--dry-run")
    assert saved.returncode == again.returncode == 0
    assert saved.stdout == again.stdout
    assert "statement: Text\n" in (project / "map.yaml").read_text(encoding="utf-8")
    assert 'has no column "Foo"' in casecode("import", "evidence", "demo", "codings.csv", "-m", "note=Foo").stderr
    assert '"text" is no mapping' in casecode("import", "evidence", "demo", "codings.csv", "-m", "text").stderr


@pytest.mark.usefixtures("table")
def test_a_workbook_is_read_like_its_table(casecode: Run, project: Path) -> None:
    """XLSX gives the same evidence as CSV; a problem names the row."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Statement", "Codes", "Source", "Year", "Page"])
    book.active.append(["Half came for\nthe price.", "prices", "survey", 2020, 12.0])
    book.save(project / "codings.xlsx")
    result = casecode("import", "evidence", "demo", "codings.xlsx", "--dry-run")
    assert 'statement: "Half came for\\nthe price.", source: survey, locator: "12", date: 2020}' in result.stdout, (
        result.stderr
    )
    book.active.append(["So.", "nothing", "survey"])
    book.save(project / "codings.xlsx")
    assert "codings.xlsx:3:" in casecode("import", "evidence", "demo", "codings.xlsx").stderr


@pytest.mark.usefixtures("table")
def test_json_lines_with_other_names(project: Path, casecode: Run) -> None:
    """JSON Lines are mapped like a table, and a default fills what a row leaves out."""
    lines = [
        {"text": "So.", "tags": ["Low prices"], "year": 2019},
        {"text": "Thus.", "tags": "supply", "source": "survey"},
    ]
    (project / "c.jsonl").write_text("".join(json.dumps(it) + "\n" for it in lines), encoding="utf-8")
    assert casecode("import", "evidence", "demo", "c.jsonl").returncode == 1
    result = casecode("import", "evidence", "demo", "c.jsonl", "--source", "survey", "--coder", "ann")
    assert result.stdout == "e2\ne3\n", result.stderr
    assert "{id: e2, codes: [prices], statement: So., source: survey, date: 2019, coder: ann}" in held(project)


@pytest.mark.usefixtures("table")
def test_sources_from_csl_json(project: Path, casecode: Run) -> None:
    """The fields of CSL-JSON are those of a source; keys become ids."""
    (project / "z.json").write_text(json.dumps(CSL), encoding="utf-8")
    assert casecode("import", "sources", "demo", "z.json").stdout == "lewis-2017\ndaily-2016\n"
    assert (
        "  lewis-2017:\n    type: report\n    title: China's Ambitions\n    author: [Dev Lewis, ICS]\n"
        "    issued: 2017-09\n    accessed: 2018-01-02\n    URL: https://x.org\n" in held(project)
    )


@pytest.mark.usefixtures("table")
def test_sources_from_bibtex(project: Path, casecode: Run) -> None:
    """BibTeX is decoded and mapped to CSL."""
    (project / "z.bib").write_text(BIBTEX, encoding="utf-8")
    assert casecode("import", "sources", "demo", "z.bib").stdout == "wang-2018\njd-2020\n"
    assert 'title: "Shops & more: étude"\n    author: [Rui Wang, World Bank]\n' in held(project)
    assert "    container-title: J. of Things\n    issued: 2018-09\n" in held(project)


@pytest.mark.usefixtures("table")
def test_sources_from_ris(project: Path, casecode: Run) -> None:
    """RIS is mapped to CSL, with an id of author and year where there is none."""
    (project / "z.ris").write_text(RIS, encoding="utf-8")
    assert casecode("import", "sources", "demo", "z.ris").stdout == "doe2021\nacme-2020\n"
    assert (
        "    title: Acme in Rio\n    author: [Jane Doe]\n    container-title: Folha\n    issued: 2021-04-03\n"
        in held(project)
    )


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("z.json", b"{", "this is not CSL JSON"),
        ("z.json", b'{"a": 1}', "expected a list of items"),
        ("z.json", b"\xff", "there is no reference in this"),
        ("z.docx", b"", "files of this kind cannot be imported"),
        ("none.json", None, "cannot read"),
    ],
)
def test_what_is_no_bibliography_is_told(project: Path, casecode: Run, name: str, data: bytes, said: str) -> None:
    """A file that is none, or cannot be read, is named, and nothing changes."""
    if data is not None:
        (project / name).write_bytes(data)
    before = held(project)
    result = casecode("import", "sources", "demo", name)
    assert result.returncode in (1, 2)
    assert said in result.stderr
    assert held(project) == before


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_a_column_holds_one_field(columns: list[str]) -> None:
    """Guessing never gives one column to two fields, nor a column that is not there; a field's own name counts."""
    taken = [at for those in guess(columns, EVIDENCE).values() for at in those]
    assert len({*taken}) == len(taken)
    assert {*taken} <= {*range(len(columns))}
    mapping = guess(columns, EVIDENCE)
    assert all(at in mapping[column] for at, column in enumerate(columns) if column in EVIDENCE.called)


fields = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"]), min_size=1, max_size=30)
exported = st.lists(
    st.fixed_dictionaries(
        {
            "codes": st.lists(st.sampled_from(["prices", "demand", "supply"]), unique=True, min_size=1),
            "units": st.lists(st.sampled_from(["russia", "sea"]), unique=True),
            "statement": fields.map(str.strip).filter(bool)
            | st.sampled_from(["=1+1", "'quoted'", "a; b", '"', "-5 %"]),
            "quote": st.none() | fields.map(str.strip).filter(bool),
            "source": st.just("survey"),
            "locator": st.sampled_from([None, "p. 1"]),
            "date": st.sampled_from([None, "2014", "2014-09", "2012/2013"]),
            "stance": st.sampled_from(["supports", "contradicts"]),
            "coder": st.sampled_from([None, "AB"]),
            "explains": st.lists(st.sampled_from(["demand", "supply"]), unique=True),
            "note": st.none() | fields.map(str.strip).filter(bool),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(exported, st.sampled_from(["csv", "jsonl"]))
def test_what_is_exported_can_be_imported(
    project: Path, casecode: Run, rows: list[dict[str, object]], form: str
) -> None:
    """Evidence exported as a table or as JSON lines and imported into an empty case gives the same rows again."""
    empty = "".join({**DEMO, "evidence": ""}.values())
    case = project / "cases" / "demo.yaml"
    case.write_text(empty, encoding="utf-8")
    given_rows = "".join(json.dumps(row) + "\n" for row in rows)
    added = casecode("add", "demo", "-", stdin=given_rows)
    assert added.returncode == 0, added.stderr
    table = project / f"table.{form}"
    assert casecode("evidence", "demo", "-f", form, "-o", str(table)).returncode == 0
    before = json.loads(casecode("evidence", "demo", "-f", "json").stdout)["evidence"]
    case.write_text(empty, encoding="utf-8")
    taken = casecode("import", "evidence", "demo", str(table))
    assert taken.returncode == 0, taken.stderr
    after = json.loads(casecode("evidence", "demo", "-f", "json").stdout)["evidence"]
    assert [{**row, "line": 0} for row in after] == [{**row, "line": 0} for row in before]
