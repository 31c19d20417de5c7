"""Which column of a foreign table holds which field of evidence: guessed from their names, or told."""

import re
from collections.abc import Iterable, Mapping, Sequence

from casecode.read import forms

FIELDS = tuple(field.key for field in forms.EVIDENCE.fields)
# What a table must have a column for; ids are given where there are none.
NEEDED = tuple(field.key for field in forms.EVIDENCE.fields if field.required and field.key != "id")
# What other programs and people call the fields, in small letters without signs.
_KNOWN_AS = {
    "id": ("id", "no", "nr", "number", "key", "evidenceid"),
    "codes": (
        "codes",
        "code",
        "themes",
        "theme",
        "tags",
        "tag",
        "category",
        "categories",
        "labels",
        "factor",
        "factors",
    ),
    "units": ("units", "unit", "market", "markets", "country", "countries", "region", "regions", "site"),
    "statement": ("statement", "text", "finding", "summary", "description", "content", "paraphrase", "evidence"),
    "quote": ("quote", "quotation", "excerpt", "verbatim", "passage", "segment", "codedtext"),
    "source": ("source", "reference", "ref", "citation", "citekey", "document", "documentname", "file"),
    "via": ("via", "foundin", "secondarysource", "readin"),
    "locator": ("locator", "page", "pages", "section", "paragraph", "location", "position"),
    "date": ("date", "year", "when", "period"),
    "stance": ("stance", "direction", "valence", "polarity"),
    "coder": ("coder", "analyst", "codedby", "user", "author"),
    "explains": ("explains", "reasonfor", "leadsto", "effect"),
    "note": ("note", "notes", "memo", "comment", "comments", "remark", "remarks"),
}


def guess(columns: Sequence[str]) -> dict[str, str]:
    """For each field the column that most likely holds it: one that has its name, else the first with a known name."""
    plain = {column: re.sub(r"[\W_]+", "", column.casefold()) for column in columns}
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in _KNOWN_AS[field]:
            match = next((column for column in columns if plain[column] == name and column not in found.values()), None)
            if match is not None:
                found[field] = match
                break
    return found


def told(pairs: Iterable[str]) -> Mapping[str, str] | str:
    """The mapping that pairs `field=column` tell, or the first that is none."""
    mapping = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or field.strip() not in FIELDS:
            return pair
        mapping[field.strip()] = column.strip()
    return mapping
