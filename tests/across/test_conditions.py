"""Conditions on attributes: what each lets through, which belong together, and which nothing could pass."""

import pytest

from casecode.analysis.conditions import Condition, Operator, conditions
from casecode.analysis.refusal import Refusal
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case, Unit
from casecode.model.framework import Framework
from casecode.model.study import Study

FRAMEWORK = Framework(
    "f",
    attributes={
        "size": Attribute(
            "size", values={"low": Value("low"), "mid": Value("mid"), "high": Value("high")}, ordered=True
        ),
        "grade": Attribute("grade", values={"1": Value("1"), "2": Value("2")}),
        "beds": Attribute("beds", type="number"),
        "opened": Attribute("opened", type="date"),
        "floor": Attribute("floor"),
    },
)


def study(**attributes: str) -> Study:
    """A case with attributes."""
    return Study(Case("c", attributes=attributes), FRAMEWORK)


def asked(*texts: str, of: tuple[Study, ...]) -> tuple[Condition, ...]:
    """The conditions that texts name."""
    found = conditions(texts, of)
    assert not isinstance(found, Refusal), found
    return found


@pytest.mark.parametrize(
    ("attribute", "value", "passes", "fails"),
    [
        ("opened", "2013/2015", "=2013/2015 =2010/2020", "=2013 =2013/2014 =2014/2015 =2016"),
        ("opened", "2013/2015", "<2016 <=2015 <=2014/2018", "<2015 <2014/2018 <=2014 <2013"),
        ("opened", "2013/2015", ">2012 >=2013 >=2012/2014", ">2013 >2015 >=2014 >2012/2013"),
        ("size", "mid", "=mid !=low !=low,high =low,mid >low <high >=mid", "!=mid !=low,mid =low >mid <mid <low"),
        ("beds", "12.5", "=12.50 >9 >=12.5 <100 !=12", "=12 <9 >12.5 !=12.50"),
        ("floor", "10", "=10 >9 <=10.0 !=10.0", "=10.0 <9 >10"),
        ("age", "10", "=10 >9 >=010 <100", "<9 >10"),
        ("age", "ten", "=ten !=10", "!=ten"),
    ],
)
def test_what_a_condition_lets_through(attribute: str, value: str, passes: str, fails: str) -> None:
    """Numbers and dates compare as such, also where nobody declares them; of a period only what is certain passes."""
    one, other = study(**{attribute: value}), study(age="10", floor="10.0")
    for texts, expected in ((passes, True), (fails, False)):
        for text in texts.split():
            (found,) = asked(f"{attribute}{text}", of=(one, other))
            assert found.holds(one, "c") == expected, text


def test_what_is_no_value_passes_nothing_that_asks_for_more_or_less() -> None:
    """A text where a number is meant, and nothing at all, are neither less nor more; nothing is not another, either."""
    operators: tuple[Operator, ...] = ("<", "<=", ">", ">=", "=")
    for operator in operators:
        assert not Condition("beds", "case", operator, ("9",)).holds(study(beds="nine"), "c")
    assert Condition("beds", "case", "!=", ("9",)).holds(study(beds="nine"), "c")
    assert not Condition("beds", "case", "!=", ("9",)).holds(study(), "c")


def test_which_conditions_belong_together() -> None:
    """Values of one attribute of one owner are alternatives where `=` names them; all else has to hold by itself."""
    units = {"u": Unit("u", attributes={"size": "low"})}
    both = Study(Case("c", attributes={"size": "mid", "floor": "1"}, units=units), FRAMEWORK)
    texts = (
        "size = low , mid",
        "floor=1",
        "unit:size=low",
        "size=high",
        "size!=low",
        "size!=mid",
        "size>low",
        "size<high",
    )
    found = asked(*texts, of=(both,))
    assert [(it.attribute, it.of, it.operator, *it.values) for it in found] == [
        ("size", "case", "=", "low", "mid", "high"),
        ("floor", "case", "=", "1"),
        ("size", "unit", "=", "low"),
        ("size", "case", "!=", "low"),
        ("size", "case", "!=", "mid"),
        ("size", "case", ">", "low"),
        ("size", "case", "<", "high"),
    ]


PLAIN = Framework("g", attributes={"size": Attribute("size")})


@pytest.mark.parametrize(
    ("text", "why", "hint"),
    [
        ("grade>1", "have no order", "ordered: true"),
        ("floor>2", "have no order", "type: number"),
        ("age>x", "have no order", "type: number"),
        ("size>low", "have no order", "ordered: true"),
        ("grade=3", 'no value of grade "3"', "known are: 1, 2"),
        ("grade!=1,3", 'no value of grade "3"', "known are: 1, 2"),
        ("age=11", 'no value of age "11"', "known are: 10"),
        ("floor=grund", 'no value of floor "grund"', 'did you mean "ground"?'),
        ("beds=9,many", '"many" is no number', "write 12 or 12.5"),
        ("opened=2014-13", '"2014-13" is no date', "write 2014,"),
    ],
)
def test_conditions_that_nothing_could_pass(text: str, why: str, hint: str) -> None:
    """More and less need an order in every framework, else numbers in every case; other values have to be known."""
    cases = (
        study(size="mid", grade="1", beds="9", opened="2014", floor="1", age="10"),
        study(floor="ground"),
        Study(Case("d", attributes={"size": "large"}), PLAIN),
    )
    found = conditions([text], cases)
    assert isinstance(found, Refusal)
    assert why in found.why
    assert hint in found.hint


def test_an_order_asks_for_any_value_of_its_type_and_for_a_declared_one() -> None:
    """A number that no case has can be a bound; a word that is not among those declared cannot."""
    cases = (study(size="mid", beds="9", age="10"),)
    for text in ("beds>5", "age>5", "opened<2000"):
        assert asked(text, of=(study(opened="2014", beds="9", age="10"),))
    other = Framework("g", attributes={"beds": Attribute("beds", type="date")})
    assert asked("beds=2014-05", of=(*cases, Study(Case("d"), other)))  # as one of the frameworks has it
    found = conditions(["size<hihg"], cases)
    assert isinstance(found, Refusal)
    assert (found.why, found.hint) == ('there is no value of size "hihg"', 'did you mean "high"?')
