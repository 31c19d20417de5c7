"""The screen of a coding session: the passage, the form below it, and what can be chosen for the field in focus."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text
from textual.app import App, ComposeResult
from textual.events import Key, Resize
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from casecode.coding.choices import Choice, factors, matching
from casecode.coding.fields import Field, PickField, lines
from casecode.coding.panes import CSS, Form, Reading
from casecode.coding.session import Entry, Session
from casecode.edit.store import RefusedError
from casecode.model.scale import signed
from casecode.read.evidence_keys import ASKED, KEYS, EvidenceKey, in_order
from casecode.render.text import settled

MOST = 50  # choices that are shown; the rest is found by typing
_KEYS = in_order(ASKED, [key for key in KEYS if key.asked is not None])
_KEPT = ("units", "source")  # what stays for the next piece
MEMO = "memo"  # the last field: not of the piece, but on it
NEW = "new-theme "  # before the label of a theme that is to be made; no id has a space


class CodingScreen(App[None]):
    """A session at the keyboard."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "casecode"
    CSS = CSS

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.keys = [key for key in _KEYS if not key.is_number or session.study.scale.values]
        self._new_theme = ""  # the label of a theme whose factor is being chosen
        self._new_themes: dict[str, str] = {}
        self._is_asking = False  # for the number of a passage
        self._offered: dict[str, Choice] = {}

    def compose(self) -> ComposeResult:
        """The parts, from top to bottom."""
        yield Static(id="where", markup=False)
        with Reading(id="reading"):
            yield Static(id="passage", markup=False)
        yield Static(id="here", markup=False)
        with Form():
            for key in self.keys:
                yield self._form_field(key)
            yield Field(MEMO, "Memo", "a thought of yours on it; kept as a memo on the piece")
        yield OptionList(id="choices", markup=False, compact=True)
        yield Static(id="message", markup=False)
        yield Footer(compact=True)

    def _form_field(self, key: EvidenceKey) -> Field:
        """The field of a key: what it holds is chosen, where there is something to choose from, or else typed."""
        study, hint = self.session.study, key.asked or ""
        if key.of == "theme":
            return PickField(
                key.key, key.title, hint, self._codes if key.key == "codes" else self._known_codes, many=key.is_list
            )
        choices = {
            "unit": [Choice(unit.id, unit.title, unit.role) for unit in study.case.units.values()],
            "source": [Choice(source.id, source.citation) for source in study.sources.values()],
        }.get(key.of, [Choice(word, "") for word in key.words])
        if key.is_number:
            choices = [Choice(signed(rating), text) for rating, text in study.scale.values.items()]
        if not choices and not key.of:
            return Field(key.key, key.title, hint)
        default = [self.session.source] if key.key == "source" else [key.implied] if key.implied else []
        return PickField(key.key, key.title, hint, lambda typed: matching(typed, choices), default, many=key.is_list)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#choices").can_focus = False
        self.action_read()
        if self.session.at:
            self._say(f"Going on at passage {self.session.at + 1}.")

    def on_resize(self, _event: Resize) -> None:
        """Lines of choices are cut to the width."""
        self._offer(self._field)

    # Reading

    def on_reading_began(self) -> None:
        """What was done elsewhere may show in the passage."""
        self.show()

    def action_read(self) -> None:
        """Leave the form and read; what was typed stays."""
        self.query_one(Reading).focus()

    def action_go(self, by: int) -> None:
        """Read the next passage or the one before."""
        to = self.session.at + by
        self._say("This is the last passage." if to >= len(self.session.passages) else "")
        self.session.go(to)
        self.show()

    def action_mark(self, sentence: int) -> None:
        """Mark a sentence as part of the quote."""
        self.session.mark(sentence)
        self.show()

    def action_undo(self) -> None:
        """Take back what was written last."""
        try:
            id_ = self.session.undo()
        except (RefusedError, OSError) as error:
            self._say(_told(error), "bold red")
            return
        self._say(f"Took {id_} back." if id_ else "Nothing was written in this session that could be taken back.")
        self.show()

    def action_find_number(self) -> None:
        """Ask for the number of a passage, in the place of the message."""
        self._is_asking = True
        box = Input(placeholder="number of the passage", type="integer", compact=True, id="number")
        self.query_one("#message", Static).display = False
        self.mount(box, before=self.query_one(Footer))
        box.focus()

    # Writing

    def action_code(self) -> None:
        """Go to the form."""
        self.query_one("#quote", Field).input.value = self.session.quote
        self.query_one("#codes", PickField).input.focus()

    def action_highlight(self, by: int) -> None:
        """Move in the list of choices."""
        choices = self.query_one("#choices", OptionList)
        if choices.option_count:
            at = -1 if choices.highlighted is None else choices.highlighted
            choices.highlighted = min(max(at + by, 0), choices.option_count - 1)

    def action_write(self) -> None:
        """Write the piece of evidence, if nothing was typed in a list without being chosen."""
        for field in self.query(PickField):
            if typed := field.input.value.strip():
                told = f"Not written: “{typed}” in {field.title} is not chosen (Enter chooses, or delete it)"
                self._say(told, "bold red")
                return
        values: dict[str, Any] = {}
        themes: dict[str, str] = {}
        for key in self.keys:
            chosen = _given(self.query_one(f"#{key.key}", Field), key)
            themes |= {label: self._new_themes[label] for label in _labels(chosen)}
            known = [it for it in chosen if not it.startswith(NEW)]
            values[key.name] = known if key.is_list else next(iter(known), "")
        entry = Entry(themes, self.query_one(f"#{MEMO}", Field).input.value, **values)
        try:
            id_ = self.session.write(entry)
        except (RefusedError, OSError) as error:
            self._say(_told(error), "bold red")
            return
        for key in self.keys:
            if key.key not in _KEPT:
                self.query_one(f"#{key.key}", Field).reset()
        self.query_one(f"#{MEMO}", Field).reset()
        self._new_themes = {}
        self._say(f"Wrote {id_}.")
        self.action_read()

    def on_field_typed(self, event: Field.Typed) -> None:
        """Show what can be chosen for the field, if it still has the focus."""
        if event.field is self._field:
            self._offer(event.field)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the choice that is highlighted; without one it leads to the next field."""
        if self._is_asking:
            self._leave_number(event.value)
            return
        choices = self.query_one("#choices", OptionList)
        if isinstance(self._field, PickField) and choices.highlighted is not None:
            self._choose(str(choices.get_option_at_index(choices.highlighted).id))
        elif self._field is not None and self._field.id == MEMO:
            self.action_write()
        else:
            self.screen.focus_next()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say in full why the choice is offered, or where it belongs."""
        choice = self._offered.get(str(event.option_id))
        if choice is not None and not self._new_theme:
            self._say(choice.why or choice.group, "dim")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The same with the mouse."""
        if isinstance(self._field, PickField):
            self._choose(str(event.option_id))
        else:
            self.action_code()
            self.query_one("#codes", PickField).choose(str(event.option_id))

    def on_key(self, event: Key) -> None:
        """Escape while a number is asked for."""
        if event.key == "escape" and self._is_asking:
            event.stop()
            self._leave_number("")

    def _choose(self, id_: str) -> None:
        field = self._field
        assert isinstance(field, PickField)
        if self._new_theme:
            self._new_themes[self._new_theme] = id_
            label, self._new_theme = self._new_theme, ""
            field.choose(f"{NEW}{label}")
            self._say("")
        elif id_.startswith(NEW):
            self._new_theme = id_.removeprefix(NEW)
            field.clear()
            self._say(f"Under which factor does the new theme “{self._new_theme}” stand?")
            self._offer(field)
        else:
            field.choose(id_)

    def _known_codes(self, typed: str) -> Sequence[Choice]:
        """The codes to choose from that there are."""
        return self.session.codebook.matching(typed, self.session.text)

    def _codes(self, typed: str) -> Sequence[Choice]:
        """The codes to choose from; what is typed may also be the label of a new theme."""
        if self._new_theme:
            rank = {choice.id: number for number, choice in enumerate(self.session.codebook.likely(self._new_theme))}
            found = matching(typed, factors(self.session.study))
            return sorted(found, key=lambda choice: rank.get(choice.id, len(rank)))
        codebook = self.session.codebook
        if not typed.strip():
            return codebook.likely(self.session.text)
        new = [Choice(f"{NEW}{typed.strip()}", f"new theme: {typed.strip()}", "not there yet")]
        return [*codebook.matching(typed, self.session.text), *new]

    # Showing

    @property
    def _field(self) -> Field | None:
        """The field in focus."""
        return (
            next((node for node in self.focused.ancestors if isinstance(node, Field)), None) if self.focused else None
        )

    def show(self) -> None:
        """Show the passage, where it stands, what is coded in it, and what it is likely to be about."""
        session = self.session
        passage = session.passage
        count = f"{session.at + 1} of {len(session.passages)}, {session.passages_coded} coded"
        where = Text(settled(f"{session.study.case.id} · {session.source} · {passage.place}"), style="bold")
        where.append(f"   {count}", style="dim")
        if passage.heading:
            where.append(settled(f"   {passage.heading}"), style="italic")
        self.query_one("#where", Static).update(where)
        self.query_one("#passage", Static).update(self._passage())
        here = "; ".join(f"{piece.id} {', '.join(piece.codes)}: {piece.words}" for piece in session.coded)
        self.query_one("#here", Static).update(
            Text(settled(f"Coded here: {here}" if here else ""), overflow="ellipsis")
        )
        self.query_one("#here").display = bool(here)
        self.query_one(Reading).scroll_home(animate=False)
        if self._field is None:
            self._offer(None)

    def _passage(self) -> Text:
        text = Text()
        for number, sentence in enumerate(self.session.text_of(self.session.passage)):
            if number < 9:
                text.append(f"{number + 1} ", style="dim")
            text.append(settled(sentence), style="reverse" if number in self.session.marked else "")
            text.append("  ")
        return text

    def _offer(self, field: Field | None) -> None:
        """Show the choices of a field; while one reads, the codes that are likely for the passage."""
        choices = self.query_one("#choices", OptionList)
        offers = self.session.codebook.likely(self.session.text) if field is None else field.offers()
        choices.clear_options()
        shown = offers[:MOST]
        self._offered = {choice.id: choice for choice in shown}
        texts = lines(shown, self.size.width - 4)
        choices.add_options([Option(text, id=choice.id) for text, choice in zip(texts, shown, strict=True)])
        is_typed = field is not None and bool(field.input.value.strip())
        choices.highlighted = 0 if is_typed and shown else None

    def _say(self, text: str, style: str = "green") -> None:
        self.query_one("#message", Static).update(Text(settled(text), style=style))

    def _leave_number(self, value: str) -> None:
        self._is_asking = False
        self.query_one("#number").remove()
        self.query_one("#message", Static).display = True
        if value.strip().isdecimal():
            self.session.go(int(value) - 1)
        self.action_read()


def _given(field: Field, key: EvidenceKey) -> Sequence[str]:
    """What was chosen for a key, or typed; the items of a list that is typed are apart by semicolons."""
    if isinstance(field, PickField):
        return field.chosen
    text = field.input.value
    return [part.strip() for part in text.split(";") if part.strip()] if key.is_list else [text]


def _labels(codes: Sequence[str]) -> list[str]:
    """The labels of the new themes among what is chosen."""
    return [code.removeprefix(NEW) for code in codes if code.startswith(NEW)]


def _told(error: Exception) -> str:
    """An error on one line, with what to do about it."""
    hint = getattr(error, "hint", "")
    text = f"{getattr(error, 'strerror', None) or error}"
    return f"Not written: {text}" + (f" ({hint})" if hint else "")
