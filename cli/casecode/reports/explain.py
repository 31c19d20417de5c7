"""The report of `casecode explain`: what a rule means, why it matters, an example that fails and one that passes."""

from textwrap import dedent

from msgspec import Struct

from casecode.checks.everything import RULES
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy, line


class Rule(Struct, frozen=True):
    """A rule as it is explained."""

    id: str
    severity: str
    means: str
    why: str
    fails: str
    passes: str

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
        return Tidy(_KEYS, (tuple(getattr(self, key) for key in _KEYS),))

    def wire(self) -> dict[str, str]:
        """The rule as an object."""
        return {key: getattr(self, key) for key in _KEYS}


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
        return Tidy(_KEYS, tuple(row for rule in self.rules for row in rule.tidy().rows))

    def wire(self) -> list[dict[str, str]]:
        """The rules as an array."""
        return [rule.wire() for rule in self.rules]


_KEYS = Rule.__struct_fields__


def rules() -> dict[str, Rule]:
    """Every rule by its id, errors first."""
    ordered = sorted(RULES.values(), key=lambda rule: rule.severity)
    return {
        it.id: Rule(it.id, it.severity, it.means, it.why, dedent(it.fails).strip(), dedent(it.passes).strip())
        for it in ordered
    }


def _example(text: str) -> tuple[Line, ...]:
    return tuple(Line(row.replace("  ", "\u00a0\u00a0")) for row in text.split("\n"))
