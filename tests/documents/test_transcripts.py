"""Transcripts as programs write them: who says what, and when."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.documents.cues import Cue, clock, document_of_cues
from casecode.documents.document import SourceDocument, document_of
from casecode.documents.extract import _document
from casecode.documents.find import Finder
from casecode.documents.machine import cues_of_json, cues_of_rows, times_of
from casecode.documents.plain import text
from casecode.documents.subtitles import cues_of
from casecode.read.boundary import UnreadableError

Said = tuple[int | None, str | None, str]


def said(cues: list[Cue]) -> list[Said]:
    """When each cue begins, who speaks, and what is said, on one line."""
    return [(cue.start, cue.speaker, " ".join(cue.text.split())) for cue in cues]


def spoken(document: SourceDocument) -> list[tuple[str, str]]:
    """Who speaks in each turn, and the time that is told there."""
    return [(turn.speaker, turn.time) for turn in document.turns]


ZOOM = (
    "WEBVTT\r\n\r\n1\r\n00:00:03.330 --> 00:00:06.790\r\nAnna Novak: We never got\r\n\r\n"
    "2\r\n00:00:06.790 --> 00:00:08.120\r\nAnna Novak: the password. Note: never.\r\n\r\n"
    "3\r\n00:00:08.400 --> 00:00:12.000\r\nBea: At 10:30 we did.\r\n\r\n"
    "4\r\n00:00:12.000 --> 00:00:13.000\r\nMm-hm.\r\n"
)
OTTER = (
    "1\n00:00:03,1000 --> 00:00:06,000\nAnna Novak: We never got\n\n"
    "2\n00:00:06,000 --> 00:00:08,000\n<i>the</i> password.\n\n3\n00:00:09,000 --> 00:00:10,000\nBea Holm: So?\n"
)
TEAMS = (
    "WEBVTT\n\nab-1/7-0\n0:0:1.5 --> 0:0:2.10\n<v Anna Novak>We never</v>\n\n"
    "ab-1/8-0\n0:0:2.0 --> 0:0:2.0\n<v Bea &amp; Co>\nYes.</v>\n\n"
    "ab-1/7-1\n0:0:2.10 --> 0:0:4.0\n<v Anna Novak>got the\npassword.</v>\n"
)
ODD = (
    "\ufeffWEBVTT - ward\nKind: captions\n\nSTYLE\n::cue { color: lime }\n\nNOTE\nnot --said\n\nintro\n"
    "00:03.330 --> 00:06.790 align:start\n<v.loud Ann><i>So</i>, <00:00:05.000><c>what</c>\n\n"
    "00:09.000 --> 00:10.000\n\n100:00:00.000 --> 100:00:01.000\n<v Ann>&lt;later&gt;<v Bo>no\n"
)
ROLLING = (
    "WEBVTT\n\n00:00:03.330 --> 00:00:06.790\n \nso what<00:00:04.000><c> changed</c>\n\n"
    "00:00:06.790 --> 00:00:06.800\nso what changed\n \n\n00:00:06.800 --> 00:00:08.120\nso what changed\nin the ward\n"
)


@pytest.mark.parametrize(
    ("subtitles", "found"),
    [
        (
            ZOOM,
            [
                (3330, "Anna Novak", "We never got"),
                (6790, "Anna Novak", "the password. Note: never."),
                (8400, "Bea", "At 10:30 we did."),
                (12000, None, "Mm-hm."),
            ],
        ),
        (
            OTTER,
            [
                (4000, "Anna Novak", "We never got"),
                (6000, "Anna Novak", "the password."),
                (9000, "Bea Holm", "So?"),
            ],
        ),
        (
            TEAMS,
            [
                (1005, "Anna Novak", "We never"),
                (2010, "Anna Novak", "got the password."),
                (2000, "Bea & Co", "Yes."),
            ],
        ),
        (ODD, [(3330, "Ann", "So, what"), (360000000, "Ann", "<later>"), (360000000, "Bo", "no")]),
        (ROLLING, [(3330, None, "so what changed"), (6800, None, "in the ward")]),
    ],
    ids=["zoom", "otter", "teams", "odd", "rolling"],
)
def test_subtitles(subtitles: str, found: list[Said]) -> None:
    """Names before a colon, in tags, or only where they change; parts of an utterance stay together; no line comes
    twice."""
    assert said(cues_of(subtitles)) == found


def test_a_name_alone_counts_where_most_cues_have_one() -> None:
    """A single word before a colon is a name where most cues begin with one; in other subtitles it is what is said."""
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}One.\n\n00:02.000 --> 00:03.000\nNote: two.\n"
    cues += "\n00:03.000 --> 00:04.000\n{}So.\n"
    assert [cue.speaker for cue in cues_of(cues.format("Ann: ", "Ann: "))] == ["Ann", "Note", "Ann"]
    assert [cue.speaker for cue in cues_of(cues.format("", ""))] == [None, None, None]


def test_subtitles_are_known_whatever_they_are_called() -> None:
    """WebVTT and SubRip in a text file are transcripts."""
    for whole in (ZOOM, OTTER):
        read = text(whole.encode())
        assert isinstance(read, list)
        assert said(read) == said(cues_of(whole))


def test_quotes_across_cues() -> None:
    """A quote is found over cues of one speaker, at the time of the cue in which it begins; not over who speaks."""
    document = document_of_cues(cues_of(TEAMS))
    finder = Finder(document)
    passage = finder.find("never got the password.")
    assert passage is not None
    assert document.place_at(passage.start) == "turn 1, 00:00:01"
    assert document.place_at(document.text.index("got the")) == "turn 1, 00:00:02"
    turn = document.turn_at(document.text.index("Yes"))
    assert turn is not None
    assert turn.speaker == "Bea & Co"
    assert finder.find("the password. Yes.") is None


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ("[Ann Lee] 10:03:21\nSo?\n\n[Bo] 10:03:28\nNo.\n\n", [("Ann Lee", "10:03:21"), ("Bo", "10:03:28")]),
        (
            "Ann Lee  0:03  \nSo?\n\nUnknown Speaker  1:02:05  \nNo.\n\nTranscribed by https://otter.ai\n",
            [("Ann Lee", "0:03"), ("Unknown Speaker", "1:02:05")],
        ),
        (
            "Speaker 1 (00:03):\nSo? [inaudible 00:00:05] No.\n\nBo (00:08):\nNo.\n",
            [("Speaker 1", "00:03"), ("Bo", "00:08")],
        ),
        ("[00:00:03] Ann: So?\n\n[00:00:08] Bo: No: never.\n", [("Ann", "00:00:03"), ("Bo", "00:00:08")]),
        (
            "Head\n\n(3 seconds pause)\n\nS01: [00:00:03] So?\n\nS00: [00:00:08] No. [00:01:00] Yes.\n",
            [("", ""), ("S01", "00:00:03"), ("S00", "00:00:08")],
        ),
        (
            "Title\n\nSPEAKER_00\n[00:00:03] - So?\n\nSPEAKER_01\n[00:00:08] - No.\n[00:00:10] - Yes.\n",
            [("SPEAKER_00", "00:00:03"), ("SPEAKER_01", "00:00:08")],
        ),
        (
            "0:0:0.0 --> 0:0:1.510\nAnn Lee\nSo?\n\n0:0:1.510 --> 0:0:2.0\nBo\nNo.\n",
            [("Ann Lee", "0:0:0"), ("Bo", "0:0:1")],
        ),
        ("I: So? #00:00:03-3#\nB: No. #00:00:12-0#\n\nI: Thanks. #01:02:05-9#\n", [("I", ""), ("B", ""), ("I", "")]),
        ("00:03 Ann Lee\nSo?\n\n00:08 Bo\nNo.\n", [("Ann Lee", "00:03"), ("Bo", "00:08")]),
    ],
    ids=["zoom", "otter", "rev", "descript", "noscribe", "atrain", "teams", "f4", "time first"],
)
def test_texts(whole: str, found: list[tuple[str, str]]) -> None:
    """Names and times are found before what is said, above it and behind it."""
    assert spoken(document_of([(whole, "", 1, "")])) == found


def test_times_inside_turns_are_places() -> None:
    """A time inside a turn, or behind what was said, is the place of what follows; marks are no part of a quote."""
    document = document_of([("I: So? #00:00:03-3#\nB: No. #00:00:12-0# Then [00:01:00] yes.\nI: So.\n", "", 1, "")])
    places = [document.place_at(document.text.index(word)) for word in ("So?", "No.", "Then", "yes")]
    assert places == ["turn 1", "turn 2, 00:00:03", "turn 2, 00:00:12", "turn 2, 00:01:00"]
    assert Finder(document).find("No. Then yes.") is not None
    assert Finder(document).find("No. #00:00:12-0# Then") is not None


def test_times_alone() -> None:
    """A text with times and without names has times as its places; a text that only speaks of times has none."""
    document = document_of([("[00:00:03] So it\n[00:00:08] was.", "", 1, "")])
    assert document.place_at(document.text.index("was")) == "00:00:08"
    assert Finder(document).find("So it was.") is not None
    other = document_of([("We met [10:30] and\nparted [09:15] again.", "", 1, "")])
    assert other.place_at(8) == "line 1"


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (
            {"text": " So no", "segments": [{"start": 3.33, "end": 4, "text": " So"}, {"start": 4, "text": " no"}]},
            [(3330, None, "So"), (4000, None, "no")],
        ),
        (
            {
                "segments": [
                    {"start": 1, "text": "So", "speaker": "SPEAKER_00", "words": [{"word": "3"}]},
                    {"text": "x"},
                ]
            },
            [(1000, "SPEAKER_00", "So"), (None, None, "x")],
        ),
        (
            {
                "speakers": [{"id": 0, "name": "Ann"}],
                "monologues": [
                    {
                        "speaker": 0,
                        "elements": [{"value": "So", "ts": 3.33}, {"value": ", "}, {"value": "no", "end_ts": 4}],
                    }
                ],
            },
            [(3330, "Ann", "So, no")],
        ),
        ({"utterances": [{"speaker": "A", "start": 3330, "end": 8120, "text": "So"}]}, [(3330, "A", "So")]),
        ([{"start": "00:00:03.5", "speaker": {"name": "Ann"}, "text": "So"}], [(3500, "Ann", "So")]),
    ],
    ids=["whisper", "whisperx", "rev", "assembly", "list"],
)
def test_transcripts_as_data(held: object, found: list[Said]) -> None:
    """Segments, utterances and speeches told word by word are read from JSON."""
    assert said(cues_of_json(json.dumps(held).encode())) == found


@pytest.mark.parametrize("held", ["[]", "{}", "3", '{"a": [1]}', '{"segments": [[], {"text": 3}]}', "{", "\ufeff"])
def test_other_data_is_no_transcript(held: str) -> None:
    """JSON of another kind says that it is none that is known, or that it is damaged."""
    with pytest.raises(UnreadableError):
        cues_of_json(held.encode())


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [
                ["", "Timespan", "Content", "Speaker"],
                ["1", "0:03,3 - 0:08.1", "So?", "Ann"],
                ["2", "0:08.4 - 0:12", "No.", ""],
            ],
            [(3300, "Ann", "So?"), (8400, None, "No.")],
        ),
        ([["start", "end", "text"], ["3330", "6790", "So?"]], [(3330, None, "So?")]),
        (
            [["00:01:10", "I", "How was it?"], ["00:01:14", "N1", "Too short."]],
            [(70000, "I", "How was it?"), (74000, "N1", "Too short.")],
        ),
        ([["Item", "Price"], ["Soap", "3"]], []),
        ([], []),
    ],
)
def test_tables(rows: list[list[str]], found: list[Said]) -> None:
    """A table with times is a transcript, whether or not it names its columns."""
    assert said(cues_of_rows(rows)) == found


def test_times() -> None:
    """Times of a cell: one, or from when to when, with tenths or thousandths; anything else is none."""
    assert times_of("0:03.3 - 0:08,12") == (3300, 8120)
    assert times_of("[01:02:05]") == (3725000, None)
    assert times_of("next 10:30") == (None, None)


names = st.sampled_from(("Ann Lee", "Bo", "SPEAKER_00", None))
words = st.text("abcdefghij,.!? ", min_size=1, max_size=40).map(str.strip).filter(bool)
cues = st.lists(
    st.builds(lambda gap, name, say: (gap, name, say), st.integers(1, 9000), names, words), min_size=1, max_size=8
)


def _written(told: list[tuple[int, str | None, str]], is_webvtt: bool) -> tuple[str, list[Said]]:
    """Cues as WebVTT or SubRip, and what is to be read of them."""
    at, lines, expected = 0, ["WEBVTT", ""] if is_webvtt else [], list[Said]()
    for number, (gap, name, say) in enumerate(told, 1):
        start, at = at, at + gap
        times = [f"{clock(one)}{'.' if is_webvtt else ','}{one % 1000:03}" for one in (start, at)]
        voice = f"<v {name}>" if name and is_webvtt else ""
        lines += [str(number), " --> ".join(times), f"{voice}{say}", ""]
        expected.append((start, name if is_webvtt else None, " ".join(say.split())))
    return "\n".join(lines), expected


@given(cues, st.booleans())
def test_subtitles_read_back(told: list[tuple[int, str | None, str]], is_webvtt: bool) -> None:
    """Cues written as WebVTT or SubRip are read as they were, and each is found as a quote."""
    whole, expected = _written(told, is_webvtt)
    texts = [say for _, _, say in expected]
    if any(before == after for before, after in pairwise(texts)):
        return  # what is said twice may be captions that roll up
    assert said(cues_of(whole)) == expected
    document = _document(text(whole.encode()))
    assert all(Finder(document).find(say) for say in texts if any(map(str.isalpha, say)))
