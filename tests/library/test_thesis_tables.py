"""Every entry of the thesis's Tables 2 and 3 is accounted for: shown by the evidence, or departed from with reasons."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from casecode.analysis.comparison import compare_row
from casecode.analysis.matrix import Column, analyze, tally
from casecode.analysis.selection import Selection
from casecode.model.display import Entry
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue, builtin_root
from casecode.project.project import Project
from conftest import Run

# Table 2, by the factors of its rows: each entry by the theme that stands for it.
DRIVERS = {
    "business-ecosystem-model": ["easy-to-use-pages", "integrated-platforms", "business-model-innovation"],
    "unique-technology": ["cloud-computing", "data-analysis"],
    "strong-brand": ["brand-investment"],
    "entrepreneur-network-experience": ["team-experience", "political-network"],
    "product-service-quality": ["humanized-service", "quality-improvement"],
    "niche-domestic-market": ["sales-growth-pressure", "falling-market-share"],
    "domestic-competition": ["anti-ali-alliance", "rival-cross-border-platforms"],
    "home-government-policy": ["internet-plus-plan", "silk-road-vision", "belt-and-road"],
}
# Table 3: what it has as the same in both regions, for Russia alone, and for Southeast Asia alone. Two entries may come
# to one theme: it then stands in the table, and here, as often.
BOTH, RUSSIA, SEA = "both regions", "Russia alone", "Southeast Asia alone"
STRATEGY: dict[str, dict[str, list[str]]] = {
    "market-attractiveness": {
        BOTH: ["customer-preference"],
        RUSSIA: ["price-preference", "internet-penetration"],
        SEA: ["similar-culture", "growing-user-base", "young-population", "few-rural-shops"],
    },
    "host-government-policy": {
        BOTH: ["soft-supportive-rules"],
        RUSSIA: ["political-trust", "belt-and-road-host", "government-agreements"],
        SEA: ["government-agreements", "transport-routes"],
    },
    "strategic-partnership": {
        BOTH: ["logistics-payment-partners", "local-cooperation"],
        RUSSIA: ["logistics-payment-partners"],
        SEA: ["logistics-payment-partners"],
    },
    "direct-holding": {SEA: ["direct-holding-local-firms"]},
    "own-subsidiary": {BOTH: ["own-subsidiaries"]},
    "entry-path": {RUSSIA: ["smaller-cities-first", "showrooms"], SEA: ["browser-traffic"]},
    "market-infrastructure": {
        RUSSIA: ["logistics-finance-build-up"],
        SEA: ["infrastructure-building", "payment-technology-transfer"],
    },
    "ecosystem-building": {BOTH: ["ecosystem-building-abroad"]},
    "cost-leadership": {BOTH: ["low-cost-at-scale"]},
    "differentiation": {BOTH: ["market-specific-offer"]},
    "localization": {BOTH: ["localized-services"]},
}


@cache
def alibaba() -> Study:
    """The shipped case."""
    library = Catalogue((builtin_root(),))
    opened = Project(library)
    study = opened.case(library.find("cases", "alibaba") or Path())
    assert study is not None
    assert not opened.problems
    return study


class Told(NamedTuple):
    """A row of a display that sets an entry of the thesis beside its evidence."""

    theme: str
    thesis: str
    shows: str
    outcome: str


def told(display: str) -> list[tuple[Told, Entry]]:
    """The rows of a display of the case."""
    rows = next(it for it in alibaba().case.displays if it.id == display).settled
    keys = Told._fields
    return [(Told(*(row.cells[key].text if key in row.cells else "" for key in keys)), row) for row in rows]


def shown_drivers() -> dict[str, str]:
    """Each theme of the drivers that evidence supports, and whether anything weakens it."""
    study = alibaba()
    layout = next(layout for layout in study.framework.matrices if layout.id == "drivers")
    found = {}
    for row in analyze(Selection(study), layout).rows:
        for entry in (entry for cell in row.cells for entry in cell):
            if entry.is_theme and entry.stance == "supports":
                stances = {piece.stance for piece in study.evidence if entry.code in piece.codes}
                against = "contradicted" if "contradicts" in stances else "limited" if "qualifies" in stances else ""
                found[entry.code] = f"supported and {against}" if against else "supported"
    return found


def shown_strategy() -> dict[str, str]:
    """Each theme of opportunity and strategy that evidence supports, and in which of the two regions."""
    study = alibaba()
    columns = [Column(unit, unit, Selection(study), unit=unit) for unit in ("russia", "sea")]
    found = {}
    for row in tally(columns, ("international-opportunity", "strategy")):
        compared = compare_row(row)
        for where, codes in zip((BOTH, RUSSIA, SEA), (compared.shared, *compared.distinct), strict=True):
            found.update({code: where for code in codes if code in study.themes})
    return found


def entries_of_table_3() -> Iterator[tuple[str, str]]:
    """The entries of Table 3: themes, and where it has them."""
    for places in STRATEGY.values():
        yield from ((theme, where) for where, themes in places.items() for theme in themes)


def test_every_entry_of_table_2_is_accounted_for() -> None:
    """The case has a row for each entry of Table 2, with what the evidence shows of it, and rows for what the evidence
    shows beside them; nothing that the evidence shows of drivers is missing."""
    rows = [it for it, _ in told("table-2")]
    entries = [it.theme for it in rows if it.outcome != "not in the table"]
    assert sorted(entries) == sorted(theme for themes in DRIVERS.values() for theme in themes)
    assert {it.theme: it.shows for it in rows} == shown_drivers()
    assert len(rows) == len({it.theme for it in rows})


def test_every_entry_of_table_3_is_accounted_for() -> None:
    """The case has a row for each of the 29 entries of Table 3: where it has them, where the evidence shows them, and
    rows for what the evidence shows beside them."""
    rows = [it for it, _ in told("table-3")]
    entries = [(it.theme, it.thesis) for it in rows if it.outcome != "not in the table"]
    assert len(entries) == 29
    assert sorted(entries) == sorted(entries_of_table_3())
    assert {it.theme: it.shows for it in rows} == shown_strategy()


def test_themes_stand_under_the_factors_of_the_tables() -> None:
    """An entry is coded under the factor of its row of the thesis."""
    study = alibaba()
    found = {theme: factor for factor, themes in DRIVERS.items() for theme in themes}
    found |= {theme: factor for factor, places in STRATEGY.items() for themes in places.values() for theme in themes}
    assert {theme: study.themes[theme].factor for theme in found} == found


@pytest.mark.parametrize("display", ["table-2", "table-3"])
def test_what_departs_says_why(display: str) -> None:
    """An entry is reproduced, departs, or holds in part; the latter two say why. Each names the pieces that decide: all
    are coded to its theme or named in what is said, and some support it, for every region that it is shown for."""
    study = alibaba()
    by_id = {piece.id: piece for piece in study.evidence}
    units = {BOTH: {"russia", "sea"}, RUSSIA: {"russia"}, SEA: {"sea"}}
    for it, row in told(display):
        assert it.outcome in ("reproduced", "in part", "departs", "not in the table"), row.label
        assert row.note or it.outcome not in ("in part", "departs"), row.label
        pieces = [by_id[id_] for id_ in row.cells["shows"].evidence]
        assert all(it.theme in piece.codes or piece.id in row.note for piece in pieces), row.label
        supporting = [piece for piece in pieces if it.theme in piece.codes and piece.stance == "supports"]
        assert supporting, row.label
        assert units.get(it.shows, set()) <= {unit for piece in supporting for unit in piece.units}, row.label


def test_an_entry_departs_where_the_evidence_has_it_elsewhere() -> None:
    """What Table 3 has for one region and the evidence for both, or the other way round, departs; only names of
    partners, which the table itself has under a common heading, do not."""
    for it, row in told("table-3"):
        if it.outcome != "not in the table" and it.theme != "logistics-payment-partners":
            assert (it.outcome == "departs") == (it.thesis != it.shows), row.label


def test_the_evidence_shows_more_in_common_than_table_3() -> None:
    """Internet penetration, growing numbers of users, logistics and payment systems and the browser are told of both
    regions; subsidiaries of its own are shown for one."""
    departing = {it.theme for it, _ in told("table-3") if it.outcome == "departs"}
    assert departing == {
        "internet-penetration",
        "growing-user-base",
        "government-agreements",
        "transport-routes",
        "own-subsidiaries",
        "logistics-finance-build-up",
        "browser-traffic",
    }


def test_pieces_that_decide_are_told_once(casecode: Run) -> None:
    """With --evidence a row of a display has the pieces that its cell rests on, once, beside the places."""
    shown = casecode("display", "alibaba", "table-3", "--evidence", "-f", "markdown", cwd=str(builtin_root())).stdout
    line = next(line for line in shown.splitlines() if "Payment know-how" in line)
    assert line.count("e260") == line.count("e261") == 1


def test_partners_are_named() -> None:
    """The partners that Table 3 names are in the pieces that decide; two of them belong to the group."""
    study = alibaba()
    by_id = {piece.id: f"{piece.statement} {piece.note}" for piece in study.evidence}
    rows = [row for it, row in told("table-3") if it.theme == "logistics-payment-partners"]
    said = " ".join(by_id[id_] for row in rows for id_ in row.cells["shows"].evidence)
    assert all(name in said for name in ("Russian Post", "Qiwi", "Yandex", "WebMoney", "Emtek", "HelloPay", "SingPost"))


def test_verdicts() -> None:
    """Where both regions have just the same themes the verdict is `same`, where they share some `mixed`; where one has
    evidence and supports nothing `differ`, and where one has none `open`: that there were no holdings in Russia is
    nowhere said."""
    study = alibaba()
    columns = [Column(unit, unit, Selection(study), unit=unit) for unit in ("russia", "sea")]
    rows = tally(columns, ("international-opportunity", "strategy"))
    verdicts = {row.factor: compare_row(row).verdict for row in rows}
    assert {factor: verdicts[factor] for factor in STRATEGY} == {
        "market-attractiveness": "mixed",
        "host-government-policy": "mixed",
        "strategic-partnership": "mixed",
        "direct-holding": "open",
        "own-subsidiary": "differ",
        "entry-path": "mixed",
        "market-infrastructure": "mixed",
        "ecosystem-building": "mixed",
        "cost-leadership": "mixed",
        "differentiation": "same",
        "localization": "same",
    }


def test_no_theme_is_bound_to_a_region() -> None:
    """Labels of themes name no market and no partner, so that other markets and firms can have them."""
    named = ("russia", "asia", "bangkok", "moscow", "qiwi", "yandex", "webmoney", "emtek", "hellopay", "lazada", "uc ")
    for theme in alibaba().case.themes.values():
        assert not [name for name in named if name in theme.label.lower()], theme.id
        assert theme.definition, theme.id


def test_one_fact_is_one_piece() -> None:
    """No two pieces make the same statement, and what the second reading left out is listed with its reasons."""
    study = alibaba()
    statements = [piece.statement for piece in study.evidence]
    assert len(statements) == len(set(statements))
    memos = {memo.id: memo for memo in study.case.memos}
    assert all(section in memos["left-out"].text for section in ("§3.3.1", "§3.4.2", "§3.5.1", "§3.5.2"))


def test_what_contradicts_is_coded_too() -> None:
    """Losses, the parcel crisis, the rules of 2018 and cool demand in the West stand in the case as contradictions."""
    against = {
        (code, unit)
        for piece in alibaba().evidence
        if piece.stance == "contradicts"
        for code in piece.codes
        for unit in piece.units
    }
    assert {
        ("profitability", "russia"),
        ("quality-improvement", "russia"),
        ("soft-supportive-rules", "russia"),
        ("customer-preference", "global"),
    } <= against


def test_profile_is_complete() -> None:
    """The case has a profile, a timeline from 1999 on, Figures 3 to 5, the three models of Table 1, four segments."""
    case = alibaba().case
    assert len(case.evidence) >= 150
    displays = {display.id: display for display in case.displays}
    assert [row.label for row in displays["platform-models"].rows] == ["B2B", "B2C", "C2C"]
    assert [branch.label for branch in displays["businesses"].branches] == ["Trade", "Support", "Finance", "Other"]
    assert displays["business-model"].is_canvas_of_nine
    assert [value.value for value in displays["advertising"].values] == ["", "", "", "8.8"]
    assert len(displays["segments"].rows) == 4
    assert min(event.date for event in case.timeline).startswith("1999")
    assert len(case.profile) >= 10
    assert len(displays["performance"].rows) >= 15


def test_every_goal_has_a_conclusion() -> None:
    """Each of the four goals of the framework is answered, resting on themes of the case."""
    study = alibaba()
    goals = {question.id for question in study.framework.questions.values() if question.kind == "goal"}
    answered = {conclusion.question: conclusion.themes for conclusion in study.case.conclusions}
    assert len(goals) == 4
    assert goals <= set(answered)
    assert all(answered[goal] for goal in goals)


def test_every_factor_is_defined() -> None:
    """Every factor of the shipped frameworks has a definition, when to use it and when not, and its theory."""
    opened = Project(Catalogue((builtin_root(),)))
    for path in opened.catalogue.files("frameworks"):
        framework = opened.framework(path)
        assert framework is not None
        for factor in framework.by_id.values():
            assert factor.definition, factor.id
            assert factor.when_to_use, factor.id
            assert factor.when_not_to_use, factor.id
            assert factor.theory, factor.id
    assert not opened.problems
