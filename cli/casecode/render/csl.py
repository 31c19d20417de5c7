"""References as CSL JSON, which Zotero, pandoc and citeproc read."""

from casecode.render.formats import Look
from casecode.render.json import encode
from casecode.sheet import Referring


def render(report: Referring, _look: Look) -> str:
    """The references of a report, as a list of items."""
    return encode(report.references())
