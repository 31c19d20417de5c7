"""The JSON contract: what verdicts hang on."""

from typing import Literal

from msgspec import Struct


class Turn(Struct):
    """What is left out, and what the verdict is then."""

    left_out: list[str]
    into: str


class Fragile(Struct):
    """A verdict and the smallest sets that turn it. Where there are none nothing does; or, where `beyond` is a number,
    so many are not enough, and more were not tried."""

    case: str | None
    kind: Literal["row", "conclusion", "proposition", "factor", "finding"]
    id: str
    title: str
    verdict: str
    size: int
    turns: list[Turn]
    beyond: int | None


class Fragilities(Struct, kw_only=True):
    """What `casecode fragility` tells: every verdict, and how many each single thing turns if it is left out."""

    schema: Literal["casecode/fragility/1"] = "casecode/fragility/1"
    by: str
    columns: list[str]
    verdicts: list[Fragile]
    alone: dict[str, int]
