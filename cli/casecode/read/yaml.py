"""YAML text to nodes, through the parser's events: every scalar stays the text that was written.

What would surprise a reader is a problem: aliases and anchors, merge keys, tags, several documents, repeated keys.

Given the form of the file, its long lists (evidence above all) are not made into nodes: each record is made straight
from its events. Only one that is odd in any way becomes nodes, for the form to say what is wrong.
"""

import io
from collections.abc import Callable
from collections.abc import Mapping as Map
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from casecode.model.problem import MOST_PROBLEMS, Problem, Related
from casecode.model.span import Document, Span
from casecode.read.direct import Direct, is_flat
from casecode.read.node import Mapping, Node, Records, Scalar, Sequence, Unread
from casecode.read.shape import ListOf, Record
from casecode.read.text import too_many

try:
    from _ruamel_yaml import CParser as _CParser  # type: ignore[import-not-found]
except ImportError:  # pragma: no cover - where no build of the C parser is installed
    _CParser = None

LONGEST_KEY = 1000  # YAML takes no longer ones where a line holds a key and its value
LONGEST_KEY = 1000  # characters: YAML takes hardly more where a key and its value share a line
DEEPEST = 40  # levels; a case needs 5


def parse(document: Document, form: Record | None = None) -> tuple[Node | None, list[Problem]]:
    """The root node of a YAML document, and the problems of its form.

    The root is missing where nothing can be read: an empty document, or one that does not parse. With the form of the
    file, lists of flat records at its top are read as they come.
    """
    builder = Builder(document, record_lists(form) if form else {})
    try:
        builder.read(parser_of(document.text))
    except MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(document, error)]
    except YAMLError as error:
        return None, [*builder.problems, _reader_problem(document, error)]
    if builder.is_hopeless:
        return None, builder.problems
    if builder.root is None and not builder.problems:
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        builder.problems.append(Problem("empty-file", "the file holds nothing", Span(document, 1, 1, 1, 1), hint))
    return builder.root, builder.problems


def parser_of(text: Any) -> Any:
    """The parser of a text, or of a stream of one."""
    if _CParser is not None:
        return _CParser(text)
    from ruamel.yaml import YAML

    stream = io.StringIO(text) if isinstance(text, str) else text
    return YAML(typ="safe", pure=True).get_constructor_parser(stream)[1]


def top_text(key: str, text: str) -> str | None:
    """The text under a key at the top of a document, which may end anywhere behind it; nothing where there is none."""
    depth, is_key, found = 0, True, False
    try:
        parser = parser_of(text)
        while (event := parser.get_event()) is not None:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            if depth != 1 or isinstance(event, MappingStartEvent):
                continue
            if isinstance(event, ScalarEvent) and found:
                return str(event.value).strip() or None
            found = is_key and isinstance(event, ScalarEvent) and event.value == key
            if isinstance(event, ScalarEvent | AliasEvent | MappingEndEvent | SequenceEndEvent):
                is_key = not is_key
    except YAMLError:
        return None
    return None


def record_lists(form: Record) -> dict[str, Record]:
    """The lists of flat records that a file of the form has at its top: the form of their items by key."""
    lists = ((field.key, field.shape.item) for field in form.fields if isinstance(field.shape, ListOf))
    return {key: item for key, item in lists if isinstance(item, Record) and is_flat(item)}


