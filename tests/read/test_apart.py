"""Files of other programs are read within a bound on time and memory, and a mistake of our own is still seen."""

import os
import signal
import sys
from time import process_time

import pytest

from casecode.read import budget
from casecode.read.apart import allow, apart
from casecode.read.boundary import UnreadableError, foreign

HINT = "keep less"


def fail(error: BaseException) -> None:
    """Raise it."""
    raise error


def forever() -> None:
    """What a library does with a file that was made for it."""
    with foreign("export it anew"):
        while True:
            pass


def test_what_is_read_arrives() -> None:
    """A result comes as it is, however large, and what is done on the way has no effect here."""
    found: list[str] = []

    def read() -> tuple[str, list[object]]:
        found.append("x")
        return "a" * 3_000_000, [1, {"b": None}]

    assert apart(read, 0, HINT) == ("a" * 3_000_000, [1, {"b": None}])
    assert found == [] or not hasattr(os, "fork")


def test_errors_arrive_as_they_are() -> None:
    """A file that cannot be read says why; a mistake of our own keeps its kind, and says where it was made."""
    with pytest.raises(UnreadableError) as told:
        apart(lambda: fail(UnreadableError("it is damaged", "mend it")), 0, HINT)
    assert (told.value.reason, told.value.hint) == ("it is damaged", "mend it")
    with pytest.raises(ZeroDivisionError) as ours:
        apart(lambda: fail(ZeroDivisionError("ours")), 0, HINT)
    assert "test_apart.py" in "".join(ours.value.__notes__)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split here")
def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library does for ever ends after some seconds of the processor, and the file is told of."""
    monkeypatch.setattr(budget, "SECONDS", 1)
    start = process_time()
    with pytest.raises(UnreadableError) as told:
        apart(forever, 0, HINT)
    assert (told.value.reason, told.value.hint) == ("reading it takes more than 1 seconds", HINT)
    assert process_time() - start < 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split here")
def test_what_reads_may_be_given_more_time() -> None:
    """Who reads on may have longer, as rows of a sheet come; this process is never bounded by it."""
    import resource

    def longer() -> int:
        allow(70)
        return resource.getrlimit(resource.RLIMIT_CPU)[0]

    before = resource.getrlimit(resource.RLIMIT_CPU)
    assert apart(longer, 0, HINT) == 70
    allow(70)
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound memory")
def test_memory_is_bounded() -> None:
    """So is memory, also where a library takes it for damage."""

    def fill() -> int:
        with foreign("export it anew"):
            return len(bytearray(2_000_000_000))

    with pytest.raises(UnreadableError) as told:
        apart(fill, 0, HINT)
    assert (told.value.reason, told.value.hint) == ("reading it takes more than 350 MB of memory", HINT)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split here")
def test_what_breaks_down_is_told() -> None:
    """A library in C that ends the process ends the copy alone."""
    with pytest.raises(UnreadableError, match="what reads it breaks down"):
        apart(lambda: os.kill(os.getpid(), signal.SIGUSR1), 0, HINT)


def test_where_processes_cannot_be_split_it_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows results and errors are the same."""
    monkeypatch.delattr(os, "fork", raising=False)
    assert apart(lambda: 7, 0, HINT) == 7
    with pytest.raises(UnreadableError, match="350 MB of memory"):
        apart(lambda: fail(MemoryError()), 0, HINT)


def test_the_budget_grows_with_the_file() -> None:
    """A larger file may take longer and more; what is below a megabyte has the same few seconds, except for pages."""
    assert budget.seconds(10) == budget.seconds(900_000) == 4
    assert budget.seconds(11_000_000) == 104
    assert budget.seconds_of_pages(2_000_000) == 34
    assert budget.seconds_of_rows(100_000, 300_000) == 4 + 20
    assert budget.seconds_of_rows(100_000, 20_000) == 4 + 2  # nobody packs so many rows into so little
    assert budget.memory(0) < 400_000_000 < budget.memory(5_000_000)
