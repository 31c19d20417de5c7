"""What diagrams have in common: a text that is short enough for the node of a map."""

from casecode.render.text import one_line

LONGEST = 60  # characters of a text; a diagram is a map, not the text itself


def short(text: str) -> str:
    """The text on one line, cut where it is long."""
    text = one_line(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
