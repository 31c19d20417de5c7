"""The report of `casecode explain`: what a rule means, why it matters, an example that fails and one that passes."""

from functools import cache
from importlib.resources import files

from msgspec import Struct

from casecode.model.problem import RULES
from casecode.model.span import NOWHERE, Document, Origin
from casecode.read.shape import Field, MapOf, Record, Text
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy, line


class Rule(Struct, frozen=True):
    """A rule as `rules.yaml` explains it."""

    id: str = ""
    means: str = ""
    why: str = ""
    fails: str = ""
    passes: str = ""
    origin: Origin = NOWHERE

    @property
    def severity(self) -> str:
        return RULES[self.id]

    def page(self) -> Page:
        """One sheet: the rule in words, then its examples line by line."""
        rows = (
            SheetRow((line("Means", "muted"), line(self.means))),
            SheetRow((line("Why", "muted"), line(self.why))),
            SheetRow((line("Fails", "muted"), _example(self.fails))),
            SheetRow((line("Passes", "muted"), _example(self.passes))),
        )
        title = f"{self.id} ({self.severity})"
        return Page(title, (Sheet(title, ("", ""), rows),))

    def tidy(self) -> Tidy:
        """One row."""
        return Tidy(("id", "severity", *_KEYS), ((self.id, self.severity, *(getattr(self, key) for key in _KEYS)),))

    def wire(self) -> dict[str, str]:
        """The rule as an object."""
        return {"id": self.id, "severity": self.severity, **{key: getattr(self, key) for key in _KEYS}}


class Rules(Struct, frozen=True):
    """All rules, for a list of them."""

    rules: tuple[Rule, ...]

    def page(self) -> Page:
        """A line for each rule, errors first."""
        rows = tuple(
            SheetRow((line(rule.id, "strong"), line(rule.severity, "muted"), line(rule.means))) for rule in self.rules
        )
        return Page("Rules", (Sheet("", ("Rule", "Severity", "Means"), rows),))

    def tidy(self) -> Tidy:
        """A row for each rule."""
        return Tidy(("id", "severity", *_KEYS), tuple(row for rule in self.rules for row in rule.tidy().rows))

    def wire(self) -> list[dict[str, str]]:
        """The rules as an array."""
        return [rule.wire() for rule in self.rules]


_KEYS = ("means", "why", "fails", "passes")


@cache
def rules() -> dict[str, Rule]:
    """Every rule, in the order of `RULES`."""
    from casecode.read.yaml import parse

    text = files("casecode").joinpath("rules.yaml").read_text(encoding="utf-8")
    root, problems = parse(Document("rules.yaml", text))
    shape = MapOf(Record("rule", Rule, tuple(Field(key, Text(), "", True) for key in _KEYS)))
    read: dict[str, Rule] = shape.read(root, problems) if root else {}
    if problems or set(read) != set(RULES):
        raise ValueError(f"rules.yaml: {problems or set(read) ^ set(RULES)}")
    return {name: read[name] for name in RULES}


def _example(text: str) -> tuple[Line, ...]:
    return tuple(Line(row.replace("  ", "\u00a0\u00a0")) for row in text.split("\n"))
