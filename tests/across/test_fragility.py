"""What verdicts hang on: the smallest sets whose removal turns them, all of them, and nothing else."""

import csv
import json
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import ward
from calling import call
from casecode.analysis import fragility
from casecode.analysis.comparison import compare_row
from casecode.analysis.explanations import match
from casecode.analysis.fragility import NOBODY, Fragility, Turn, labels_of, smallest
from casecode.analysis.matrix import Column, tally
from casecode.analysis.mill import apply
from casecode.analysis.presence import State, presence_of, presences
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.study import Study
from made import UNITS, conclusions, make, pieces

SOURCES = st.lists(st.sampled_from([f"s{number}" for number in range(6)]), min_size=12, max_size=12)
STATES: dict[str, State] = {"u1": "for", "u2": "against", "u3": "for"}
Verdicts = dict[tuple[str, str], str]
NOTHING = {"row": "no evidence", "finding": "open"}  # what is said of a row that no evidence is left of


def columns_of(study: Study) -> list[Column]:
    """Its three units."""
    selection = Selection(study)
    return [Column(unit, unit, selection, unit=unit) for unit in UNITS]


def rows_of(study: Study) -> Verdicts:
    """The verdicts of a comparison of its units."""
    return {("row", row.factor): compare_row(row).verdict for row in tally(columns_of(study), ("a", "b"))}


def findings_of(study: Study) -> Verdicts:
    """What goes with an outcome that two of its units have."""
    methods = apply(presences(columns_of(study)), STATES)
    return {("finding", one.row.id): one.finding for one in methods.agreements}


def case_of(study: Study) -> Verdicts:
    """Its conclusions, propositions and factors."""
    column = Column("c", "C", Selection(study))
    found: Verdicts = {}
    for number, one in enumerate(study.case.conclusions):
        themes = {*one.themes}
        standing = sum(presence_of(column, theme).state == "for" for theme in themes)
        words = "supported" if standing == len(themes) else "supported in part" if standing else "not supported"
        found["conclusion", str(number)] = words if themes else "open"
    found |= {("proposition", it.proposition.id): it.verdict for it in match(column.selection).matches}
    return found | {("factor", leaf): presence_of(column, leaf).state for leaf in ("a1", "a2", "b")}


def without(study: Study, sources: tuple[str, ...]) -> Study:
    """The study as if some sources were not there."""
    kept = tuple(piece for piece in study.case.evidence if piece.source not in sources)
    return Study(replace(study.case, evidence=kept), study.framework)


def by_force(study: Study, tell: Callable[[Study], Verdicts]) -> dict[tuple[str, str], set[Turn]]:
    """The same by trying every set of sources, from the smallest on."""
    names = sorted({piece.source for piece in study.case.evidence})
    before = tell(study)
    found: dict[tuple[str, str], set[Turn]] = {key: set() for key in before}
    for size in range(1, len(names) + 1):
        open_ = [key for key, turns in found.items() if not turns]
        for left_out in combinations(names, size):
            after = tell(without(study, left_out))
            for key in open_:
                verdict = after.get(key, NOTHING.get(key[0], ""))
                if verdict != before[key]:
                    found[key].add(Turn(left_out, verdict))
    return found


def told(verdicts: Iterator[Fragility]) -> dict[tuple[str, str], set[Turn]]:
    """What is found, by kind and id; conclusions by their number."""
    found: dict[tuple[str, str], set[Turn]] = {}
    count = 0
    for one in verdicts:
        assert not one.beyond
        key = (one.kind, one.id)
        if one.kind == "conclusion":
            key = (one.kind, str(count))
            count += 1
        found[key] = {*one.turns}
    return found


