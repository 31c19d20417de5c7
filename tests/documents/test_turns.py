"""Who speaks in a transcript, and when."""

import pytest

from casecode.documents.document import document_of
from casecode.documents.turns import turns

INTERVIEW = """\
Interview 3 (St. Anna)
======================

I: How does it fit?

NURSE: We document at the bedside now. The
scanners are always elsewhere: there are four.

I: Did somebody help you?

NURSE 2: Yes.
"""


def speakers(text: str) -> list[tuple[str, str]]:
    """Who speaks in each turn, and the time that is told there."""
    return [(turn.speaker, turn.time) for turn in turns(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (INTERVIEW, [("I", ""), ("NURSE", ""), ("I", ""), ("NURSE 2", "")]),
        ("I: So?\n\nNURSE: So.\n", [("I", ""), ("NURSE", "")]),
        ("Anna: One.\nBea: Two.\nAnna: Three.", [("Anna", ""), ("Bea", ""), ("Anna", "")]),
        (
            "[00:01] Dr. Novák: One.\n\n[1:02:03] Bea: Two.\n\n(01:05) Dr. Novák: Three.",
            [("Dr. Novák", "00:01"), ("Bea", "1:02:03"), ("Dr. Novák", "01:05")],
        ),
        (
            "Anna (00:12): One.\n\nBea (00:15): Two.\n\nAnna (00:20): .",
            [("Anna", "00:12"), ("Bea", "00:15"), ("Anna", "00:20")],
        ),
        ("問: なぜ。\n\n答: はい。\n\n問: では。", [("問", ""), ("答", ""), ("問", "")]),
        ("問\uff1aなぜ。\n\n答\uff1aはい。\n\n問\uff1aでは。", [("問", ""), ("答", ""), ("問", "")]),
    ],
    ids=["interview", "two turns", "a line each", "times before", "times behind", "another script", "its own colon"],
)
def test_turns(text: str, found: list[tuple[str, str]]) -> None:
    """A turn begins with a name and a colon at the beginning of a line, perhaps with the time."""
    assert speakers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Note: this is an essay.\n\nIt goes on.\n\nAnd on.\n\nResult: none.\n\nThe end.",
        "07:10 Printer queue: 14 sheets.\n\n09:15 Alarm: downtime.",
        "I: Only one speaks.\n\nI: And goes on.",
        "He said: no.\nShe said that https://example.org: is an address.",
        "One: two: three",
    ],
)
def test_no_transcript(text: str) -> None:
    """Words with a colon are no speakers where nobody speaks twice, one speaks alone, or the text is another one."""
    assert turns(text) == ()


def test_head_is_no_turn() -> None:
    """What stands above the first turn, a line each for date and place, does not count."""
    head = "Date: 2021-03-04\nPlace: Ward 5\nInterviewer: AK\n\n"
    assert speakers(head + INTERVIEW) == speakers(INTERVIEW)


def test_places_of_turns() -> None:
    """A place names the turn; with its page in a document that has pages, and the time where it is told."""
    text = INTERVIEW.replace("NURSE 2:", "NURSE 2 (00:12:33):")
    whole = document_of([(text, "", 1, "")])
    assert whole.place_at(text.index("four")) == "turn 2"
    assert whole.place_at(text.index("Yes")) == "turn 4, 00:12:33"
    assert whole.place_at(0) == "line 1"
    turn = whole.turn_at(text.index("four"))
    assert turn is not None
    assert (turn.start, turn.speaker, turn.said) == (text.index("NURSE:"), "NURSE", text.index("We document"))
    assert whole.turn_at(0) is None
    first, _, second = text.partition("I: Did")
    paged = document_of([(first, "p. 1", 0, ""), (f"I: Did{second}", "p. 2", 0, "")])
    assert paged.place_at(paged.text.index("Yes")) == "p. 2, turn 4, 00:12:33"
