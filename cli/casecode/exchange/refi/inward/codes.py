"""Codes become the factors and themes of a framework, or those of one that is there."""

from collections.abc import Mapping

from casecode.exchange.refi.inward.gathering import Gathering, clean, pass_by
from casecode.exchange.refi.project import Code
from casecode.exchange.refi.tails import Record, parted, text, texts
from casecode.exchange.texts import folded
from casecode.model.framework import Framework
from casecode.read.words import is_id

EXPLAINS = "explains"  # what a link is called from a theme or piece to what it is a reason for
_FACTOR = ("when-to-use", "when-not-to-use", "example", "theory")
_THEME = ("when-to-use", "when-not-to-use", "example", "stance", "note")


def take_codes(gathering: Gathering) -> None:
    """Every code under an id: of the framework that is there, or of a new one."""
    walked = [*gathering.project.walk_codes()]
    account = gathering.account("code", len(walked))
    there = _Names(gathering)
    taken = {*there.ids}
    reserved = {it for code, _ in walked if (it := _told(parted(code.description)[1]))}
    cited = {text(parted(source.description)[1], "reference") for source in gathering.project.sources}
    records: dict[str, Record] = {}
    over_themes = dict(there.over_themes)  # ids of themes with the factors that they are under
    roots: list[Record] = []
    for number, (code, above) in enumerate(walked, 1):
        definition, tail = parted(code.description)
        if code.guid in gathering.codes:
            pass_by(account, "with the GUID of another")
            continue
        over = gathering.codes[above[-1].guid] if above else ""
        told = _told(tail)
        if match := there.of(told, code, over):
            gathering.codes[code.guid] = match
            account.same.append(match)
            continue
        over = over_themes.get(over, over)
        is_theme, cases = bool(text(tail, "theme") and over), texts(tail, "cases")
        if told and (told not in taken or (is_theme and cases)):  # cases may declare one theme in different words
            id_ = told
        else:
            id_ = gathering.free(code.name, {*taken, *reserved}, f"code-{number}")
        taken.add(id_)
        gathering.codes[code.guid] = id_
        account.new.append(id_)
        gathering.fresh.add(code.guid)
        if is_theme:
            over_themes[id_] = over
            record = {"factor": over, "label": code.name or id_, "definition": definition}
            _declare(gathering, code.guid, id_, clean(record | {key: tail.get(key, "") for key in _THEME}), cases)
            continue
        record = {"id": id_, "title": code.name or "[Code without a name]", "definition": definition}
        records[id_] = clean(record | {key: tail.get(key, "") for key in _FACTOR})
        if references := [it for it in texts(tail, "references") if it in cited]:
            records[id_]["references"] = references
        if over in records:
            records[over].setdefault("factors", []).append(records[id_])
        elif gathering.known.framework:
            gathering.factors.append((over, records[id_]))
        else:
            roots.append(records[id_])
    _explain(gathering)
    if not gathering.known.framework:
        _frame(gathering, roots)
    gathering.passed("colour of a code", sum(1 for code, _ in walked if code.color))


def _told(tail: Record) -> str:
    """The id that a study gave to a code."""
    told = text(tail, "theme") or text(tail, "factor")
    return told if is_id(told) else ""


def _declare(gathering: Gathering, guid: str, id_: str, record: Record, cases: list[str]) -> None:
    """A theme in the cases that declare it; one of no case is the framework's."""
    own = [gathering.home(case, is_new=True).themes for case in cases if is_id(case)]
    for themes in own or [gathering.framework.setdefault("themes", {})]:
        themes[id_] = dict(record)
        gathering.themes.setdefault(guid, []).append(themes[id_])


def _explain(gathering: Gathering) -> None:
    """Themes that are held to be reasons, and pieces of evidence that say so."""
    for link in gathering.project.links:
        if link.name == EXPLAINS and link.target in gathering.codes:
            found = gathering.explains.setdefault(link.origin, [])
            found += [it for it in [gathering.codes[link.target]] if it not in found]
    for guid, themes in gathering.themes.items():
        for theme in themes:
            theme.update(clean({"explains": gathering.explains.get(guid, [])}))


def _frame(gathering: Gathering, roots: list[Record]) -> None:
    """A new framework around the codes."""
    frame = {key: it for key, it in gathering.frame.items() if key not in ("framework", "title")}
    whole = {
        "framework": gathering.framework_id,
        "title": text(gathering.frame, "title") or gathering.project.name or gathering.framework_id,
        "description": gathering.description,
        **frame,
        "factors": roots,
        **gathering.framework,
    }
    gathering.framework = {**clean(whole), "factors": roots}


class _Names:
    """What the codes of a framework, and the themes of the cases with it, are called; nothing where there is none."""

    def __init__(self, gathering: Gathering) -> None:
        framework = gathering.known.framework or Framework()
        self.over: dict[str, str] = {id_: (above or ("",))[-1] for id_, above in framework.ancestors.items()}
        themes = dict(framework.themes)
        for study in gathering.known.studies.values():
            themes |= study.case.themes
        self.over_themes = {id_: theme.factor for id_, theme in themes.items()}
        self.ids = {*self.over, *themes}
        self.titles: dict[str, list[str]] = {}
        named = {id_: factor.title for id_, factor in framework.by_id.items()}
        for id_, title in (named | {id_: theme.label for id_, theme in themes.items()}).items():
            self.titles.setdefault(folded(title or id_), []).append(id_)

    def of(self, told: str, code: Code, over: str) -> str:
        """The code that one means: by its id, or by its name; of several with that name the one at its place."""
        if told or code.name in self.ids:
            return next((it for it in (told, code.name) if it in self.ids), "")
        found = self.titles.get(folded(code.name), [])
        where: Mapping[str, str] = self.over | self.over_themes
        at_place = [it for it in found if where[it] == over]
        return next(iter(at_place or (found if len(found) == 1 else [])), "")
