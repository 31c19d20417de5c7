"""An axis over the cases in view: its keys in their order, and which of them a piece of evidence has.

An axis is named by a word (`unit`, `factor:strategy`, an attribute); `axes.py` has the registry of the words.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from msgspec import Struct

from casecode.analysis.attributes import Standing, attributes, ids_of, named, owner_of, standing, title_of
from casecode.analysis.axes import ATTRIBUTE, AXES, NONE, Found, Had, Key
from casecode.analysis.refusal import Refusal, few
from casecode.analysis.selection import Selection
from casecode.model.attribute import OWNERS, Owner
from casecode.model.case import Evidence
from casecode.model.problem import nearest
from casecode.model.study import Study, natural


class Axis(Struct, frozen=True):
    """An axis by its name, and what it is limited to.

    `within` is a factor for axes of factors and themes (only what stands at or below it), and the id of the attribute
    for an axis of that, which is one `of` cases, units or sources. `depth` cuts the tree of factors: 1 for its
    roots; 0 for all.
    """

    kind: str
    within: str = ""
    depth: int = 0
    of: Owner = "case"

    @property
    def is_of_codes(self) -> bool:
        return AXES[self.kind].limit == "factor"

    def title(self, studies: Sequence[Study]) -> str:
        """What displays call it."""
        if self.kind == ATTRIBUTE:
            return title_of(studies, self.within)
        name = AXES[self.kind].title
        return f"{name} ({studies[0].framework.title_of(self.within)})" if self.within and studies else name

    def keys(self, selections: Sequence[Selection]) -> "Keys":
        """The axis over the cases in view."""
        return Keys(self, tuple(selections))


class Keys(Struct, frozen=True, dict=True, eq=False):
    """An axis over the cases in view: its keys, their order, and which of them a piece has.

    With several cases the units, sources and themes of one are told apart from those of another: `case:id`.
    """

    axis: Axis
    selections: tuple[Selection, ...]

    @property
    def studies(self) -> tuple[Study, ...]:
        return tuple(selection.study for selection in self.selections)

    @property
    def is_single(self) -> bool:
        """Whether one case is in view."""
        return len(self.selections) < 2

    @cached_property
    def declared(self) -> tuple[Key, ...]:
        """Every key that the cases and frameworks declare, in their order: what could have evidence."""
        return tuple(dict.fromkeys(AXES[self.axis.kind].declared(self)))

    def rank(self, key: Key) -> tuple[object, ...]:
        """Where a key stands: as declared, then in the natural order of ids; the one without an id comes last."""
        return key == NONE, self._ranks.get(key, len(self._ranks)), natural(key.id)

    def reader(self, selection: Selection, keeps_none: bool = True) -> Callable[[Evidence], Had]:
        """What finds the keys of a piece that the query and the limit of the axis let through.

        A piece without any may stand under `NONE`; on an axis of codes only where nobody has coded it: others were
        left out on purpose.
        """
        kind, axis = AXES[self.axis.kind], self.axis
        # Keys depend on one property of a piece, and there are far fewer codes, units and sources than pieces.
        known: dict[object, Had] = {}

        def keys(piece: Evidence) -> Had:
            value = kind.read(piece)
            had = known.get(value)
            if had is None:
                had = known[value] = self._gathered(selection.study, kind.at(self, selection, value))
                if not had and keeps_none and not (axis.is_of_codes and (value or axis.within)):
                    had[NONE] = ()
            return had

        return keys

    def key(self, study: Study, id_: str, title: str) -> Key:
        """The key of something in a case; with several cases what belongs to one says to which."""
        if self.is_single or AXES[self.axis.kind].is_shared(study, id_):
            return Key(id_, title)
        return Key(f"{study.case.id}:{id_}", f"{study.case.title}, {title}")

    def standings(self, attribute: str) -> dict[Key, Standing]:
        """Where the cases, units or sources on the axis stand by an attribute; on other axes nothing does."""
        of, title = AXES[self.axis.kind].owner, AXES[self.axis.kind].title_of
        if of is None:
            return {}
        return {
            self.key(study, id_, title(study, id_)): standing(study, of, id_, attribute)
            for study in self.studies
            for id_ in ids_of(study, of)
        }

    def takes_factor(self, selection: Selection, factor: str) -> bool:
        """Whether a factor lies within the limit of the axis and passes the query."""
        within = self.axis.within
        is_within = not within or selection.study.framework.is_within(factor, within)
        return is_within and selection.keeps_factor(factor)

    def at_depth(self, study: Study, factor: str) -> tuple[str, str]:
        """The id and title of a factor, cut at the depth of the axis."""
        path = (*study.framework.ancestors[factor], factor)
        at = path[min(self.axis.depth, len(path)) - 1]  # at 0 the last of it: the factor itself
        return at, study.framework.title_of(at)

    @cached_property
    def tree(self) -> dict[str, int]:
        """The rank of every factor in the trees of the cases in view."""
        return {
            id_: rank
            for rank, id_ in enumerate(dict.fromkeys(id_ for it in self.studies for id_ in it.framework.by_id))
        }

    @cached_property
    def _ranks(self) -> dict[Key, int]:
        return {key: rank for rank, key in enumerate(self.declared)}

    def _gathered(self, study: Study, found: Found) -> Had:
        had: Had = {}
        for id_, title, code in found:
            key = self.key(study, id_, title)
            had[key] = (*had.get(key, ()), code) if code else ()
        return had


def names() -> tuple[str, ...]:
    """The words that name an axis; attributes are axes by their own names."""
    return tuple(name for name in AXES if name != ATTRIBUTE)


def read_axis(text: str, studies: Sequence[Study], depth: int = 0) -> Axis | Refusal:
    """The axis that a text names: a word of the registry, `factor:ID` and `theme:ID` for what stands below one factor,
    an attribute, or `case:ATTRIBUTE`, `unit:ATTRIBUTE` and `source:ATTRIBUTE` where several have it."""
    word, colon, within = text.partition(":")
    known = attributes(studies)
    if word in OWNERS and colon:
        return _of_attribute(*named(text), studies)
    kind = AXES.get(word)
    if kind and kind.limit == "factor":
        factors = dict.fromkeys(name for study in studies for name in study.framework.by_id)
        if within and within not in factors:
            return Refusal(f'there is no factor "{within}"', nearest(within, factors) or f"known are: {few(factors)}")
        return Axis(word, within, depth if word == "factor" else 0)
    if text in AXES and text != ATTRIBUTE:
        return Axis(text)
    if text in known:
        return _of_attribute(text, OWNERS, studies)
    choices = (*names(), *known)
    return Refusal(f'there is no axis "{text}"', nearest(text, choices) or f"known are {', '.join(choices)}")


def _of_attribute(name: str, owners: Sequence[Owner], studies: Sequence[Study]) -> Axis | Refusal:
    owner = owner_of(name, studies, owners)
    return owner if isinstance(owner, Refusal) else Axis(ATTRIBUTE, name, of=owner)


def known_values(studies: Sequence[Study]) -> dict[str, tuple[str, ...]]:
    """For each filter of a query that names keys of an axis the values that occur in the studies."""
    filters = {kind.filter: kind for kind in AXES.values() if kind.filter}
    return {
        name: tuple(dict.fromkeys(id_ for study in studies for id_ in kind.known(study)))
        for name, kind in filters.items()
    }
