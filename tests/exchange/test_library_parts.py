# ruff: noqa: RUF001 (samples in any script)
"""Names, dates and LaTeX as libraries write them."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.exchange.libraries import latex
from casecode.exchange.libraries.dates import when
from casecode.exchange.libraries.names import inverted, spoken
from casecode.model.dates import bounds


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("2021-09-22", "", "2021-09-22"),
        ("2021-09-22T10:00:00Z", "", "2021-09-22"),
        ("2021/09/22/", "", "2021-09-22"),
        ("2021/09//", "", "2021-09"),
        ("2021///Spring", "", "2021"),
        ("2021.9.2", "", "2021-09-02"),
        ("20210922", "", "2021-09-22"),
        ("SEP 22", "2021", "2021-09-22"),
        ("22 Sept. 2021", "", "2021-09-22"),
        ("September 22nd, 2021", "", "2021-09-22"),
        ("2021 Sep 22", "", "2021-09-22"),
        ("2021 Sep-Oct", "", "2021-09/2021-10"),
        ("DEC 2020-JAN 2021", "", "2020-12/2021-01"),
        ("22/09/2021", "", "2021-09-22"),
        ("03/04/2021", "", "2021"),
        ("12. März 2019", "", "2019-03-12"),
        ("août 2019", "", "2019-08"),
        ("1998-2003", "", "1998/2003"),
        ("1998-03", "", "1998-03"),
        ("1998-99", "", "1998/1999"),
        ("1850s", "", "1850/1859"),
        ("c. 1850", "", "1850~"),
        ("[1850?]", "", "1850?"),
        ("ca. 1850?", "", "1850%"),
        ("2020a", "", "2020"),
        ("2021-02-30", "", "2021-02"),
        ("n.d.", "", ""),
        ("in press", "2014", "2014"),
        ("", "2014", "2014"),
        ("0000", "", ""),
        ("May 3", "", ""),
    ],
)
def test_dates_in_any_form(text: str, year: str, date: str) -> None:
    """Dates in any order and language, with a year told elsewhere; what can mean two days is left at the year."""
    assert when(text, year).date == date


@given(st.text(max_size=30), st.sampled_from(["", "2014", "x"]))
def test_any_text_is_a_date_or_none(text: str, year: str) -> None:
    """Whatever stands there, what comes of it is a date that a case can hold, or nothing."""
    found = when(text, year).date
    assert not found or bounds(found)


@pytest.mark.parametrize(
    ("text", "spoken_as"),
    [
        ("Wang, Rui", "Rui Wang"),
        ("van Beethoven, Ludwig", "Ludwig van Beethoven"),
        ("Stone, Jr., Mark", "Mark Stone, Jr."),
        ("Stone, Mark, III", "Mark Stone, III"),
        ("Mark Stone, Jr.", "Mark Stone, Jr."),
        ("World Bank", "World Bank"),
        ("Li，Wei", "Wei Li"),
        ("王, 芳", "王芳"),
        ("Ministry of Health,, Labour", "Ministry of Health, Labour"),
        ("Kibria, Md", "Md Kibria"),
    ],
)
def test_names_with_the_family_name_first(text: str, spoken_as: str) -> None:
    """They become what one says; suffixes stay behind, and institutions whole."""
    assert inverted(text).text == spoken_as


@pytest.mark.parametrize(
    ("text", "family", "particle", "suffix"),
    [
        ("Jane Doe", "Doe", "", ""),
        ("Ludwig van Beethoven", "Beethoven", "van", ""),
        ("Mark Stone, Jr.", "Stone", "", "Jr."),
        ("Charles de la Vallée Poussin", "Vallée Poussin", "de la", ""),
        ("World Bank", "", "", ""),
        ("Ministry of Health, Labour and Welfare", "", "", ""),
        ("McKinsey & Company", "", "", ""),
        ("王芳", "", "", ""),
    ],
)
def test_parts_of_a_name(text: str, family: str, particle: str, suffix: str) -> None:
    """A person's name has parts; an institution is kept whole, so that no program turns it around."""
    name = spoken(text)
    assert (name.family, name.particle, name.suffix) == (family, particle, suffix)
    assert bool(name.literal) == (not family)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_a_name_in_parts_says_the_same(text: str) -> None:
    """Whatever the parts of a name are taken for, put together they are the name again."""
    assert spoken(text).text == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"{\"O}sterreich \& Kr\'{\i}za", "Österreich & Kríza"),
        (r"\v{S}koda \c{c} \AA{}ngstr\"om \o re Gau{\ss}", "Škoda ç Ångström øre Gauß"),
        (r"``Quoted'' -- and --- `so'", "“Quoted” – and — `so'"),
        (r"$\alpha$-helix at 5$^\circ$C, $k \cdot p$", "α-helix at 5°C, k · p"),
        (r"\textsuperscript{2}H and \textsubscript{x}", "²H and x"),
        (r"\href{https://e.org/~a_b}{site}", "site https://e.org/~a_b"),
        (r"\foreignlanguage{german}{Wort} \textcolor{red}{rot}", "Wort rot"),
        (r"\unknown{kept} \emph{too} {\em this}", "kept too this"),
        (r"a~b\,c\\d", "a b c d"),
        (r"10\% of \$5 \#1 a\_b", "10% of $5 #1 a_b"),
        ("{{{Nested} braces}} }", "Nested braces"),
        ("", ""),
    ],
)
def test_latex_as_it_is_read(text: str, plain: str) -> None:
    """Accents, symbols, macros and formulas; words in macros that are not known are kept."""
    assert latex.plain(text) == plain


@given(
    st.lists(st.sampled_from([*"\\{}$~^_&%-'` a1", "\\textbf", "\\'", "\\href", "\\frac"]), max_size=30).map("".join)
)
def test_any_latex_is_read(text: str) -> None:
    """No combination of signs keeps a text from being read; letters and digits outside of macros are not lost."""
    assert normalize("NFKC", latex.plain(text)).count("1") == text.count("1")
