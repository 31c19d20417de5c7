"""There and back: a study is the same study, and a project keeps what a study can hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
import refi_made as made_of
from casecode.exchange.refi.inward import Known, bring
from casecode.exchange.refi.outward import codes_of, project_of
from casecode.exchange.refi.project import Code, Coding, Project, Selection, Source, User
from casecode.exchange.refi.reading import read_project
from casecode.exchange.refi.tails import parted, record_of, told
from casecode.exchange.refi.writing import codebook_xml, project_files, project_xml
from casecode.model.case import Conclusion, Evidence
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project as Opened
from casecode.read import forms
from conftest import Run


def back(project: Project, folder: Path) -> Project:
    """A project written, and read again."""
    (folder / "p.qdpx").write_bytes(project_files(project))
    return read_project(folder / "p.qdpx")


def told_of(pieces: Any) -> dict[str, dict[str, Any]]:
    """What pieces of evidence say, by id; what is said twice counts once."""
    records = [record_of(forms.EVIDENCE, it) for it in pieces]
    listed = ("codes", "explains")
    return {it["id"]: it | {key: [*dict.fromkeys(it[key])] for key in listed if key in it} for it in records}


@given(made.pieces, made.conclusions)
@settings(max_examples=10)
def test_a_study_without_documents_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[Evidence], concluded: list[Conclusion]
) -> None:
    """Pieces, codes, units, stances, themes and conclusions of any study come back, through a project that is valid."""
    folder = tmp_path_factory.mktemp("round")
    studies = [made.make([*pieces], concluded, name) for name in ("c", "d")]
    out = project_of(studies, "casecode")
    assert made_of.errors(project_xml(out.project).encode()) == []
    brought = bring(back(out.project, folder), Known("p.qdpx", "2026-01-01"))
    for study in studies:
        home = brought.homes[study.case.id]
        pieces_of = {it["id"]: it for it in home.evidence}
        assert pieces_of == told_of(study.case.evidence)
        assert {id_: record_of(forms.THEME, it) for id_, it in study.case.themes.items()} == home.themes
        assert [record_of(forms.CONCLUSION, it) for it in study.case.conclusions] == home.conclusions
        assert home.units.keys() == study.case.units.keys()
    assert [it["id"] for it in brought.framework["factors"]] == [it.id for it in made.FRAMEWORK.factors]
    assert [it["id"] for it in brought.framework["propositions"]] == ["p1", "p2"]
    assert brought.framework["questions"].keys() == made.FRAMEWORK.questions.keys()
    assert all(not account.missing for account in brought.accounts)


def ward(folder: Path) -> list[Study]:
    """The cases in a folder."""
    opened = Opened(Catalogue.at(folder))
    found = [opened.case(path) for path in sorted((folder / "cases").glob("*.yaml"))]
    return [study for study in found if study]


MORE = """\
memos:
  - {id: m1, date: 2026-01-02, about: [e1], kind: theoretical, author: JN, text: "Why eleven?"}
  - {id: m7, date: 2026-01, about: [complexity, "source:i1"], text: "Two lines.\\n\\nOf text.", links: [e2]}
