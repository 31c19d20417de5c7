"""Expressions that users give: what Python understands by them, within a bound."""

from collections.abc import Callable

import pytest

from casecode.analysis import expression
from casecode.analysis.refusal import RefusedCallError
from casecode.analysis.search import Search
from casecode.model.study import Study
from conftest import Run

EXPLODES = "(a+)+$"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second."""
    monkeypatch.setattr(expression, "SECONDS", 0.1)
    expression.expression.cache_clear()


def test_an_expression_that_takes_too_long_ends_the_call(study: Callable[..., Study], casecode: Run) -> None:
    """Some expressions take years for a line: the call ends soon, says so, and what to write instead."""
    study(evidence=f"evidence:\n  - {{id: e1, codes: [prices], statement: {'a' * 4000}b, source: survey}}\n")
    for command in ("evidence", "matrix", "coverage", "analyze"):
        result = casecode(command, "demo", "--text", EXPLODES, "--regex")
        assert (result.returncode, result.stdout) == (2, "")
        assert f'--text: "{EXPLODES}" takes too long' in result.stderr
        assert "say it with one" in result.stderr


def test_many_texts_that_each_take_a_while_are_too_much_together() -> None:
    """The bound is for a call: a thousand texts do not take a thousand times as long."""
    search = Search(pattern=EXPLODES)
    texts = ["a" * 17 + "b"] * 1000
    with pytest.raises(RefusedCallError, match="takes too long"):
        search.find(texts)


def test_more_text_may_take_longer() -> None:
    """What goes over each text once is never too slow, however much text there is."""
    search = Search(pattern="so.*long")
    for _ in range(200):
        assert search.find(["not so very long " * 500])


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "is not a regular expression: missing )"),
        ("(" * 5000 + "a" + ")" * 5000, "is not a regular expression: it is nested too deep"),
        ("a{99999999999999}", "is not a regular expression"),
        ("(a{2000}){2000}", "repeats too much"),
        (r"\p{L}", "is not a regular expression: bad escape"),
    ],
)
def test_what_is_no_expression_is_refused(pattern: str, said: str) -> None:
    """An expression is what Python says that it is; one that would fill the memory is none."""
    with pytest.raises(RefusedCallError) as told:
        Search(pattern=pattern).find([""])
    assert said in told.value.refusal.why


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\b\u0446\u0435\w+", "\u041d\u0438 \u0426\u0435\u043d\u044b", (3, 7)),
        ("[[a]", "x[", (1, 2)),
        ("a{e<=1}", "xa{e<=1}", (1, 8)),
        ("(?<=n)o(?!t)", "nonot", (1, 2)),
        (r"(.)\1", "abba", (1, 3)),
        ("é", "cafe", (3, 4)),
        ("(?-i:A)", "aA", (1, 2)),
    ],
)
def test_an_expression_means_what_it_means_in_python(pattern: str, text: str, found: tuple[int, int]) -> None:
    """Words of any script, look-arounds, references back; nothing that only some other programs know."""
    assert Search(pattern=pattern).find([text]) == ((found,),)
