"""From HTML to paragraphs of text, as a browser shows them."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from casecode.documents.document import CLOSE, OPEN
from casecode.documents.machine import cues_of_rows
from casecode.documents.plain import AGAIN, Parts, stop_at_zero
from casecode.documents.turns import NAME
from casecode.read.boundary import UnreadableError, foreign

# What begins and ends a paragraph: what browsers show as a block, and what is seen apart from the words around it.
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "label", "legend", "li", "listing", "main", "menu", "nav",
    "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "xmp",
))
# fmt: on
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = frozenset(("script", "style", "template", "noscript", "svg", "datalist", "title"))
_OF_HEAD = frozenset(
    ("title", "meta", "link", "base", "script", "style", "noscript", "template", "basefont", "bgsound")
)
_BESIDE = frozenset(("rt", "rp", "sup"))  # how the characters before are spoken; marks of notes, above all
_META = re.compile(rb"<meta[\s/][^<>]*+>", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*+=\s*+["']?\s*+([^\s"'/>;]+)""", re.IGNORECASE)
_HTTP_EQUIV = re.compile(rb"""http-equiv\s*+=\s*+["']?content-type""", re.IGNORECASE)
_CONTENT = re.compile(rb"""[\s"'/]content\s*+=""", re.IGNORECASE)
_XML = re.compile(rb"""\s*+<\?xml[^>]*?encoding\s*+=\s*+["']([\w.:-]+)""", re.IGNORECASE)
_DATES = frozenset(
    (
        "date",
        "dc.date",
        "dcterms.date",
        "dcterms.issued",
        "article:published_time",
        "datepublished",
        "citation_publication_date",
    )
)
_HEAD = 65_536  # bytes in which a page may say its encoding


def html(data: bytes) -> Parts:
    """The paragraphs of a page."""
    return paragraphs(as_browsers_read(data), AGAIN)


