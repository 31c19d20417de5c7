"""The first files of a study, of a case and of a framework: each passes the check as it is."""

from casecode.edit import emit

MODELINE = "# yaml-language-server: $schema={}.schema.json\n"

README = """\
# {title}

Case evidence coded with casecode. `frameworks/` holds what the study looks for, `cases/` what it found, `documents/`
the sources as far as they may be kept.

    casecode check                # every problem in the files
    casecode analyze {case}
    casecode add {case} "What it says." --code FACTOR --unit home --source SOURCE --locator "p. 1"
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
    text: What drives the firm abroad, and how does it go about it?
    kind: research-question
    factors: [drivers, strategy]

factors:
  - id: drivers
    title: Drivers
    definition: What moves the firm to look for business abroad.
    when-to-use: Reasons that a source gives for going abroad.
    when-not-to-use: What the firm does once it is there; code that to strategy.
    factors:
      - id: market
        title: Market
        definition: What a market abroad offers to the firm.
        when-to-use: Demand, prices and rivals in a host market.
  - id: strategy
    title: Strategy
    definition: What the firm does to enter a market abroad and to compete there.
    when-to-use: Modes of entry, partners, prices, adaptation.

propositions:
  - {{id: p1, from: drivers, to: strategy, text: What drives a firm abroad shapes how it goes there.}}

matrices:
  - {{id: all, title: "Drivers and strategy of {{case}}", rows: [drivers, strategy], columns: units}}
"""
    )


def case(id_: str, title: str, framework_id: str) -> str:
    """A case without evidence: its units, and places for the rest."""
    return (
        MODELINE.format("case")
        + f"""\
case: {id_}
title: {emit.scalar(title, 0, 7)}
framework: {framework_id}

units:
  home: {{title: Home market, role: home}}
  abroad: {{title: A market abroad, role: host}}

# What evidence is cited from: type and title, and what Zotero has beside.
sources: {{}}

# Inductive codes under the factors of the framework, with the label that a matrix shows.
themes: {{}}

# One statement each; `casecode add` writes them here.
evidence: []
"""
    )
