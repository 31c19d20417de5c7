"""Some tries of every group in each run of the tests: the attacks themselves work, and what they found stays mended."""

import pytest

import attack
import tally

TRIES = {"inputs": 36, "edits": 24, "readers": 144, "budgets": 2, "injection": 34}
"""Tries of a group in each run: some of each kind of file and command; of the others a few."""


@pytest.mark.parametrize("group", attack.GROUPS)
def test_some_tries_of_each_group(group: str) -> None:
    """Nothing of what a group does to the program fails."""
    tries = range(1, 1 + TRIES.get(group, 5))
    assert {seed: said for seed in tries if (said := attack.one(group, seed))} == {}


def test_what_fails_is_told_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attack that raises, and one that says what is wrong, are both counted, each by its seed."""
    import inputs

    monkeypatch.setattr(inputs, "attempt", lambda seed, _: "" if seed % 2 else "wrong")
    assert attack.some("inputs", range(1, 6), float("inf")) == (
        *("inputs", 5, 5, {2: "wrong", 4: "wrong"}),
        range(6, 6),
    )
    monkeypatch.setattr(inputs, "attempt", lambda *_: 1 // 0)
    (said,) = attack.some("inputs", range(7, 8), float("inf")).failed.values()
    assert "ZeroDivisionError" in said


def test_a_run_goes_on_until_so_much_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A count is of reports, not of tries; what was done is told as it goes, and a failure at once."""
    monkeypatch.setattr(attack, "PORTION", 0.01)
    monkeypatch.setattr(attack, "TOLD", 0)

    def three_reports(seed: int, _: object) -> str:
        tally.count(3)
        return "wrong" if seed == 2 else ""

    monkeypatch.setattr("injection.attempt", three_reports)
    teller = attack.Teller("injection")
    found = attack.attack("injection", range(1, 500), float("inf"), 30, 1, teller.tell)
    assert found.done >= 30
    assert found.done == 3 * found.tries
    assert found.failed == {2: "wrong"}
    said = capsys.readouterr().out
    assert "attack.py injection --seed 2 --tries 1\nwrong" in said
    assert f"{found.done} reports" in said.splitlines()[-1]
