"""Notes become memos, and links what they say of codes and evidence; what a study wrote becomes again what it was."""

from typing import Any

from casecode.exchange.refi.guids import guid as made
from casecode.exchange.refi.inward.codes import EXPLAINS
from casecode.exchange.refi.inward.gathering import Gathering, clean, joined, pass_by
from casecode.exchange.refi.inward.pieces import explained, settle
from casecode.exchange.refi.project import Link, Source
from casecode.exchange.refi.tails import Record, parted, text, texts
from casecode.exchange.texts import folded
from casecode.model.dates import bounds
from casecode.read.words import is_id

_DAY = 10  # letters of a date that is a day
_OWN = ("rests on", "answers", "sums up")  # links that a study writes beside a note, which says the same


def take_notes(gathering: Gathering) -> None:
    """Every note, then every link; last what is in no study."""
    project = gathering.project
    gathering.account("note", len(project.notes))
    on = _owners(gathering)
    for note in project.notes:
        tail = parted(note.description)[1]
        if text(tail, "id") and text(tail, "source"):
            _piece(gathering, note, tail)
    for note in project.notes:
        tail = parted(note.description)[1]
        if not (text(tail, "id") and text(tail, "source")):
            _note(gathering, note, tail, on.get(note.guid, []))
    _links(gathering)
    gathering.passed("set of codes, sources or notes", len(project.groups))
    gathering.passed("graph", project.graphs)


def _owners(gathering: Gathering) -> dict[str, list[str]]:
    """For each note the GUIDs of what it is on: what refers to it, what it is linked to, and what it selects."""
    project = gathering.project
    found: dict[str, list[str]] = {}

    def on(note: str, owner: str) -> None:
        found.setdefault(note, []).append(owner)

    for code, _ in project.walk_codes():
        for it in code.notes:
            on(it, code.guid)
    for source in project.sources:
        for it in source.notes:
            on(it, source.guid)
        for selection in source.selections:
            for it in (*selection.notes, *(one for coding in selection.codings for one in coding.notes)):
                on(it, selection.guid)
    notes = {note.guid: note for note in project.notes}
    for link in project.links:
        if link.origin in notes and link.name not in _OWN:
            on(link.origin, link.target)
        elif link.target in notes:
            on(link.target, link.origin)
    for guid, note in notes.items():
        sources = [it for it in found.get(guid, []) if it in {source.guid for source in project.sources}]
        for selection in note.selections:
            spans = (gathering.spans.get((source, selection.start, selection.end)) for source in sources)
            for owner in filter(None, spans):
                on(guid, owner)
    return found


def _note(gathering: Gathering, note: Source, tail: Record, on: list[str]) -> None:
    account = gathering.account("note")
    body = (note.text or "").strip()
    home = gathering.home(text(tail, "of"))
    if is_id(text(tail, "question")) and body:
        if gathering.known.framework and text(tail, "question") in gathering.known.framework.questions:
            account.same.append(text(tail, "question"))
            return
        own = {key: it for key, it in tail.items() if key != "question"}
        gathering.framework.setdefault("questions", {})[text(tail, "question")] = clean({"text": body, **own})
        account.new.append(text(tail, "question"))
        gathering.fresh.add(note.guid)
    elif is_id(text(tail, "conclusion")) and body:
        record = {"question": text(tail, "conclusion"), "text": body, "themes": texts(tail, "themes")}
        there = home.study.case.conclusions if home.study else ()
        is_there = any(it.question == record["question"] and it.text == body for it in there)
        _add(gathering, note, is_there, home.conclusions, clean({**record, "note": text(tail, "note")}), "question")
    elif is_id(text(tail, "summary")) and body:
        own = {key: it for key, it in tail.items() if key not in ("summary", "of")}
        summaries = home.study.case.summaries if home.study else ()
        is_there = any(it.factor == text(tail, "summary") and it.unit == text(tail, "unit") for it in summaries)
        record = {"factor": text(tail, "summary"), "text": body, **own}
        _add(gathering, note, is_there, home.summaries, clean(record), "factor")
    elif note.codings and not text(tail, "memo"):
        _coded(gathering, note, body, on)
    else:
        _memo(gathering, note, tail, on)


def _add(gathering: Gathering, note: Source, is_there: bool, among: list[Record], record: Record, key: str) -> None:
    account = gathering.account("note")
    if is_there:
        account.same.append(record[key])
    else:
        account.new.append(record[key])
        gathering.fresh.add(note.guid)
        among.append(record)


def _piece(gathering: Gathering, note: Source, tail: Record) -> None:
    """Evidence that a study wrote as a note, for it stands in no document."""
    home = gathering.home(text(tail, "of"))
    body = text(tail, "text") or "statement"
    own = {key: it for key, it in tail.items() if key not in ("text", "id", "of")}
    known = [coding for coding in note.codings if coding.code in gathering.codes]
    coder = next((name for coding in known if (name := gathering.users.get(coding.user, ""))), "")
    codes = [gathering.codes[coding.code] for coding in known]
    record = {
        "codes": codes,
        body: (note.text or "").strip(),
        "coder": coder or gathering.users.get(note.user, ""),
        **own,
        "explains": explained(gathering, [note.guid]),
    }
    gathering.account("coding").held += len(codes)
    gathering.account("note").held -= 1  # it is counted as what it is
    gathering.account("evidence note").held += 1
    of = gathering.account("evidence note")
    before = len(home.evidence), len(home.changes)
    settle(gathering, home, clean(record), tail, codes, [note.guid])
    id_ = text(tail, "id")
    if len(home.evidence) > before[0]:
        of.new.append(id_)
    elif len(home.changes) > before[1]:
        of.changed[id_] = [*home.changes[id_]]
    else:
        of.same.append(id_)


