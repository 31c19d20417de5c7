# ruff: noqa: E501 (samples of files stand on a line each, in any script)
"""Libraries of sources in every format that can be read: what stands in a case afterwards, and that nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.exchange import sources
from casecode.exchange.account import Account
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.model.source import TYPES
from casecode.model.study import Study
from casecode.read import budget
from casecode.read.words import is_id
from conftest import Run

EMPTY = Study(Case(id="c"), Framework(id="f"))


def taken(name: str, data: str | bytes) -> dict[str, dict[str, Any]]:
    """The sources of a file by their ids; all of it can be taken."""
    made, problems = planned(name, data)
    assert not problems
    return dict(made.new)


def planned(name: str, data: str | bytes) -> tuple[sources.Plan, list[Problem]]:
    """What would become of a file in a case without sources, and all that is wrong with it."""
    library, problems = sources.read(name, data if isinstance(data, bytes) else data.encode())
    if library is None:
        return sources.Plan(Account("reference", 0)), problems
    made = sources.plan(library, EMPTY)
    assert made.account.missing == 0
    return made, [problem for them in made.account.left.values() for problem in them]


def only(name: str, data: str | bytes) -> dict[str, Any]:
    """The one source of a file."""
    ((_, record),) = taken(name, data).items()
    return record


BIB: list[tuple[str, str, dict[str, Any]]] = [
    (
        "names are parted outside of braces, and decoded part by part",
        "@article{k, title={T}, author={M{\\\"u}ller, J{\\\"o}rg and {Bell-Ames}, Ed and Ren\\'e \\'{E}toile and others}}",
        {"author": ["Jörg Müller", "Ed Bell-Ames", "René Étoile"]},
    ),
    (
        "suffixes, particles and institutions with commas and the word and",
        "@book{k, title={T}, author={Stone, Jr., Mark and Ludwig van Beethoven and {Ministry of Health, Labour and Care}}}",
        {"author": ["Mark Stone, Jr.", "Ludwig van Beethoven", "Ministry of Health, Labour and Care"]},
    ),
    (
        "names of BibLaTeX",
        "@book{k, title={T}, author={family=Beethoven, given=Ludwig, prefix=van}}",
        {"author": ["Ludwig van Beethoven"]},
    ),
    (
        "verbatim fields, and signs that reference managers leave bare",
        "@online{k, title={Growth of 40% in R&D}, url={https://e.org/a%20b?x=1&y=2~z}, doi={10.1234/a_b%2F}, note={5% of x_y}}",
        {
            "title": "Growth of 40% in R&D",
            "URL": "https://e.org/a%20b?x=1&y=2~z",
            "DOI": "10.1234/a_b%2F",
            "note": "5% of x_y",
        },
    ),
    (
        "a DOI in an address",
        "@misc{k, title={T}, url={http://dx.doi.org/10.1000/x\\_y}}",
        {"DOI": "10.1000/x_y", "URL": "http://dx.doi.org/10.1000/x_y"},
    ),
    (
        "abbreviations, months and parts that are joined",
        '@string{j = "Journal of "}@article{k, title="A " # {B}, journal = j # "Things", year=2019, month="9~" # sep}',
        {"title": "A B", "container-title": "Journal of Things", "issued": "2019-09-09"},
    ),
    (
        "words in macros",
        "@misc{k, title={The \\textup{good} \\mbox{box} of \\SI{5}{\\kilo\\gram} for 5\\pounds{} on \\LaTeX{}}}",
        {"title": "The good box of 5 kilogram for 5£ on LaTeX"},
    ),
    (
        "an address in howpublished",
        "@misc{k, title={T}, howpublished={\\href{https://e.org/x}{the site}}}",
        {"URL": "https://e.org/x", "note": "the site"},
    ),
    (
        "a subtitle, a newspaper, numbers of serials",
        "@article{k, title={Main}, subtitle={Part}, entrysubtype={newspaper}, journaltitle={Daily}, date={2011-02-03}, issn={1234567X}}",
        {"type": "article-newspaper", "title": "Main: Part", "issued": "2011-02-03", "ISSN": "1234-567X"},
    ),
    (
        "a date that cannot be read beside a year",
        "@article{k, title={T}, date={forthcoming}, year={2014}}",
        {"issued": "2014"},
    ),
    (
        "quotation marks with accents, and parentheses",
        '@article(k, title = "M\\"uller", year = 1999)',
        {"title": "Müller", "issued": "1999"},
    ),
    (
        "a comma that is missing, a field twice, a field of several words",
        "@article{k, title={T} year=2001, Early Access Date={X}, year=2002}",
        {"issued": "2001"},
    ),
    (
        "formulas and money",
        "@misc{k, title={Cu$_2$O, 10$^{-3}$ and US$5 to $10}}",
        {"title": "Cu₂O, 10⁻³ and US$5 to $10"},
    ),
]


@pytest.mark.parametrize(("what", "text", "expected"), BIB, ids=[it[0] for it in BIB])
def test_bibtex(what: str, text: str, expected: dict[str, Any]) -> None:
    """BibTeX as programs and people write it comes in as it is meant."""
    record = only("a.bib", text)
    assert {key: record.get(key) for key in expected} == expected, what


def test_entries_inherit_from_others() -> None:
    """What stands in the entry of a crossref, before or behind it, or in xdata, belongs to an entry; not the DOI."""
    text = (
        "@inproceedings{p, crossref={All}, author={Doe, J}, title={A}, pages={1--9}}\n"
        "@xdata{x, publisher={Press}, location={Rio}}\n"
        "@proceedings{all, title={Proc.}, subtitle={Of Things}, year={2014}, editor={Roe, R}, doi={10.1/x}, xdata={x}}\n"
    )
    made, problems = planned("a.bib", text)
    assert not problems
    assert made.account.held == 3
    assert made.account.passed == {"entries that others take their data from (@xdata)": 1}
    assert dict(made.new)["p"] == {
        "type": "paper-conference",
        "title": "A",
        "author": ["J Doe"],
        "editor": ["R Roe"],
        "publisher": "Press",
        "publisher-place": "Rio",
        "container-title": "Proc. Of Things",
        "issued": "2014",
        "page": "1-9",
    }


def test_a_broken_entry_leaves_the_others(project: Path, casecode: Run, study: Any) -> None:
    """By default a bad entry stops all, with its cause and the way out; --skip-bad takes the rest."""
    study()
    (project / "z.bib").write_text(
        "@article{a, title={One}}\n@misc{b, title={No end\n@misc{c, title={Two}, year=2001 stray {x}}\n@misc{d,}\n"
        "% @misc{e, title={Not meant}}\n@article{f, title={Three}}\n",
        encoding="utf-8",
    )
    result = casecode("import", "sources", "demo", "z.bib")
    assert result.returncode == 1
    assert "nothing was imported: 3 of 6 references cannot be taken" in result.stderr
    assert "--skip-bad" in result.stderr
    assert 'z.bib:2:1: error[invalid-value] the field "title" has no end: a brace or quotation mark is' in result.stderr
    assert "z.bib:3:1: error[invalid-value] this is no field: {x}" in result.stderr
    assert "z.bib:4:1: error[invalid-value] this source has no title" in result.stderr
    result = casecode("import", "sources", "demo", "z.bib", "--skip-bad")
    assert result.returncode == 0
    assert result.stdout == "a\nf\n"
    assert "6 references: 2 new, 3 left out, 1 not what a study holds" in result.stderr
    assert "1 commented out with %" in result.stderr


def test_one_cause_is_told_once(project: Path, casecode: Run, study: Any) -> None:
    """Thousand references without a title are one thing to be told."""
    study()
    (project / "z.ris").write_text("TY  - BOOK\nPY  - 1999\nER  - \n" * 1000, encoding="utf-8")
    said = casecode("import", "sources", "demo", "z.ris").stderr
    assert said.count("this source has no title") == 1
    assert "and in 999 references more: 4, 7, 10, 13, 16 and 994 others" in said


RIS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "no end, other spaces",
        "TY - EJOUR\nTI - One\nPY - 2019\nJF - J",
        {"type": "article-journal", "title": "One", "container-title": "J"},
    ),
    (
        "Web of Science: a day without a year",
        "TY  - JOUR\nTI  - T\nT2  - NOTES\nDA  - SEP 22\nPY  - 2021\nSN  - 1234-5678\n",
        {"issued": "2021-09-22", "ISSN": "1234-5678"},
    ),
    (
        "months in words, and a book",
        "TY  - CHAP\nTI  - T\nDA  - Sept. 2021\nPY  - 2021\nBT  - Book\nA2  - Roe, R\nSN  - 978-0-306-40615-7",
        {"issued": "2021-09", "container-title": "Book", "editor": ["R Roe"], "ISBN": "978-0-306-40615-7"},
    ),
    (
        "Cochrane: a heading, and two spaces more",
        "Record #1 of 2\nProvider: X\n\nTY  -  JOUR\nAU  -  Bywater, T\nTI  -  T\nJA  -  Trials\nSP  -  39\n",
        {"author": ["T Bywater"], "container-title": "Trials", "page": "39"},
    ),
    (
        "Ovid: a number before it, and dates that end in slashes",
        "6. \nTY  - JOUR\nID  - EJ389705\nT1  - T\nY1  - 1989//\nY2  - 1989//\nSP  - 24\nEP  - 26",
        {"issued": "1989", "page": "24-26"},
    ),
    (
        "EndNote: a DOI where it was put of old",
        "TY  - JOUR\nTI  - T\nM3  - doi: 10.1000/x.\nAU  - Stone, Mark, Jr.\nN1  - a\nKW  - k\nKW  - l",
        {"DOI": "10.1000/x", "author": ["Mark Stone, Jr."]},
    ),
    (
        "further lines",
        "TY  - JOUR\nTI  - A title\nthat goes on\nAU  - University of California,, Irvine\nUR  - https://e.org   U2  - L20",
        {"title": "A title that goes on", "author": ["University of California, Irvine"], "URL": "https://e.org"},
    ),
    (
        "lost its first line",
        "C1  - 1\nAU  - Isaac, Fadia\nTI  - T\nPY  - 2021\nER  - \n\nER  - \n",
        {"type": "document", "title": "T"},
    ),
]


@pytest.mark.parametrize(("what", "text", "expected"), RIS, ids=[it[0] for it in RIS])
def test_ris(what: str, text: str, expected: dict[str, Any]) -> None:
    """RIS as databases and reference managers write it."""
    record = only("a.ris", text)
    assert {key: record.get(key) for key in expected} == expected, what


def test_every_type_of_ris_is_known() -> None:
    """Each of them is a type of CSL, and none is left to be a document by mistake."""
    from casecode.exchange.libraries.kinds import BIBTEX, RIS, TO_BIBTEX, TO_RIS

    assert {*RIS.values(), *BIBTEX.values(), *TO_RIS, *TO_BIBTEX} <= {*TYPES}
    assert [name for name, kind in RIS.items() if kind == "document"] == ["GEN", "GRANT", "GRNT"]
    assert {*TYPES} - {*TO_RIS} == {"collection", "event", "performance"}


MEDLINE = """\
PMID- 8692918
IS  - 0028-0836 (Print)
TI  - [Low prices in
      Brazil.]
