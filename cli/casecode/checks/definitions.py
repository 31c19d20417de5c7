"""Constructs are defined: what a factor means, and when to use it."""

from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.framework import Framework
from casecode.model.problem import Finding

FACTOR_WITHOUT_DEFINITION = Rule(
    "factor-without-definition",
    "warning",
    means="A factor has no definition, or does not say when to use it.",
    why="Two coders agree only on what is written down (MacQueen et al. 1998).",
    fails="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand}
    """,
    passes="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes and habits of buyers.}
    """,
)


@FACTOR_WITHOUT_DEFINITION.in_framework
def factor_without_definition(framework: Framework) -> Iterator[Finding]:
    """A factor that does not say what it means, or what not to code to it (MacQueen et al. 1998)."""
    unread = Unread(framework)
    for factor in framework.by_id.values():
        wanted = (("definition", factor.definition), ("when-to-use", factor.when_to_use))
        missing = [key for key, text in wanted if not text and not unread.may_tell(factor, key)]
        if missing:
            message = f'the factor "{factor.id}" has no {" and no ".join(missing)}'
            yield Finding(message, factor.origin.at("id"), "two coders agree only on what is written down")
