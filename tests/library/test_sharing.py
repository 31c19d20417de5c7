"""Which labels of themes are nearly the same, and what finding that out takes."""

import pytest

from casecode.checks.sharing import similar_theme
from casecode.model.case import Case
from casecode.model.framework import Framework, Theme
from casecode.model.study import Corpus, Study


def corpus(*labels: str, shared: str = "", framework: str = "f") -> Corpus:
    """A case for each label, and a framework with a theme for all of them if it has a label."""
    common = {"shared": Theme(id="shared", label=shared)} if shared else {}
    frame = Framework(id=framework, themes=common)
    cases = [Case(id=f"c{at}", themes={f"t{at}": Theme(id=f"t{at}", label=it)}) for at, it in enumerate(labels)]
    return Corpus(tuple(Study(case, frame) for case in cases), (frame,))


def told(found: Corpus) -> list[str]:
    """What the rule says of a corpus."""
    return [finding.message for finding in similar_theme(found)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Preference for low prices", "Preferences for a low price"),
        ("Low prices", "A low price"),
        ("Chinese-Russian cooperation in online trade", "Cooperation in online trade, Chinese-Thai"),
        ("Strong rivals already in the host market", "Strong rivals in the host market"),
        ("偏好低价", "偏好低价"),
    ],
)
def test_nearly_the_same(one: str, other: str) -> None:
    """Number, order and small words do not tell labels apart, nor does one word of four and more."""
    assert told(corpus(one, other)) == ['the label of "t1" is nearly that of "t0", a theme of c0']
    assert told(corpus(other, shared=one)) == [
        'the label of "t0" is nearly that of "shared", a theme that all cases share'
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Low prices", "High prices"),
        ("Too few staff", "New staff"),
        ("Own warehouses abroad", "Own subsidiaries abroad"),
        ("Phase 1", "Phase 2"),
        ("偏好低价商品的顾客", "偏好低价商品的农村"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_other_labels(one: str, other: str) -> None:
    """Short labels that differ by a word that tells something are of different things; so are those without words."""
    assert told(corpus(one, other)) == []


def test_one_case_and_one_id_are_left_alone() -> None:
    """A case tells its own themes apart, and a theme of one id is one theme already."""
    frame = Framework(id="f")
    low, cheap = Theme(id="low", label="Low prices"), Theme(id="cheap", label="Low price")
    alone = Study(Case(id="a", themes={"low": low, "cheap": cheap}), frame)
    again = Study(Case(id="b", themes={"low": low}), frame)
    assert told(Corpus((alone,), (frame,))) == []
    assert told(Corpus((again, Study(Case(id="c", themes={"low": low}), frame)), (frame,))) == []


def test_time_grows_with_the_number_of_themes() -> None:
    """Thousands of cases with one label are told each once, of one other; none is compared with all."""
    many = corpus(*["The preference of customers for low prices"] * 3000)
    assert len(told(many)) == 2999
