"""The ratings of summaries rest on evidence that is rated in their direction."""

from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread, unread_evidence, unread_themes
from casecode.model.case import Summary
from casecode.model.problem import Finding
from casecode.model.scale import sign, signed
from casecode.model.study import Study

UNBACKED_RATING = Rule(
    "unbacked-rating",
    "warning",
    means="A summary is rated in a direction in which no piece of its cell is.",
    why=(
        "The rating of a cell sums up what its evidence says; one without a piece of its sign is an opinion. A 0 rests "
        "on a piece rated 0, or on pieces of both signs. Where no evidence of a case is rated, nothing is asked."
    ),
    fails="""
    # cases/demo.yaml, where the scale of the framework goes from -1 to 1
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey, rating: 1}
    summaries:
      - {factor: demand, text: Demand keeps firms away., rating: -1}
    """,
    passes="""
    # cases/demo.yaml, where the scale of the framework goes from -1 to 1
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey, rating: 1}
    summaries:
      - {factor: demand, text: Demand draws firms., rating: 1}
    """,
)


@UNBACKED_RATING.in_study
def unbacked_rating(study: Study) -> Iterator[Finding]:
    """A summary whose rating has no piece of its sign."""
    if unread_evidence(study, "codes", "units", "rating") or unread_themes(study):
        return
    if all(piece.rating is None for piece in study.case.evidence):
        return
    unread = Unread(study.case)
    for summary in study.case.summaries:
        is_known = summary.factor in study.framework.by_id and not unread.may_tell(summary, "unit")
        if summary.rating is None or not is_known or summary.rating not in study.framework.rating.values:
            continue
        signs = _signs(study, summary)
        own = sign(summary.rating)
        if own in signs or (own == 0 and {-1, 1} <= signs):
            continue
        where = f'"{summary.factor}" in "{summary.unit}"' if summary.unit else f'"{summary.factor}"'
        found = "its evidence is rated otherwise" if signs else "no evidence in its cell is rated"
        message = f"the summary of {where} is rated {signed(summary.rating)}, and {found}"
        yield Finding(message, summary.origin.at("rating"), "look at the evidence again, or at the rating")


def _signs(study: Study, summary: Summary) -> set[int]:
    """The signs of the ratings of the evidence in the cell of a summary."""
    pieces = (piece for piece in study.case.evidence if not summary.unit or summary.unit in piece.units)
    return {
        sign(piece.rating) for piece in pieces if piece.rating is not None and study.is_coded(piece, summary.factor)
    }
