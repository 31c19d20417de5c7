"""What is the same name, however it is written."""

from casecode.analysis.search import fold


def folded(text: str) -> str:
    """A name without what a reader does not mind: case, accents, and how much space is between its words."""
    return " ".join(fold(text, cased=False)[0].split())
