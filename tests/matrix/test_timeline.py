"""Time: what has a date, in order; and the chart of it."""

import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.chronology import chronicle
from casecode.analysis.query import Query
from casecode.analysis.search import Search
from casecode.analysis.selection import Selection, select
from casecode.model.case import Event, Evidence
from casecode.model.study import Study
from casecode.render import html
from casecode.render.formats import Look
from casecode.render.plot import cut, width_of, wrapped
from casecode.render.svg import drawn
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
    return [it.text for it in chronicle([Selection(study, query or Query())], only).happenings]  # type: ignore[arg-type]


FIRST = Evidence(codes=("v",), units=("u1",), statement="First", source="s1", date="2014", rating=2)
SECOND = Evidence(codes=("y",), units=("u2",), statement="Second", source="s2", date="2014-06-02", coder="ann")
ENDS = ("2014-01-01", "2015-12-31")
NEVER = Evidence(codes=("y",), statement="Never", source="s1")


def test_events_and_evidence_are_told_in_order() -> None:
    """Dates count from their first day; on one day the event comes before the evidence; undated pieces are counted."""
    found = chronicle([Selection(story(FIRST, SECOND, NEVER))])
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
        (Query(stances=("supports",)), ["First", "Second", "Opening"]),
        (Query(ratings=("+2",)), ["First", "Opening"]),
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
    page = timeline.build(select([make([replace(FIRST, date="2014/2016"), FIRST])], Query())).page()
    assert [[line.text for cell in row.cells for line in cell] for row in page.sheets[0].rows] == [
        ["2014", "2"],
        ["2015", "1"],
        ["2016", "1"],
    ]


@pytest.mark.parametrize(
    ("dates", "names"),
    [
        (["2014", "2016"], ["2014", "2015", "2016"]),
        (["2014", "2019-05"], ["2014", "2015 to 2018", "2019"]),
        (["1911", "2014"], ["1910s", "1920s to 2000s", "2010s"]),
        (["0900", "1066", "2014"], ["0900 to 0999", "1000 to 1099", "1100 to 1999", "2000 to 2099"]),
    ],
)
def test_gaps_show(dates: list[str], names: list[str]) -> None:
    """Years without anything are shown, several of them as one row; a long time is told in tens or hundreds."""
    page = timeline.build(select([make([replace(FIRST, date=date) for date in dates])], Query())).page()
    rows = page.sheets[0].rows
    assert [row.cells[0][0].text for row in rows] == names
    assert sum(bool(row.cells[1]) for row in rows) == len(dates)


def test_the_longest_time_is_a_short_grid() -> None:
    """A period of all years that can be written does not become a row for each."""
    report = timeline.build(select([make([replace(FIRST, date="0001/9999")])], Query()))
    assert len(report.page().sheets[0].rows) == 100
    assert ElementTree.fromstring(drawn(report.chart())) is not None


def test_units_asked_for_are_the_only_lanes() -> None:
    """What bears on further units too stands in the lanes of those asked for alone: the others would mislead."""
    both = replace(FIRST, units=("u1", "u2"))
    report = timeline.build(select([make([both, SECOND])], Query(units=("u1",))))
    assert [lane.title for lane in report.chart().lanes] == ["U1"]
    assert report.page().sheets[0].columns == ("", "U1")


def test_undated_pieces_are_counted_in_a_period_too() -> None:
    """What has no date lies in no period, but how much of it there is does not go unsaid, in the chart neither."""
    report = timeline.build(select([story(FIRST, SECOND, NEVER)], Query(since="2014-07")))
    assert report.wire().undated == 1
    assert "1 piece of evidence without a date left out." in report.chart().notes
    assert timeline.build(select([story(NEVER)], Query()), "events").wire().undated == 0


