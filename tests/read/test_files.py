"""Reading files: YAML without surprises, bulk evidence, dates, names, the cache and the schemas."""

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from ruamel.yaml import YAML

from casecode.model.case import Evidence
from casecode.model.dates import bounds, sort_key
from casecode.model.span import NOWHERE, Document
from casecode.model.study import Study
from casecode.project import cache
from casecode.project.catalogue import Catalogue, builtin_root
from casecode.project.project import EvidenceFile, Project
from casecode.read.formulas import guarded
from casecode.read.node import Mapping, Scalar
from casecode.read.schema import file_schema
from casecode.read.yaml import parse
from conftest import case_of

Make = Callable[..., Study]
ROOT = Path(__file__).parents[2]


def scalar(text: str, key: str = "a") -> Scalar:
    """The scalar under a key."""
    root, problems = parse(Document("t.yaml", text))
    assert not problems
    assert isinstance(root, Mapping)
    found = root.child(key)
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("written", ["no", "1.10", "2017-09", "null", "0o14", "12e03", "true", "2014-09-19", "1_000"])
def test_scalars_stay_the_text_that_was_written(written: str) -> None:
    """What YAML 1.1 would turn into a number, a date or a truth value stays text."""
    assert scalar(f"a: {written}\n").text == written


def test_spans_of_parts() -> None:
    """A path of keys and positions leads to the span of the part, one that leads nowhere to the part above."""
    root, _ = parse(Document("t.yaml", "case: x\nevidence:\n  - id: e1\n    codes: [one, two]\n"))
    assert root is not None
    assert str(root.at("evidence", 0, "codes", 1)) == "t.yaml:4:18"
    assert str(root.at("evidence", 0, "id")) == "t.yaml:3:9"
    assert root.at("evidence", 0, "nothing") == root.at("evidence", 0)
    span = root.at("evidence", 0, "codes", 1)
    assert span.line_text[span.column - 1 : span.end_column - 1] == "two"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: &x 1\nb: *x\n", "t:1:4", 'the anchor "&x"'),
        ("a: 1\n<<: {b: 2}\n", "t:2:1", "a merge key"),
        ("a: !!int 1\n", "t:1:4", "the tag"),
        ("a: 1\n---\nb: 2\n", "t:2:1", "a second document"),
        ("? [x]\n: 1\n", "t:1:3", "a list or mapping as a key"),
        ("a: 1\nb: 2\na: 3\n", "t:3:1", "a second time"),
        ("a: [1\n", "t:2:1", "not valid YAML"),
        ("\ta: 1\n", "t:1:1", "not valid YAML"),
        ('a: "\\q"\n', "t:1:5", "not valid YAML"),
    ],
)
def test_surprises_are_problems_with_a_place(text: str, place: str, said: str) -> None:
    """Each part of YAML that surprises readers is refused where it stands."""
    _, problems = parse(Document("t", text))
    assert said in problems[0].message
    assert str(problems[0].span) == place


def test_byte_order_mark_and_crlf(project: Path, opened: Project) -> None:
    """A byte order mark and Windows line ends change neither what is read nor where problems are."""
    data = "case: x\r\ntitle: y\r\nframework: tiny\r\nunitz: {}\r\n".encode("utf-8-sig")
    study = case_of(opened, project / "x.yaml", data)
    assert study is not None
    assert study.case.title == "y"
    assert [str(problem.span) for problem in opened.problems] == [f"{project / 'x.yaml'}:4:1"]


def test_one_mistake_makes_one_problem(project: Path, opened: Project) -> None:
    """A record with a mistake is read with its defaults, so that what refers to it is not reported, too."""
    from casecode.checks.errors import check_errors

    text = "case: x\ntitle: y\nframework: tiny\nthemes: {t: {label: [no]}}\n"
    text += (
        "evidence:\n- {id: e1, codes: [t], statement: It is so., source: s}\nsources: {s: {type: report, title: S}}\n"
    )
    case_of(opened, project / "x.yaml", text.encode())
    assert [problem.rule for problem in opened.problems] == ["wrong-kind", "missing-key"]
    assert not check_errors(opened.corpus)


words = st.text("abcäß价 ,;:\"'#[]{}|>-=\\", min_size=1, max_size=20).filter(lambda text: text.strip() == text)
ids = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
pieces = st.lists(
    st.fixed_dictionaries(
        {"id": ids, "codes": st.lists(ids, min_size=1, max_size=3), "statement": words, "source": ids},
        optional={
            "units": st.lists(ids, min_size=1, max_size=2),
            "locator": words,
            "date": st.dates().map(date.isoformat),
            "stance": st.sampled_from(("supports", "contradicts", "qualifies")),
        },
    ),
    min_size=1,
    max_size=4,
)


def read(path: Path) -> tuple[Evidence, ...]:
    """The evidence of a file, without its places."""
    opened = Project(Catalogue(()))
    found = opened.peek(EvidenceFile, path)
    assert found is not None
    opened.take(path)
    assert not opened.problems, opened.problems
    return tuple(replace(piece, origin=NOWHERE) for piece in found)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces)
