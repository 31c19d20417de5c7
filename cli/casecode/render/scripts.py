"""Scripts beyond Latin: where a text has them, and fonts that do, as Debian and others ship them."""

import re
from collections.abc import Iterator

from msgspec import Struct


class Script(Struct, frozen=True):
    """A script: its name, the letters that are of it, fonts that have them, and how it is set."""

    name: str
    letters: str
    fonts: tuple[str, ...]
    features: str = ""
    is_leftward: bool = False
    breaks_anywhere: bool = False


_CJK = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "FandolSong", "SimSun", "Songti SC")
_KOREAN = ("Noto Serif CJK KR", "Noto Sans CJK KR", "Source Han Serif KR", "UnBatang", "Malgun Gothic", "AppleMyungjo")
_NOTO = ("Noto Serif", "DejaVu Serif", "FreeSerif", "Times New Roman")

SCRIPTS = (
    Script("Greek", "\u0370-\u03ff\u1f00-\u1fff", _NOTO),
    Script("Cyrillic", "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f", _NOTO),
    Script("Armenian", "\u0530-\u058f", ("Noto Serif Armenian", "DejaVu Serif", "FreeSerif")),
    Script("Georgian", "\u10a0-\u10ff\u1c90-\u1cbf", ("Noto Serif Georgian", "DejaVu Serif", "FreeSerif")),
    Script(
        "Hebrew",
        "\u0590-\u05ff\ufb1d-\ufb4f",
        ("Noto Serif Hebrew", "Noto Sans Hebrew", "DejaVu Sans", "FreeSerif", "Times New Roman"),
        "Script=Hebrew",
        is_leftward=True,
    ),
    Script(
        "Arabic",
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "DejaVu Sans", "Times New Roman"),
        "Script=Arabic",
        is_leftward=True,
    ),
    Script(
        "Devanagari",
        "\u0900-\u097f\ua8e0-\ua8ff",
        ("Noto Serif Devanagari", "Noto Sans Devanagari", "Lohit Devanagari", "FreeSerif", "Mangal"),
        "Script=Devanagari",
    ),
    Script("Thai", "\u0e00-\u0e7f", ("Noto Serif Thai", "Noto Sans Thai", "Garuda", "Tahoma"), breaks_anywhere=True),
    Script("Korean", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", _KOREAN, breaks_anywhere=True),
    Script(
        "Chinese",  # and Japanese
        "\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff",
        _CJK,
        breaks_anywhere=True,
    ),
    Script(
        "Symbols",
        "\u2070-\u209f\u2100-\u2bff\U0001d400-\U0001d7ff\U0001f000-\U0001faff",
        ("DejaVu Sans", "Noto Sans Symbols2", "Noto Sans Symbols", "FreeSerif", "Segoe UI Symbol", "Apple Symbols"),
    ),
    Script(
        "Other",
        "\u0250-\u036f\u0700-\u074f\u0780-\u08ff\u0980-\u0dff\u0e80-\u109f\u1200-\u1c7f\u1cc0-\u1dff\ua000-\ua63f"
        "\ua6a0-\ua8df\ua900-\uabff\U00010000-\U0001cfff",
        ("FreeSerif", "DejaVu Sans", "Noto Sans"),
    ),
)
_BETWEEN = r"[\s.,:;!?'\"()\u2013\u2014-]"  # what may stand within a run of one script
_ANY = "|".join(f"(?P<{it.name}>[{it.letters}]+(?:{_BETWEEN}+[{it.letters}]+)*)" for it in SCRIPTS)
_RUNS = re.compile(_ANY)
BY_NAME = {it.name: it for it in SCRIPTS}


def runs(text: str) -> Iterator[tuple[Script | None, str]]:
    """The text in runs of one script each; what is Latin, or of no script, has none."""
    last = 0
    if not text.isascii():
        for found in _RUNS.finditer(text):
            if found.start() > last:
                yield None, text[last : found.start()]
            yield BY_NAME[found.lastgroup or ""], found[0]
            last = found.end()
    if last < len(text):
        yield None, text[last:]
