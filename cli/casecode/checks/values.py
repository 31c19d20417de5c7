"""Roles and values of attributes are those that the framework allows."""

from collections.abc import Iterator, Mapping, Sequence

from casecode.checks import form
from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.attribute import Attribute
from casecode.model.framework import Framework
from casecode.model.problem import Finding, nearest
from casecode.model.span import Spot
from casecode.model.study import Corpus, Study

UNKNOWN_ROLE = Rule(
    "unknown-role",
    "error",
    means="A unit or matrix has a role that the framework does not declare, or a unit none where some are declared.",
    why="A matrix may show the units of some roles only; a unit whose role is misspelt or missing is in none of them.",
    fails="""
    # frameworks/tiny.yaml
    roles: {host: Host market, home: Home market}
    # cases/demo.yaml
    units:
      russia: {title: Russia, role: hots}
      sea: {title: Southeast Asia, role: host}
    """,
    passes="""
    # frameworks/tiny.yaml
    roles: {host: Host market, home: Home market}
    # cases/demo.yaml
    units:
      russia: {title: Russia, role: host}
      sea: {title: Southeast Asia, role: host}
    """,
)


@UNKNOWN_ROLE.in_framework
def unknown_role_of_matrix(framework: Framework) -> Iterator[Finding]:
    """A matrix of a role that the framework does not declare."""
    for layout in framework.matrices if framework.roles else ():
        for position, role in enumerate(layout.roles):
            yield from _unknown(role, framework.roles, layout.origin.at("roles", position))


@UNKNOWN_ROLE.in_study
def unknown_role(study: Study) -> Iterator[Finding]:
    """A unit of no role that the framework declares."""
    roles = study.framework.roles
    unread = Unread(study.case)
    for unit in study.case.units.values() if roles else ():
        yield from _unknown(unit.role, roles, unit.origin.at("role"))
        if not unit.role and not unread.may_tell(unit, "role"):
            yield Finding(f'the unit "{unit.id}" has no role', unit.origin.at(), f"write role: {' or '.join(roles)}")


def _unknown(role: str, roles: Mapping[str, str], spot: Spot) -> Iterator[Finding]:
    if role and role not in roles:
        yield Finding(f'there is no role "{role}"', spot, nearest(role, roles) or f"known are {', '.join(roles)}")


@form.INVALID_VALUE.in_corpus
def wrong_value(corpus: Corpus) -> Iterator[Finding]:
    """A value that an attribute cannot have, in the own framework of a case or else in any that declares it."""
    for study in corpus.studies:
        for _, owner in study.case.owners():
            for name, value in owner.attributes.items():
                if wrong := objection(declared_by(corpus, study, name), name, value):
                    message, hint = wrong
                    yield Finding(message, owner.origin.at("attributes", name), hint)


def objection(declared: Sequence[Attribute], name: str, value: str) -> tuple[str, str] | None:
    """What is wrong with the value of an attribute, and what to write, by all that declare it; nothing where it can be
    of one of them, or nobody does."""
    if not declared or any(one.can_be(value) for one in declared):
        return None
    values = [known for one in declared for known in one.values]
    if values:
        hint = nearest(value, values) or f"known are {', '.join(values)}"
        return f'"{value}" is not a value of the attribute "{name}"', hint
    as_written = "12 or 12.5" if declared[0].type == "number" else "2014, 2014-09, 2014-09-19, or an interval 2012/2013"
    return f'"{value}" is no {declared[0].type}, and "{name}" is declared as one', f"write {as_written}"


def declared_by(corpus: Corpus, study: Study, name: str) -> list[Attribute]:
    """An attribute as the framework of a case declares it, else as all frameworks do that were loaded."""
    own = study.framework.attributes.get(name)
    return [own] if own else [it.attributes[name] for it in corpus.frameworks if name in it.attributes]
