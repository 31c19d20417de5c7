"""JSON Schema for the files, made of the same forms that read them, so that editors complete and check."""

from typing import Any

from casecode.read import forms
from casecode.read.shape import Below, Field, ListOf, MapOf, OneOrMore, Record, Titled, ValuesById, ValuesByRating
from casecode.read.words import NUMBER, Choice, Date, Flag, Identifier, Number, Rating, Reference, Sha256, Shape

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
# A date such as 2014 is a number to an editor that reads YAML 1.2, and the text "2014" to casecode.
DATE = {
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d\d(-\d\d)?)?[~?%]?(/\d{4}(-\d\d(-\d\d)?)?[~?%]?)?$",
    "minimum": 1,
    "maximum": 9999,
}
REFERENCE = {"type": "string", "pattern": r"^([a-z0-9]+(-[a-z0-9]+)*:)*[a-z0-9]+(-[a-z0-9]+)*(#\d+)?$"}
TEXT = {"type": ["string", "number", "boolean"]}
RATING = {"type": ["integer", "string"], "pattern": "^[-+\u2212]?[0-9]{1,6}$"}

FILES = {"framework": forms.FRAMEWORK, "case": forms.CASE, "evidence": forms.EVIDENCE_FILE}


def file_schema(kind: str) -> dict[str, Any]:
    """The schema of a framework, a case, or a file of evidence."""
    definitions: dict[str, Any] = {}
    root = _record(FILES[kind], definitions)
    return {"$schema": DRAFT, "title": f"casecode {kind}", **root, "$defs": definitions}


def _shape(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(shape, Below):
        shape = shape.shape()
    if isinstance(shape, Record):
        name = shape.title.replace(" ", "-")
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _record(shape, definitions)
        reference = {"$ref": f"#/$defs/{name}"}
        return (
            {"anyOf": [_shape(brief, definitions), reference]} if (brief := shape.shape_of(shape.brief)) else reference
        )
    if isinstance(shape, ListOf):
        items = {"type": "array", "items": _shape(shape.item, definitions)}
        return {"anyOf": [items, {"enum": list(shape.words)}]} if shape.words else items
    if isinstance(shape, OneOrMore):
        one = _shape(shape.item, definitions)
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if isinstance(shape, Titled):
        return {"anyOf": [_by_id(_shape(shape.item, definitions)), {"type": "array", "items": TEXT}]}
    if isinstance(shape, MapOf | ValuesById):
        return _by_id(_shape(shape.item, definitions))
    if isinstance(shape, ValuesByRating):
        return {"type": "object", "propertyNames": {"pattern": RATING["pattern"]}, "additionalProperties": TEXT}
    if isinstance(shape, Rating):
        return RATING
    if isinstance(shape, Flag):
        return {"type": "boolean"}
    if isinstance(shape, Choice):
        return {"enum": list(shape.words)}
    if isinstance(shape, Number):
        return {"type": ["string", "number"], "pattern": f"^{NUMBER}$"}
    if isinstance(shape, Date):
        return DATE
    if isinstance(shape, Reference):
        return REFERENCE
    if isinstance(shape, Sha256):
        return {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}
    return ID if isinstance(shape, Identifier) else TEXT


def _by_id(below: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": {"pattern": ID["pattern"]}, "additionalProperties": below}


def _record(record: Record, definitions: dict[str, Any]) -> dict[str, Any]:
    either = {"anyOf": [{"required": [key]} for key in record.either]} if record.either else {}
    return {
        "type": "object",
        "properties": {field.key: _property(field, definitions) for field in record.fields},
        "required": [field.key for field in record.fields if field.required],
        **either,
        "additionalProperties": False,
    }


def _property(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    return {"description": field.doc, **_shape(field.shape, definitions)}
