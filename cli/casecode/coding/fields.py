"""The fields of the form: some take text, some are filled by choosing from a list as one types."""

from collections.abc import Callable, Iterator, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from casecode.coding.choices import Choice
from casecode.render.text import settled

Offer = Callable[[str], Sequence[Choice]]


class Field(Horizontal):
    """A line of the form: its name, and what is typed."""

    class Typed(Message):
        """What is typed has changed, or the field has got the focus: its choices have to be shown anew."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    def __init__(self, key: str, title: str, hint: str = "") -> None:
        super().__init__(id=key, classes="field")
        self.title, self._hint = title, hint

    def compose(self) -> ComposeResult:
        """A label and an input."""
        yield Static(Text(self.title), classes="label")
        yield Input(placeholder=self._hint, compact=True, select_on_focus=False)

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    def clear(self) -> None:
        """Take out what was typed."""
        self.input.value = ""

    def reset(self) -> None:
        """As it was in the beginning."""
        self.clear()

    def offers(self) -> Sequence[Choice]:
        """What may be chosen now."""
        return ()

    def on_input_changed(self) -> None:
        """Typing."""
        self.post_message(Field.Typed(self))

    def on_descendant_focus(self) -> None:
        """Getting the focus."""
        self.post_message(Field.Typed(self))


class PickField(Field):
    """A line of the form whose values are chosen: typing narrows the choices, Backspace takes the last one out."""

    def __init__(
        self, key: str, title: str, hint: str, offer: Offer, default: Sequence[str] = (), many: bool = True
    ) -> None:
        super().__init__(key, title, hint)
        self._offer, self._default, self._many = offer, tuple(default), many
        self.chosen: list[str] = list(default)

    def compose(self) -> ComposeResult:
        """A label, what is chosen, and an input."""
        yield Static(Text(self.title), classes="label")
        yield Static(self._shown(), classes="chosen")
        yield _Narrowing(placeholder=self._hint, compact=True, select_on_focus=False)

    def offers(self) -> Sequence[Choice]:
        """What may be chosen: what fits the text that is typed, without what is chosen already."""
        return [choice for choice in self._offer(self.input.value) if choice.id not in self.chosen]

    def choose(self, id_: str) -> None:
        """Take one of the choices."""
        self.chosen = [*self.chosen, id_] if self._many else [id_]
        self.clear()
        self._show()

    def drop(self) -> None:
        """Take the last choice out."""
        self.chosen = self.chosen[:-1]
        self._show()

    def reset(self) -> None:
        """As it was in the beginning."""
        self.chosen = list(self._default)
        self.clear()
        self._show()

    def _show(self) -> None:
        self.query_one(".chosen", Static).update(self._shown())
        self.post_message(Field.Typed(self))

    def _shown(self) -> Text:
        return Text(", ".join(map(settled, self.chosen)) + (" " if self.chosen else ""), style="bold")


class _Narrowing(Input):
    """An input in which Backspace, once it is empty, takes the last choice out."""

    def on_key(self, event: Key) -> None:
        """Backspace in an empty input belongs to what is chosen."""
        if event.key == "backspace" and not self.value and isinstance(self.parent, PickField):
            event.stop()
            self.parent.drop()


def lines(choices: Sequence[Choice], width: int) -> Iterator[Text]:
    """One line for each choice: what it is called, and why it is offered or where it belongs."""
    for choice in choices:
        text = Text(settled(choice.label or choice.id), no_wrap=True)
        if aside := choice.why or choice.group:
            text.append(settled(f"  {aside}"), style="dim")
        text.truncate(max(width, 10), overflow="ellipsis")
        yield text
