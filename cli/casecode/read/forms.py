"""The forms of the files: which keys a framework and a case have, of which shape, and what each is for.

Reading, the messages about unknown and missing keys, and the JSON Schema for editors all follow from these tables.
"""

from casecode.model.attribute import OWNERS, Attribute, Value
from casecode.model.attribute import TYPES as ATTRIBUTE_TYPES
from casecode.model.case import (
    STANCES,
    Case,
    Conclusion,
    Event,
    Evidence,
    Fact,
    Summary,
    Unit,
)
from casecode.model.framework import (
    Crosswalk,
    Factor,
    Framework,
    Layout,
    Proposition,
    Question,
    Theme,
)
from casecode.model.memo import Memo
from casecode.model.scale import Scale
from casecode.model.source import KINDS, TYPES, Source
from casecode.read.display_forms import BACKING, DISPLAYS
from casecode.read.evidence_keys import EITHER, KEYS
from casecode.read.shape import Below, Field, ListOf, MapOf, OneOrMore, Record, Titled, ValuesById, ValuesByRating
from casecode.read.words import Choice, Date, Flag, Identifier, Rating, Reference, Sha256, Shape, Text

TEXT = Text()
DATE = Date()
TEXTS = ListOf(TEXT)
ATTRIBUTES = ValuesById(TEXT, "texts", "attribute")


def ids_of(kind: str) -> ListOf:
    """A list of ids of one kind of thing."""
    return ListOf(Identifier(of=kind))


def required(key: str, shape: Shape, doc: str, attribute: str = "") -> Field:
    """A key that must be there."""
    return Field(key, shape, doc, True, attribute)


SOURCE = Record(
    "source",
    Source,
    (
        required("type", Choice(words=TYPES), "CSL-JSON type: article-newspaper, report, webpage, thesis, ..."),
        required("title", TEXT, "title; a description in [square brackets] where there is none"),
        Field("author", TEXTS, "names of the authors"),
        Field("editor", TEXTS, "names of the editors"),
        Field("translator", TEXTS, "names of the translators"),
        Field("publisher", TEXT, "publisher"),
        Field("publisher-place", TEXT, "place of publication"),
        Field("container-title", TEXT, "journal, newspaper, book or site that it appeared in"),
        Field("collection-title", TEXT, "series that it appeared in"),
        Field("issued", DATE, "date of publication"),
        Field("accessed", DATE, "date on which it was read"),
        Field("volume", TEXT, "volume"),
        Field("issue", TEXT, "issue"),
        Field("page", TEXT, "pages"),
        Field("edition", TEXT, "edition"),
        Field("number", TEXT, "number of a report or law"),
        Field("genre", TEXT, "kind of work, such as Master's thesis"),
        Field("language", TEXT, "language, such as en or zh"),
        Field("URL", TEXT, "address"),
        Field("DOI", TEXT, "digital object identifier"),
        Field("ISBN", TEXT, "book number"),
        Field("ISSN", TEXT, "number of the journal or series"),
        Field("kind", Choice(words=KINDS), "one of Yin's six kinds of evidence"),
        Field("file", TEXT, "the document itself, relative to this file: text, HTML, PDF, Word, a transcript"),
        Field("sha256", Sha256(), "the SHA-256 of that document when it was coded (casecode documents --keep)"),
        Field("attributes", ATTRIBUTES, "properties by which sources are told apart, such as profession"),
        Field("note", TEXT, "a remark, such as how far the source can be trusted"),
    ),
)
MEMO = Record(
    "memo",
    Memo,
    (
        required("id", Identifier(), "short id, unique in the file"),
        required("date", DATE, "when it was written"),
        required("about", ListOf(Reference()), "what it is on: ids, with kind or case before a colon where need be"),
        Field("kind", TEXT, "what sort of memo it is, such as theoretical or methodological"),
        Field("author", TEXT, "who wrote it"),
        required("text", TEXT, "the note, of one line or many"),
        Field("links", ListOf(Reference()), "ids of other things that it speaks of"),
    ),
)
THEME = Record(
    "theme",
    Theme,
    (
        required("factor", Identifier(of="factor"), "the factor that the theme stands under"),
        required("label", TEXT, "short label: what a matrix cell lists"),
        Field("definition", TEXT, "what is coded to it"),
        Field("when-to-use", TEXT, "what evidence to code to it"),
        Field("when-not-to-use", TEXT, "what belongs elsewhere, and where"),
        Field("example", TEXT, "a typical piece of evidence"),
        Field("stance", Choice(words=STANCES), "contradicts: what supports it speaks against its factor; or qualifies"),
        Field("explains", ids_of("theme"), "the themes or factors that it is held to be a reason for"),
        Field("note", TEXT, "a remark"),
    ),
)

