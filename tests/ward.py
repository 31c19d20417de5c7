"""A small study of another field: an electronic record in two hospitals, rated, and mostly told in quotes."""

from pathlib import Path

FRAMEWORK = """\
framework: ward
title: Barriers and facilitators
factors:
  - id: innovation
    title: Innovation
    definition: What is introduced.
    when-to-use: The record.
    factors:
      - {id: complexity, title: Complexity, definition: How hard it is., when-to-use: Steps.}
      - id: design
        title: Design
        definition: How it is made.
        when-to-use: Screens.
        factors:
          - {id: screens, title: Screens, definition: What is seen., when-to-use: Colours.}
  - {id: leaders, title: Leaders, definition: Who leads., when-to-use: People.}
themes:
  clicks: {factor: complexity, label: Too many clicks, stance: contradicts}
rating:
  title: Valence
  values: {2: strong facilitator, 1: weak facilitator, 0: neutral, -1: weak barrier, -2: strong barrier}
matrices:
  - {id: all, title: "Determinants at {case}", rows: [innovation, leaders], columns: units}
"""
ANNA = """\
case: anna
title: St. Anna
framework: ward
units:
  nurses: {title: Nurses}
  managers: {title: Managers}
sources:
  i1: {type: interview, title: A nurse, kind: interview, file: ../documents/i1.txt}
  i2: {type: interview, title: A manager, kind: interview}
evidence:
  - {id: e1, codes: [clicks], units: [nurses], quote: Eleven clicks for one dose, source: i1, rating: -2, coder: JN}
  - {id: e2, codes: [clicks], units: [nurses], quote: Eleven clicks for one dose, source: i1, rating: -1, coder: AK}
  - {id: e3, codes: [clicks], units: [nurses], statement: It is slow., source: i2, rating: 1, important: true}
  - {id: e4, codes: [screens], units: [managers], statement: It is clear., quote: I like the colours, source: i2,
     locator: turn 9, stance: qualifies, rating: 0}
  - {id: e5, codes: [leaders], units: [managers], quote: The chief came every week, source: i1, via: i2,
     important: true}
  - {id: e6, codes: [clicks], units: [managers], quote: "Nobody [counts] clicks", source: i2, stance: contradicts}
summaries:
  - {factor: complexity, unit: nurses, text: Too many steps., rating: -2}
  - {factor: complexity, text: Hard at first., rating: -1}
  - {factor: leaders, text: They were there.}
"""
ZILINA = """\
case: zilina
title: Žilina
framework: ward
units:
  nurses: {title: Nurses}
sources:
  i1: {type: interview, title: A nurse, kind: interview}
evidence:
  - {id: e1, codes: [clicks], units: [nurses], quote: "A & B <b>take</b> time", source: i1, rating: +2}
  - {id: e2, codes: [leaders], units: [nurses], statement: They are absent., source: i1}
"""
TRANSCRIPT = """\
I: How is it?

NURSE: Eleven clicks for one dose. I counted them.

I: And your chief?

NURSE: The chief came every week.
"""


def write(root: Path) -> None:
    """Write the study into a project."""
    (root / "frameworks" / "ward.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (root / "cases" / "anna.yaml").write_text(ANNA, encoding="utf-8")
    (root / "cases" / "zilina.yaml").write_text(ZILINA, encoding="utf-8")
    (root / "documents").mkdir(exist_ok=True)
    (root / "documents" / "i1.txt").write_text(TRANSCRIPT, encoding="utf-8")
