"""Plain text and Markdown, and bytes as text."""

import csv
import re
from collections.abc import Iterator

from casecode.documents.cues import Cue
from casecode.read.boundary import UnreadableError, foreign

Parts = Iterator[tuple[str, str, int, str]]  # text, place, line and heading of each
AGAIN = "open it and save it anew, or as plain text"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE = re.compile(r"\r\n|\r|\n")


def decoded(data: bytes) -> str:
    """The text of the bytes: as its byte order mark says, else UTF-8."""
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte 0x{data[error.start]:02x} is not {name.upper()}", "save it as UTF-8") from None
    return stop_at_zero(text)


def stop_at_zero(text: str) -> str:
    """A text, if it is one."""
    if "\0" in text:
        raise UnreadableError("it is not a text", "does its name end as it should?")
    return text


def text(data: bytes) -> Parts | list[Cue]:
    """Plain text by line, or the cues of a transcript that is kept as plain text."""
    from casecode.documents.subtitles import cues_of, is_subrip, is_webvtt

    whole = decoded(data)
    if is_webvtt(whole) or is_subrip(whole):
        return cues_of(whole)
    return table(whole) or paragraphs(whole)


def paragraphs(whole: str) -> Parts:
    """Paragraphs of plain text, by line; a form feed stays where it parts two pages."""
    line, feed = 1, ""
    lines: list[str] = []
    for number, said in enumerate([*_LINE.split(whole), ""], 1):
        if said.strip():
            line = line if lines else number
            lines.append(said if "\f" in said else feed + said)
            feed = ""
            continue
        feed = "\f" if "\f" in said else feed
        if lines:
            yield "\n".join(lines), "", line, ""
            lines = []


def table(whole: str) -> list[Cue]:
    """The cues of a table whose first line names its columns, parted by tabs, and of another text none."""
    from casecode.documents.machine import cues_of_rows

    head = whole.lstrip("\ufeff\r\n").partition("\n")[0]
    if head.count("\t") not in (1, 2, 3, 4, 5, 6):
        return []
    rows = [*csv.reader(whole.lstrip("\ufeff").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)]
    return cues_of_rows(rows)


def tabbed(data: bytes) -> list[Cue]:
    """The cues of a table."""
    if cues := table(decoded(data)):
        return cues
    raise UnreadableError("it is no transcript that is known", "its columns would be start, end, text and speaker")


def subtitles(data: bytes) -> list[Cue]:
    """The cues of WebVTT or SubRip."""
    from casecode.documents.subtitles import cues_of

    if cues := cues_of(decoded(data)):
        return cues
    raise UnreadableError(
        "nothing is said in it", "what is said stands below a line such as 00:00:01.000 --> 00:00:04.000"
    )


def markdown(data: bytes) -> Parts:
    """Blocks of Markdown without its marks, by line."""
    from markdown_it import MarkdownIt

    whole = decoded(data)
    with foreign(AGAIN):
        tokens = MarkdownIt("commonmark").enable("table").parse(whole)
    heading, is_heading = "", False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type in ("inline", "fence", "code_block"):
            said = "".join(_inline(child) for child in token.children) if token.children else token.content
            heading = said if is_heading else heading
            yield said, "", (token.map or [0])[0] + 1 + (token.type == "fence"), "" if is_heading else heading


def _inline(token: object) -> str:
    kind, content = getattr(token, "type", ""), getattr(token, "content", "")
    return "\n" if kind in ("softbreak", "hardbreak") else "" if kind == "html_inline" else content
