"""One mistake is told once: what is missing or broken is not also "unknown", "never cited" or "without evidence"."""

from pathlib import Path

import pytest

from casecode.checks.everything import check
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from conftest import TINY, Run

CASE = {
    "case": "case: demo\n",
    "title": "title: Demo Group\n",
    "framework": "framework: tiny\n",
    "units": "units:\n  russia: {title: Russia, role: host}\n  sea: {title: Southeast Asia, role: host}\n",
    "sources": (
        "sources:\n  survey: {type: report, title: A survey}\n  press: {type: article-newspaper, title: A report}\n"
    ),
    "themes": (
        "themes:\n  prices: {factor: demand, label: Low prices}\n  offers: {factor: supply, label: Many offers}\n"
    ),
    "evidence": (
        "evidence:\n"
        "  - {id: e1, codes: [prices, offers], units: [russia], statement: Shoppers seek low prices., source: survey}\n"
        "  - {id: e2, codes: [prices, offers], units: [sea], statement: Goods from abroad cost less., source: press}\n"
    ),
    "profile": 'profile:\n  - {label: Founded, value: "1999", evidence: [e1]}\n',
    "summaries": "summaries:\n  - {factor: demand, unit: russia, text: Price decides.}\n",
    "conclusions": "conclusions:\n  - {question: why-abroad, text: Low prices draw., themes: [prices, offers]}\n",
}
WHOLE = "".join(CASE.values())


def found(project: Path) -> list[str]:
    """The rules that everything in a project breaks, by file and place."""
    opened = Project(Catalogue.at(project))
    for kind in ("frameworks", "cases"):
        for path in sorted((project / kind).glob("*.yaml")):
            opened.take(path)
    problems = {(it.rule, it.message, str(it.span)) for it in [*opened.problems, *opened.located(check(opened.corpus))]}
    return sorted(rule for rule, _, _ in problems)


def written(project: Path, case: str, framework: str = TINY) -> Path:
    """The project with this case and framework."""
    (project / "cases" / "demo.yaml").write_text(case, encoding="utf-8")
    (project / "frameworks" / "tiny.yaml").write_text(framework, encoding="utf-8")
    return project


def replaced(text: str, old: str, new: str) -> str:
    """A text with one thing in it changed."""
    assert text.count(old) == 1
    return text.replace(old, new)


def test_whole_case_has_no_problem(project: Path) -> None:
    """The case that the other tests break has no problem itself."""
    assert found(written(project, WHOLE)) == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("units", "unit"),
        ("sources", "source"),
        ("themes", "theme"),
        ("evidence", "evidences"),
        ("conclusions", "conclusion"),
        ("summaries", "sumaries"),
        ("profile", "profil"),
        ("themes", "thms"),
        ("sources", "bibliography"),
        ("units", "countries"),
        ("evidence", "quotations"),
        ("conclusions", "answers"),
        ("profile", "facts"),
    ],
)
def test_mistyped_section(key: str, wrong: str, project: Path) -> None:
    """A section under a key that there is not is one problem, whether what was meant can be guessed or not."""
    assert found(written(project, replaced(WHOLE, f"{key}:\n", f"{wrong}:\n"))) == ["unknown-key"]