FAU - van Raaij, M J
AU  - van Raaij MJ
AU  - Okafor B Jr
CN  - The Group
PG  - 513-8
LID - S1 [pii]
LID - 10.1000/x [doi]
DP  - 2020 Feb-Mar
JT  - Shops
"""
WOS = """\
FN Clarivate
VR 1.0
PT J
AU Okafor, B
   Li, X
AF Okafor, Ben
   Li, Xu
TI Low
   prices
SO SHOPS
PD SEP-OCT
PY 2021
BP 1
EP 9
DI 10.1000/y
ER

PT P
AU Yang Y; Li W
TI A machine
PN CN101
PD 09 Jan 2019
ER

EF
"""
ENDNOTE = """\
<?xml version="1.0"?><xml><records><record><database>x.enl</database><ref-type name="Book Section">5</ref-type>
<contributors><authors><author><style face="normal">Doe, Jane</style></author></authors>
<secondary-authors><author><style>Roe, R.</style></author></secondary-authors></contributors>
<titles><title><style>Low &amp; </style><style face="italic">dear</style></title>
<secondary-title>Shops</secondary-title></titles><pages><style>1-9</style></pages><dates><year>2020</year><pub-dates><date>May 3</date></pub-dates></dates>
<isbn>0306406152</isbn><urls><related-urls><url>https://e.org</url></related-urls></urls></record>
<record><titles><title>&bad;</title></titles></record><record><titles><title>No end</title></titles></records></xml>
"""


def test_medline() -> None:
    """PubMed's own format: full names before short ones, pages in full, brackets of a translation."""
    assert only("a.nbib", MEDLINE) == {
        "type": "article-journal",
        "title": "Low prices in Brazil",
        "author": ["M J van Raaij", "B Okafor, Jr", "The Group"],
        "container-title": "Shops",
        "issued": "2020-02/2020-03",
        "page": "513-518",
        "URL": "https://pubmed.ncbi.nlm.nih.gov/8692918/",
        "DOI": "10.1000/x",
        "ISSN": "0028-0836",
    }


