"""YAML text to nodes, through the parser's events: every scalar stays the text that was written.

What would surprise a reader is a problem: aliases and anchors, merge keys, tags, several documents, repeated keys.
"""

import io
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

from casecode.model.problem import Problem, Related
from casecode.model.span import Document, Span
from casecode.read.node import Mapping, Node, Scalar, Sequence, Unread

try:
    from _ruamel_yaml import CParser as _CParser  # type: ignore[import-not-found]
except ImportError:  # pragma: no cover - where no build of the C parser is installed
    _CParser = None

DEEPEST = 40  # levels; a case needs 5


def parse(document: Document) -> tuple[Node | None, list[Problem]]:
    """The root node of a YAML document, and the problems of its form.

    The root is missing where nothing can be read: an empty document, or one that does not parse.
    """
    builder = _Builder(document)
    try:
        builder.read(_parser(document.text))
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


def _parser(text: str) -> Any:
    if _CParser is not None:
        return _CParser(text)
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).get_constructor_parser(io.StringIO(text))[1]


class _Builder:
    """Assembles nodes from events, with a stack of its own so that depth is bounded."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[Sequence | Mapping] = []
        self.keys: list[Scalar | Unread | None] = []  # for each node on the stack the key that waits for its value
        self.documents = 0
        self.is_hopeless = False

    def read(self, parser: Any) -> None:
        """Take every event of the parser, or stop where reading on makes no sense."""
        while (event := parser.get_event()) is not None and not self.is_hopeless:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.keys.pop()
                closed = self.stack.pop()
                closed.end_line, closed.end_column = event.end_mark.line, event.end_mark.column
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event, kind is MappingStartEvent)
            elif kind is AliasEvent:
                self._surprise(event, f'the alias "*{event.anchor}"', "write the value out where it is used")
                self._add(Unread(**self._where(event)))
            elif kind is DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    self._surprise(event, "a second document", "keep one framework or case to a file")
                    self.is_hopeless = True

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.tag is not None or event.anchor:
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
        if event.tag is not None or event.anchor:
            self._tag(event)
        where = self._where(event)
        node: Sequence | Mapping = Mapping(entries={}, **where) if is_mapping else Sequence(items=[], **where)
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = self._key(node)
            return
        self.keys[-1] = None
        if isinstance(key, Unread):
            return
        if key.text in parent.entries:
            first = parent.entries[key.text][0].span
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f'the key "{key.text}" stands here a second time',
                    key.span,
                    "join the two, or rename one",
                    (Related("first here", first),),
                )
            )
        else:
            parent.entries[key.text] = (key, node)
            if isinstance(node, Mapping):
                node.under = key

    def _key(self, node: Node) -> Scalar | Unread:
        if isinstance(node, Scalar) and (node.quoted or node.text != "<<"):
            return node
        if isinstance(node, Scalar):
            self._surprise(node.span, "a merge key", "write the keys out where they are needed")
        elif not isinstance(node, Unread):
            self._surprise(node.span, "a list or mapping as a key", "keys are plain words")
        return Unread(document=self.document)

    def _tag(self, event: Any) -> None:
        if event.anchor:
            self._surprise(event, f'the anchor "&{event.anchor}"', "write the value out where it is used")
        if event.tag is not None:
            self._surprise(event, f'the tag "{event.tag}"', "leave it out: what a value is follows from its key")

    def _surprise(self, where: Any, what: str, hint: str) -> None:
        span = where if isinstance(where, Span) else self._span(where)
        self.problems.append(Problem("yaml-feature", f"{what} is not allowed here", span, hint))

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
