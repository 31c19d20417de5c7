"""Changes of whole projects, below the commands: what is found, what is refused with which hint, what is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casecode.edit import changes, codes, finding, intake, records
from casecode.edit.store import RefusedError
from casecode.edit.workspace import Workspace

FRAMEWORK = """\
framework: f
factors:
  - {id: a, title: A}
  - {id: b, title: B}
themes:
  shared: {factor: a, label: Shared}
references:
  book: {type: book, title: Book}
"""
ONE = """\
case: one
framework: f
evidence-files: [one.d/more.yaml, one.d/lines.jsonl]
units: {sea: {title: Sea}, land: {title: Land}}
sources: {s1: {type: report, title: S}}
themes:
  t: {factor: a, label: T}
  hot: {factor: a, label: Hot}
evidence:
  - {id: e1, codes: [t, a], units: [sea], source: s1, statement: So.}
  - {id: x9, codes: [t, hot], source: s1, statement: So.}
"""
TWO = """\
case: two
framework: f
themes:
  t: {factor: a, label: T}
  shared: {factor: b, label: Mine}
evidence:
  - {id: e1, codes: [t, shared], statement: So.}
"""
LOOSE = "case: loose\nframework: elsewhere\nevidence:\n  - {id: e1, codes: [c], statement: So.}\n"
MORE = "evidence:\n  - {id: p007, codes: [a], units: [land], source: book, statement: So.}\n"
LINES = '{"id": "l1", "codes": ["a"], "units": ["land"], "statement": "So."}\n'


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], Workspace]:
    """A project with a framework and three cases, opened anew for each change."""
    files = {
        "frameworks/f.yaml": FRAMEWORK,
        "cases/one.yaml": ONE,
        "cases/two.yaml": TWO,
        "cases/loose.yaml": LOOSE,
        "cases/one.d/more.yaml": MORE,
        "cases/one.d/lines.jsonl": LINES,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return lambda: Workspace(tmp_path)


def written(workspace: Workspace) -> dict[str, tuple[list[str], list[str]]]:
    """For each file that would change the lines that go and those that come."""
    found = {}
    for change in workspace.changes():
        old, new = ((data or b"").decode().splitlines() for data in (change.before, change.after))
        found[change.path.name] = ([it for it in old if it not in new], [it for it in new if it not in old])
    return found


Make = Callable[[], Workspace]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (lambda it: finding.case_file(it, "on"), 'no case "on" in ', 'did you mean "one"?'),
        (lambda it: finding.case_file(it, "zzz"), 'no case "zzz" in ', "known cases: loose, one, two"),
        (
            lambda it: intake.add_evidence(it, "one", [{"id": "e1"}]),
            'there is a piece of evidence "e1" already',
            "leave the id out for the next free one",
        ),
        (
            lambda it: intake.add_evidence(it, "one", [{"id": "n1"}, {"id": "n1"}]),
            'there is a piece of evidence "n1" already',
            "leave the id out for the next free one",
        ),
        (
            lambda it: changes.add_declared(it, "one", "themes", "t", {"label": "T"}),
            'one has a theme "t" already',
            "leave out what would declare it anew",
        ),
        (
            lambda it: changes.remove(it, "theme", "t", "one"),
            'theme "t" is used in one.yaml:10, one.yaml:11',
            "recode it into another",
        ),
        (
            lambda it: changes.remove(it, "source", "s1"),
            "is used in one.yaml:10, one.yaml:11",
            "take it out there first, or rename it",
        ),
        (
            lambda it: changes.remove(it, "factor", "a"),
            'factor "a" is used in f.yaml:6, one.yaml:7, one.yaml:8, one.yaml:10, more.yaml:2 and 2 others',
            "take it out there first, or rename it",
        ),
        (
            lambda it: changes.rename(it, "theme", "one:t", "No"),
            '"No" is not an id',
            "use small letters, digits and single hyphens",
        ),
        (
            lambda it: changes.rename(it, "theme", "one:t", "hot"),
            'there is a theme "hot" already',
            "to join two codes, use recode",
        ),
        (
            lambda it: changes.recode(it, "t", "nothing", ["one"]),
            'one has no theme or factor "nothing"',
            "declare it first",
        ),
        (lambda it: changes.recode(it, "t", "hto", ["one"]), 'one has no theme or factor "hto"', 'did you mean "hot"?'),
        (lambda it: changes.recode(it, "share", "t"), 'nothing is coded as "share"', 'did you mean "shared"?'),
        (lambda it: changes.recode(it, "nothing", "t"), 'nothing is coded as "nothing"', ""),
        (lambda it: changes.move_evidence(it, "one:e1", "one"), '"one:e1" is in one already', ""),
        (
            lambda it: changes.move_evidence(it, "x9", "less"),
            'one has no evidence file "less"',
            "its files are one.yaml, more.yaml, lines.jsonl; name another one under evidence-files: first",
        ),
        (
            lambda it: finding.declaration(it, "theme", "t"),
            'there is more than one theme "t"',
            "write one of one:t, two:t",
        ),
        (lambda it: finding.declaration(it, "theme", "tt"), 'no theme "tt" in this project', 'did you mean "t"?'),
        (
            lambda it: finding.declaration(it, "unit", "two:sea"),
            'no unit "two:sea" in this project',
            'did you mean "one:sea"?',
        ),
        (
            lambda it: finding.declaration(it, "unit", "zzzzz"),
            'no unit "zzzzz" in this project',
            "`casecode list` shows what there is in ",
        ),
    ],
)
def test_what_cannot_be_done_is_refused(
    make: Make, change: Callable[[Workspace], object], message: str, hint: str
) -> None:
    """Each refusal says what is in the way, and what to do instead."""
    with pytest.raises(RefusedError) as caught:
        change(make())
    assert message in str(caught.value)
    assert caught.value.hint.startswith(hint)
    assert bool(hint) == bool(caught.value.hint)


def test_a_project_without_cases_says_how_to_make_one(tmp_path: Path) -> None:
    """There is nothing to choose from."""
    with pytest.raises(RefusedError) as caught:
        finding.case_file(Workspace(tmp_path), "one")
    assert caught.value.hint == "`casecode new case` makes one"


@pytest.mark.parametrize(
    ("record", "into", "added", "file"),
    [
        ({"units": ["sea"]}, "", "x10", "one.yaml"),
        ({"units": ["land"]}, "", "p008", "more.yaml"),
        ({}, "", "l2", "lines.jsonl"),
        ({"units": ["nowhere"]}, "", "l2", "lines.jsonl"),
        ({}, "more", "p008", "more.yaml"),
        ({"id": "z"}, "one.yaml", "z", "one.yaml"),
    ],
)
def test_a_new_piece_has_its_file_and_id(
    make: Make, record: dict[str, object], into: str, added: str, file: str
) -> None:
    """Where most evidence on its units is, else in the last file; the id goes on from the highest number there."""
    workspace = make()
    assert intake.add_evidence(workspace, "one", [{**record, "statement": "So."}], into) == [added]
    assert list(written(workspace)) == [file]


def test_pieces_added_together(make: Make) -> None:
    """Each has the next number that no file of the case has; keys stand in their order, unknown ones last, and what is
    empty is left out."""
    workspace = make()
    given: list[records.Record] = [
        {"statement": "So.", "codes": ["a"], "strange": "x", "note": "", "empty": ""},
        {"id": "x11"},
        {"codes": ["b"]},
    ]
    assert intake.add_evidence(workspace, "one", given, "one.yaml") == ["x10", "x11", "x12"]
    assert written(workspace)["one.yaml"][1] == [
        "  - {id: x10, codes: [a], statement: So., strange: x}",
        "  - {id: x11}",
        "  - {id: x12, codes: [b]}",
    ]
    assert intake.add_evidence(make(), "two", [{"statement": "So."}]) == ["e2"]


def test_what_is_declared_comes_where_it_belongs(make: Make) -> None:
    """A first source opens its section in the order of the form; a further one stands behind the others."""
    workspace = make()
    changes.add_declared(workspace, "two", "sources", "s1", {"title": "S", "type": "report", "other": "x"})
    changes.add_declared(workspace, "one", "themes", "new", {"label": "New", "factor": "b"})
    assert written(workspace) == {
        "two.yaml": ([], ["sources:", "  s1:", "    type: report", "    title: S"]),
        "one.yaml": ([], ["  new:", "    factor: b", "    label: New"]),
    }
    after = next(it.after or b"" for it in workspace.changes() if it.path.name == "two.yaml").decode()
    assert after.index("sources:") < after.index("themes:")


def test_rename_changes_what_is_meant(make: Make) -> None:
    """A theme of one case is not that of another; a shared theme is, but where a case has its own of that name; a
    factor is renamed in the framework and in all cases that are coded against it."""
    workspace = make()
    assert changes.rename(workspace, "theme", "t", "u", "one") == 3
    assert written(workspace)["one.yaml"][1] == [
        "  u: {factor: a, label: T}",
        "  - {id: e1, codes: [u, a], units: [sea], source: s1, statement: So.}",
        "  - {id: x9, codes: [u, hot], source: s1, statement: So.}",
    ]
    workspace = make()
    assert changes.rename(workspace, "theme", "f:shared", "common") == 1
    assert list(written(workspace)) == ["f.yaml"]
    workspace = make()
    assert changes.rename(workspace, "factor", "b", "c") == 2
    assert written(workspace) == {
        "f.yaml": (["  - {id: b, title: B}"], ["  - {id: c, title: B}"]),
        "two.yaml": (["  shared: {factor: b, label: Mine}"], ["  shared: {factor: c, label: Mine}"]),
    }
    workspace = make()
    assert changes.rename(workspace, "case", "one", "first") == 1
    assert changes.rename(make(), "framework", "f", "g") == 3
    workspace = make()
    assert changes.rename(workspace, "unit", "one:sea", "ocean") == 2


def test_recode_joins_codes_in_the_cases_meant(make: Make) -> None:
    """A code that the piece has already is not named twice; the theme goes; without a case all are meant that use it;
    where the framework is not at hand, what is used can be coded with."""
    workspace = make()
    assert changes.recode(workspace, "t", "hot", ["one"]) == 3
    assert written(workspace) == {
        "one.yaml": (
            [
                "  t: {factor: a, label: T}",
                "  - {id: e1, codes: [t, a], units: [sea], source: s1, statement: So.}",
                "  - {id: x9, codes: [t, hot], source: s1, statement: So.}",
            ],
            [
                "  - {id: e1, codes: [hot, a], units: [sea], source: s1, statement: So.}",
                "  - {id: x9, codes: [hot], source: s1, statement: So.}",
            ],
        )
    }
    workspace = make()
    assert changes.recode(workspace, "a", "b") == 3
    assert sorted(written(workspace)) == ["lines.jsonl", "more.yaml", "one.yaml"]
    with pytest.raises(RefusedError, match='loose has no theme or factor "a"'):
        changes.recode(make(), "c", "a")
    assert changes.recode(make(), "c", "c", ["loose"]) == 1


def test_recoded_themes_are_no_reasons_for_themselves(make: Make, tmp_path: Path) -> None:
    """What gave a recoded theme as its result loses it where it would be its own; what is said of the theme of that id
    in another case stays; and one that was recoded before, in the same change, says nothing any more."""
    text = ONE.replace("label: T}", "label: T, explains: [hot]}").replace(
        "label: Hot}", "label: Hot, explains: [t, cold]}"
    )
    text = text.replace("themes:\n", "themes:\n  cold: {factor: b, label: Cold, explains: [t]}\n")
    text += 'memos:\n  - {id: m1, date: 2026, about: [t, "two:t"], text: So.}\n'
    make()
    (tmp_path / "cases" / "one.yaml").write_text(text)
    workspace = Workspace(tmp_path)
    changes.recode(workspace, "t", "hot", ["one"])
    assert written(workspace)["one.yaml"][1][:2] == [
        "  cold: {factor: b, label: Cold, explains: [hot]}",
        "  hot: {factor: a, label: Hot, explains: [cold]}",
    ]
    assert '  - {id: m1, date: 2026, about: [hot, "two:t"], text: So.}' in written(workspace)["one.yaml"][1]
    workspace = Workspace(tmp_path)
    changes.recode(workspace, "hot", "cold", ["one"])
    changes.recode(workspace, "t", "cold", ["one"])
    assert written(workspace)["one.yaml"][1][0] == "  cold: {factor: b, label: Cold, explains: []}"


def test_attributes_are_set_in_their_place(make: Make, tmp_path: Path) -> None:
    """Where the form has them, beside those that are there; what gets none stays as it is."""
    make()
    text = ONE.replace("title: Sea}", "title: Sea, note: N}").replace(
        "title: S}", "title: S, attributes: {a: '1'}, note: N}"
    )
    (tmp_path / "cases" / "one.yaml").write_text(text)
    workspace = Workspace(tmp_path)
    changes.set_attributes(workspace, "one", "unit", {"sea": {"beds": "3"}, "land": {}})
    changes.set_attributes(workspace, "one", "source", {"s1": {"b": "2"}})
    assert written(workspace)["one.yaml"][1] == [
        'units: {sea: {title: Sea, attributes: {beds: "3"}, note: N}, land: {title: Land}}',
        "sources: {s1: {type: report, title: S, attributes: {a: '1', b: \"2\"}, note: N}}",
    ]


def test_what_moves_is_what_is_named(make: Make) -> None:
    """A theme under another factor, a piece into another file: of the case that is named, by the name of the file, with
    its ending or without, or by its path."""
    workspace = make()
    changes.move_theme(workspace, "t", "b", "two")
    assert written(workspace) == {"two.yaml": (["  t: {factor: a, label: T}"], ["  t: {factor: b, label: T}"])}
    path = str(workspace.of_case("one")[1].path)
    for name in ("more", "more.yaml", path):
        workspace = make()
        changes.move_evidence(workspace, "e1", name, "one")
        assert [*written(workspace)] == ["one.yaml", "more.yaml"]


def test_a_field_is_set_and_cleared(make: Make) -> None:
    """A new key comes where the form has it; what is cleared goes, and what is not there is no matter."""
    workspace = make()
    codes.edit_pieces(workspace, ["one:x9"], {"units": ["sea"]}, ["source", "note"])
    assert written(workspace)["one.yaml"][1] == ["  - {id: x9, codes: [t, hot], units: [sea], statement: So.}"]


def test_documents_are_kept_of_what_is_meant(make: Make, tmp_path: Path) -> None:
    """Of the cases named and their framework, or of all; a SHA-256 that is there in capitals is the same."""
    (tmp_path / "note.txt").write_text("So.", encoding="utf-8")
    for name, old, new in (
        ("frameworks/f.yaml", "title: Book}", "title: Book, file: ../note.txt}"),
        ("cases/one.yaml", "title: S}}", "title: S, file: ../note.txt}}"),
        ("cases/two.yaml", "themes:", "sources: {s2: {type: report, title: T, file: ../note.txt}}\nthemes:"),
        ("cases/loose.yaml", "evidence:", "sources: {s3: {type: report, title: T, file: ../gone.txt}}\nevidence:"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert changes.keep_documents(make(), ["one"]) == ["book", "s1"]
    workspace = make()
    assert sorted(changes.keep_documents(workspace)) == ["book", "s1", "s2"]
    for change in workspace.changes():
        change.path.write_bytes(change.after or b"")
    path = tmp_path / "cases" / "one.yaml"
    text = path.read_text(encoding="utf-8")
    sha256 = text.partition("sha256: ")[2][:64]
    path.write_text(text.replace(sha256, sha256.upper()), encoding="utf-8")
    assert changes.keep_documents(make()) == []


SAME = """\
case: same
framework: same
units: {it: {title: It}}
sources: {it: {type: report, title: It}}
themes:
  it: {factor: a, label: It}
