"""Names in foreign tables, to ids of a case: as ids, labels, titles, names of documents, and paths of codes.

What is named and not there is kept, with what would declare it.
"""

import re
from collections.abc import Mapping

from msgspec import Struct, field

from casecode.analysis.ids import slug, whole_slug
from casecode.exchange.texts import folded
from casecode.model.problem import nearest
from casecode.model.study import Study

Record = dict[str, object]
_ENDING = re.compile(r"\.(?:docx?|odt|rtf|pdf|txt|md|html?|csv|xlsx?|jpe?g|png|gif|mp[34]|wav|m4a|mov|vtt|srt)\Z", re.I)
KINDS = {"theme": "themes", "unit": "units", "source": "sources"}


class Unknown(Struct):
    """A name that is nothing of a case: of which kind, as it is written, and the parts of its path."""

    kind: str
    written: str
    path: tuple[str, ...]


class Names(Struct):
    """The names of one case by their kinds, and what was looked up. `path` parts the paths of codes.

    `declares` tells to take a name that is not there as one to be declared; then `declared` holds what declares it, by
    kind and id. New themes stand under the factor that their path names, or under `factor`; new units have `role`.
    """

    known: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, set[str]]
    factors: Mapping[str, str]
    path: re.Pattern[str] | None = None
    declares: bool = False
    factor: str = ""
    role: str = ""
    declared: dict[str, dict[str, Record]] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    _found: dict[tuple[str, str], str] = field(default_factory=dict)
    _new: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    @staticmethod
    def of(study: Study, path: re.Pattern[str] | None = None, **told: object) -> "Names":
        """The names of what a case has."""
        factors = {folded(it): one.id for one in study.framework.by_id.values() for it in (one.title, one.id)}
        themes = {folded(it): one.id for one in study.themes.values() for it in (one.label, one.id)}
        units = {folded(it): one.id for one in study.case.units.values() for it in (one.title, one.id)}
        sources: dict[str, str] = {}
        for one in study.sources.values():
            file = one.file.replace("\\", "/").rpartition("/")[2]
            for name in filter(None, (file, stem(file), one.title)):
                sources.setdefault(folded(name), one.id)
        sources |= {folded(id_): id_ for id_ in study.sources}
        ids = {
            "theme": {*study.themes, *study.framework.by_id},
            "unit": {*study.case.units},
            "source": {*study.sources},
        }
        known = {"theme": {**factors, **themes}, "unit": units, "source": sources}
        pattern = path
        return Names(known, ids, factors, pattern, **told)  # type: ignore[arg-type]

    def id_of(self, kind: str, written: str) -> str:
        """The id that a name stands for; nothing where it stands for none, which is kept among the unknown."""
        key = (kind, written)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look(kind, written)
        return found

    def is_name(self, kind: str, written: str) -> bool:
        """Whether a text as a whole is a name."""
        return folded(written) in self.known[kind]

    def _look(self, kind: str, written: str) -> str:
        known = self.known[kind]
        if found := known.get(folded(written)):
            return found
        parts = self.parts(kind, written)
        found = self._theme(parts) if kind == "theme" else ""
        if kind == "source":
            found = known.get(folded(stem(written)), "")
        if found:
            return found
        unknown = Unknown(kind, written, parts)
        if self.declares and (id_ := self._declare(unknown)):
            return id_
        self.unknown[kind, written] = unknown
        return ""

    def parts(self, kind: str, written: str) -> tuple[str, ...]:
        """The parts of a path: of codes as the program parts them, of documents at backslashes."""
        pattern = self.path if kind == "theme" else re.compile(r"\\+") if kind == "source" else None
        short = " ".join(written.split())  # no pattern goes over long spaces again and again
        return tuple(filter(None, map(str.strip, pattern.split(short)))) if pattern else (written.strip(),)

    def _theme(self, parts: tuple[str, ...]) -> str:
        """The theme of a path: with as much of the path in its id as there is, else with its last part as its name."""
        for begin in range(len(parts)):
            id_ = whole_slug(" ".join(parts[begin:]))
            if id_ in self.ids["theme"]:
                return id_
        return self.known["theme"].get(folded(parts[-1]), "") if parts else ""

    # Declaring

    def _declare(self, unknown: Unknown) -> str:
        """The id under which something new is declared; nothing where it cannot be."""
        path = tuple(map(folded, unknown.path))
        if there := self._new.get((unknown.kind, path)):
            return there
        title = stem(unknown.path[-1]) if unknown.kind == "source" else unknown.path[-1]
        record = self._record(unknown, title)
        id_ = self._free(unknown) if record else ""
        if id_ and record:
            self.declared.setdefault(KINDS[unknown.kind], {})[id_] = record
            self._new[unknown.kind, path] = id_
        return id_

    def _record(self, unknown: Unknown, title: str) -> Record | None:
        if unknown.kind == "source":
            return {"type": "document", "title": title}
        if unknown.kind == "unit":
            return {"title": title, **({"role": self.role} if self.role else {})}
        above = (self.factors.get(folded(part), "") for part in reversed(unknown.path[:-1]))
        factor = next(filter(None, above), self.factor)
        return {"factor": factor, "label": title} if factor else None

    def _free(self, unknown: Unknown) -> str:
        """An id that nothing has: of the name, else of more of its path, else with a number."""
        taken = self.ids[unknown.kind] | self.declared.get(KINDS[unknown.kind], {}).keys()
        parts = (*unknown.path[:-1], stem(unknown.path[-1])) if unknown.kind == "source" else unknown.path
        made = [slug(" ".join(parts[begin:])) for begin in reversed(range(len(parts)))]
        fallback = made[-1] or f"{unknown.kind}-{len(taken) + 1}"
        numbered = (f"{fallback}-{number}" for number in range(2, len(taken) + 3))
        return next((it for it in (*made, fallback, *numbered) if it and it not in taken), "")

    def hint(self, unknown: Unknown) -> str:
        """What to do about a name that is nothing."""
        near = nearest(unknown.path[-1] if unknown.path else unknown.written, self.ids[unknown.kind])
        if self.declares and unknown.kind == "theme":
            return "a theme stands under a factor: say under which with --factor ID"
        way = "--declare declares it" + (" under --factor ID" if unknown.kind == "theme" and not self.factor else "")
        return f"{near} {way}" if near else f"{way}; `casecode list {KINDS[unknown.kind]}` shows what there is"


def stem(name: str) -> str:
    """The name of a document without its folders and the ending of its format."""
    return _ENDING.sub("", re.split(r"[\\/]+", name.strip())[-1] or name.strip())
