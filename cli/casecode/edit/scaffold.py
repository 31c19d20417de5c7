"""The first files of a study, of a case and of a framework: each passes the check as it is."""

from collections.abc import Mapping

from casecode.edit import emit
from casecode.model.framework import Framework
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project

MODELINE = "# yaml-language-server: $schema={}.schema.json\n"

README = """\
# {title}

Case evidence coded with casecode. `frameworks/` holds what the study looks for, `cases/` what it found, `documents/`
the sources as far as they may be kept.

    casecode check                # every problem in the files
    casecode analyze {case}
    casecode add {case} "What it says." --code FACTOR --source SOURCE --locator "p. 1"
"""
DOCUMENTS = """\
The documents that evidence is cited from, where the right to keep a copy allows it.
"""
IGNORED = "# What casecode leaves while it writes.\n.casecode-journal\n*.casecode-new\n"


def framework(id_: str, title: str) -> str:
    """A blank framework: two groups with a factor each, to be written over."""
    return (
        MODELINE.format("framework")
        + f"""\
framework: {id_}
title: {emit.scalar(title, 0, 7)}

questions:
  main:
    text: What explains the outcome, and how did it come about?
    kind: research-question
    factors: [context, process]

# What you look for, as a tree of factors: write your own over these.
factors:
  - id: context
    title: Context
    definition: What surrounds the case and was there before.
    when-to-use: Conditions that a source names as a help, a hindrance or a reason.
    when-not-to-use: What somebody does about them; code that to process.
    factors:
      - id: people
        title: People
        definition: Who takes part, and what they know, want and fear.
        when-to-use: Skills, motives, relations.
      - id: resources
        title: Resources
        definition: What there is to work with.
        when-to-use: Time, money, rooms, tools.
  - id: process
    title: Process
    definition: What is done in the case, and in which steps.
    when-to-use: Decisions, plans, changes on the way.

propositions:
  - {{id: p1, from: context, to: process, text: The context shapes what is done and in which order.}}

matrices:
  - {{id: all, title: "Context and process of {{case}}", rows: [context, process], columns: units}}

# Properties of cases, units or sources: what tables can be split, sorted and filtered by.
attributes: {{}}
"""
    )


def of_codes(id_: str, title: str, codes: Mapping[str, emit.Value]) -> str:
    """A framework with factors and themes that came from a table."""
    parts = [emit.entries({"framework": id_, "title": title}, 0)]
    parts += (emit.entries({key: it}, 0) for key, it in codes.items())
    return MODELINE.format("framework") + "\n\n".join(parts) + "\n"


def roles_of(framework_id: str, catalogue: Catalogue) -> Mapping[str, str]:
    """The roles that units have in a framework, with their titles, if it is there and declares some."""
    path = catalogue.find("frameworks", framework_id)
    framework = Project(catalogue).peek(Framework, path) if path else None
    return framework.roles if framework else {}


def case(id_: str, title: str, framework_id: str, roles: Mapping[str, str]) -> str:
    """A case without evidence: a unit for each role of the framework, or two, and places for the rest."""
    units = [f"  {role}: {{title: {emit.scalar(text, 0, 0)}, role: {role}}}\n" for role, text in roles.items()]
    units = units or ["  first: {title: First unit}\n", "  second: {title: Second unit}\n"]
    return (
        MODELINE.format("case")
        + f"""\
case: {id_}
title: {emit.scalar(title, 0, 7)}
framework: {framework_id}

# The parts of the case that are compared, such as wards, periods or groups of people.
units:
{"".join(units)}
# What evidence is cited from: type and title, and what Zotero has beside.
sources: {{}}

# Inductive codes under the factors of the framework, with the label that a matrix shows.
themes: {{}}

# One statement or quote each; `casecode add` writes them here.
evidence: []
"""
    )