@pytest.mark.parametrize("key", ["units", "sources", "themes", "evidence", "conclusions", "profile", "summaries"])
@pytest.mark.parametrize(("value", "rule"), [("some words", "wrong-kind"), ("*those", "yaml-feature")])
def test_section_of_another_kind(key: str, value: str, rule: str, project: Path) -> None:
    """A section that is no list or mapping, or an alias, is one problem."""
    case = "".join({**CASE, key: f"{key}: {value}\n"}.values())
    if value.startswith("*"):  # its anchor is refused as well
        assert found(written(project, "notes: &those [One.]\n" + case)) == [rule, rule]
    else:
        assert found(written(project, case)) == [rule]


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        # of a piece of evidence
        ("{id: e2, codes: [prices, offers]", "{id: e2, codes: prices", ["wrong-kind"]),
        ("{id: e2, codes: [prices, offers]", "{id: e2, tags: [prices, offers]", ["unknown-key"]),
        ("{id: e2, codes: [prices, offers]", "{id: e2, code: [prices, offers]", ["unknown-key"]),
        ("{id: e2, codes: [prices, offers]", "{id: e2, codes: [price, offers]", ["unknown-theme"]),
        ("source: press}", "source: [press]}", ["wrong-kind"]),
        ("source: press}", "sourc: press}", ["unknown-key"]),
        ("source: press}", "cites: press}", ["missing-key", "unknown-key"]),
        ("source: press}", "source: pres}", ["unknown-source"]),
        (", source: press}", "}", ["missing-key"]),
        ("source: press}", "source: press, source: survey}", ["duplicate-key"]),
        ("source: press}", "source: press, date: 2018-13}", ["invalid-value"]),
        ("{id: e1,", "{id: [e1],", ["wrong-kind"]),
        ("{id: e1,", "{id: e01,", ["unknown-evidence"]),
        ("units: [russia]", "units: [rusia]", ["unknown-unit"]),
        ("units: [russia]", "units: russia", ["wrong-kind"]),
        ("units: [russia]", "units: [[russia]]", ["wrong-kind"]),
        # of a theme, unit, source
        ("prices: {factor: demand,", "prices: {factor: demands,", ["unknown-factor"]),
        ("prices: {factor: demand,", "prices: {factor: [demand],", ["wrong-kind"]),
        ("prices: {factor: demand,", "prices: {", ["missing-key"]),
        ("prices: {factor: demand, label: Low prices}", "prices: Low prices", ["wrong-kind"]),
        ("offers: {factor: supply", "prices: {factor: supply", ["duplicate-key"]),
        ("sea: {title: Southeast Asia", "Sea: {title: Southeast Asia", ["invalid-id"]),
        ("survey: {type: report", "survey: {type: reprt", ["invalid-value"]),
        ("survey: {type: report, title: A survey}", "survey: A survey", ["wrong-kind"]),
        # of what is said about them
        ("evidence: [e1]}", "evidence: e1}", ["wrong-kind"]),
        ("evidence: [e1]}", "evidence: [{e1: 1}]}", ["wrong-kind"]),
        ("evidence: [e1]}", "evidense: [e1]}", ["unknown-key"]),
        ("evidence: [e1]}", "from: [e1]}", ["unknown-key"]),
        ("question: why-abroad", "question: why-abrod", ["unknown-question"]),
        ("question: why-abroad", "question: [why-abroad]", ["wrong-kind"]),
        ("question: why-abroad", "question: whence", ["question-without-conclusion", "unknown-question"]),
        ("themes: [prices, offers]", "themes: [prize]", ["unknown-theme"]),
        ("{factor: demand, unit: russia", "{factor: demand, unit: rusia", ["unknown-unit"]),
        ("{factor: demand, unit: russia", "{factor: demand, unit: [russia]", ["wrong-kind"]),
        ("{factor: demand, unit: russia", "{factor: demnd, unit: russia", ["unknown-factor"]),
    ],
)
def test_slip_in_a_record(old: str, new: str, rules: list[str], project: Path) -> None:
    """A reference or key that cannot be read, or is not there, is told where it stands and nowhere else."""
    assert found(written(project, replaced(WHOLE, old, new))) == rules


def test_what_a_slip_does_not_touch_is_told(project: Path) -> None:
    """A mistake in one record keeps nothing back that it has nothing to do with."""
    case = replaced(WHOLE, "source: press}", "source: press, date: 2018-13}")
    case = replaced(case, "codes: [prices, offers], units: [russia]", "codes: [brands], units: [japan]")
    case = replaced(case, "offers: {factor", "others: {titel: Offers, factor")
    assert found(written(project, case)) == sorted(
        [
            *("invalid-value", "unknown-key"),
            *("unknown-theme", "unknown-theme", "unknown-theme", "unknown-unit"),  # brands; offers twice; japan
            "single-source-theme",  # prices: nothing that was not read can be of another source
        ]
    )


def test_themes_that_are_read_are_known(project: Path) -> None:
    """Of a theme whose text is wrong the id is known: a code that is no theme is told in the same run."""
    case = replaced(WHOLE, "prices: {factor: demand,", "prices: {factor: demand, definition: [a],")
    assert found(
        written(project, replaced(case, "[prices, offers], units: [sea]", "[prices, wages], units: [sea]"))
    ) == [*("single-source-theme", "unknown-theme", "wrong-kind")]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("more.yaml", None, "missing-file"),
        ("more.yaml", "evidence: [\n", "syntax"),
        ("more.yaml", "", "empty-file"),
        ("more.yaml", "- {id: e2}\n", "wrong-kind"),
        ("more.yaml", "evidence: none\n", "wrong-kind"),
        ("more.yaml", "pieces:\n  - {id: e2}\n", "missing-key unknown-key"),
        ("more.yaml", "evidence:\n  - e2\n", "wrong-kind"),
        ("more.jsonl", None, "missing-file"),
        ("more.jsonl", '{"id": "e2", "codes": ["prices"\n', "syntax"),
        ("more.csv", 'id,codes,statement,source\ne2,prices,"So.,press\n', "syntax"),
        ("more.csv", b"id,codes,statement,source\ne2,prices,Caf\xe9.,press\n", "encoding"),
    ],
)
def test_evidence_file(name: str, content: str | bytes | None, rule: str, project: Path) -> None:
    """A file of evidence that is missing or broken could have held what its case lacks."""
    first, second = CASE["evidence"].splitlines(keepends=True)[1:]
    case = "".join(
        {**CASE, "evidence": f"evidence:\n{second}", "evidence-files": f"evidence-files: [{name}]\n"}.values()
    )
    assert first not in case
    if content is not None:
        data = content if isinstance(content, bytes) else content.encode()
        (project / "cases" / name).write_bytes(data)
    assert found(written(project, case)) == rule.split()