def test_several_cases_are_told_apart() -> None:
    """Each case has its grid and its group of lanes, and the list names it."""
    report = timeline.build(select([make([FIRST], name="c"), make([FIRST, SECOND], name="d")], Query()))
    first, second, listed = report.page().sheets
    assert (first.title, second.title) == ("C", "D")
    assert [row.cells[2][0].text for row in listed.rows] == ["C", "D", "D"]
    assert [(lane.group, lane.title) for lane in report.chart().lanes] == [("C", "U1"), ("D", "U1"), ("D", "U2")]
    texts = [text.text for text in ElementTree.fromstring(drawn(report.chart())).iter(f"{SVG}text")]
    assert texts.count("U1") == 2
    assert texts.index("C") < texts.index("U1") < texts.index("D")


def test_nothing_dated_is_said() -> None:
    """Without any date there is a sentence, and an empty chart."""
    report = timeline.build(select([make([NEVER])], Query()))
    assert report.page().sheets[0].notes[0] == "Nothing has a date."
    assert ElementTree.fromstring(drawn(report.chart())).tag == f"{SVG}svg"


@given(pieces, queries)
def test_every_happening_has_its_marks(evidence: list[Evidence], query: Query) -> None:
    """The chart has a mark in the lane of each unit that something bears on, the JSON a record of it."""
    report = timeline.build(select([story(*evidence)], query))
    wire = report.wire()
    marks = [mark for lane in report.chart().lanes for mark in lane.marks]
    asked = set(query.units)
    assert len(marks) == sum(max(len(set(it.units) & asked if asked else set(it.units)), 1) for it in wire.happenings)
    assert [it.id for it in wire.happenings] == [it.evidence[0] if it.stance else None for it in wire.happenings]
    assert [it.first for it in wire.happenings] == sorted(it.first for it in wire.happenings)


days = st.dates().map(lambda day: day.isoformat())
marks = st.builds(
    lambda ends, kind, about, label, is_period: Mark(
        min(ends), max(ends), kind, about, label if kind == "event" else "", is_period
    ),
    st.one_of(st.tuples(days, days), days.map(lambda day: (day, day))),
    st.sampled_from(("event", "point", "ring", "cross")),
    st.text(max_size=20),
    st.text(min_size=1, max_size=50),
    st.booleans(),
)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """The places of all marks but those of the legend."""
    root = ElementTree.fromstring(svg)
    found = []
    for group in root.iter(f"{SVG}g"):
        for shape in group if group.find(f"{SVG}title") is not None else ():
            if shape.tag == f"{SVG}circle":
                found.append((float(shape.attrib["cx"]), float(shape.attrib["cy"]), 3.4))
            elif shape.tag == f"{SVG}path":
                numbers = re.findall(r"-?[\d.]+", shape.attrib["d"])
                offset = (0, 5) if shape.attrib["class"] == "event" else (3, 3)
                found.append((float(numbers[0]) + offset[0], float(numbers[1]) + offset[1], 3.0))
    return [(x - r, y - r, x + r, y + r) for x, y, r in found]


lanes_of_marks = st.lists(
    st.builds(Lane, st.text(max_size=30), st.lists(marks, min_size=1, max_size=12).map(tuple), st.text(max_size=9)),
    max_size=3,
)


@given(lanes_of_marks)
def test_chart_is_xml_without_overlaps(lanes: list[Lane]) -> None:
    """Whatever the texts and dates, the chart is well-formed, has every mark, and no mark hides another."""
    svg = drawn(Chart("<&>\x00\ufffe", tuple(lanes)))
    found = boxes(svg)
    assert len(found) == sum(len(lane.marks) for lane in lanes)
    for number, (left, top, right, bottom) in enumerate(found):
        for other in found[number + 1 :]:
            assert (
                right <= other[0] + 0.2 or other[2] <= left + 0.2 or bottom <= other[1] + 0.2 or other[3] <= top + 0.2
            )


def test_texts_stay_texts() -> None:
    """Markup in a text shows as it is, and what would steer a terminal or is no XML is escaped."""
    svg = drawn(
        Chart("T", (Lane("<b>", (Mark("2014-01-01", "2014-01-01", "event", "a & <script>\x1b[31m", "]]>\u202e"),)),))
    )
    root = ElementTree.fromstring(svg)
    texts = "".join(root.itertext())
    assert "a & <script>\\x1b[31m" in texts
    assert "]]>\\u202e" in texts
    assert not list(root.iter(f"{SVG}script"))


