"""Which names complete where: ids only, from the files that the line is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casecode.app import calls, load
from casecode.completion import shells
from casecode.completion.table import table
from casecode.console.inputs import load_all
from casecode.model.study import Study
from casecode.project import catalogue as library
from casecode.project import names as index
from casecode.project.catalogue import Catalogue
from casecode.project.inside import TRUST
from casecode.project.project import Project
from casecode.reports.entities import all_ids
from conftest import DEMO

PROJECT = Path(__file__).parents[1] / "goldens" / "project"
SHIPPED = Path(__file__).parents[2]
Ask = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def builtin(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A built-in library with one case, so that cases added to the shipped one change no expectation."""
    root = tmp_path_factory.mktemp("builtin")
    (root / "frameworks").symlink_to(SHIPPED / "frameworks")
    (root / "cases").mkdir()
    for part in ("alibaba", "alibaba.yaml"):
        (root / "cases" / part).symlink_to(SHIPPED / "cases" / part)
    monkeypatch.setattr(library, "builtin_root", lambda: root)
    monkeypatch.setenv(TRUST, str(SHIPPED))


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Asks as bash does for what may stand at the end of a line; nothing may be said but names."""
    monkeypatch.chdir(PROJECT)

    def run(line: str) -> list[str]:
        words = f"casecode {line}".split(" ")
        monkeypatch.setenv("_CASECODE_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", "\n".join(words))
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        assert shells.main() == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.split("\n") if said.out else []

    return run


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ev", ["evidence"]),
        ("display nova ", ["lamps", "orders", "model", "range"]),
        ("display ventures ", ["matrix"]),
        ("--no", ["--no-cache"]),
        ("analyze --fac", ["--factor"]),
        ("analyze --format ma", ["markdown"]),
        ("analyze no", ["nova"]),
        ("profile n", ["nova"]),
        ("coverage nova al", []),
        ("evidence n", ["nova"]),
        ("compare nov", ["nova", "nova:home", "nova:brazil", "nova:japan"]),
        ("compare br", ["brazil"]),
        ("compare brazil ja", ["japan"]),
        ("check ve", ["ventures"]),
        ("matrix nova --rows the", ["theme"]),
        ("matrix nova --rows f", ["factor"]),
        ("matrix nova --columns factor:pri", ["factor:price"]),
        ("matrix nova --columns unit:", ["unit:entered", "unit:stage"]),
        ("evidence nova --group-by sta", ["stance", "stage"]),
        ("evidence nova --sort i", ["id"]),
        ("patterns n", ["nova"]),
        ("explain missing", ["missing-key", "missing-file", "missing-attribute", "missing-document"]),
        ("list fa", ["factors"]),
        ("list units --case n", ["nova"]),
        ("schema cov", ["coverage"]),
        ("guide file", ["file-format"]),
        ("show low-price", ["low-price"]),
        ("show nova:e1", ["nova:e1", "nova:e10"]),
        ("show unit:b", ["unit:brazil"]),
        ("trace low-price", ["low-price"]),
        ("trace brazi", []),
        ("analyze nova --unit ", ["home", "brazil", "japan"]),
        ("analyze nova -u b", ["brazil"]),
        ("analyze nova --unit=b", ["--unit=brazil"]),
        ("analyze nova --unit japan --unit h", ["home"]),
        ("analyze --unit j", ["japan"]),
        ("analyze nova --source p", ["press"]),
        ("analyze nova --coder ", ["ann"]),
        ("analyze nova --factor pri", ["price"]),
        ("analyze nova --matrix r", ["reasons"]),
        ("analyze nova --framework v", ["ventures"]),
        ("evidence nova --theme o", ["own-office"]),
        ("compare nova:brazil japan --unit b", ["brazil"]),
    ],
)
def test_name_completes_where_it_may_stand(ask: Ask, line: str, names: list[str]) -> None:
    """What is typed is completed with the names that may stand there, and go on from it."""
    assert ask(line) == names


@pytest.mark.parametrize("line", ["nothing ", "analyze nova --text w", "profile nova ", "--bogus", "analyze -o x"])
def test_nothing_is_offered_where_anything_or_nothing_may_stand(ask: Ask, line: str) -> None:
    """Where there is no list of names to choose from, the shell is left to complete files."""
    assert ask(line) == []


def test_option_that_was_given_is_not_offered_again(ask: Ask) -> None:
    """An option that can be given once is offered once, in all its spellings; one that repeats stays."""
    offered = ask("analyze nova -o file --unit brazil --")
    assert "--output" not in offered
    assert "--unit" in offered


def test_values_come_from_the_cases_on_the_line(
    ask: Ask, study: Callable[..., Study], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option offers what the cases on the line hold, by name or by path; without one what all cases hold."""
    study()
    study("other", case="case: other\n", units="units:\n  peru: {title: Peru}\n", evidence="")
    monkeypatch.chdir(project)
    assert ask("analyze other --unit ") == ["peru"]
    assert ask("analyze cases/other.yaml --unit ") == ["peru"]
    assert ask("analyze other.yaml demo --unit ") == ["peru", "russia", "sea"]
    assert ask("list units --case other --format ")  # other options go their own way
    assert ask("analyze --unit ") == ["russia", "sea", "peru"]


