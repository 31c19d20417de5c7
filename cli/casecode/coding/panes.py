"""The parts of the screen that hold keys: the passage for reading, the form for writing; and how all parts look."""

from typing import ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message

CSS = """
#where { height: 1; background: $panel; padding: 0 1; }
#passage { max-width: 100; }
#reading { height: 2fr; min-height: 3; padding: 0 1; scrollbar-size-vertical: 1; }
#here { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
Form { height: auto; border-top: solid $panel; }
.field { height: 1; padding: 0 1; }
.label { width: 11; color: $text-muted; }
.chosen { width: auto; max-width: 60%; }
.field Input { width: 1fr; background: transparent; }
.field:focus-within .label { color: $text-accent; text-style: bold; }
#choices { height: 1fr; min-height: 3; border: none; padding: 0 1; background: $surface; }
#choices { scrollbar-size-vertical: 1; }
#message { height: 1; padding: 0 1; }
"""


class Reading(VerticalScroll):
    """The passage, with the keys for reading."""

    class Began(Message):
        """The passage has got the focus."""

    BINDINGS: ClassVar = [
        Binding("n,space,right", "app.go(1)", "next"),
        Binding("b,left", "app.go(-1)", "back"),
        Binding("c,enter", "app.code", "code it"),
        Binding("1", "app.mark(0)", "quote", key_display="1-9"),
        *(Binding(str(key), f"app.mark({key - 1})", show=False) for key in range(2, 10)),
        Binding("u", "app.undo", "undo"),
        Binding("g", "app.find_number", "go to"),
        Binding("q", "app.quit", "stop"),
    ]

    def on_focus(self) -> None:
        """Beginning to read."""
        self.post_message(Reading.Began())


class Form(Vertical):
    """The fields, with the keys for writing."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "app.write", "write it"),
        Binding("escape", "app.read", "back to the passage"),
        Binding("down", "app.highlight(1)", "choose", key_display="↓ ⏎"),
        Binding("up", "app.highlight(-1)", show=False),
    ]
