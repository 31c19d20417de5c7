"""The screen of a coding session, driven by keys as a person would, at 80 columns and 24 lines."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("textual")

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from casecode.coding.fields import PickField
from casecode.coding.screen import CodingScreen
from casecode.coding.session import Session

Desk = Callable[..., Session]
Script = Callable[[CodingScreen, Pilot[None]], Awaitable[None]]


def play(session: Session, script: Script, size: tuple[int, int] = (80, 24)) -> None:
    """Run the screen without a terminal, and let the script press its keys."""

    async def run() -> None:
        screen = CodingScreen(session)
        async with screen.run_test(size=size) as pilot:
            await pilot.pause()
            await script(screen, pilot)

    asyncio.run(run())


def text(screen: CodingScreen, id_: str) -> str:
    """What a part of the screen shows."""
    return str(screen.query_one(f"#{id_}", Static).content)


def offered(screen: CodingScreen) -> list[str]:
    """The ids of the choices that are shown."""
    choices = screen.query_one("#choices", OptionList)
    return [str(choices.get_option_at_index(number).id) for number in range(choices.option_count)]


def test_a_piece_from_reading_to_the_file(desk: Desk, project: Path) -> None:
    """Read, mark a sentence, choose a code by typing, choose a unit, say it in own words, write: it is in the file."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        assert "Shoppers in Russia look for low prices" in text(screen, "passage")
        assert offered(screen)[0] == "prices"
        await pilot.press("3", "c", *"pric", "enter", "tab", *"rus", "enter", "tab", "tab", *"They shop around.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert text(screen, "message") == "Wrote e2."
        assert "e2 prices: They shop around." in text(screen, "here")
        assert "1 coded" in text(screen, "where")

    play(session, script)
    written = (project / "cases" / "demo.yaml").read_text(encoding="utf-8")
    assert "They shop around." in written
    assert "quote: They compare three shops on average." in written
    assert session.study.evidence[-1].units == ("russia",)


def test_what_is_typed_and_not_chosen_is_not_lost(desk: Desk) -> None:
    """A stance that is typed and left by Tab stops the writing; chosen, it is written."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("c", *"pric", "enter", "tab", "tab", *"contr", "tab", *"They do not.", "ctrl+s")
        assert text(screen, "message").startswith("Not written: “contr” in Stance is not chosen")
        assert len(session.study.evidence) == 1
        await pilot.press("shift+tab", "enter", "ctrl+s")
        await pilot.pause()
        assert text(screen, "message") == "Wrote e2."

    play(session, script)
    assert session.study.evidence[-1].stance == "contradicts"


def test_nothing_is_coded_by_itself(desk: Desk) -> None:
    """Enter without a highlighted choice takes none: offers stay offers until one moves to them or types."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("c", "enter", "enter")
        assert screen.query_one("#codes", PickField).chosen == []
        assert screen.query_one("#units", PickField).chosen == []
        await pilot.press("escape", "c", "down", "enter")
        assert screen.query_one("#codes", PickField).chosen == ["prices"]
        await pilot.press("backspace")
        assert screen.query_one("#codes", PickField).chosen == []

    play(session, script)


def test_what_cannot_be_written_stays_in_the_form(desk: Desk) -> None:
    """An entry that is refused says why, and nothing that was typed is lost."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("c", *"pric", "enter", "ctrl+s")
        assert "there is no statement" in text(screen, "message")
        await pilot.press("tab", "tab", "tab", *"Cheap.", "tab", "tab", "tab", *"soon", "enter", "enter")
        assert '"soon" is not a date' in text(screen, "message")
        assert screen.query_one("#codes", PickField).chosen == ["prices"]
        await pilot.press("shift+tab", *["backspace"] * 4, *"2014", "enter", *"A thought.", "enter")
        await pilot.pause()
        assert text(screen, "message") == "Wrote e2."

    play(session, script)
    assert session.study.evidence[-1].date == "2014"
    (memo,) = session.study.case.memos
    assert (memo.about, memo.text) == (("e2",), "A thought.")
    assert session.undo() == "e2"
    assert session.study.case.memos == ()


def test_a_new_theme_asks_for_its_factor(desk: Desk) -> None:
    """What is typed may become a new theme; its factor is asked for, and theme and piece are written together."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("c", *"Slow post", "down", "enter")
        await pilot.pause()
        assert "Under which factor" in text(screen, "message")
        await pilot.press(*"supp", "enter", "tab", "tab", "tab", *"The post is slow.", "ctrl+s")
        await pilot.pause()
        assert text(screen, "message") == "Wrote e2."

    play(session, script)
    assert session.study.themes["slow-post"].factor == "supply"
    assert session.study.evidence[-1].codes == ("slow-post",)


def test_back_on_undo_and_go_to(desk: Desk) -> None:
    """One skips, goes back, jumps to a passage by its number, and takes the last piece back."""
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("n", "space", "b")
        assert session.at == 1
        await pilot.press("g", "3", "enter")
        await pilot.pause()
        assert session.at == 2
        assert offered(screen)
        await pilot.press("g", "escape", "n")
        assert session.at == 2
        assert "last passage" in text(screen, "message")
        await pilot.press("c", *"pric", "enter", "tab", "tab", "tab", *"A law.", "ctrl+s")
        await pilot.pause()
        await pilot.press("u")
        assert text(screen, "message") == "Took e2 back."
        await pilot.press("u")
        assert "Nothing was written" in text(screen, "message")

    play(session, script)
    assert [piece.id for piece in session.study.evidence] == ["e1"]


def test_resuming_says_where(desk: Desk) -> None:
    """A session that goes on says at which passage."""
    desk().go(1)

    async def script(screen: CodingScreen, _pilot: Pilot[None]) -> None:
        assert text(screen, "message") == "Going on at passage 2."

    play(desk(), script)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 50)])