class Builder:
    """Assembles nodes from events, with a stack of its own so that depth is bounded."""

    def __init__(self, document: Document, lists: Map[str, Record]) -> None:
        self.document = document
        self.lists = lists
        self.direct: Direct | None = None  # what makes the records of the list that is open
        self.next: Callable[[], Any] = lambda: None
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[Sequence | Mapping | Records] = []
        self.keys: list[Scalar | Unread | None] = []  # for each node on the stack the key that waits for its value
        self.documents = 0
        self.is_hopeless = False

    def read(self, parser: Any) -> None:
        """Take every event of the parser, or stop where reading on makes no sense."""
        self.next = parser.get_event
        while (event := self.next()) is not None and not self.is_hopeless:
            self.step(event)
            if len(self.problems) >= MOST_PROBLEMS:
                self._give_up([])

    def step(self, event: Any) -> None:
        """Take an event, with all that follow it in a record."""
        if type(event) is MappingStartEvent and self.stack and type(self.stack[-1]) is Records:
            self.record(event, self.stack[-1])
        else:
            self._take(event)

    def record(self, start: Any, records: Records) -> None:
        """Read a record of a list straight from its events; where anything is odd, by way of nodes."""
        assert self.direct is not None
        taken = [start]
        values = self._values(taken) if start.ctag is None and not start.anchor else None
        if values is not None:
            mark = start.start_mark
            value = self.direct.record(values, self.document.file, mark.line, mark.column)
            if value is not None:
                records.values.append(value)
                return
        for event in taken:
            self._take(event)

    def _values(self, taken: list[Any]) -> dict[str, Any] | None:
        """The texts and lists of texts of the record that has begun, by key, or nothing at the first odd event. Each
        event is noted where it can be taken again."""
        following, note = self.next, taken.append
        values: dict[str, Any] = {}
        while True:
            event = following()
            note(event)
            if type(event) is not ScalarEvent:
                return values if type(event) is MappingEndEvent else None
            key = event.value
            if key in values or event.ctag is not None or event.anchor:
                return None
            event = following()
            note(event)
            if type(event) is ScalarEvent and event.ctag is None and not event.anchor:
                values[key] = event.value
                continue
            if type(event) is not SequenceStartEvent or event.ctag is not None or event.anchor:
                return None
            values[key] = items = []
            event = following()
            note(event)
            while type(event) is ScalarEvent and event.ctag is None and not event.anchor:
                items.append(event.value)
                event = following()
                note(event)
            if type(event) is not SequenceEndEvent:
                return None

    def _take(self, event: Any) -> None:
        """Make a node of an event, or close one."""
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.keys.pop()
            closed = self.stack.pop()
            closed.end_line, closed.end_column = event.end_mark.line, event.end_mark.column
            if self.stack and type(self.stack[-1]) is Records:
                self._read(closed, self.stack[-1])
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, kind is MappingStartEvent)
        elif kind is AliasEvent:
            problem = self._surprise(event, f'the alias "*{event.anchor}"', "write the value out where it is used")
            self._add(Unread(problem=problem, **self._where(event)))
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self._surprise(event, "a second document", "keep one framework or case to a file")
                self.is_hopeless = True

    def _read(self, node: Node, records: Records) -> None:
        """Read an item of a list that is complete."""
        assert self.direct is not None
        value = self.direct.form.read(node, records.problems)
        if value is not None:
            records.values.append(value)
        if len(records.problems) >= MOST_PROBLEMS:
            self._give_up(records.problems)

    def _give_up(self, problems: list[Problem]) -> None:
        """So much is wrong that reading on makes no sense."""
        self.problems += [*problems, too_many(self.document)]
        self.is_hopeless = True

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.ctag is not None or event.anchor:
            self._tag(event)
        self._add(
            Scalar(
                document=self.document,
                text=event.value,
                quoted=bool(event.style),
                line=start.line,
                column=start.column,
                end_line=end.line,
                end_column=end.column,
            )
        )

    def _open(self, event: Any, is_mapping: bool) -> None:
        if len(self.stack) >= DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            self.problems.append(Problem("too-deep", message, self._span(event), "is a bracket left open?"))
            self.is_hopeless = True
            return
        if event.ctag is not None or event.anchor:
            self._tag(event)
        node = self.collection(event, is_mapping)
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)

    def collection(self, event: Any, is_mapping: bool) -> Sequence | Mapping | Records:
        """The node for a list or mapping that begins."""
        where = self._where(event)
        if is_mapping:
            return Mapping(entries={}, **where)
        key = self.keys[0] if len(self.stack) == 1 else None
        if isinstance(key, Scalar) and key.text in self.lists:
            self.direct = Direct(self.lists[key.text])
            return Records(**where)
        return Sequence(items=[], **where)

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        if isinstance(parent, Records):
            if isinstance(node, Scalar | Unread):  # anything else is read when it is complete
                self._read(node, parent)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = self._key(node)
            return
        self.keys[-1] = None
        if isinstance(key, Unread):
            if key.problem is not None:
                parent.lost.append(("", key.problem))
            return
        if key.text in parent.entries:
            first = parent.entries[key.text][0].span
            problem = Problem(
                "duplicate-key",
                f'the key "{key.text}" stands here a second time',
                key.span,
                "join the two, or rename one",
                (Related("first here", first),),
            )
            self.problems.append(problem)
            parent.lost.append((key.text, problem))
        else:
            parent.entries[key.text] = (key, node)
            if isinstance(node, Mapping):
                node.under = key

    def _key(self, node: Node) -> Scalar | Unread:
        if isinstance(node, Unread):
            return node
        if isinstance(node, Scalar) and len(node.text) > LONGEST_KEY:
            what = f"a key of more than {LONGEST_KEY:,} characters"
            problem = self._surprise(node.span, what, "is a colon missing before it, or a quote left open?")
        elif isinstance(node, Scalar) and (node.quoted or node.text != "<<"):
            return node
        elif isinstance(node, Scalar):
            problem = self._surprise(node.span, "a merge key", "write the keys out where they are needed")
        else:
            problem = self._surprise(node.span, "a list or mapping as a key", "keys are plain words")
        return Unread(document=self.document, problem=problem)

    def _tag(self, event: Any) -> None:
        if event.anchor:
            self._surprise(event, f'the anchor "&{event.anchor}"', "write the value out where it is used")
        if event.ctag is not None:
            self._surprise(event, f'the tag "{event.tag}"', "leave it out: what a value is follows from its key")

    def _surprise(self, where: Any, what: str, hint: str) -> Problem:
        span = where if isinstance(where, Span) else self._span(where)
        self.problems.append(Problem("yaml-feature", f"{what} is not allowed here", span, hint))
        return self.problems[-1]

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span.within(self.document, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _where(self, event: Any) -> dict[str, Any]:
        start, end = event.start_mark, event.end_mark
        return {
            "document": self.document,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        }


def _reader_problem(document: Document, error: YAMLError) -> Problem:
    """A character that the parser refuses: it tells which, and how far into the text."""
    said = str(error).splitlines()[0] if str(error) else "the text cannot be read"
    before = document.text[: getattr(error, "position", None) or 0]
    lines = Document("", before).lines
    span = Span(document, len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 2)
    return Problem("encoding", said, span, "delete the character, or write it as an escape in double quotes")


def _syntax_problem(document: Document, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = error.problem or error.context or "the text cannot be read"
    span = Span.within(document, line, column, line, column + 1)
    related: tuple[Related, ...] = ()
    if error.context and error.context_mark and error.context_mark.line + 1 != line:
        begun = error.context_mark
        start = Span.within(document, begun.line + 1, begun.column + 1, begun.line + 1, begun.column + 2)
        related = (Related(str(error.context), start),)
    return Problem("syntax", f"this is not valid YAML: {said}", span, _syntax_hint(span.line_text, str(said)), related)


def _syntax_hint(line: str, said: str) -> str | None:
    """What is usually wrong where the parser says this."""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in said:
        return "indent with spaces: YAML does not allow tabs there"
    if "mapping values are not allowed" in said:
        return "put a text that holds a colon and a space into quotes"
    if "cannot start any token" in said:
        return "put a text that begins with this character into quotes"
    if "did not find expected key" in said or "expected <block end>" in said:
        return "is this line indented like its neighbours, and every quote closed?"
    return None
