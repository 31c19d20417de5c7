"""One layout for every file: what it says and its comments stay, and laying out twice changes nothing more."""

from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casecode.edit.draft import Draft, plain
from casecode.edit.formatting import format_file
from made import conclusions, make, pieces
from odd import Odd, study_data


def laid_out(text: str, name: str = "demo.yaml") -> str:
    """A text without problems in the canonical layout."""
    done = format_file(name, Path(name), text.encode())
    assert not done.problems, (done.problems, text)
    return done.after.decode()


def stripped(it: Any) -> Any:
    if isinstance(it, str):
        return it.strip()
    return [stripped(one) for one in it] if isinstance(it, list) else {key: stripped(it[key]) for key in it}


@settings(max_examples=300, deadline=None)
@given(pieces, conclusions, st.integers(0, 2**64))
def test_any_study_however_it_is_written(evidence: Any, concluded: Any, seed: int) -> None:
    """What is written in any manner says the same afterwards, with every comment once, and is laid out for good."""
    chance = Random(seed)
    data = study_data(make(evidence, concluded), chance)
    odd = Odd(chance)
    text = odd.text(data)
    before = Draft("x", text.encode())
    assert not before.problems, text
    assert stripped(plain(before.root)) == data
    after = laid_out(text)
    assert stripped(plain(Draft("x", after.encode()).root)) == data
    for comment in odd.comments:
        assert comment in after, (comment, text)
    assert laid_out(after) == after
