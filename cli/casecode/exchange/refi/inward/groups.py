"""Cases become units of the study, and variables attributes; cases that a study wrote become its cases again.

A case without a name that has one source is how some programs tell the variables of that source.
"""

from collections.abc import Iterable

from casecode.exchange.refi.inward.gathering import Gathering, clean, pass_by
from casecode.exchange.refi.project import Case, Value, Variable
from casecode.exchange.refi.tails import Record, parted, text
from casecode.model.attribute import number
from casecode.model.dates import bounds
from casecode.read.words import is_id

_UNIT = ("role",)


def take_cases(gathering: Gathering) -> None:
    """The cases and units, with their attributes, and what belongs to which unit."""
    parts = [(case, *parted(case.description)) for case in gathering.project.cases]
    account = gathering.account("case", len(parts))
    attributes = Attributes(gathering)
    for case, description, tail in parts:
        id_ = text(tail, "case")
        if is_id(id_):
            account.new.append(id_) if id_ not in gathering.known.studies else account.same.append(id_)
            home = gathering.home(id_, is_new=True)
            gathering.things[case.guid] = (id_, f"case:{id_}")
            own = {"title": text(tail, "title") or case.name or id_, "description": description}
            own |= {"notes": tail.get("notes", [])}
            home.record = clean(own | {"attributes": attributes.of("case", case.values)})
    gathering.home()  # there is one
    for case, description, tail in parts:
        if not is_id(text(tail, "case")):
            _unit(gathering, attributes, case, description, tail)
    for source in gathering.project.sources:
        attributes.of("source", source.values)
    attributes.declare()


def _unit(gathering: Gathering, attributes: "Attributes", case: Case, description: str, tail: Record) -> None:
    account = gathering.account("case")
    if not case.name and len(case.sources) == 1 and not case.selections:
        attributes.of_sources.setdefault(case.sources[0], []).extend(case.values)
        attributes.of("source", case.values)
        pass_by(account, "without a name: attributes of its one source")
        return
    home = gathering.home(text(tail, "of"))
    there = home.study.case.units if home.study else {}
    told = text(tail, "unit")
    title = case.name or "[Case without a name]"
    same = told if told in there else next((id_ for id_, it in there.items() if it.title == title and not told), "")
    id_ = same or gathering.free(told or case.name, {*home.units, *there}, "unit")
    if same:
        account.same.append(id_)
    else:
        account.new.append(id_)
        record = {"title": title, **{key: tail.get(key, "") for key in _UNIT}}
        record |= {"attributes": attributes.of("unit", case.values), "note": description}
        home.units[id_] = clean(record)
    gathering.things[case.guid] = (home.id, f"unit:{id_}")
    for guid in (*case.sources, *case.selections, *case.codes):
        gathering.units_of.setdefault(guid, []).append(id_)


class Attributes:
    """The variables under the ids of attributes: what has them, and of which type all their values are."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.of_sources: dict[str, list[Value]] = {}
        self._ids: dict[str, str] = {}
        self._variables: dict[str, Variable] = {}
        self._owners: dict[str, set[str]] = {}
        self._values: dict[str, list[str]] = {}
        framework = gathering.known.framework
        there = {*framework.attributes} if framework else set[str]()
        by_title = {it.title: id_ for id_, it in framework.attributes.items()} if framework else {}
        account = gathering.account("variable", len(gathering.project.variables))
        for variable in gathering.project.variables:
            told = text(parted(variable.description)[1], "attribute")
            same = told if told in there else by_title.get(variable.name, "")
            id_ = same or gathering.free(told or variable.name, {*there, *self._variables}, "attribute")
            (account.same if same else account.new).append(id_)
            self._ids[variable.guid] = id_
            self._variables[id_] = variable
        gathering.attributes = self

    def of(self, owner: str, values: Iterable[Value]) -> Record:
        """The values of something under the ids of their attributes."""
        found: Record = {}
        for guid, _, value in values:
            if id_ := self._ids.get(guid):
                found[id_] = value
                self._owners.setdefault(id_, set()).add(owner)
                self._values.setdefault(id_, []).append(value)
        return found

    def declare(self) -> None:
        """Declare what the framework has not: attributes that need not be told of everything."""
        framework = self.gathering.known.framework
        for id_, variable in self._variables.items():
            definition, tail = parted(variable.description)
            if (framework and id_ in framework.attributes) or tail.get("declared") == "no":
                continue
            record: Record = {"title": variable.name or id_, "definition": definition}
            if text(tail, "attribute"):
                rest = {key: it for key, it in tail.items() if key != "attribute"}
                own = {} if variable.name == id_ else {"title": variable.name}
                record = {**own, "definition": definition, **rest}
            else:
                owners = [it for it in ("case", "unit", "source") if it in self._owners.get(id_, ())]
                record |= {"of": owners, "type": self._type(variable, id_), "optional": "true"}
            self.gathering.new_attributes[id_] = clean(record)

    def _type(self, variable: Variable, id_: str) -> str:
        values = self._values.get(id_, [])
        if variable.type in ("Integer", "Float") and all(map(number, values)):
            return "number"
        return "date" if variable.type == "Date" and all(map(bounds, values)) else ""
