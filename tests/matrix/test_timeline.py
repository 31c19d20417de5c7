"""Time: what has a date, in order; and the chart of it."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.chronology import chronicle
from casecode.model.case import Event, Evidence
from casecode.model.study import Study
from casecode.query import Query
from casecode.render.svg import render
from casecode.reports import timeline
from casecode.sheet import Chart, Lane, Mark
from made import make, pieces, queries

SVG = "{http://www.w3.org/2000/svg}"
EVENTS = (
    Event(date="2015", event="Opening", units=("u1",), evidence=("e0",)),
    Event(date="2014-06-02", event="Visit", source="s2"),
)


def story(*evidence: Evidence) -> Study:
    """A study of the pieces with two events."""
    study = make([*evidence])
    return replace(study, case=replace(study.case, timeline=EVENTS))


def told(study: Study, query: Query | None = None, only: str = "") -> list[str]:
    """What happened, in order."""
    return [it.text for it in chronicle([study], query or Query(), only).happenings]  # type: ignore[arg-type]


FIRST = Evidence(codes=("v",), units=("u1",), statement="First", source="s1", date="2014")
SECOND = Evidence(codes=("y",), units=("u2",), statement="Second", source="s2", date="2014-06-02", coder="ann")
NEVER = Evidence(codes=("y",), statement="Never", source="s1")


def test_events_and_evidence_are_told_in_order() -> None:
    """Dates count from their first day; on one day the event comes before the evidence; undated pieces are counted."""
    found = chronicle([story(FIRST, SECOND, NEVER)], Query())
    assert [it.text for it in found.happenings] == ["First", "Visit", "Second", "Opening"]
    assert found.undated == 1


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        (Query(units=("u1",)), ["First", "Opening"]),
        (Query(sources=("s2",)), ["Visit", "Second"]),
        (Query(sources=("s1",)), ["First", "Opening"]),
        (Query(factors=("a",)), ["First", "Opening"]),
        (Query(themes=("y",)), ["Second"]),
        (Query(coders=("ann",)), ["Second"]),
        (Query(since="2014-07"), ["First", "Opening"]),
        (Query(until="2014-05"), ["First"]),
    ],
)
def test_filters_hold_for_events_as_well(query: Query, texts: list[str]) -> None:
    """Units, sources and dates are an event's own or its evidence's; codes are those of its evidence."""
    assert told(story(FIRST, SECOND, NEVER), query) == texts


def test_only_one_kind() -> None:
    """Events or evidence can be left out."""
    assert told(story(FIRST), only="events") == ["Visit", "Opening"]
    assert told(story(FIRST), only="evidence") == ["First"]


def test_an_interval_counts_in_all_its_years() -> None:
    """In the grid an interval stands in each year that it covers, and a long time is told in decades."""
    page = timeline.build([make([replace(FIRST, date="2014/2016"), FIRST])], Query()).page()
    assert [[line.text for cell in row.cells for line in cell] for row in page.sheets[0].rows] == [
        ["2014", "2"],
        ["2015", "1"],
        ["2016", "1"],
    ]
    long = timeline.build([make([replace(FIRST, date="1911"), FIRST])], Query()).page()
    assert [row.cells[0][0].text for row in long.sheets[0].rows] == ["1910s", "2010s"]


def test_nothing_dated_is_said() -> None:
    """Without any date there is a sentence, and an empty chart."""
    report = timeline.build([make([NEVER])], Query())
    assert report.page().sheets[0].notes[0] == "Nothing has a date."
    assert ElementTree.fromstring(render(report.chart())).tag == f"{SVG}svg"


@given(pieces, queries)
def test_every_happening_has_its_marks(evidence: list[Evidence], query: Query) -> None:
    """The chart has a mark in the lane of each unit that something bears on, the JSON a record of it."""
    report = timeline.build([story(*evidence)], query)
    wire = report.wire()
    marks = [mark for lane in report.chart().lanes for mark in lane.marks]
    assert len(marks) == sum(max(len(set(it.units)), 1) for it in wire.happenings)
    assert [it.first for it in wire.happenings] == sorted(it.first for it in wire.happenings)


days = st.dates().map(lambda day: day.isoformat())
marks = st.builds(
    lambda ends, kind, about, label: Mark(min(ends), max(ends), kind, about, label if kind == "event" else ""),
    st.tuples(days, days),
    st.sampled_from(("event", "point", "ring", "cross")),
    st.text(max_size=20),
    st.text(min_size=1, max_size=50),
)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """The places of all marks but those of the legend."""
    root = ElementTree.fromstring(svg)
    found = []
    for group in root.iter(f"{SVG}g"):
        for shape in group:
            if shape.tag == f"{SVG}circle":
                found.append((float(shape.attrib["cx"]), float(shape.attrib["cy"]), 3.4))
            elif shape.tag == f"{SVG}path":
                numbers = re.findall(r"-?[\d.]+", shape.attrib["d"])
                offset = (0, 5) if shape.attrib["class"] == "event" else (3, 3)
                found.append((float(numbers[0]) + offset[0], float(numbers[1]) + offset[1], 3.0))
    return [(x - r, y - r, x + r, y + r) for x, y, r in found]


@given(st.lists(st.builds(Lane, st.text(max_size=30), st.lists(marks, min_size=1, max_size=12).map(tuple)), max_size=3))
def test_chart_is_xml_without_overlaps(lanes: list[Lane]) -> None:
    """Whatever the texts and dates, the chart is well-formed, has every mark, and no mark hides another."""
    svg = render(Chart("<&>\x00\ufffe", tuple(lanes)))
    found = boxes(svg)
    assert len(found) == sum(len(lane.marks) for lane in lanes)
    for number, (left, top, right, bottom) in enumerate(found):
        for other in found[number + 1 :]:
            assert (
                right <= other[0] + 0.2 or other[2] <= left + 0.2 or bottom <= other[1] + 0.2 or other[3] <= top + 0.2
            )


def test_texts_stay_texts() -> None:
    """Markup in a text shows as it is, and what would steer a terminal or is no XML is escaped."""
    svg = render(
        Chart("T", (Lane("<b>", (Mark("2014-01-01", "2014-01-01", "event", "a & <script>\x1b[31m", "]]>\u202e"),)),))
    )
    root = ElementTree.fromstring(svg)
    texts = "".join(root.itertext())
    assert "a & <script>\\x1b[31m" in texts
    assert "]]>\\u202e" in texts
    assert not list(root.iter(f"{SVG}script"))