"""


def test_a_study_with_documents_is_the_same(
    casecode: Run, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Quotes come back at their places, with ratings, coders, memos, summaries, scale and documents; and go out again
    as the very same file. Importing what is there adds nothing."""
    import ward as field

    (project / "documents").mkdir()
    field.write(project)
    anna = project / "cases" / "anna.yaml"
    anna.write_text(anna.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    (project / "documents" / "i1.txt").write_text(field.TRANSCRIPT, encoding="utf-8")
    there = tmp_path_factory.mktemp("there")
    first, second = project / "a.qdpx", there / "b.qdpx"
    out = casecode("export", "project", str(first))
    assert out.returncode == 0, out.stderr
    result = casecode("import", "project", str(first), cwd=str(there))
    assert result.returncode == 0, result.stderr
    for before, after in zip(ward(project), ward(there), strict=True):
        assert told_of(after.case.evidence) == told_of(before.case.evidence)
        assert [record_of(forms.MEMO, it) for it in after.case.memos] == [
            record_of(forms.MEMO, it) for it in before.case.memos
        ]
        assert record_of(forms.CASE, after.case, ("evidence", "memos")) == record_of(
            forms.CASE, before.case, ("evidence", "memos")
        )
        assert record_of(forms.FRAMEWORK, after.framework) == record_of(forms.FRAMEWORK, before.framework)
    assert casecode("check", cwd=str(there)).returncode == 0
    assert casecode("export", "project", str(second), cwd=str(there)).returncode == 0
    with ZipFile(first) as one, ZipFile(second) as two:
        assert {name: one.read(name) for name in one.namelist()} == {name: two.read(name) for name in two.namelist()}
        assert made_of.errors(one.read("project.qde")) == []
    again = casecode("import", "project", str(second), cwd=str(there))
    assert (again.returncode, again.stdout) == (0, "nothing is new\n")
    assert " new" not in again.stderr


# Projects as hypothesis makes them: a tree of codes, texts with selections anywhere in them by two coders.
WORDS = st.lists(
    st.sampled_from(
        ["water", "less", "w\u00e4ter", "yes.", "\U0001f41d", "no\n", "\n\n", "\u2026", "-", "don\u2019t", "a"]
    ),
    min_size=3,
    max_size=25,
).map(" ".join)
names = st.sampled_from(["Care", "Water", "care", "Tools / more", "\U0001f41d", "a > b", "e1", ""])


@st.composite
def codes(draw: Callable[..., Any]) -> tuple[Code, ...]:
    """A tree of codes."""
    number = draw(st.integers(1, 6))
    above = [draw(st.integers(-1, at - 1)) for at in range(number)]
    called = [draw(names) for _ in range(number)]

    def below(at: int) -> tuple[Code, ...]:
        held = (it for it in range(number) if above[it] == at)
        return tuple(Code(made_of.guid(f"code {it}"), called[it], codes=below(it)) for it in held)

    return below(-1)


@st.composite
def projects(draw: Callable[..., Any]) -> Project:
    """A project with two texts."""
    tree = draw(codes())
    every = [code.guid for root in tree for code, _ in root.walk()]
    users = [User(made_of.guid(name), name) for name in ("Ann", "Bob")]
    sources = []
    for number, text in enumerate(draw(st.lists(WORDS, min_size=1, max_size=2))):
        spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
        selections = []
        for at, (start, end) in enumerate(sorted(it) for it in spans):
            own = made_of.guid(f"selection {number} {at}")
            given_ = draw(st.lists(st.sampled_from(every), max_size=3, unique=True))
            user = draw(st.sampled_from(users)).guid
            codings = tuple(Coding(made_of.guid(f"{own} {code}"), code, user) for code in given_)
            if text[start:end].strip():
                named = text[start:end][:20]
                selections.append(Selection(own, name=named, start=start, end=end, user=user, codings=codings))
        own = made_of.guid(f"source {number}")
        sources.append(Source(own, "text", draw(names) or "S", text=text, selections=tuple(selections)))
    return Project("Garden", "test", users=tuple(users), codes=tree, sources=tuple(sources))


def held(project: Project) -> set[tuple[Any, ...]]:
    """What is coded where, by whom: the characters without the blanks at their ends, the path of the code."""
    users = {user.guid: user.name for user in project.users}
    paths = {code.guid: tuple(it.name for it in (*above, code)) for code, above in project.walk_codes()}
    found: set[tuple[Any, ...]] = set()
    for source in project.sources:
        for it in source.selections:
            text = source.text or ""
            start = it.start + len(text[it.start : it.end]) - len(text[it.start : it.end].lstrip())
            place = (source.name, text, start, start + len(text[it.start : it.end].strip()))
            found |= {(*place, paths[coding.code], users[coding.user]) for coding in it.codings}
            found |= {(*place, None, users[it.user])} if not it.codings else set()
    return found


@given(projects())
@settings(max_examples=10)
def test_a_project_keeps_its_codes_and_selections(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    """Whatever is coded, within words, several times at one place, in texts that say the same again and again: it is
    there after it was a study, at its characters, by its coder; and `check` finds no error in that study."""
    folder = tmp_path_factory.mktemp("round")
    assert made_of.errors(project_xml(project).encode()) == []
    (folder / "p.qdpx").write_bytes(project_files(project))
    from calling import call

    result = call(folder, "import", "project", "p.qdpx")
    assert result.returncode == 0, result.stderr
    assert call(folder, "export", "project", "q.qdpx").returncode == 0
    after = read_project(folder / "q.qdpx")
    named = [it.name or "[Code without a name]" for it, _ in project.walk_codes()]
    assert [it.name for it, _ in after.walk_codes()] == named
    assert held(after) == {
        (*place, path and tuple(name or "[Code without a name]" for name in path), user)
        for *place, path, user in held(project)
    }


def test_a_codebook_is_valid_and_comes_back(tmp_path: Path) -> None:
    """The codes of a framework alone: no literature, and themes for all cases."""
    from casecode.exchange.refi.inward import bring_codes
    from casecode.exchange.refi.reading import read_codebook

    xml = codebook_xml(codes_of([made.make([])]), "casecode").encode()
    assert made_of.errors(xml, "Codebook") == []
    roots, groups = read_codebook(xml)
    brought = bring_codes("F", roots, groups, Known("f.qdc", "2026-01-01", framework_id="f"))
    assert brought.framework["themes"].keys() == made.THEMES.keys()
    assert [it["id"] for it in brought.framework["factors"]] == ["a", "b"]
    assert tmp_path.exists()


@given(
    st.text(),
    st.dictionaries(
        st.from_regex("[a-z]{1,8}", fullmatch=True), st.one_of(st.text(min_size=1), st.lists(st.text())), max_size=4
    ),
)
def test_lines_below_a_text_are_read_back(text: str, record: dict[str, Any]) -> None:
    """What stands below a description comes back, whatever signs it holds; a text alone stays a text."""
    said, found = parted(told(text, record))
    kept = {key: it for key, it in record.items() if it}
    assert found == kept
    assert said == (text.strip() if kept else text) or "[casecode]" in text
