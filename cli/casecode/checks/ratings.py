"""Ratings are on the scale of the framework."""

from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.case import Evidence, Summary
from casecode.model.problem import Finding
from casecode.model.scale import signed
from casecode.model.study import Study

UNKNOWN_RATING = Rule(
    "unknown-rating",
    "error",
    means="A rating is not on the scale of the framework, or the framework has no scale.",
    why="A number says how strong something is only on a scale: without one, two readers take it for two things.",
    fails="""
    # cases/demo.yaml, where the scale of the framework goes from -1 to 1
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey, rating: 3}
    """,
    passes="""
    # cases/demo.yaml, where the scale of the framework goes from -1 to 1
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey, rating: 1}
    """,
)


@UNKNOWN_RATING.in_study
def unknown_rating(study: Study) -> Iterator[Finding]:
    """A rating of a piece or summary that the scale does not have."""
    framework = study.framework
    if Unread(framework).may_tell(framework, "rating"):
        return
    scale = framework.rating.values
    every: tuple[Evidence | Summary, ...] = (*study.case.evidence, *study.case.summaries)
    for rated in every:
        if rated.rating is None or rated.rating in scale:
            continue
        if scale:
            message = f"the scale of {framework.id} has no {signed(rated.rating)}"
            hint = f"it has {', '.join(map(signed, scale))}"
        else:
            message = f"{framework.id} has no scale of ratings"
            hint = "give it one: rating: {title: Valence, values: {-1: barrier, 0: neutral, 1: facilitator}}"
        yield Finding(message, rated.origin.at("rating"), hint)
