"""Cases and units as cases, attributes as variables."""

from collections.abc import Iterator, Mapping

from casecode.exchange.refi.guids import guid
from casecode.exchange.refi.outward.gathering import Gathering
from casecode.exchange.refi.project import Case, Value, Variable
from casecode.exchange.refi.tails import record_of, told
from casecode.model.attribute import Attribute
from casecode.model.dates import is_day
from casecode.model.study import Study
from casecode.read import forms


def variables_of(gathering: Gathering) -> Iterator[Variable]:
    """The attributes that the framework declares, and others that something has."""
    framework = gathering.framework
    found = dict(framework.attributes)
    for study in gathering.studies:
        for _, owner in study.case.owners():
            found |= {id_: Attribute(id=id_, optional=True) for id_ in owner.attributes if id_ not in found}
    for attribute in found.values():
        record = record_of(forms.ATTRIBUTE, attribute, ("title", "definition"))
        declared = "" if attribute.id in framework.attributes else "no"
        tail = {"attribute": attribute.id, "declared": declared, **record}
        own = guid("variable", framework.id, attribute.id)
        type_ = _type(gathering, attribute)
        yield Variable(own, attribute.title or attribute.id, type_, told(attribute.definition, tail))


def values_of(gathering: Gathering, attributes: Mapping[str, str]) -> tuple[Value, ...]:
    """The values of attributes as those of variables."""
    framework = gathering.framework
    types = {id_: _type(gathering, framework.attributes.get(id_, Attribute())) for id_ in attributes}
    return tuple((guid("variable", framework.id, id_), types[id_], it) for id_, it in attributes.items())


def cases_of(gathering: Gathering, study: Study) -> Iterator[Case]:
    """A case with its sources, and its units with what is selected on them."""
    case = study.case
    tail = {"case": case.id, "title": case.title, "notes": [*case.notes]}
    sources = tuple(guid("source", case.id, id_) for id_ in case.sources)
    values = values_of(gathering, case.attributes)
    yield Case(guid("case", case.id), case.title, told(case.description, tail), values=values, sources=sources)
    for unit in case.units.values():
        own = guid("unit", case.id, unit.id)
        tail = {"unit": unit.id, "of": case.id, **record_of(forms.UNIT, unit, ("title", "attributes", "note"))}
        selections = tuple(gathering.of_units.get(own, ()))
        values = values_of(gathering, unit.attributes)
        yield Case(own, unit.title, told(unit.note, tail), values=values, selections=selections)


def _type(gathering: Gathering, attribute: Attribute) -> str:
    """The type of a variable that can have all values of an attribute that there are."""
    if attribute.values or attribute.type == "text":
        return "Text"
    owners = (owner for study in gathering.studies for _, owner in study.case.owners())
    said = [value for owner in owners if (value := owner.attributes.get(attribute.id, ""))]
    if attribute.type == "number":
        return "Integer" if all(value.lstrip("+-").isdigit() for value in said) else "Float"
    return "Date" if all(map(is_day, said)) else "Text"
