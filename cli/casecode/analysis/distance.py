"""How far apart cases or units are by what is present in them, and what the distance consists of."""

from itertools import combinations

from msgspec import Struct

from casecode.analysis.presence import Code, Presences, PresenceTable


class Pair(Struct, frozen=True):
    """Two columns: in what they agree, in what their evidence is opposed, and what is decided in one of them only.

    `alike` has evidence for it in both, or evidence against it in both; `opposed` has evidence for it in one and
    against it in the other. What is in `only_first` or `only_second` may be a difference, or may never have been looked
    for: it is open.
    """

    first: Presences
    second: Presences
    alike: tuple[Code, ...]
    opposed: tuple[Code, ...]
    only_first: tuple[Code, ...]
    only_second: tuple[Code, ...]

    @property
    def one_sided(self) -> int:
        """How many factors or themes are open: decided in one of the two only."""
        return len(self.only_first) + len(self.only_second)

    @property
    def distance(self) -> float | None:
        """The Jaccard distance between the sets of what is decided in each, from 0 to 1; none where nothing is.

        The elements of the sets are findings ("the brand is strong", "the brand is not strong"): one minus the findings
        that both have by those that either has. It is a metric (symmetric; 0 exactly for equal sets; the triangle
        inequality holds: Levandowsky & Winter 1971, Nature 234, 34-35). It measures findings: as far as it is made of
        what only one side has, it says nothing certain of the cases.
        """
        either = len(self.alike) + 2 * len(self.opposed) + self.one_sided
        return 1 - len(self.alike) / either if either else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most share of factors or themes in which the two differ, whatever the open ones are."""
        total = len(self.alike) + len(self.opposed) + self.one_sided
        return (len(self.opposed) / total, (len(self.opposed) + self.one_sided) / total) if total else None


def pairs(table: PresenceTable) -> list[Pair]:
    """Every pair of columns, the nearest first; a pair of which nothing is known comes last."""
    found = [pair(table.rows, *both) for both in combinations(table.columns, 2)]
    return sorted(found, key=lambda pair: (pair.distance is None, pair.distance or 0.0, -len(pair.alike)))


def pair(rows: tuple[Code, ...], first: Presences, second: Presences) -> Pair:
    """What two columns have in common, and what not."""
    parts: dict[str, list[Code]] = {"alike": [], "opposed": [], "only_first": [], "only_second": []}
    for row in rows:
        states = first.state(row.id), second.state(row.id)
        if "open" not in states:
            parts["alike" if states[0] == states[1] else "opposed"].append(row)
        elif states != ("open", "open"):
            parts["only_second" if states[0] == "open" else "only_first"].append(row)
    return Pair(first, second, **{name: tuple(rows) for name, rows in parts.items()})