def test_web_of_science() -> None:
    """Its own format: the fuller names, one a line; months from one to another; patents."""
    found = taken("a.txt", WOS)
    assert found["okafor-2021"] == {
        "type": "article-journal",
        "title": "Low prices",
        "author": ["Ben Okafor", "Xu Li"],
        "container-title": "SHOPS",
        "issued": "2021-09/2021-10",
        "page": "1-9",
        "DOI": "10.1000/y",
    }
    assert found["yang-2019"]["author"] == ["Y Yang", "W Li"]
    assert found["yang-2019"]["issued"] == "2019-01-09"


def test_endnote_xml() -> None:
    """EndNote's XML: texts in styles; a damaged record, and one without an end, are told with their lines."""
    made, problems = planned("a.xml", ENDNOTE)
    ((id_, record),) = made.new
    assert id_ == "doe-2020"
    assert record == {
        "type": "chapter",
        "title": "Low & dear",
        "author": ["Jane Doe"],
        "editor": ["R. Roe"],
        "container-title": "Shops",
        "issued": "2020-05-03",
        "page": "1-9",
        "URL": "https://e.org",
        "ISBN": "0306406152",
    }
    assert [(it.span.line, it.message) for it in problems] == [
        (7, "this record is damaged (undefined entity)"),
        (7, "this record has no end: </record> is missing"),
    ]


