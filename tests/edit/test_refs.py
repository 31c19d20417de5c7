"""Where ids stand in files, as the forms tell: what is renamed, and what keeps something from being taken out."""

import pytest

from casecode.edit.draft import Draft
from casecode.edit.refs import form_of, refs
from casecode.model.memo import Kind

CASE = """\
case: " demo "
framework: tiny
title: case
attributes: {size: big}
units:
  sea: {title: sea, attributes: {size: small}}
sources:
  s1: {title: s1, file: s1.txt}
themes:
  t: {factor: f, label: t, explains: [g]}
evidence:
  - {id: e1, codes: [t, f], units: [sea], source: s1, via: s2, statement: e1, explains: [g]}
conclusions:
  - {question: q, text: t, themes: [t]}
summaries: [{factor: f, unit: sea, text: f}]
timeline:
  - {date: 2014, event: e1, evidence: [e1], units: [sea], source: s1}
other: {themes: {u: x}}
"""
FRAMEWORK = """\
framework: tiny
title: tiny
attributes: {size: {factor: f, title: size}}
questions: {q: {text: q, factors: [f], parent: p}}
references: {r: {type: book, title: r}}
themes: {t: {factor: f, label: t}}
propositions: [{id: p1, from: f, to: g}]
factors:
  - id: f
    factors: [{id: g}]
matrices: [{id: m, rows: [f], columns: [g]}]
crosswalks:
  - {to: lens, map: {f: draw, t: [push, pull], g: []}}
  - {from: lens, map: {draw: f, pull: {a: b}}}
"""


def told(text: str, kind: Kind) -> list[str]:
    """Every id with its path, what it is, and what it is there: = declared, : a key; behind @ the framework."""
    draft = Draft("x.yaml", text.encode())
    assert draft.root is not None
    found = []
    for ref in refs(draft.root, form_of(kind), "own"):  # type: ignore[arg-type]
        where = ".".join(map(str, ref.path))
        signs = ("=" if ref.declares else "") + (":" if ref.is_key else "") + (f"@{ref.within}" if ref.within else "")
        assert ref.node.text.strip() == ref.id
        found.append(f"{where} {'/'.join(ref.kinds)} {ref.id}{signs}")
    return found


def test_ids_of_a_case() -> None:
    """What a case declares and names; texts that look like ids are texts, and unknown keys hold nothing."""
    assert told(CASE, "case") == [
        "case case demo=",
        "framework framework tiny",
        "attributes.size attribute size:",
        "units.sea unit sea=:",
        "units.sea.attributes.size attribute size:",
        "sources.s1 source s1=:",
        "themes.t theme t=:",
        "themes.t.factor factor f",
        "themes.t.explains.0 theme/factor g",
        "evidence.0.id evidence e1=",
        "evidence.0.codes.0 theme/factor t",
        "evidence.0.codes.1 theme/factor f",
        "evidence.0.units.0 unit sea",
        "evidence.0.source source s1",
        "evidence.0.via source s2",
        "evidence.0.explains.0 theme/factor g",
        "conclusions.0.question question q",
        "conclusions.0.themes.0 theme/factor t",
        "summaries.0.factor factor f",
        "summaries.0.unit unit sea",
        "timeline.0.evidence.0 evidence e1",
        "timeline.0.units.0 unit sea",
        "timeline.0.source source s1",
    ]


def test_ids_of_a_framework() -> None:
    """What a framework declares, however deep; factors of a crosswalk are of the one that is named, or its own."""
    assert told(FRAMEWORK, "framework") == [
        "framework framework tiny=",
        "attributes.size attribute size=:",
        "attributes.size.factor factor f",
        "questions.q question q=:",
        "questions.q.factors.0 factor f",
        "questions.q.parent question p",
        "references.r source r=:",
        "themes.t theme t=:",
        "themes.t.factor factor f",
        "propositions.0.id proposition p1=",
        "propositions.0.from factor f",
        "propositions.0.to factor g",
        "factors.0.id factor f=",
        "factors.0.factors.0.id factor g=",
        "matrices.0.id matrix m=",
        "matrices.0.rows.0 factor f",
        "matrices.0.columns.0 factor g",
        "crosswalks.0.to framework lens",
        "crosswalks.0.map.f theme/factor f:@own",
        "crosswalks.0.map.f factor draw@lens",
        "crosswalks.0.map.t theme/factor t:@own",
        "crosswalks.0.map.t.0 factor push@lens",
        "crosswalks.0.map.t.1 factor pull@lens",
        "crosswalks.0.map.g theme/factor g:@own",
        "crosswalks.1.from framework lens",
        "crosswalks.1.map.draw theme/factor draw:@lens",
        "crosswalks.1.map.draw factor f@own",
        "crosswalks.1.map.pull theme/factor pull:@lens",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a]",
        "a",
        "units: [sea]",
        "themes: t",
        "evidence: {e1: {id: e1}}",
        "evidence: [e1, [e2]]",
        "evidence: [{id: [e1], codes: t, source: {s: s1}}]",
        "case: [demo]",
        "attributes: [size]",
        "crosswalks: [{map: [f]}, {map: {}}]",
    ],
)
def test_what_has_another_form_has_no_ids(text: str) -> None:
    """A list where a mapping is meant, a text where a list is, and the other way round."""
    assert told(text, "case") == told(text, "framework") == []
