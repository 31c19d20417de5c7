"""The founding case gives the thesis's Tables 2 and 3, theme by theme."""

from functools import cache
from pathlib import Path

from casecode.analysis.comparison import compare_row
from casecode.analysis.matrix import Column, Row, analyze, tally
from casecode.analysis.selection import Selection
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue, builtin_root
from casecode.project.project import Project

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
# Factor: themes shared, themes of Russia alone, themes of Southeast Asia alone.
STRATEGY: dict[str, tuple[list[str], list[str], list[str]]] = {
    "market-attractiveness": (
        ["customer-preference"],
        ["price-preference", "internet-penetration"],
        ["similar-culture", "growing-user-base", "young-population", "few-rural-shops"],
    ),
    "host-government-policy": (
        ["soft-supportive-rules"],
        ["political-trust", "belt-and-road-russia", "ecommerce-cooperation"],
        ["government-agreements", "kunming-bangkok-highway"],
    ),
    "strategic-partnership": (
        ["logistics-payment-partners", "local-cooperation"],
        ["russian-partners"],
        ["sea-partners"],
    ),
    "direct-holding": ([], [], ["direct-holding-local-firms"]),
    "own-subsidiary": (["own-subsidiaries"], [], []),
    "entry-path": ([], ["smaller-cities-first", "offline-experience-shop"], ["browser-traffic"]),
    "market-infrastructure": (
        [],
        ["logistics-finance-build-up"],
        ["infrastructure-building", "payment-technology-transfer"],
    ),
    "ecosystem-building": (["ecosystem-building-abroad"], [], []),
    "cost-leadership": (["low-cost-at-scale"], [], []),
    "differentiation": (["market-specific-offer"], [], []),
    "localization": (["localized-services"], [], []),
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


def supported_themes(row: Row, position: int) -> list[str]:
    """The themes of a cell that evidence supports."""
    return [entry.code for entry in row.cells[position] if entry.is_theme and entry.stance == "supports"]


def test_table_2_comes_out_of_the_evidence() -> None:
    """The drivers matrix has the themes of Table 2 under each factor, all supported, and no other."""
    study = alibaba()
    layout = next(layout for layout in study.framework.matrices if layout.id == "drivers")
    matrix = analyze(Selection(study), layout)
    found = {row.factor: sorted(supported_themes(row, 0) + supported_themes(row, 1)) for row in matrix.rows}
    assert found == {factor: sorted(themes) for factor, themes in DRIVERS.items()}


def test_table_3_comes_out_of_the_evidence() -> None:
    """Russia and Southeast Asia share, and have apart, exactly the themes that Table 3 gives for them."""
    study = alibaba()
    columns = [Column(unit, unit, Selection(study), unit=unit) for unit in ("russia", "sea")]
    rows = tally(columns, ("international-opportunity", "strategy"))
    found = {}
    for row in rows:
        compared = compare_row(row)
        if row.factor in STRATEGY:
            found[row.factor] = tuple(sorted(codes) for codes in (compared.shared, *compared.distinct))
    assert found == {factor: tuple(sorted(codes) for codes in cells) for factor, cells in STRATEGY.items()}


def test_verdicts_of_table_3() -> None:
    """What Table 3 marks as the same throughout is `same`, what it splits is `mixed` or `differ`, what it has for one
    side only is `open`: that there were no such holdings in Russia is nowhere said."""
    study = alibaba()
    columns = [Column(unit, unit, Selection(study), unit=unit) for unit in ("russia", "sea")]
    verdicts = {row.factor: compare_row(row).verdict for row in tally(columns, ("strategy",))}
    assert {factor for factor, verdict in verdicts.items() if verdict == "same"} == {
        "own-subsidiary",
        "ecosystem-building",
        "cost-leadership",
        "differentiation",
        "localization",
    }
    assert verdicts["strategic-partnership"] == "mixed"
    assert verdicts["direct-holding"] == "open"
    assert verdicts["entry-path"] == verdicts["market-infrastructure"] == "differ"


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
