"""References as BibTeX that BibLaTeX reads, too."""

import re
from collections.abc import Iterator
from typing import Any

from casecode.exchange.libraries.kinds import SUBTYPES, TO_BIBTEX
from casecode.render.formats import Look
from casecode.sheet import Referring

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_IN_BOOK = ("chapter", "paper-conference", "entry-encyclopedia")
_PUBLISHER = {"thesis": "school", "report": "institution"}
_OTHER_SUBTYPES = {kind: name for name, kind in SUBTYPES.items()}


def render(report: Referring, _look: Look) -> str:
    """The references of a report, an entry each."""
    return "\n".join(map(_entry, report.references()))


def _entry(item: dict[str, Any]) -> str:
    kind = TO_BIBTEX.get(item["type"], "misc")
    key = re.sub(r"[^\w:.+/-]", "-", item["id"])
    lines = (f"  {name} = {value},\n" for name, value in _fields(item))
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _fields(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    type_ = item["type"]
    is_misc = type_ not in TO_BIBTEX and (type_ != "document" or item.get("container-title"))
    if is_misc or type_ in _OTHER_SUBTYPES:
        yield "entrysubtype", f"{{{_OTHER_SUBTYPES.get(type_, type_)}}}"
    for name in ("author", "editor", "translator"):
        if people := item.get(name):
            yield name, f"{{{' and '.join(map(_name, people))}}}"
    yield "title", f"{{{{{escaped(item['title'])}}}}}"  # in two braces, so that styles leave its capitals
    is_article = type_.startswith("article-")
    container = "journal" if is_article else "booktitle" if type_ in _IN_BOOK else "maintitle"
    for name, key in (
        (container, "container-title"),
        ("series", "collection-title"),
        (_PUBLISHER.get(type_, "publisher"), "publisher"),
        ("address", "publisher-place"),
        ("edition", "edition"),
        ("volume", "volume"),
        ("number" if is_article else "issue", "issue"),
        ("" if is_article else "number", "number"),
        ("type", "genre"),
        ("language", "language"),
        ("note", "note"),
    ):
        if name and item.get(key):
            yield name, f"{{{escaped(item[key])}}}"
    if item.get("page"):
        yield "pages", f"{{{escaped(item['page']).replace('-{}-', '-').replace('-', '--')}}}"
    yield from _dates(item)
    for name, key in (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("url", "URL")):
        if item.get(key):
            yield name, f"{{{_verbatim(item[key])}}}"


def _dates(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if issued := item.get("issued"):
        first = issued["date-parts"][0]
        yield "year", f"{{{first[0]:04}}}"
        if len(first) > 1:
            yield "month", _MONTHS[first[1] - 1]
        if len(first) > 2 or len(issued["date-parts"]) > 1 or issued.get("circa"):
            yield "date", f"{{{edtf(issued)}}}"
    if accessed := item.get("accessed"):
        yield "urldate", f"{{{edtf(accessed)}}}"


def edtf(date: dict[str, Any], part: str = "-", circa: str = "~") -> str:
    """A date of CSL JSON as one text."""
    ends = (
        part.join(f"{number:02}" if at else f"{number:04}" for at, number in enumerate(it)) for it in date["date-parts"]
    )
    return "/".join(ends) + (circa if date.get("circa") else "")


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(escaped(part) for part in (family, name.get("suffix"), name.get("given")) if part)


def escaped(text: str) -> str:
    """A text in which nothing means anything to LaTeX, nor two signs together."""
    made = "".join(_SIGNS.get(sign, sign) for sign in text)
    return re.sub(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)", "{}", made)


def _verbatim(text: str) -> str:
    """An address or number as it is, without what would end it."""
    return text.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