@settings(max_examples=25, deadline=None)
@given(pieces, conclusions, SOURCES)
def test_it_is_what_trying_all_sets_finds(evidence: list[Evidence], concluded: Any, sources: list[str]) -> None:
    """For rows, conclusions, propositions, factors and findings: the same sets, and the same verdicts without them."""
    spread = [replace(piece, source=source) for piece, source in zip(evidence, sources, strict=False)]
    study = make(spread, concluded)
    labels = labels_of("source", lambda _study, id_: id_)
    columns = columns_of(study)
    rows = [row for row in tally(columns, ("a", "b")) if not row.is_empty]
    forced = by_force(study, rows_of)
    told_rows = told(fragility.of_rows(columns, rows, labels))
    assert told_rows == {key: turns for key, turns in forced.items() if key in told_rows}
    assert {key for key, turns in forced.items() if turns} <= told_rows.keys()
    forced = by_force(study, case_of)
    mine = told(fragility.of_case(Selection(study), labels))
    assert mine == {key: turns for key, turns in forced.items() if key in mine}
    assert {key for key, turns in forced.items() if turns} <= mine.keys()
    methods = apply(presences(columns), STATES)
    assert told(fragility.of_findings(methods, labels)) == by_force(study, findings_of)


def test_more_than_can_be_tried_is_said() -> None:
    """Where a verdict hangs on more sets than are tried, it is told how many do not turn it, and none is made up."""
    groups: Any = {(at, other): frozenset((f"s{at}", f"t{other}")) for at in range(30) for other in range(30)}
    turns, beyond = smallest(groups, lambda alive: "some" if alive else "none")
    assert turns == ()
    assert 1 <= beyond < 30


def test_by_coder_kind_and_piece() -> None:
    """What has no coder or kind is left out together, under a name that no coder has."""
    study = make([Evidence(codes=("b",), source="s2", coder=""), Evidence(codes=("b",), source="s1", coder="ann")])
    one = study.case.evidence[0]
    assert labels_of("coder", lambda _study, id_: id_)(study, one) == NOBODY
    assert labels_of("kind", lambda _study, id_: id_)(study, one) == NOBODY
    assert labels_of("kind", lambda _study, id_: id_)(study, study.case.evidence[1]) == "interview"
    assert labels_of("piece", lambda _study, id_: id_)(study, one) == "e0"


@pytest.fixture
def wards(project: Path) -> Path:
    """A project with two hospitals that use the same ids."""
    ward.write(project)
    return project


def test_cases_with_the_same_ids(wards: Path) -> None:
    """A source id that two cases use is two sources: each is named with its case."""
    whole = json.loads(call(wards, "fragility", "anna", "zilina", "-f", "json").stdout)
    assert whole["schema"] == "casecode/fragility/1"
    names = {name for one in whole["verdicts"] for turn in one["turns"] for name in turn["left_out"]}
    assert {"anna:i1", "zilina:i1"} <= names
    assert whole["alone"]["zilina:i1"] == sum(
        ["zilina:i1"] in [turn["left_out"] for turn in one["turns"]] for one in whole["verdicts"]
    )


def test_table_and_data_say_the_same(wards: Path) -> None:
    """The table marks what hangs on one source, and says what becomes of it; CSV has a row for each set."""
    shown = call(wards, "fragility", "anna").stdout
    assert "◇ Leaders" in shown
    rows = [*csv.DictReader(call(wards, "fragility", "anna", "-f", "csv").stdout.splitlines())]
    leaders = next(row for row in rows if row["id"] == "leaders")
    assert leaders == {
        "case": "anna",
        "kind": "factor",
        "id": "leaders",
        "verdict": "for",
        "size": "1",
        "left_out": "i1",
        "into": "open",
        "beyond": "",
    }


def test_with_an_outcome(wards: Path) -> None:
    """Findings of mill hang on sources, too; an outcome that is none ends the call."""
    done = call(wards, "fragility", "anna", "zilina", "--outcome", "leaders", "--by", "piece", "-f", "json")
    kinds = {one["kind"] for one in json.loads(done.stdout)["verdicts"]}
    assert kinds == {"finding"}
    assert call(wards, "fragility", "anna", "zilina", "--outcome", "leader").returncode == 2
