"""The account of an import in words: what was taken, what was not, and each cause once."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from casecode.exchange.account import Account
from casecode.model.problem import Problem
from casecode.reports.cells import plural

_PLACES = 5
"""So many further places of one cause are told."""


def lines(account: Account, is_updated: bool = False) -> Iterator[str]:
    """Lines that say what became of all: "12 rows: 9 new, 2 there already, 1 left out"."""
    changed = "changed" if is_updated else "there already, but different (--update takes them)"
    counts = {
        "new": account.new,
        "there already": account.same,
        changed: account.changed,
        "left out": account.left,
    }
    said = [f"{len(those):,} {word}" for word, those in counts.items() if those]
    if passed := sum(account.passed.values()):
        said.append(f"{passed:,} not what a study holds")
    yield ": ".join(filter(None, (plural(account.held, account.what), ", ".join(said))))
    for id_, what in account.changed.items():
        yield f"  {id_}: {', '.join(what)}"
    for reason, number in account.passed.items():
        yield f"  {number:,} {reason}"


def causes(left: Mapping[object, Iterable[Problem]], what: str) -> list[Problem]:
    """What is wrong with those that are left out, each cause once: at its first place, with the number of all."""
    by_cause: dict[tuple[str, str, str | None], list[Problem]] = {}
    for problems in left.values():
        for it in problems:
            by_cause.setdefault((it.rule, it.message, it.hint), []).append(it)
    return [_once(same, what) for same in by_cause.values()]


def _once(same: list[Problem], what: str) -> Problem:
    first, *rest = same
    if not rest:
        return first
    lines = ", ".join(str(it.span.line) for it in rest[:_PLACES])
    more = f" and {len(rest) - _PLACES:,} others" if len(rest) > _PLACES else ""
    return replace(first, message=f"{first.message} (and in {plural(len(rest), what)} more: {lines}{more})")
