"""Bytes of libraries to text: UTF-8, UTF-16, what a file says of itself, or Windows-1252 line by line."""

import codecs
import re

_JABREF = re.compile(rb"^[ \t]*%[ \t]*Encoding:[ \t]*([\w.-]+)", re.IGNORECASE | re.MULTILINE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)")


def decoded(data: bytes) -> tuple[str, str]:
    """The text, with one kind of line ends, and the name of its encoding where that is not UTF-8."""
    text, name = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in ((codecs.BOM_UTF8, ""), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
        if data.startswith(mark):
            return data.decode("utf-8-sig" if not name else "utf-16", "replace"), name
    zeros = [data[at:1000:2].count(0) for at in (0, 1)]
    if max(zeros) > 5 * (min(zeros) + 1):
        return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace"), "UTF-16"
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        pass
    if found := _JABREF.search(data[:2000]) or _XML.search(data):
        try:
            name = codecs.lookup(found[1].decode("ascii")).name
            if name != "utf-8":
                return data.decode(name), found[1].decode("ascii")
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    # A line at a time: what was put together of several exports is in several encodings.
    return "".join(map(_line, data.splitlines(keepends=True))), "Windows-1252"


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return (
            line.decode("cp1252", "replace")
            if not re.search(b"[\x81\x8d\x8f\x90\x9d]", line)
            else line.decode("latin-1")
        )