def _coded(gathering: Gathering, note: Source, body: str, on: list[str]) -> None:
    """A note that is coded says something of the source that it is on."""
    about = [gathering.things[it] for it in on if gathering.things.get(it, ("", ""))[1].startswith("source:")]
    if not about or not body:
        _memo(gathering, note, {}, on)
        return
    case, name = about[0]
    tail = {"id": "", "source": name.partition(":")[2], "of": case, "text": "statement"}
    _piece(gathering, note, tail)


def _memo(gathering: Gathering, note: Source, tail: Record, on: list[str]) -> None:
    """A memo, on all that refers to it; on the case where nothing does."""
    account = gathering.account("note")
    description = parted(note.description)[0]
    body = (note.text or "").strip()
    is_own = bool(text(tail, "memo"))
    named = "" if is_own or folded(body).startswith(folded(note.name.rstrip("\u2026"))) else note.name
    words = joined((named, body, description))
    if not words:
        pass_by(account, "without a word")
        return
    home = gathering.home(text(tail, "of"))
    is_frameworks = is_own and text(tail, "of") == text(gathering.frame, "framework") != ""
    things = [gathering.things[it] for it in dict.fromkeys(on) if it in gathering.things]
    codes = [gathering.codes[it] for it in dict.fromkeys(on) if it in gathering.codes]
    about = [name if case == home.id else f"{case}:{name}" for case, name in things if case]
    if any(name.startswith("evidence:") for name in about):  # what is on a selection is on its source by the way
        about = [name for name in about if "source:" not in name]
    about = texts(tail, "about") if is_own else [*codes, *about] or [f"case:{home.id}"]
    date = text(tail, "date") or (note.created or gathering.project.created)[:_DAY]
    record: dict[str, Any] = {
        "id": text(tail, "memo"),
        "date": date if bounds(date) else gathering.known.today,
        "about": [*dict.fromkeys(about)],
        "kind": text(tail, "kind"),
        "author": gathering.users.get(note.user, ""),
        "text": words,
        "links": texts(tail, "links"),
    }
    study = home.study
    owner = gathering.known.framework if is_frameworks else study.case if study else None
    there = owner.memos if owner else ()
    if same := next((it for it in there if folded(it.text) == folded(words)), None):
        account.same.append(same.id)
        return
    among: list[Record] = gathering.framework.setdefault("memos", []) if is_frameworks else home.memos
    taken = {it["id"] for it in among} | {it.id for it in there}
    number = 1
    while f"m{number}" in taken:
        number += 1
    told = text(tail, "memo")
    record["id"] = told if is_id(told) and told not in taken else f"m{number}"
    account.new.append(record["id"])
    gathering.fresh.add(note.guid)
    among.append(clean(record))


def _links(gathering: Gathering) -> None:
    """What links say: of two codes that one shapes the other; the others go with what they are from."""
    account = gathering.account("link", len(gathering.project.links))
    notes = {note.guid for note in gathering.project.notes}
    for link in gathering.project.links:
        origin, target = gathering.codes.get(link.origin), gathering.codes.get(link.target)
        is_explained = link.name == EXPLAINS and target in gathering.explains.get(link.origin, ())
        is_new = link.origin in gathering.fresh or link.target in gathering.fresh & notes
        if {link.origin, link.target} & notes or (is_explained and not _is_proposition(gathering, origin, target)):
            (account.new if is_new else account.same).append(link.guid)
        elif origin and target and origin != target and _is_proposition(gathering, origin, target):
            _propose(gathering, link, origin, target)
        else:
            pass_by(account, "between what has no links in a study")


def _is_proposition(gathering: Gathering, origin: str | None, target: str | None) -> bool:
    """Whether two codes are factors."""
    framework = gathering.known.framework
    factors = {*framework.by_id} if framework else set[str]()
    themes = {*gathering.framework.get("themes", {}), *(it for home in gathering.homes.values() for it in home.themes)}
    new = {gathering.codes[guid] for guid in gathering.fresh if guid in gathering.codes} - themes
    return {origin, target} <= factors | new


def _propose(gathering: Gathering, link: Link, origin: str, target: str) -> None:
    """A proposition of the framework: one that is there, or a new one."""
    account = gathering.account("link")
    framework = gathering.known.framework
    before = framework.propositions if framework else ()
    name = link.name or "is related to"
    id_, _, words = name.partition(": ")
    is_own = is_id(id_) and made("proposition", gathering.framework_id, id_) == link.guid
    words = words if is_own else name
    if same := next((it for it in before if (it.from_, it.to, it.text) == (origin, target, words)), None):
        account.same.append(same.id)
        return
    if gathering.known.is_fixed:
        pass_by(account, "that would change a framework which is built in")
        return
    there: list[Record] = gathering.framework.setdefault("propositions", [])
    taken = {it.id for it in before} | {it["id"] for it in there}
    number = 1
    while f"p{number}" in taken:
        number += 1
    id_ = id_ if is_own and id_ not in taken else f"p{number}"
    account.new.append(id_)
    there.append({"id": id_, "from": origin, "to": target, "text": words})
