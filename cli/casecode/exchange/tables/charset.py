"""Bytes of a table to text: UTF-8, UTF-16 as Excel writes "Unicode text", and the code pages of Windows.

What a file is in nobody can know for certain where it does not say so. Of the code pages it is taken for that in which
its letters are those that people write; which one is said, and can be told.
"""

import codecs
import re

from casecode.read.boundary import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The letters beyond ASCII of the languages that a code page is for.
_PAGES = {
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўј",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    "cp1252": "äöüßéèàçñåøæêëîïôâûùáíóúãõœ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăşţöüäâđ",
    "cp1254": "çğıöşüâîû",
    "cp1257": "ąčęėįšųūžāēģīķļņõäöü",
}
_NON_LATIN = ("cp1251", "cp1253")
_SAMPLE = 100_000  # bytes beyond ASCII tell it long before
_ENOUGH = 0.8
_HINT = "say how it is encoded, such as --encoding windows-1252 or gb18030; or save it as UTF-8"


def decoded(data: bytes, told: str = "") -> tuple[str, str]:
    """The text, and the name of its encoding where that is not UTF-8. Raises `UnreadableError`."""
    if told:
        return _told(data, told)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _told(data, name)[0].removeprefix("\ufeff"), "" if name == "utf-8" else name.upper()
    if (wide := _without_mark(data)) is not None:
        return _told(data, wide)[0], wide.upper()
    try:
        return data.decode(), ""
    except UnicodeDecodeError as error:
        if b"\0" in data[:1000]:
            raise UnreadableError("it is no text", "export the table as .csv or .xlsx") from None
        page = guessed(data)
        if not page:
            raise UnreadableError(f"byte 0x{data[error.start]:02x} is not UTF-8", _HINT) from None
    return data.decode(page, "replace"), page.replace("cp", "Windows-")


def _told(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name).removeprefix("\ufeff"), ""
    except LookupError:
        raise UnreadableError(f'there is no encoding "{name}"', _HINT) from None
    except UnicodeError as error:
        at = f" (byte {error.start + 1:,})" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableError(f"it is not in {name}{at}", _HINT) from None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: of the signs between cells every second byte is zero."""
    begin = data[:400]
    if len(begin) < 4 or len(data) % 2:
        return None
    for name, zeros, others in (("utf-16-le", begin[1::2], begin[::2]), ("utf-16-be", begin[::2], begin[1::2])):
        if zeros.count(0) > len(zeros) * 0.4 and not others.count(0):
            return name
    return None


def guessed(data: bytes) -> str:
    """The code page of Windows in which the letters are those of a language; nothing where they are in none."""
    sample = data[:_SAMPLE] if any(it > 127 for it in data[:_SAMPLE]) else data
    shares = {page: _share(sample, page) for page in _PAGES}
    best = max(shares, key=lambda page: shares[page])
    return best if shares[best] >= _ENOUGH else ""


def _share(sample: bytes, page: str) -> float:
    """The share of letters beyond ASCII that the languages of a code page have; those of another script in words."""
    text = sample.decode(page, "replace")
    own = _PAGES[page]
    if page in _NON_LATIN:
        words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
        of_one = sum(
            len(word)
            for word in words
            if len(word) > 1 and word[1:] in (word[1:].lower(), word[1:].upper()) and not {*word.lower()} - {*own}
        )
        return of_one / max(sum(map(len, words)), 1) if "\ufffd" not in text else 0
    letters = [it for it in text if it > "\x7f" and (it.isalpha() or it == "\ufffd" or it < "\xa0")]
    capital_inside = len(re.findall(r"[^\W\d_](?<=[a-zß-ÿ])[À-ÞŠŽĄĆĘŁŃŚŹŻ]", text))
    right = sum(it.lower() in own for it in letters) - capital_inside
    return right / len(letters) if letters else 0.9