def as_browsers_read(data: bytes) -> str:
    """The text of a page: by its byte order mark, as it declares (as browsers understand `latin1`), else UTF-8."""
    name = declared_encoding(data)
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff") or name.lower() in ("", "utf-8", "utf8"):
        try:
            return stop_at_zero(data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"))
        except UnicodeDecodeError as error:
            if name:  # it says so, and a browser believes it
                return stop_at_zero(data.decode("utf-8", "replace"))
            byte = data[error.start]
            raise UnreadableError(f"byte 0x{byte:02x} is not UTF-8", "save it as UTF-8: it says no encoding") from None
    try:
        import webencodings
    except ImportError:
        raise UnreadableError(f"it is in {name}, which needs a package", 'pip install "casecode[documents]"') from None
    encoding = webencodings.lookup(name)
    if encoding is None:
        raise UnreadableError(f'its encoding "{name}" is not known', "save it as UTF-8")
    if encoding.name in ("utf-16le", "utf-16be"):  # what can be read as far as here is not UTF-16
        encoding = webencodings.UTF8
    return stop_at_zero(str(encoding.codec_info.decode(data, "replace")[0]))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it has: in a `meta` of its head, or in the declaration of XML."""
    first, *others = data[:_HEAD].split(b"<!--")
    head = b"".join((first, *(it.partition(b"-->")[2] for it in others)))  # without comments
    for one in _META.finditer(head):
        found = _CHARSET.search(one[0])
        if found and (_HTTP_EQUIV.search(one[0]) or not _CONTENT.search(one[0][: found.start()])):
            return found[1].decode("ascii", "replace")
    xml = _XML.match(head)
    return xml[1].decode("ascii") if xml else ""


def about(data: bytes) -> tuple[str, str]:
    """The title of a page, and the date that its head declares."""
    reader = _About()
    with foreign(AGAIN):
        reader.feed(as_browsers_read(data)[:_HEAD])
        reader.close()
    return reader.title, reader.date


class _About(HTMLParser):
    """Finds the title of a page, and when it was published."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = self.date = ""
        self._is_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A title begins, or a date stands in the head."""
        held = {name: it or "" for name, it in attrs}
        self._is_title = tag == "title" and not self.title
        if tag == "meta" and (held.get("name") or held.get("property") or held.get("itemprop", "")).lower() in _DATES:
            self.date = self.date or held.get("content", "")

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        self._is_title = self._is_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """Text that may be the title."""
        if self._is_title:
            self.title += data


def paragraphs(page: str, hint: str = "") -> Parts:
    """The paragraphs of a page, numbered, each with the heading above it.

    Raises `UnreadableError`, with the hint, where it cannot be read.
    """
    reader = PageParser()
    with foreign(hint):
        reader.feed(page)
        reader.close()
    return reader.gathered.parts()


class Gatherer:
    """Gathers text between what begins and what ends a paragraph, in the names of HTML."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bool]] = []
        self._words: list[str] = []
        self._hidden = 0
        self._beside = 0
        self._in_head = False
        self._is_heading = False
        self._tables: list[list[list[int]]] = []  # of those that are open, the rows: where each cell begins in `found`

    def start(self, tag: str) -> None:
        """Begin a paragraph, or something that is not shown."""
        if self._in_head and tag not in _OF_HEAD:  # nobody need close a head
            self._in_head, self._hidden = False, 0
        if tag == "head":
            self._in_head = True
        elif tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BESIDE:
            self._beside += 1
            self._words.append(OPEN)
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._is_heading = tag in _HEADINGS
            self._in_table(tag)

    def end(self, tag: str) -> None:
        """End it."""
        if tag == "head":
            self._in_head, self._hidden = False, 0
        elif tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _BESIDE and self._beside:
            self._beside -= 1
            self._words.append(CLOSE)
        elif tag in _BLOCKS:
            self.end_paragraph()
            if tag == "table" and self._tables:
                self._end_table(self._tables.pop())

    def data(self, text: str) -> None:
        """Text that is shown."""
        self._in_head = self._in_head and (self._hidden > 0 or not text.strip())
        if not self._hidden and not self._in_head:
            self._words.append(text.replace("\n", " "))

    def end_paragraph(self) -> None:
        """What was gathered so far is a paragraph, if it is anything."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        if text := "\n".join(line for line in lines if line):
            self.found.append((text + CLOSE * (self._beside > 0), self._is_heading))
        self._words, self._is_heading, self._beside = [], False, 0

    def parts(self) -> Parts:
        """The paragraphs, numbered, each with the heading above it."""
        self.end_paragraph()
        heading = ""
        for number, (text, is_heading) in enumerate(self.found, 1):
            heading = text if is_heading else heading
            yield text, f"\u00b6 {number}", 0, "" if is_heading else heading

    def _in_table(self, tag: str) -> None:
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(len(self.found))

    def _end_table(self, rows: list[list[int]]) -> None:
        """A table that is a transcript becomes a paragraph for each row."""
        starts = [cell for row in rows for cell in row]
        if not starts or self._tables:  # a table in another one is a part of its cell
            return
        ends = [*starts[1:], len(self.found)]
        texts = iter("\n".join(text for text, _ in self.found[at:end]) for at, end in zip(starts, ends, strict=True))
        held = [[next(texts) for _ in row] for row in rows]
        if spoken := as_speech(held):
            self.found[starts[0] :] = [(text, False) for text in spoken]


def as_speech(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a table that is a transcript, each as a paragraph: `[0:03] Name: text`. None of another table."""
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    cues = cues_of_rows(kept)
    if cues:
        from casecode.documents.cues import clock

        times = [f"[{clock(cue.start)}] " if cue.start is not None else "" for cue in cues]
        names = [f"{cue.speaker}: " if cue.speaker else "" for cue in cues]
        spoken = [f"{time}{name}{cue.text}" for time, name, cue in zip(times, names, cues, strict=True)]
        head = [" ".join(filter(None, row)) for row in kept[: len(kept) - len(cues)]]
        return [*filter(None, head), *spoken]
    firsts = [row[0].strip() for row in kept]
    is_spoken = len(kept) >= 4 and all(len(row) == 2 and re.fullmatch(NAME + ":?", row[0].strip()) for row in kept)
    if is_spoken and 2 * len({*firsts}) <= len(firsts) and len({*firsts}) > 1:
        return [f"{first.rstrip(':')}: {row[1]}" for first, row in zip(firsts, kept, strict=True)]
    return []


class PageParser(HTMLParser):
    """Hands what it meets to a gatherer; marks of notes become asides."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.gathered = Gatherer()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.gathered.start(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in ("svg", "script", "template"):  # only these of XML are empty as they stand
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.gathered.end(tag)

    def handle_data(self, data: str) -> None:
        self.gathered.data(data)


def chained(pages: Sequence[Gatherer]) -> Iterator[tuple[str, str, int, str]]:
    """The parts of several gatherers, numbered as one."""
    whole = Gatherer()
    for page in pages:
        page.end_paragraph()
        whole.found += page.found
    return whole.parts()
