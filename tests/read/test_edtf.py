"""Dates: every day that exists, what a month or year may mean, intervals, and their order."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casecode.model.dates import bounds, sort_key

days = st.dates().map(date.isoformat)
dates = st.builds(lambda day, length: day[:length], days, st.sampled_from((4, 7, 10)))
intervals = st.tuples(dates, dates).map("/".join)


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_a_date_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    """A day is accepted exactly where the calendar has it."""
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        date.fromisoformat(text)
    except ValueError:
        assert bounds(text) is None
    else:
        assert bounds(text) == (text, text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-02", "2014-02-01", "2014-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2012/2013", "2012-01-01", "2013-12-31"),
        ("2012-06/2012", "2012-06-01", "2012-12-31"),
        ("2012/2012-06", "2012-01-01", "2012-06-30"),
        ("2012-06-30/2012-07", "2012-06-30", "2012-07-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("1850~", "1850-01-01", "1850-12-31"),
        ("1850-03-02?", "1850-03-02", "1850-03-02"),
        ("1850%/1852-03~", "1850-01-01", "1852-03-31"),
    ],
)
def test_bounds_of_a_date(text: str, first: str, last: str) -> None:
    """A date means every day from the first to the last that it may be."""
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "2014/", "/2014", "2012/2013/2014", "2013/2012", "2014-09/2014-08", "0000", "0000-01"),
        *("2014-1", "2014-1-1", "14-01", "20140101", "2014-01-01T00:00", " 2014", "2014 ", "2014\n", "-2014", "+2014"),
        *(
            "2014-00",
            "2014-01-00",
            "2014~?",
            "~2014",
            "2014-21~",
            "201x",
            "199X",
            "2014-21",
            "..",
            "2014/..",
            "\uff12\uff10\uff11\uff14",
            "\u0662\u0660\u0661\u0664",
        ),
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Other ways to write a date, open intervals, seasons and digits of other scripts are refused."""
    assert bounds(text) is None


@given(dates)
def test_a_shorter_date_means_more(text: str) -> None:
    """Every date lies within its year, and its bounds are days of it."""
    first, last = bounds(text) or ("", "")
    year = bounds(text[:4]) or ("", "")
    assert year[0] <= first <= last <= year[1]
    assert first.startswith(text[:7])
    assert last.startswith(text[:7])


@given(dates, dates)
def test_an_interval_runs_from_first_to_last(one: str, two: str) -> None:
    """An interval begins with its first part and ends with its last, and is refused where it would run backwards."""
    begin, end = (bounds(one) or ("", ""))[0], (bounds(two) or ("", ""))[1]
    assert bounds(f"{one}/{two}") == ((begin, end) if begin <= end else None)


@given(st.lists(st.one_of(dates, intervals, st.text(max_size=6))))
def test_order_is_by_first_day_then_last(texts: list[str]) -> None:
    """Sorted dates begin one after the other, of those that begin alike the shorter is first, and no date is last."""
    found = [bounds(text) for text in sorted(texts, key=sort_key)]
    known = [each for each in found if each is not None]
    assert known == sorted(known)
    assert found[: len(known)] == known


@given(dates, dates)
def test_order_agrees_with_time(one: str, two: str) -> None:
    """A date that is over before another begins comes before it."""
    first, second = bounds(one), bounds(two)
    assert first is not None
    assert second is not None
    assume(first[1] < second[0])
    assert sort_key(one) < sort_key(two)