evidence:
  # from the field
  - {id: it, codes: [it], units: [it], source: it, statement: it}  # seen
timeline: [{date: 2014, event: it, evidence: [it], units: [it], source: it}]
"""


@pytest.mark.parametrize(
    ("kind", "line", "count"),
    [
        ("theme", "  - {id: it, codes: [new], units: [it], source: it, statement: it}  # seen", 2),
        ("unit", "  - {id: it, codes: [it], units: [new], source: it, statement: it}  # seen", 3),
        ("source", "  - {id: it, codes: [it], units: [it], source: new, statement: it}  # seen", 3),
        ("evidence", "  - {id: new, codes: [it], units: [it], source: it, statement: it}  # seen", 2),
    ],
)
def test_things_of_one_id_are_told_apart(tmp_path: Path, kind: str, line: str, count: int) -> None:
    """A theme, a unit, a source and a piece may have the same id; renaming one leaves the others alone."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "same.yaml").write_text(SAME, encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert changes.rename(workspace, kind, "it", "new") == count
    assert line in written(workspace)["same.yaml"][1]
    assert sum(text.count("new") for text in written(workspace)["same.yaml"][1]) == count


@pytest.mark.parametrize(
    ("own", "others", "added"),
    [
        ([], [], "e1"),
        (["e1"], ["e2"], "e3"),
        (["e1"], ["e2", "e3"], "e4"),
        (["a09"], ["a1"], "a10"),
        (["x"], ["e1"], "e2"),
    ],
)
def test_ids_go_on_where_others_have_stopped(tmp_path: Path, own: list[str], others: list[str], added: str) -> None:
    """The next number after the highest in the file that no file of the case has; the first is e1."""
    (tmp_path / "cases").mkdir()
    for name, ids in (("c", own), ("more", others)):
        head = "case: c\nevidence-files: [more.yaml]\n" if name == "c" else ""
        rows = "".join(f"\n  - {{id: {id_}, statement: So.}}" for id_ in ids) or " []"
        (tmp_path / "cases" / f"{name}.yaml").write_text(f"{head}evidence:{rows}\n", encoding="utf-8")
    assert intake.add_evidence(Workspace(tmp_path), "c", [{"statement": "So."}], "c.yaml") == [added]


