"""Names as BibTeX and BibLaTeX write them, parted where braces allow it, and decoded part by part."""

import re

from casecode.exchange.libraries import latex
from casecode.exchange.libraries.names import Name, is_generation, is_others, is_suffix

_AND = re.compile(r"(\\.)|([{}])|(?<!\s)\s+and(?=\s|$)|^and(?=\s)", re.DOTALL | re.IGNORECASE)
_PART = re.compile(r"(\\.)|([{}])|([,\uff0c])|(\s+|~)", re.DOTALL)
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|id|\w+-i)\s*=\s*(.*)", re.DOTALL)


def names(field: str) -> list[Name]:
    """The names in a field."""
    found = [name for part in _split(" ".join(field.split())) for name in _name(part) if part != "and"]
    return [name for name in found if name.text.strip(",. ") and not is_others(name.text)]


def _split(text: str) -> list[str]:
    """The names of a list, parted by the word `and` outside of braces."""
    parts, start, depth = [], 0, 0
    for found in _AND.finditer(text):
        if found[1]:
            continue
        if found[2]:
            depth = max(0, depth + (1 if found[2] == "{" else -1))
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def _words(text: str) -> list[list[str]]:
    """The words of a name outside of braces, in the parts between its commas."""
    parts: list[list[str]] = [[]]
    start, depth = 0, 0
    for found in _PART.finditer(text):
        if found[1]:
            continue
        if found[2]:
            depth = max(0, depth + (1 if found[2] == "{" else -1))
        elif depth == 0:
            if word := text[start : found.start()]:
                parts[-1].append(word)
            if found[3]:
                parts.append([])
            start = found.end()
    if word := text[start:]:
        parts[-1].append(word)
    return parts


def _name(text: str) -> list[Name]:
    """The name that stands between two `and`; several where commas part them nevertheless."""
    if _is_group(text):
        return [Name(literal=latex.plain(text))]
    parts = _words(text)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) == 1:
        return [_spoken(parts[0])]
    if all(_EXTENDED.match(" ".join(part)) for part in parts):
        return [_extended(parts)]
    if len(parts) > 3 or (len(parts) == 3 and not any(is_suffix(_plain(part)) for part in parts[1:])):
        return _listed(parts, text)
    if len(parts) == 2 and is_generation(_plain(parts[1])) and len(parts[0]) > 1:
        name = _spoken(parts[0])
        return [Name(name.family, name.given, name.particle, _plain(parts[1]), name.literal)]
    given, suffix = _plain(parts[-1]), _plain(parts[1]) if len(parts) == 3 else ""
    if suffix and is_suffix(given) and not is_suffix(suffix):
        given, suffix = suffix, given
    low = next((at for at, word in enumerate(parts[0]) if not _is_low(word)), len(parts[0]) - 1) if parts[0] else 0
    return [Name(_plain(parts[0][low:]), given, _plain(parts[0][:low]), suffix)]


def _spoken(words: list[str]) -> Name:
    """A name without commas: given names, particles in small letters, family name."""
    if len(words) < 2:
        return Name(literal=_plain(words)) if words and words[0].startswith("{") else Name(family=_plain(words))
    low = [at for at, word in enumerate(words[:-1]) if _is_low(word)]
    if not low or (len(low) == len(words) - 1 and _is_low(words[-1])):
        return Name(_plain(words[-1:]), _plain(words[:-1]))
    return Name(_plain(words[low[-1] + 1 :]), _plain(words[: low[0]]), _plain(words[low[0] : low[-1] + 1]))


def _listed(parts: list[list[str]], text: str) -> list[Name]:
    """What has too many commas for one name: several with initials, or else one that is taken as a whole."""
    plain = [_plain(part) for part in parts]
    pairs = [*zip(plain[::2], plain[1::2], strict=False)]
    if len(plain) % 2 == 0 and all(re.fullmatch(r"(?:\w\.?[ -]?){1,4}", given) for _, given in pairs):
        return [Name(family, given) for family, given in pairs]
    if len(plain) > 2 and all(len(part) in (2, 3) and re.match(r"\w\.", _plain(part)) for part in parts):
        return [_spoken(part) for part in parts]  # J. Doe, K. Roe, L. Poe
    return [Name(literal=latex.plain(text))]


def _extended(parts: list[list[str]]) -> Name:
    """A name in the form of BibLaTeX: `family=Beethoven, given=Ludwig, prefix=van`."""
    found = {}
    for part in parts:
        if match := _EXTENDED.match(" ".join(part)):
            found[match[1]] = latex.plain(match[2].strip().strip('"'))
    return Name(found.get("family", ""), found.get("given", ""), found.get("prefix", ""), found.get("suffix", ""))


def _plain(words: list[str]) -> str:
    return latex.plain(" ".join(words))


def _is_group(text: str) -> bool:
    """Whether the whole of a name is in one pair of braces that is no letter with an accent."""
    if not text.startswith("{") or text.startswith("{\\"):
        return False
    depth = 0
    for found in re.finditer(r"\\.|[{}]", text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end() == len(text)
    return False


def _is_low(word: str) -> bool:
    """Whether a word begins with a small letter; in braces it has none, unless these are those of an accent."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    first = next((letter for letter in latex.plain(word) if letter.isalpha()), "")
    return first.islower()