def test_bulk_evidence_reads_like_yaml(tmp_path: Path, evidence: list[dict[str, Any]]) -> None:
    """The same pieces in YAML, JSON Lines and CSV are read as the same evidence; in CSV formulas are guarded."""
    yaml_file, lines_file, csv_file = (tmp_path / f"bulk.{suffix}" for suffix in ("yaml", "jsonl", "csv"))
    yaml_file.write_text(json.dumps({"evidence": evidence}, ensure_ascii=False), encoding="utf-8")
    lines_file.write_text("".join(json.dumps(piece) + "\n\n" for piece in evidence), encoding="utf-8")
    out = io.StringIO(newline="")
    names = ("id", "codes", "statement", "source", "units", "locator", "date", "stance")
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(
        {key: guarded("; ".join(value) if isinstance(value, list) else value) for key, value in piece.items()}
        for piece in evidence
    )
    csv_file.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert read(yaml_file) == read(lines_file) == read(csv_file)


@pytest.mark.parametrize(
    ("name", "text", "rule", "place"),
    [
        ("b.jsonl", '{"id": "e1",}\n', "syntax", "1:13"),
        ("b.jsonl", '\n{"id": "e1", "id": "e2", "statement": "x", "source": "s"}\n', "duplicate-key", "2:14"),
        ("b.jsonl", '{"id": "e1", "statment": "x", "statement": "y", "source": "s"}\n', "unknown-key", "1:14"),
        ("b.csv", "id,statement,source,codez\ne1,It is so,s,prices\n", "unknown-key", "2:15"),
        ("b.csv", 'id,statement,source\ne1,"It is so,s\n', "syntax", "2:1"),
        ("b.csv", "id,statement,source\ne1,It is so,s,more\n", "unknown-key", "2:15"),
        ("b.csv", "id,statement\ne1,It is so\n", "missing-key", "2:1"),
    ],
)
def test_bulk_problems_have_places(name: str, text: str, rule: str, place: str, tmp_path: Path) -> None:
    """What is wrong with a line of bulk evidence is reported at its line and column."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    opened = Project(Catalogue(()))
    opened.take(tmp_path / name)
    problem = next(problem for problem in opened.problems if problem.rule == rule)
    assert f"{problem.span.line}:{problem.span.column}" == place


def test_evidence_file_is_checked_within_its_case(study: Make, project: Path, opened: Project) -> None:
    """Checking a file of evidence alone loads the case that names it, so that its codes are known."""
    (project / "cases" / "demo").mkdir()
    more = project / "cases" / "demo" / "more.jsonl"
    more.write_text('{"id": "e2", "codes": ["prices"], "statement": "So.", "source": "survey"}\n', encoding="utf-8")
    study(evidence_files="evidence-files: [demo/more.jsonl]\n")
    fresh = Project(opened.catalogue)
    fresh.take(more)
    assert [piece.id for piece in fresh.studies[0].evidence] == ["e1", "e2"]
    assert str(fresh.files.locate(fresh.studies[0].evidence[1].origin.at("codes", 0))).endswith("more.jsonl:1:24")


@given(st.dates())
def test_dates_are_bounded_by_what_they_may_mean(day: date) -> None:
    """A day means itself, its month and year mean all their days, and an interval runs from first to last."""
    text = day.isoformat()
    assert bounds(text) == (text, text)
    first, last = bounds(text[:7]) or ("", "")
    assert first <= text <= last
    assert bounds(text[:4]) == (f"{text[:4]}-01-01", f"{text[:4]}-12-31")
    assert bounds(f"{text[:4]}/{text}") == (f"{text[:4]}-01-01", text)


@pytest.mark.parametrize("text", ["2014-13", "2014-02-30", "14", "2015/2014", "2014/", "2014-9", "spring 2014", "0000"])
def test_what_is_no_date(text: str) -> None:
    """Days and months that do not exist, and other ways to write dates, are no dates and come last in order."""
    assert bounds(text) is None
    assert sorted(["2014-09", text, "2014"], key=sort_key) == ["2014", "2014-09", text]


def test_names_are_found_nearest_first(project: Path) -> None:
    """A name is looked up in the project, by file name or declared id, and then in the built-in library."""
    (project / "cases" / "other-name.yaml").write_text("case: mine\n", encoding="utf-8")
    (project / "cases" / "alibaba.yaml").write_text("case: alibaba\n", encoding="utf-8")
    library = Catalogue.at(project / "cases")
    assert library.find("cases", "mine") == project / "cases" / "other-name.yaml"
    assert library.find("cases", "alibaba.yaml") == project / "cases" / "alibaba.yaml"
    assert library.find("frameworks", "chinese-ecommerce") == builtin_root() / "frameworks" / "chinese-ecommerce.yaml"
    assert library.find("cases", "nothing") is None
    names = library.names("cases")
    assert names[:2] == ["alibaba", "mine"]
    assert sorted(names) == sorted({"mine", *Catalogue((builtin_root(),)).names("cases")})


def test_cache_follows_every_byte(project: Path, study: Make, opened: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file read again is the same, one byte changed shows, a damaged entry is as good as none, and off is off."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "kept"))
    first = study()
    entries = list((project / "kept" / "casecode").iterdir())
    assert entries
    assert study() == first
    assert study(title="title: Demo Groups\n").case.title == "Demo Groups"
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert study() == first
    assert str(opened.files.locate(study().evidence[0].origin.at("codes", 0))).endswith("demo.yaml:12:22")
    monkeypatch.setenv("CASECODE_CACHE", "off")
    assert cache.get(entries[0].name) is None


def test_cache_stays_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its size the cache drops the oldest entries, and nothing else; a marker says what it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "LARGEST", 300)
    monkeypatch.setattr(cache, "BETWEEN", 100)
    folder = tmp_path / "casecode"
    folder.mkdir()
    others = [folder / "thesis.docx", folder / "k", folder / "CACHEDIR.TAG"]
    for other in others[:2]:
        other.write_bytes(b"mine" * 100)
    for number in range(9):
        cache.put(cache.key_of(b"%d" % number), b"x" * 100)
    assert bytes(cache.get(cache.key_of(b"8")) or b"") == b"x" * 100
    assert sum(entry.stat().st_size for entry in folder.iterdir() if entry not in others) <= 400
    assert [other.read_bytes()[:9] for other in others] == [b"minemine" + b"m"] * 2 + [b"Signature"]


def test_what_a_killed_process_left_in_the_cache_goes_with_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft of an entry counts as one, and is dropped like one: it is called as whoever writes entries calls it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "LARGEST", 300)
    monkeypatch.setattr(cache, "BETWEEN", 100)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            cache.put(cache.key_of(b"0"), b"x" * 100)
    (draft,) = (path for path in (tmp_path / "casecode").iterdir() if path.name != "CACHEDIR.TAG")
    os.utime(draft, (0, 0))
    for number in range(1, 9):
        cache.put(cache.key_of(b"%d" % number), b"x" * 100)
    assert not draft.exists()


def test_cache_believes_its_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that others can write, a link, a pipe, or a folder that others can write is as good as none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    key = cache.key_of(b"one")
    cache.put(key, b"x")
    entry = tmp_path / "casecode" / key
    assert cache.get(key)
    entry.chmod(0o666)
    assert cache.get(key) is None
    entry.chmod(0o600)
    entry.rename(tmp_path / "there")
    entry.symlink_to(tmp_path / "there")
    assert cache.get(key) is None
    entry.unlink()
    os.mkfifo(entry)
    assert cache.get(key) is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "open"))
    (tmp_path / "open" / "casecode").mkdir(parents=True)
    (tmp_path / "open" / "casecode").chmod(0o777)
    cache.put(key, b"x")
    assert [*(tmp_path / "open" / "casecode").iterdir()] == []


def test_cache_is_private_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a user's files may be written by their group, an entry is not, and so it is believed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = os.umask(0o002)
    try:
        cache.put(key := cache.key_of(b"one"), b"x")
    finally:
        os.umask(before)
    assert bytes(cache.get(key) or b"") == b"x"


@pytest.mark.parametrize("path", [*ROOT.glob("frameworks/*.yaml"), *ROOT.glob("cases/**/*.yaml")], ids=lambda p: p.name)
def test_shipped_files_keep_to_their_schema(path: Path) -> None:
    """Every shipped file names a schema beside it that is up to date, and is valid by it."""
    head, _ = path.read_text(encoding="utf-8").split("\n", 1)
    assert head.startswith("# yaml-language-server: $schema=")
    schema_file = (path.parent / head.partition("=")[2]).resolve()
    schema = json.loads(schema_file.read_text(encoding="utf-8"))
    assert schema == file_schema(schema_file.name.removesuffix(".schema.json"))
    reader = YAML(typ="safe", pure=False)
    reader.version = (1, 2)
    data = json.loads(json.dumps(reader.load(path), default=str))
    Draft202012Validator(schema).validate(data)
    assert not Draft202012Validator(schema).is_valid({**data, "surprise": 1})


def shape_of(node: Any) -> Any:
    """A node as plain data, with where its scalars stand."""
    if isinstance(node, Mapping):
        return {key: shape_of(below) for key, (_, below) in node.entries.items()}
    if isinstance(node, Scalar):
        return (node.text, node.quoted, node.line, node.column)
    return [shape_of(item) for item in getattr(node, "items", [])]


@pytest.mark.parametrize("path", [*ROOT.glob("frameworks/*.yaml"), *ROOT.glob("cases/**/*.yaml")], ids=lambda p: p.name)
def test_both_parsers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no C parser the pure one gives the same nodes at the same places."""
    text = path.read_text(encoding="utf-8")
    fast, problems = parse(Document("t", text))
    monkeypatch.setattr("casecode.read.yaml._CParser", None)
    slow, others = parse(Document("t", text))
    assert shape_of(fast) == shape_of(slow)
    assert problems == others == []