def test_comments_move_with_their_piece(make: Make, tmp_path: Path) -> None:
    """Into a file of YAML the comments inside a piece go with it; in JSON Lines there are none, so they stay behind."""
    path = tmp_path / "cases" / "two.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "evidence:", "evidence-files: [two.d/a.yaml, two.d/b.jsonl]\nevidence:"
    )
    path.write_text(text.replace("So.}\n", "So.}  # seen\n"), encoding="utf-8")
    (tmp_path / "cases" / "two.d").mkdir()
    (tmp_path / "cases" / "two.d" / "a.yaml").write_text("evidence:\n  - {id: z, statement: So.}\n", encoding="utf-8")
    (tmp_path / "cases" / "two.d" / "b.jsonl").write_text("", encoding="utf-8")
    workspace = make()
    changes.move_evidence(workspace, "two:e1", "a")
    found = written(workspace)
    assert found["a.yaml"][1] == ["  # seen", "  - {id: e1, codes: [t, shared], statement: So.}"]
    assert "evidence: []" in found["two.yaml"][1]
    workspace = make()
    changes.move_evidence(workspace, "two:e1", "b")
    found = written(workspace)
    assert found["b.jsonl"][1] == ['{"id": "e1", "codes": ["t", "shared"], "statement": "So."}']
    assert found["two.yaml"][1] == ["# seen", "evidence: []"]