def test_lens_on_the_line_gives_the_factors(ask: Ask) -> None:
    """Seen through another framework a case has the factors and matrices of that one."""
    through = ask("analyze nova --framework gerschewski-2014 --factor ")
    assert through
    assert not {"price", "founders"} & set(through)


def test_evidence_files_count(
    ask: Ask, study: Callable[..., Study], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a case keeps in further files is part of it."""
    (project / "cases" / "more.csv").write_text("id,codes,statement,source,coder\nzz7,prices,S,survey,Wang Rui\n")
    study(evidence_files="evidence-files: [more.csv]\n")
    monkeypatch.chdir(project)
    assert ask("show zz") == ["zz7"]
    assert ask("analyze demo --coder ") == [r"Wang\ Rui"]


def test_attributes_are_axes(
    ask: Ask, study: Callable[..., Study], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A matrix can have the attributes of cases on its sides, whether the framework declares them or not."""
    study(evidence=DEMO["evidence"] + "attributes: {founded: 1999}\n")
    monkeypatch.chdir(project)
    assert ask("matrix demo --columns fo") == ["founded"]


def test_every_id_that_can_be_shown_completes(ask: Ask) -> None:
    """`show` offers what it knows: no kind of thing is left out."""
    assert set(ask("show ")) == set(all_ids(load_all()))


@pytest.mark.parametrize("name", calls())
def test_what_takes_a_name_completes(name: str) -> None:
    """An option or argument whose placeholder says that it takes a name has `autocompletion` from `commands.names`."""
    parameters = table()[name].parameters
    arguments = iter([one.names for one in parameters if not one.spellings])
    options = {tuple(one.spellings): one.names for one in parameters if one.spellings}
    for one in load(name).params:
        given = options[(*one.opts, *one.secondary_opts)] if one.param_type_name == "option" else next(arguments)
        if one.metavar in ("AXIS", "CASE", "ID", "NAME", "PATH", "WHAT"):
            assert given.startswith("casecode.console.names:"), one.name


def test_large_file_is_left_to_the_first_command(ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A key that takes seconds is worse than no names: once a command has read a large file, its names complete."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(index, "PARSED", 10)
    assert ask("analyze nova --unit ") == []
    assert ask("analyze n") == ["nova"]
    Project(Catalogue.at(PROJECT)).take(PROJECT / "cases" / "nova.yaml")
    assert ask("analyze nova --unit ") == ["home", "brazil", "japan"]
    monkeypatch.setattr(index, "LARGEST", 10)
    assert ask("analyze nova --unit ") == []


def test_names_are_the_same_with_and_without_a_cache(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache changes how long it takes, nothing else."""
    lines = ("", "analyze --", "compare ", "show ", "analyze nova --theme ")
    cached = [ask(line) for line in lines]
    assert cached == [ask(line) for line in lines]
    monkeypatch.setenv("CASECODE_CACHE", "off")
    assert cached == [ask(line) for line in lines]


def test_interrupt_says_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who types on while names are looked for sees no traceback."""

    interrupted: list[object] = []

    def interrupt(*_: object) -> None:
        interrupted.append(_)
        raise KeyboardInterrupt

    monkeypatch.setattr(shells, "complete", interrupt)
    try:
        said = ask("analyze ")
    except KeyboardInterrupt:  # it would end all tests, as if somebody had interrupted these
        said = ["an interrupt came through"]
    assert said == []
    assert len(interrupted) == 1
