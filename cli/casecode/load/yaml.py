"""YAML text to nodes, through the parser's events: every scalar stays the text that was written.

What would surprise a reader is a problem: aliases and anchors, merge keys, tags, several documents, repeated keys.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from casecode.load.node import Mapping, Node, Scalar, Sequence
from casecode.problem import Problem, Related
from casecode.span import Document, Span

try:
    from _ruamel_yaml import CParser as _CParser
except ImportError:  # pragma: no cover - only on platforms without a build of the C parser
    _CParser = None

_N = TypeVar("_N", bound=Node)

DEEPEST = 40  # levels; a case needs 5


def parse(document: Document) -> tuple[Node | None, list[Problem]]:
    """The root node of a YAML document, and the problems of its form.

    The root is missing where nothing can be read: an empty document, or one that does not parse.
    """
    builder = _Builder(document)
    try:
        for event in _events(document.text):
            if not builder.take(event):
                return None, builder.problems
    except MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(document, error)]
    except YAMLError as error:
        reason = str(error).splitlines()[0] if str(error) else "the text cannot be read"
        return None, [*builder.problems, Problem("syntax", reason, Span(document, 1, 1, 1, 1))]
    if builder.root is None and not builder.problems:
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        builder.problems.append(Problem("empty-file", "the file holds nothing", Span(document, 1, 1, 1, 1), hint))
    return builder.root, builder.problems


def _events(text: str) -> Iterator[Any]:
    if _CParser is not None:
        parser = _CParser(text)
        while (event := parser.get_event()) is not None:
            yield event
    else:  # pragma: no cover - see above
        from ruamel.yaml import YAML

        yield from YAML(typ="safe", pure=True).parse(text)


class _Builder:
    """Assembles nodes from events, with a stack of its own so that depth is bounded."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []  # for each mapping on the stack the key that waits for its value
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Add what the event tells; false where reading on makes no sense."""
        name = type(event).__name__
        if name == "ScalarEvent":
            self._tag(event)
            quoted = event.style not in (None, "")
            self._add(self._place(Scalar(document=self.document, text=event.value, quoted=quoted), event))
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            if len(self.stack) >= DEEPEST:
                message = f"nested more than {DEEPEST} levels deep"
                self.problems.append(Problem("too-deep", message, self._span(event), "is a bracket left open?"))
                return False
            self._tag(event)
            node: Sequence | Mapping = (
                Mapping(document=self.document, entries={})
                if name == "MappingStartEvent"
                else Sequence(document=self.document, items=[])
            )
            self._add(self._place(node, event))
            self.stack.append(node)
            self.keys.append(None)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.keys.pop()
            closed = self.stack.pop()
            closed.end_line, closed.end_column = event.end_mark.line, event.end_mark.column
        elif name == "AliasEvent":
            self._surprise(event, f'the alias "*{event.anchor}"', "write the value out where it is used")
            self._add(self._place(Scalar(document=self.document, text="", quoted=True), event))
        elif name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self._surprise(event, "a second document", "keep one framework or case to a file")
                return False
        return True

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

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            if node.text == "<<" and not node.quoted:
                self._surprise(node.span, "a merge key", "write the keys out where they are needed")
            return node
        self._surprise(node.span, "a list or mapping as a key", "keys are plain words")
        return Scalar(document=self.document, text=f"?{len(self.problems)}", line=node.line, column=node.column)

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
        return Span(self.document, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _place(self, node: _N, event: Any) -> _N:
        start, end = event.start_mark, event.end_mark
        node.line, node.column = start.line, start.column
        node.end_line, node.end_column = end.line, end.column
        return node


def _syntax_problem(document: Document, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = error.problem or error.context or "the text cannot be read"
    span = Span(document, line, column, line, column + 1)
    related: tuple[Related, ...] = ()
    if error.context and error.context_mark and error.context_mark.line + 1 != line:
        begun = error.context_mark
        start = Span(document, begun.line + 1, begun.column + 1, begun.line + 1, begun.column + 2)
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