CSL: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"author": [{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"}]},
        {"author": ["L. van Beethoven"]},
    ),
    (
        {"author": [{"family": "Humboldt", "given": "A.", "dropping-particle": "von", "suffix": "Jr."}]},
        {"author": ["A. von Humboldt, Jr."]},
    ),
    (
        {"author": [{"literal": "World Bank"}, {"family": "王", "given": "芳"}, {}, "x"]},
        {"author": ["World Bank", "王芳", "x"]},
    ),
    ({"issued": {"date-parts": [[2014, 9]], "circa": True}}, {"issued": "2014-09~"}),
    ({"issued": {"date-parts": [[2012], [2013, 5]]}}, {"issued": "2012/2013-05"}),
    ({"issued": {"raw": "Sept. 19, 2014"}}, {"issued": "2014-09-19"}),
    ({"issued": {"date-parts": [["2014"]], "season": 3}}, {"issued": "2014", "note": "issued in autumn 2014"}),
    ({"issued": {"date-parts": [[-44]]}, "note": "N"}, {"issued": None, "note": "N; issued 44 BC"}),
    ({"issued": "2014-09", "accessed": {"date-parts": [[2014, 13, 2]]}}, {"issued": "2014-09", "accessed": "2014"}),
]


@pytest.mark.parametrize(("item", "expected"), CSL)
def test_csl_json(item: dict[str, Any], expected: dict[str, Any]) -> None:
    """Particles, suffixes, institutions; dates about a year, of several years, as text, of a season, before our era."""
    record = only("a.json", json.dumps([{"id": "a", "title": "T", **item}]))
    assert {key: record.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.bib", b"hello world", "there is no reference in this: it is not BibTeX"),
        ("a.ris", b"", "there is no reference in this: it is not RIS"),
        ("a.json", b"[]", "there is no reference in this"),
        (
            "a.json",
            b'{"config": {"label": "BetterBibTeX JSON"}, "items": [{"itemType": "book"}]}',
            "this is BetterBibTeX JSON",
        ),
        ("a.json", b'[{"key": "X", "data": {"itemType": "book", "title": "T"}}]', "this is JSON of Zotero's web API"),
        ("a.xml", b"<records><rec-number>1</rec-number></records>", "there is no reference in this"),
        ("a.xml", b"<modsCollection><mods/></modsCollection>", "this is MODS, not EndNote XML"),
        ("a.ris", b"%0 Journal Article\n%T One\n", "this is EndNote's tagged format (Refer), not RIS"),
        ("a.bib", b"Title,Author,Year\nA,B,1999\n", "this is a table, not BibTeX"),
        ("a.bib", b"%PDF-1.7\n", "this is a PDF, not BibTeX"),
    ],
)
def test_a_file_of_another_format_is_told_by_its_name(name: str, data: bytes, said: str) -> None:
    """What holds no reference is a problem, and says what it is, if that is known."""
    library, (problem,) = sources.read(name, data)
    assert library is None
    assert problem.message.startswith(said)
    assert problem.hint