def test_what_a_mended_part_lays_bare_is_not_new(tmp_path: Path) -> None:
    """An id that cannot be read keeps back whether others are known; an edit that mends it is made, though what was
    wrong before is told then. What the edit itself makes wrong is still refused."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "f.yaml").write_text("framework: f\nfactors: [{id: a, title: A}]\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "c.yaml").write_text(
        "case: c\nframework: f\nunits: {home: {title: Home, role: home}}\nsources: {s: {type: book, title: T}}\n"
        "themes:\n  Two words: {factor: a, label: Two}\n"
        "evidence:\n  - {id: e1, codes: [nowhere], source: s, statement: So.}\n",
        encoding="utf-8",
    )

    def errors(edit: Callable[[Workspace], object]) -> list[str]:
        workspace = Workspace(tmp_path)
        edit(workspace)
        return [it.message for it in workspace.new_errors(workspace.changes())]

    assert errors(lambda it: changes.rename(it, "theme", "Two words", "two")) == []
    changed = {"codes": ["nowhere", "else"]}
    assert errors(lambda it: codes.edit_pieces(it, ["c:e1"], {**changed, "source": "r"})) == ['there is no source "r"']
    text = (tmp_path / "cases" / "c.yaml").read_text(encoding="utf-8").replace("Two words", "two")
    (tmp_path / "cases" / "c.yaml").write_text(text, encoding="utf-8")
    assert errors(lambda it: codes.edit_pieces(it, ["c:e1"], changed)) == ['there is no theme "else"']


def test_a_case_without_evidence_gets_its_first(tmp_path: Path) -> None:
    """The key of the list comes in the order of the form; a piece without units is put beside none."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "c.yaml").write_text(
        "case: c\nframework: f\nthemes:\n  t: {factor: a, label: T}\nconclusions:\n  - {text: x}\n", encoding="utf-8"
    )
    workspace = Workspace(tmp_path)
    assert intake.add_evidence(workspace, "c", [{"statement": "So.", "codes": ["t"]}, {"statement": "Too."}]) == [
        "e1",
        "e2",
    ]
    (change,) = workspace.changes()
    assert (change.after or b"").decode().splitlines()[4:] == [
        "evidence:",
        "  - id: e1",
        "    codes: [t]",
        "    statement: So.",
        "  - id: e2",
        "    statement: Too.",
        "conclusions:",
        "  - {text: x}",
    ]


