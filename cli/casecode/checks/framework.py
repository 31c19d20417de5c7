"""What a framework refers to exists, and every factor says what it means."""

from collections.abc import Iterator

from casecode.checks.references import unknown
from casecode.model.framework import Framework
from casecode.model.problem import Finding


def unknown_in_framework(framework: Framework) -> Iterator[Finding]:
    """Anything in a framework that refers to something the framework does not have."""
    factors, references = framework.by_id, framework.references
    yield from unknown("unknown-source", "source", framework.source, references, framework.origin, "source")
    for factor in factors.values():
        for position, name in enumerate(factor.references):
            yield from unknown("unknown-source", "source", name, references, factor.origin, "references", position)
    for theme in framework.themes.values():
        yield from unknown("unknown-factor", "factor", theme.factor, factors, theme.origin, "factor")
        for position, name in enumerate(theme.explains):
            codes = {**framework.themes, **factors}
            yield from unknown("unknown-theme", "theme", name, codes, theme.origin, "explains", position)
    for question in framework.questions.values():
        asked = framework.questions
        yield from unknown("unknown-question", "question", question.parent, asked, question.origin, "parent")
        for position, name in enumerate(question.factors):
            yield from unknown("unknown-factor", "factor", name, factors, question.origin, "factors", position)
    for attribute in framework.attributes.values():
        yield from unknown("unknown-factor", "factor", attribute.factor, factors, attribute.origin, "factor")
    for proposition in framework.propositions:
        yield from unknown("unknown-factor", "factor", proposition.from_, factors, proposition.origin, "from")
        yield from unknown("unknown-factor", "factor", proposition.to, factors, proposition.origin, "to")
    for layout in framework.matrices:
        columns = () if isinstance(layout.columns, str) else layout.columns
        for key, names in (("rows", layout.rows), ("columns", columns)):
            for position, name in enumerate(names):
                yield from unknown("unknown-factor", "factor", name, factors, layout.origin, key, position)


def factor_without_definition(framework: Framework) -> Iterator[Finding]:
    """A factor that does not say what it means, or what not to code to it (MacQueen et al. 1998)."""
    for factor in framework.by_id.values():
        wanted = (("definition", factor.definition), ("when-to-use", factor.when_to_use))
        missing = [key for key, text in wanted if not text]
        if missing:
            message = f'the factor "{factor.id}" has no {" and no ".join(missing)}'
            hint = "two coders agree only on what is written down"
            yield Finding("factor-without-definition", message, factor.origin.at("id"), hint)