def test_a_file_is_read_as_what_it_is(project: Path, casecode: Run, study: Any) -> None:
    """PubMed's format under the name of another is read, and it is said."""
    study()
    (project / "pubmed.ris").write_text(MEDLINE, encoding="utf-8")
    result = casecode("import", "sources", "demo", "pubmed.ris", "--dry-run")
    assert result.returncode == 0
    assert "pubmed.ris is MEDLINE, not RIS: read as that\n1 reference: 1 new\n" in result.stderr


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("@misc{k, title={Crème}}".encode("cp1252"), "Windows-1252"),
        ("% Encoding: ISO8859_2\n@misc{k, title={Crčme}}".encode("iso8859_2"), "ISO8859_2"),
        ("@misc{k, title={Crème}}".encode("utf-16"), "UTF-16"),
        ("@misc{k, title={Crème}}".encode("utf-16-le"), "UTF-16"),
        ("@misc{k, title={Crème},\n".encode() + "note={é}}".encode("cp1252"), "Windows-1252"),
        ("\ufeff@misc{k, title={Crème}}".encode(), ""),
    ],
)
def test_encodings(data: bytes, note: str) -> None:
    """UTF-16, what JabRef says of a file, and Windows-1252, even where only some lines are in it; and it is told."""
    library, _ = sources.read("a.bib", data)
    assert library is not None
    assert library.notes == ([f"a.bib is not UTF-8: read as {note}"] if note else [])
    assert only("a.bib", data)["title"] in ("Crème", "Crčme")


@pytest.mark.parametrize("text", ["@comment{" * 20_000, "@misc{k, title={T}, doi={10.1000/" + ")" * 20_000 + "}}"])
def test_what_has_no_end_is_read_in_its_time(text: str) -> None:
    """Comments within comments that are never closed, and brackets behind a DOI, are not gone over again and again."""
    library, problems = sources.read("a.bib", text.encode())
    assert (library is None) == bool(problems)


def test_a_file_beyond_the_budget_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """So much is no library."""
    monkeypatch.setattr(budget, "BYTES", 10)
    library, (problem,) = sources.read("a.bib", b"@misc{k, title={T}}")
    assert library is None
    assert "it has more than" in problem.message


@pytest.mark.parametrize(
    ("name", "data", "ids"),
    [
        (
            "a.ris",
            "TY  - JOUR\nAU  - Okafor, B\nTI  - One\nPY  - 2021\nER  - \nTY  - JOUR\nAU  - Okafor, B\nTI  - Two\nPY  - 2021\n",
            ["okafor-2021-a", "okafor-2021-b"],
        ),
        (
            "a.ris",
            "TY  - JOUR\nAU  - 王芳\nTI  - 跨境电商\nPY  - 2019\nER  - \nTY  - JOUR\nAU  - Иванов, И\nTI  - Б\nPY  - 2019\n",
            ["wang-fang-2019", "ivanov-2019"],
        ),
        (
            "a.bib",
            "@misc{Chen2019, title={One}}@misc{Chen_2019, title={Two}}@misc{, title={Trust in Shops Abroad Today}}",
            ["chen-2019-a", "chen-2019-b", "trust-in-shops-abroad"],
        ),
        (
            "a.bib",
            "@misc{DBLP:conf/x/Y19, title={T}}@misc{2, title={!}}@misc{ok1, title={T2}, year=2001}",
            ["dblp-conf-x-y-19", "source", "ok1"],
        ),
        ("a.ris", "TY  - BOOK\nID  - rayyan-42924189\nAU  - Doe, Jo\nTI  - One\nER  - ", ["doe"]),
        ("a.ris", "TY  - BOOK\nAU  - \nAU  - ,\nA1  - \nTI  - One\nPY  - 1999\nER  - ", ["one-1999"]),
        ("a.bib", "@book{2, author = {}, editor = { and }, title = {One}, year = 1999}", ["one-1999"]),
        ("a.json", '[{"title": "One", "author": [{}, {"family": " "}], "issued": 1999}]', ["one-1999"]),
    ],
)
def test_ids(name: str, data: str, ids: list[str]) -> None:
    """A key, or author and year in Latin letters; two alike get letters; numbers of databases are no keys."""
    assert [*taken(name, data)] == ids