@pytest.mark.parametrize(("uses", "told"), [(1, ""), (5, ""), (6, " and 1 others"), (7, " and 2 others")])
def test_what_is_used_is_not_taken_out(tmp_path: Path, uses: int, told: str) -> None:
    """The first five places are named, and how many more there are."""
    pieces = "".join(f"  - {{id: e{number}, codes: [t]}}\n" for number in range(uses))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "c.yaml").write_text(f"case: c\nthemes:\n  t: {{label: T}}\nevidence:\n{pieces}", "utf-8")
    with pytest.raises(RefusedError) as caught:
        changes.remove(Workspace(tmp_path), "theme", "t")
    places = ", ".join(f"c.yaml:{line}" for line in range(5, 5 + min(uses, 5)))
    assert str(caught.value) == f'theme "t" is used in {places}{told}'
    assert caught.value.hint == "recode it into another"


def test_ids_of_other_kinds_are_left_alone(tmp_path: Path) -> None:
    """A theme may get the id of a source; where a case has a source of the name of a shared theme it hides nothing; a
    factor is renamed at both ends of a crosswalk, and the factor of that name in another framework is not."""
    for name, text in {
        "frameworks/f.yaml": "framework: f\nfactors: [{id: a, title: A}, {id: b, title: B}]\n"
        "themes:\n  shared: {factor: a, label: S}\n"
        "crosswalks:\n  - {id: x, from: f, to: f, map: {a: [a, b]}}\n  - {id: z, to: g, map: {a: a}}\n",
        "frameworks/g.yaml": "framework: g\nfactors: [{id: a, title: A}]\n"
        "crosswalks:\n  - {id: w, from: f, to: g, map: {a: [a]}}\n",
        "cases/c.yaml": "case: c\nframework: f\nsources:\n  shared: {type: book, title: T}\n"
        "themes:\n  t: {factor: a, label: T}\nevidence:\n  - {id: t, codes: [shared, t], source: shared}\n",
        "cases/d.yaml": "case: d\nframework: g\nevidence:\n  - {id: e1, codes: [shared, a]}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert changes.rename(workspace, "theme", "t", "shared", "c") == 2
    assert written(workspace)["c.yaml"][1] == [
        "  shared: {factor: a, label: T}",
        "  - {id: t, codes: [shared, shared], source: shared}",
    ]
    workspace = Workspace(tmp_path)
    assert changes.rename(workspace, "theme", "f:shared", "common") == 2
    assert written(workspace) == {
        "f.yaml": (["  shared: {factor: a, label: S}"], ["  common: {factor: a, label: S}"]),
        "c.yaml": (
            ["  - {id: t, codes: [shared, t], source: shared}"],
            ["  - {id: t, codes: [common, t], source: shared}"],
        ),
    }
    workspace = Workspace(tmp_path)
    changes.rename(workspace, "factor", "f:a", "new")
    assert written(workspace) == {
        "f.yaml": (
            [
                "factors: [{id: a, title: A}, {id: b, title: B}]",
                "  shared: {factor: a, label: S}",
                "  - {id: x, from: f, to: f, map: {a: [a, b]}}",
                "  - {id: z, to: g, map: {a: a}}",
            ],
            [
                "factors: [{id: new, title: A}, {id: b, title: B}]",
                "  shared: {factor: new, label: S}",
                "  - {id: x, from: f, to: f, map: {new: [new, b]}}",
                "  - {id: z, to: g, map: {new: a}}",
            ],
        ),
        "g.yaml": (["  - {id: w, from: f, to: g, map: {a: [a]}}"], ["  - {id: w, from: f, to: g, map: {new: [a]}}"]),
        "c.yaml": (["  t: {factor: a, label: T}"], ["  t: {factor: new, label: T}"]),
    }


def test_cases_and_frameworks_are_told_apart(tmp_path: Path) -> None:
    """Two frameworks: the one is renamed where cases name it, the other stays; so with cases."""
    for name, text in {
        "frameworks/f.yaml": "framework: f\nfactors: [{id: a, title: A}]\n",
        "frameworks/g.yaml": "framework: g\nfactors: [{id: a, title: A}]\n",
        "cases/f.yaml": "case: f\nframework: f\n",
        "cases/g.yaml": "case: g\nframework: g\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert changes.rename(workspace, "framework", "f", "new") == 2
    assert [(str(it.path.relative_to(tmp_path)), it.after) for it in workspace.changes()] == [
        ("frameworks/f.yaml", b"framework: new\nfactors: [{id: a, title: A}]\n"),
        ("cases/f.yaml", b"case: f\nframework: new\n"),
    ]
    workspace = Workspace(tmp_path)
    assert changes.rename(workspace, "case", "f", "new") == 1
    assert [it.after for it in workspace.changes()] == [b"case: new\nframework: f\n"]


def test_a_piece_is_edited_in_the_case_that_is_named(make: Make) -> None:
    """Though another case has one of the same id."""
    for case, line in (("one", "  - {id: e1, codes: [t, a], units: [sea], source: s1"), ("two", "  - {id: e1, codes")):
        workspace = make()
        (file,) = codes.edit_pieces(workspace, [f"{case}:e1"], {"note": "more"})
        ((name, (_, new)),) = written(workspace).items()
        assert (file.owner, name, new[0].startswith(line)) == (case, f"{case}.yaml", True)


def test_files_outside_of_the_project_are_none_of_its_own(make: Make, tmp_path: Path) -> None:
    """Evidence that a case names outside is neither looked through nor changed, unless the case says that it may be;
    a file that is not there is none, and what is no name names none."""
    make()
    names = "[one.d/more.yaml, ../../away.yaml, none.yaml, [more]]"
    text = ONE.replace("[one.d/more.yaml, one.d/lines.jsonl]", names)
    root = tmp_path / "project"
    root.mkdir()
    for name in ("frameworks", "cases"):
        (tmp_path / name).rename(root / name)
    (tmp_path / "away.yaml").write_text(MORE.replace("p007", "p008"))
    for allowed, found in (
        ("", ["one.yaml", "more.yaml"]),
        ("allow-outside: true\n", ["one.yaml", "more.yaml", "away.yaml"]),
    ):
        (root / "cases" / "one.yaml").write_text(text + allowed)
        workspace = Workspace(root)
        assert [file.path.name for file in workspace.of_case("one")] == found
        assert [it.path.name for it in workspace.mentioning("land") if it.kind == "evidence"] == found[1:]


def test_what_is_new_and_what_a_framework_bears_on_is_proved(make: Make, tmp_path: Path) -> None:
    """A new file, and the cases of a framework that changes; a case that nobody can read is in the way of none."""
    workspace = make()
    workspace.begin(Path("cases/new.yaml"), "case: new\nframework: f\nthemes:\n  x: {factor: nowhere, label: X}\n")
    assert "unknown-factor" in {it.rule for it in workspace.new_errors(workspace.changes())}
    (tmp_path / "cases" / "broken.yaml").write_text("case: [\n")
    workspace = make()
    changes.add_declared(workspace, "f", "themes", "more", {"factor": "a", "label": "More"})
    assert workspace.new_errors(workspace.changes()) == []
    workspace = make()
    home = workspace.framework("f")
    assert home is not None
    home.draft.remove(("factors", 1))
    assert {it.span.document.name.rpartition("/")[2] for it in workspace.new_errors(workspace.changes())} == {
        "two.yaml"
    }


def test_a_factor_goes_before_a_framework_of_its_name(make: Make, tmp_path: Path) -> None:
    """A name that a factor has as well means the factor; a case or a theme that has it is no matter."""
    assert finding.is_framework(make(), "f")
    (tmp_path / "cases" / "two.yaml").write_text(
        TWO.replace("shared: {factor: b", "f: {factor: b").replace(", shared]", "]")
    )
    assert finding.is_framework(make(), "f")
    (tmp_path / "frameworks" / "f.yaml").write_text(FRAMEWORK.replace("{id: b,", "{id: f,"))
    assert not finding.is_framework(make(), "f")


def test_memos_are_followed_wherever_they_are(make: Make, tmp_path: Path) -> None:
    """On a case in the file of another, and on a piece of their own case in full; each place is counted once."""
    make()
    for name, text, about in (("one", ONE, "one:e1"), ("two", TWO, "one")):
        memo = f'memos:\n  - {{id: m1, date: 2026, about: ["{about}"], text: So.}}\n'
        (tmp_path / "cases" / f"{name}.yaml").write_text(text + memo)
    workspace = make()
    assert changes.rename(workspace, "evidence", "one:e1", "first") == 2
    assert written(workspace)["one.yaml"][1][-1] == '  - {id: m1, date: 2026, about: ["one:first"], text: So.}'
    workspace = make()
    assert changes.rename(workspace, "case", "one", "uno") == 3
    assert written(workspace)["two.yaml"][1] == ['  - {id: m1, date: 2026, about: ["uno"], text: So.}']


def test_space_around_a_code_is_not_of_it(make: Make, tmp_path: Path) -> None:
    """A piece that has a code with space around it has the code."""
    make()
    (tmp_path / "cases" / "one.d" / "lines.jsonl").write_text(LINES.replace('["a"]', '[" a "]'))
    workspace = make()
    assert codes.edit_pieces(workspace, ["one:l1"], {}, added=["a"]) == {}
    assert workspace.changed == []
