"""From HTML to paragraphs of text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from casecode.read.boundary import foreign

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))
# fmt: on
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = frozenset(("script", "style", "template", "noscript", "svg", "head"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)|encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)


def paragraphs(html: str, hint: str = "") -> Iterator[tuple[str, str, int, str]]:
    """The paragraphs of a page, numbered, each with the heading above it.

    Raises `UnreadableError`, with the hint, where it cannot be read.
    """
    reader = _Reader()
    with foreign(hint):
        reader.feed(html)
        reader.close()
    reader.end_paragraph()
    heading = ""
    for number, (text, is_heading) in enumerate(reader.found, 1):
        heading = text if is_heading else heading
        yield text, f"¶ {number}", 0, "" if is_heading else heading


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it has, in its first kilobyte."""
    found = _CHARSET.search(data[:1024])
    return (found[1] or found[2]).decode("ascii") if found else ""


class _Reader(HTMLParser):
    """Gathers text between the tags that begin and end a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool]] = []
        self._words: list[str] = []
        self._hidden = 0
        self._is_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a paragraph, or something that is not shown."""
        if tag == "body":  # a head that nobody closed
            self._hidden = 0
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._is_heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Text that is shown."""
        if not self._hidden:
            self._words.append(data.replace("\n", " "))

    def end_paragraph(self) -> None:
        """What was gathered so far is a paragraph, if it is anything."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        if text := "\n".join(line for line in lines if line):
            self.found.append((text, self._is_heading))
        self._words, self._is_heading = [], False