def test_fields_that_are_not_kept_are_counted(project: Path, casecode: Run, study: Any) -> None:
    """Abstracts and keywords stay in the library; that is said once, with their number."""
    study()
    entry = "@misc{{k{0}, title={{T{0}}}, abstract={{A}}, keywords={{K}}}}\n"
    (project / "z.bib").write_text(entry.format(1) + entry.format(2), encoding="utf-8")
    assert "not kept: abstract (2), keywords (2)\n" in casecode("import", "sources", "demo", "z.bib").stderr


@pytest.mark.parametrize("item", [r'{"title": "a \ud83d"}', r'{"title": "A", "author": [{"literal": "\udc00"}]}'])
def test_half_a_character_in_json_is_told(item: str) -> None:
    """JSON can escape half a character, which no file can hold: a problem at its item, not a failure on writing."""
    made, (problem,) = planned("a.json", f"[{item}]")
    assert not made.new
    assert "is half a character" in problem.message
    assert not planned("a.json", rb'[{"title": "\ud83d\ude80"}]')[1]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[" * 20_000, "nested too deep"), (b'[{"title": ' + b"1" * 5000 + b"}]", ""), (b"[]\n[", "Extra data")],
)
def test_odd_json_is_taken_or_told(data: bytes, said: str) -> None:
    """Nesting without end, numbers too long for any computer, and two texts in one."""
    made, problems = planned("a.json", data)
    assert [problem.message for problem in problems if said in problem.message] or (not said and len(made.new) == 1)


ITEM = '{"id": "a", "title": "T"}'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{{"config": {{"id": "a"}},\n"items": [\n{ITEM},\n{{"title": "[U]", "id": "b"}}, {{"id": "c"}}]}}', 4),
        (f'[{{"id": "é", "title": "]"}},\n{ITEM}\n,\n\n{{"type": "book"}}]', 5),
        (f'{{"title": "\\"items\\": [",\n"items":[{ITEM},\n{{"id": "b"}}]}}', 3),
    ],
)
def test_each_item_of_csl_json_has_its_line(text: str, line: int) -> None:
    """What is wrong with an item stands on the line on which the item begins."""
    _, (problem,) = planned("a.json", text)
    assert problem.span.line == line


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda it: st.one_of(
        st.lists(it, max_size=3),
        st.dictionaries(
            st.sampled_from(("title", "author", "issued", "family", "date-parts", "id", "type", "season", "raw")),
            it,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(("id", "type", "title", "author", "issued", "note")), json_values, max_size=6),
        min_size=1,
        max_size=4,
    )
)
def test_any_json_is_taken_or_told(items: list[object]) -> None:
    """Whatever stands in a JSON file: each item becomes a source with a title and a known type, or a problem."""
    made, problems = planned("x.json", json.dumps(items))
    account = made.account
    assert account.held == len(items)
    assert len(account.new) + len(account.same) + len(problems) == len(items)
    assert all(record["title"] and record["type"] in TYPES for _, record in made.new)
    assert all(map(is_id, account.new))
    assert len({*account.new}) == len(account.new)


signs = st.sampled_from(
    ["@", "{", "}", '"', "\\", "#", ",", "=", "%", "(", ")", "\n", "a", "title", "@misc{", " and ", "~", "$"]
)


@given(st.lists(st.one_of(signs, st.text(max_size=3)), max_size=40).map("".join))
def test_any_bibtex_is_taken_or_told(text: str) -> None:
    """Whatever stands in a file of BibTeX: every entry that begins is taken, left out or passed over, and counted."""
    made, _ = planned("a.bib", "@misc{k, title={T}}\n" + text)
    assert made.account.held >= 1
    assert all(is_id(id_) and record["title"] for id_, record in made.new)