def test_slip_in_an_evidence_file(project: Path) -> None:
    """In a file of evidence, too, a slip keeps back only what it may have been meant for."""
    first, second = CASE["evidence"].splitlines(keepends=True)[1:]
    case = "".join(
        {**CASE, "evidence": f"evidence:\n{first}", "evidence-files": "evidence-files: [more.yaml]\n"}.values()
    )
    written(project, case)
    more = project / "cases" / "more.yaml"
    more.write_text("evidence:\n" + replaced(second, "source: press", "source: [press]"), encoding="utf-8")
    assert found(project) == ["wrong-kind"]
    more.write_text("evidence:\n" + replaced(second, "Goods from abroad cost less.", "[Goods]"), encoding="utf-8")
    assert found(project) == ["wrong-kind"]
    more.write_text("evidence:\n" + replaced(second, "source: press", "source: survey, note: [a]"), encoding="utf-8")
    assert found(project) == ["single-source-theme", "single-source-theme", "source-never-cited", "wrong-kind"]


@pytest.mark.parametrize("cases", [["demo"], ["demo", "other", "third"]])
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("framework: tiny", "framework: tiny: a", "syntax"),
        ("title: A tiny framework", "title: A: tiny", "syntax"),
        ("matrices:", "matrices: [", "syntax"),
        ("factors:\n  - id: pull", "factor:\n  - id: pull", "unknown-key"),
        ("factors:\n  - id: pull", "constructs:\n  - id: pull", "unknown-key missing-key"),
        ("id: demand, title", "title", "missing-key"),
        ("id: demand, title", "id: [demand], title", "wrong-kind"),
        ("questions:\n", "asks:\n", "unknown-key"),
        ("definition: What buyers want.", "definiton: What buyers want.", "unknown-key"),
        ("definition: What buyers want.", "means: What buyers want.", "unknown-key"),
        ("definition: What buyers want.", "definition: [What buyers want.]", "wrong-kind"),
    ],
)
def test_framework(old: str, new: str, rule: str, cases: list[str], project: Path) -> None:
    """What is wrong with a framework is told once, however many cases are coded against it."""
    written(project, WHOLE, replaced(TINY, old, new))
    for case in cases:
        text = WHOLE.replace("case: demo", f"case: {case}").replace("prices", f"prices-{case}")
        text = text.replace("offers", f"offers-{case}")
        (project / "cases" / f"{case}.yaml").write_text(text, encoding="utf-8")
    assert found(project) == sorted(rule.split())


def test_framework_whose_themes_are_not_read(project: Path) -> None:
    """Themes that a framework may share are neither unknown in a case nor scattered over several."""
    themes = "shared:\n  brands: {factor: demand, label: Known brands}\n"
    written(
        project,
        replaced(WHOLE, "[prices, offers], units: [sea]", "[prices, offers, brands], units: [sea]"),
        TINY + themes,
    )
    other = (project / "cases" / "demo.yaml").read_text(encoding="utf-8").replace("case: demo", "case: other")
    (project / "cases" / "other.yaml").write_text(other, encoding="utf-8")
    assert found(project) == ["unknown-key"]


def test_case_on_standard_input_from_elsewhere(casecode: Run) -> None:
    """A case whose files of evidence are not there gives one problem, however many files and references it has."""
    pieces = [f"demo/part-{number}.yaml" for number in range(12)]
    case = "".join({**CASE, "evidence": f"evidence-files: [{', '.join(pieces)}]\n"}.values())
    for command in ("analyze", "check"):
        result = casecode(command, "-", stdin=case)
        said = result.stdout + result.stderr
        assert result.returncode == 1
        assert said.count("error[") == 1
        assert "error[missing-file] 12 evidence files cannot be read" in said
        assert "warning[" not in said
        assert all(name in said for name in pieces)


def test_what_is_wrong_everywhere_is_told_so_far(project: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of errors between files no more are told than anybody reads, and that is; each part of one long line has its
    place."""
    for module in ("model.problem", "checks.errors", "read.text"):
        monkeypatch.setattr(f"casecode.{module}.MOST_PROBLEMS", 3)
    units = ", ".join(f'"u{number}"' for number in range(9))
    line = f'{{"id": "e1", "codes": ["prices"], "units": [{units}], "statement": "S.", "source": "survey"}}\n'
    (project / "cases" / "more.jsonl").write_text(line, encoding="utf-8")
    case = "".join({**CASE, "evidence": "evidence-files: [more.jsonl]\n"}.values())
    (project / "cases" / "demo.yaml").write_text(case, encoding="utf-8")
    said = casecode("check", "demo", "-f", "short")
    assert said.returncode == 1
    told = [one for one in said.stdout.splitlines() if "error" in one]
    at = line.index('"u0"') + 1
    assert [one.partition(": ")[0] for one in told if "unknown-unit" in one] == [
        f"cases/more.jsonl:1:{at + 6 * number}" for number in range(3)
    ]
    assert "more than 3 problems; what follows them is not told" in said.stdout