def test_everything_fits(desk: Desk, size: tuple[int, int]) -> None:
    """On a small terminal and on a large one passage, form, choices, message and keys are all on the screen."""

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.pause()
        for id_ in ("where", "reading", "codes", "date", "choices", "message"):
            region = screen.query_one(f"#{id_}").region
            assert region.height > 0, id_
            assert region.bottom < size[1], id_
            assert region.right <= size[0], id_

    play(desk(), script, size)


def test_text_of_the_document_is_data(desk: Desk, project: Path) -> None:
    """Escapes and markup in a document are shown as text."""
    (project / "documents" / "report.txt").write_text("\x1b[31mRed [bold]low prices[/bold] [@click=app.quit]x[/].")
    session = desk()

    async def script(screen: CodingScreen, _pilot: Pilot[None]) -> None:
        shown = text(screen, "passage")
        assert "\x1b" not in shown
        assert "[bold]low prices[/bold] [@click=app.quit]x[/]" in shown

    play(session, script)


def test_ratings_are_chosen_on_the_scale(desk: Desk, project: Path) -> None:
    """Where the framework has a scale the form offers its ratings, and what is chosen is written as a number."""
    framework = project / "frameworks" / "tiny.yaml"
    framework.write_text(
        framework.read_text("utf-8") + "rating: {title: Valence, values: {-1: barrier, 1: help}}\n", "utf-8"
    )
    session = desk()

    async def script(screen: CodingScreen, pilot: Pilot[None]) -> None:
        await pilot.press("1", "c", *"pric", "enter")
        screen.query_one("#rating", PickField).input.focus()
        await pilot.pause()
        assert offered(screen) == ["-1", "+1"]
        await pilot.press("-", "enter", "ctrl+s")
        await pilot.pause()
        assert text(screen, "message") == "Wrote e2."

    play(session, script)
    assert "rating: -1}" in (project / "cases" / "demo.yaml").read_text("utf-8").rpartition("id: e2")[2]


def test_without_a_scale_no_rating_is_asked_for(desk: Desk) -> None:
    """A framework without a scale has no field for ratings in the form."""

    async def script(screen: CodingScreen, _: Pilot[None]) -> None:
        assert not screen.query("#rating")

    play(desk(), script)