@given(lanes_of_marks)
def test_nothing_leaves_the_chart(lanes: list[Lane]) -> None:
    """Marks, boxes and labels stay within the edges of the picture."""
    root = ElementTree.fromstring(drawn(Chart("T", tuple(lanes))))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for left, top, right, bottom in boxes(ElementTree.tostring(root, encoding="unicode")):
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height
    for text in root.iter(f"{SVG}text"):
        size = float(text.attrib.get("font-size", "11"))
        begin = float(text.attrib["x"])
        taken = width_of(text.text or "", size)
        begin = begin - taken if text.attrib.get("text-anchor") == "end" else begin
        assert begin >= 0
        assert begin + taken <= width


def test_labels_do_not_meet() -> None:
    """Events of one time have their labels one below the other, those in scripts with wide letters too."""
    events = tuple(
        Mark(f"201{year}-06-01", f"201{year}-06-01", "event", "", "東京都千代田区に新しい店舗を開設した")
        for year in range(8)
    )
    root = ElementTree.fromstring(drawn(Chart("T", (Lane("", events),))))
    ends: dict[str, float] = {}
    labels = [text for text in root.iter(f"{SVG}text") if text.attrib.get("font-size") == "10"]
    assert len(labels) == len(events)
    for text in labels:
        begin, row = float(text.attrib["x"]), text.attrib["y"]
        assert begin > ends.get(row, 0)
        ends[row] = begin + width_of(text.text or "", 10)


def test_a_lane_is_no_higher_than_it_must_be() -> None:
    """Rows that are free again are taken again: years that overlap by pairs need no more than two rows."""
    pairs = tuple(Mark(f"{year}-01-01", f"{year + 1}-12-31", "point", "", "", True) for year in range(1950, 2020))
    tops = {round(top) for _, top, _, _ in boxes(drawn(Chart("T", (Lane("", pairs),))))}
    assert len(tops) == 2


def test_ten_thousand_marks_are_drawn() -> None:
    """A large case gives a chart with every mark, without labels, in a height that a screen can be scrolled over."""
    marks = tuple(
        Mark(
            f"{2000 + n % 20}-01-01",
            f"{2000 + n % 20 + n % 3}-12-31",
            "event" if n % 10 == 0 else "point",
            "",
            "Label" if n % 10 == 0 else "",
        )
        for n in range(10_000)
    )
    root = ElementTree.fromstring(drawn(Chart("T", (Lane("", marks),))))
    assert len(list(root.iter(f"{SVG}g"))) >= len(marks)
    assert not [text for text in root.iter(f"{SVG}text") if text.text == "Label"]
    assert float(root.attrib["height"]) < 20_000


def test_year_and_period_and_day_look_different() -> None:
    """A day is a bare mark, a year a box without an outline, a period one with it; the legend names what occurs."""

    def looks(first: str, last: str, is_period: bool = False) -> tuple[set[str], str]:
        chart = Chart("T", (Lane("U", (Mark(first, last, "point", "", "", is_period),)),))
        root = ElementTree.fromstring(drawn(chart))
        return {box.attrib["class"] for box in root.iter(f"{SVG}rect")} - {"ground"}, "".join(root.itertext())

    day, year, period = looks("2014-05-01", "2014-05-01"), looks("2014-01-01", "2014-12-31"), looks(*ENDS, True)
    assert (day[0], year[0], period[0]) == (set(), {"box"}, {"box period"})
    assert "at some time within" in year[1]
    assert "at some time within" not in period[1] + day[1]
    assert "throughout" in period[1]