FACTOR: Record = Record(
    "factor",
    Factor,
    (
        required("id", Identifier(), "short id in kebab-case"),
        required("title", TEXT, "what tables call it"),
        Field("definition", TEXT, "what the construct means"),
        Field("when-to-use", TEXT, "what evidence to code to it"),
        Field("when-not-to-use", TEXT, "what belongs elsewhere, and where"),
        Field("example", TEXT, "a typical piece of evidence"),
        Field("theory", TEXT, "the theory that it comes from"),
        Field("references", ids_of("reference"), "where that theory is published"),
        Field("factors", ListOf(Below(lambda: FACTOR)), "the factors below this one"),
    ),
)
QUESTION = Record(
    "question",
    Question,
    (
        required("text", TEXT, "the question"),
        Field("kind", Choice(words=("research-question", "sub-question", "goal")), "what sort of question it is"),
        Field("parent", Identifier(of="question"), "the question that it is a part of"),
        Field("factors", ids_of("factor"), "the factors whose evidence answers it"),
    ),
)
PROPOSITION = Record(
    "proposition",
    Proposition,
    (
        required("id", Identifier(), "short id"),
        required("from", Identifier(of="factor"), "the factor that shapes", "from_"),
        required("to", Identifier(of="factor"), "the factor that is shaped"),
        required("text", TEXT, "the proposition in words"),
        Field("needs", TEXT, "the evidence that it takes to test it"),
    ),
)
LAYOUT = Record(
    "matrix",
    Layout,
    (
        required("id", Identifier(), "short id, for --matrix"),
        required("title", TEXT, "heading; {case} stands for the title of the case"),
        Field("rows", ids_of("factor"), "factors down the side: each with all below it"),
        required("columns", ListOf(Identifier(of="factor"), words=("units",)), "the word units, or groups of factors"),
        Field("roles", ids_of("role"), "with units: only those of these roles"),
    ),
)
VALUE = Record(
    "value",
    Value,
    (
        required("title", TEXT, "what tables call it"),
        Field("definition", TEXT, "when a case has it"),
    ),
    brief="title",
)
ATTRIBUTE = Record(
    "attribute",
    Attribute,
    (
        Field("title", TEXT, "what tables call it; without one its id"),
        Field("definition", TEXT, "what it tells of a case, unit or source"),
        Field("of", OneOrMore(Choice(words=OWNERS)), "what has it; none for all of these"),
        Field("type", Choice(words=ATTRIBUTE_TYPES), "what its values are; text where nothing is said"),
        Field("values", Titled(VALUE), "the values that it may have, in their order; none for any of its type"),
        Field("ordered", Flag(), "whether its values go from less to more, so that < and > ask for something"),
        Field("optional", Flag(), "whether what has no value is as it should be, and no warning"),
        Field(
            "factor", Identifier(of="factor"), "the factor that it sums up, which `mill` then does not hold against it"
        ),
    ),
)
SCALE = Record(
    "scale of ratings",
    Scale,
    (
        required("title", TEXT, "what is rated, such as Valence"),
        required("values", ValuesByRating(), "each rating with what it means: {-1: barrier, 1: facilitator}"),
    ),
)
CROSSWALK = Record(
    "crosswalk",
    Crosswalk,
    (
        Field(
            "from", Identifier(of="framework"), "the framework that it leads from; none for this one", False, "from_"
        ),
        Field("to", Identifier(of="framework"), "the framework that it leads to; none for this one"),
        required(
            "map",
            ValuesById(OneOrMore(Identifier(of="factor")), "factors"),
            "for a factor, with all below it, the factor or factors that stand for it; [] for none",
        ),
        Field("note", TEXT, "why they were matched like this"),
    ),
)
FRAMEWORK = Record(
    "framework",
    Framework,
    (
        required("framework", Identifier(), "short id; the file is called after it", "id"),
        required("title", TEXT, "title"),
        Field("description", TEXT, "what the framework is for"),
        Field("source", Identifier(of="reference"), "the reference that it is taken from"),
        Field("questions", MapOf(QUESTION), "what studies with this framework ask"),
        required("factors", ListOf(FACTOR), "the tree of factors"),
        Field("themes", MapOf(THEME), "themes that several cases share"),
        Field("propositions", ListOf(PROPOSITION), "which factors are held to shape which"),
        Field("matrices", ListOf(LAYOUT), "the matrices that `casecode analyze` shows"),
        Field(
            "roles",
            ValuesById(TEXT, "titles", "role", declares=True),
            "which roles units may have, with titles",
        ),
        Field("attributes", MapOf(ATTRIBUTE), "properties by which cases, units and sources are told apart"),
        Field("rating", SCALE, "the scale on which evidence and summaries may be rated"),
        Field("crosswalks", ListOf(CROSSWALK), "how its factors relate to those of other frameworks"),
        DISPLAYS,
        Field("references", MapOf(SOURCE), "the literature behind the factors"),
        Field("memos", ListOf(MEMO), "notes of the researcher on anything in the framework"),
    ),
)

UNIT = Record(
    "unit",
    Unit,
    (
        required("title", TEXT, "what tables call it"),
        Field("role", Identifier(of="role"), "one of the roles that the framework declares, if it declares some"),
        Field("attributes", ATTRIBUTES, "properties by which units are told apart"),
        Field("note", TEXT, "a remark"),
    ),
    former=dict.fromkeys(("entered", "left"), "an attribute now, which the framework declares"),
)
EVIDENCE = Record("piece of evidence", Evidence, KEYS, EITHER)
FACT = Record("fact", Fact, (required("label", TEXT, "what it is"), required("value", TEXT, "the fact"), *BACKING))
EVENT = Record(
    "event",
    Event,
    (
        required("date", DATE, "when it happened"),
        required("event", TEXT, "what happened"),
        Field("units", ids_of("unit"), "the units that it bears on"),
        *BACKING,
    ),
)
SUMMARY = Record(
    "summary",
    Summary,
    (
        required("factor", Identifier(of="factor"), "the factor of the cell"),
        Field("unit", Identifier(of="unit"), "the unit of the cell; none for the case as a whole"),
        required("text", TEXT, "what the evidence in the cell comes to, in your own words"),
        Field("rating", Rating(), "what it comes to on the scale of the framework"),
        Field("note", TEXT, "a remark"),
    ),
)
CONCLUSION = Record(
    "conclusion",
    Conclusion,
    (
        required("question", Identifier(of="question"), "the question of the framework that it answers"),
        required("text", TEXT, "the answer"),
        required("themes", ids_of("theme"), "the themes that it rests on"),
        Field("note", TEXT, "a remark"),
    ),
)
CASE = Record(
    "case",
    Case,
    (
        required("case", Identifier(), "short id; the file is called after it", "id"),
        required("title", TEXT, "what tables call the case"),
        required("framework", Identifier(of="framework"), "the framework that it is coded against"),
        Field("description", TEXT, "what the case is about"),
        Field("notes", TEXTS, "what a reader of the case should know"),
        Field("attributes", ATTRIBUTES, "properties by which cases are told apart"),
        Field("evidence-files", TEXTS, "further files with evidence (.yaml, .jsonl, .csv), relative to this one"),
        Field(
            "allow-outside",
            Flag(),
            "whether its evidence files and documents may lie outside of the project; else they are not read",
        ),
        Field("units", MapOf(UNIT), "embedded units of analysis"),
        Field("sources", MapOf(SOURCE), "what evidence is cited from"),
        Field("themes", MapOf(THEME), "inductive codes"),
        Field("evidence", ListOf(EVIDENCE), "the coded pieces: statements and quotes"),
        Field("profile", ListOf(FACT), "the case in facts"),
        Field("timeline", ListOf(EVENT), "what happened when"),
        DISPLAYS,
        Field("summaries", ListOf(SUMMARY), "cells of a framework matrix in your own words"),
        Field("conclusions", ListOf(CONCLUSION), "answers to the framework's questions"),
        Field("memos", ListOf(MEMO), "notes of the researcher on anything that has an id"),
    ),
    former=dict.fromkeys(("segments", "business-models", "performance"), "what stood there is a display now"),
)
EVIDENCE_FILE = Record(
    "evidence file", dict, (required("evidence", ListOf(EVIDENCE), "the coded pieces: statements and quotes"),)
)