def test_colours_are_known_to_every_reader() -> None:
    """Light colours are attributes, so that programs without styles show the chart; dark ones are for screens."""
    root = ElementTree.fromstring(drawn(timeline.build(select([story(FIRST, SECOND)], Query())).chart()))
    for tag in ("rect", "circle", "path"):
        assert all("fill" in shape.attrib for shape in root.iter(f"{SVG}{tag}"))
    assert "var(" not in "".join(root.itertext())
    assert "@media screen and (prefers-color-scheme: dark)" in "".join(root.itertext())


def test_html_has_the_chart_above_the_table() -> None:
    """The page shows the chart as a picture with words for those who do not see it; a fragment is the tables alone."""
    report = timeline.build(select([story(FIRST, SECOND)], Query()))
    page = html.render(report, Look())
    found = re.search('<img alt="([^"]*)" style="[^"]*" src="data:image/svg\\+xml;base64,([^"]*)">', page)
    assert found is not None
    assert found[1] == "2 events and 2 dated pieces of evidence from 2014 to 2015, in a lane for each unit."
    assert ElementTree.fromstring(b64decode(found[2])).tag == f"{SVG}svg"
    assert page.index("<img") < page.index("<table")
    assert "<img" not in html.render(report, Look(fragment=True))


@given(st.text(max_size=60), st.integers(20, 200), st.integers(1, 4))
def test_words_keep_to_their_room(text: str, width: int, most: int) -> None:
    """A text is cut or wrapped to the room there is, and one that has room stays whole."""
    assert width_of(cut(text, 10, width), 10) <= width
    lines = wrapped(text, 10, width, most)
    assert len(lines) <= most
    assert all(width_of(line, 10) <= width for line in lines)
    assert "…" in "".join(lines) or " ".join(lines) == text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (Query(), ["rests", "alone"]),
        (Query(themes=("v",)), ["rests"]),
        (Query(coders=("ann",)), ["rests"]),
        (Query(stances=("contradicts",)), ["rests"]),
        (Query(factors=("b",)), []),
        (Query(search=Search(("alone",))), ["alone"]),
        (Query(search=Search(("noted",))), ["rests"]),
    ],
)
def test_events_pass_with_the_evidence_that_they_rest_on(query: Query, kept: list[str]) -> None:
    """What only evidence has, an event has through its evidence; words are looked for in what it says and its note."""
    study = make([Evidence(codes=("v", "w", "v"), coder="ann", stance="contradicts", date="2014")])
    timeline = (Event(date="2014", event="rests", note="noted", evidence=("e0",)), Event(date="2015", event="alone"))
    study = replace(study, case=replace(study.case, timeline=timeline))
    found = chronicle([Selection(study, query)], "events").happenings
    assert [it.text for it in found] == kept
    assert all(it.codes == (("v", "w") if it.text == "rests" else ()) for it in found)


def test_what_happened_on_one_day_has_an_order() -> None:
    """Events come before evidence, then evidence by its id in the natural order, then by what is said."""
    study = make([Evidence(date="2014", statement="z")] * 11)
    events = [Event(date="2014", event=said, evidence=own) for said, own in [("x", ("e10", "e3")), ("w", ("e2",))]]
    events += [Event(date="2014", event=said, evidence=("e10", "e2")) for said in ("y", "v")]
    study = replace(study, case=replace(study.case, timeline=tuple(events)))
    found = chronicle([Selection(study)]).happenings
    assert [it.text for it in found if it.is_event] == ["w", "v", "x", "y"]
    assert [it.evidence[0] for it in found if not it.is_event] == [f"e{number}" for number in range(11)]
    assert [it.is_event for it in found] == [True] * 4 + [False] * 11


def test_undated_pieces_of_all_cases_are_counted() -> None:
    """Whatever the period, each piece without a date is counted; a unit asked for of two cases is named once."""
    studies = [make([Evidence(units=("u1",)), Evidence(date="2014", units=("u1",))], name=name) for name in ("c", "d")]
    found = chronicle(select(studies, Query(units=("u1",), since="2014", until="2015")))
    assert (found.undated, found.units, len(found.happenings)) == (2, ("u1",), 2)
