"""`casecode quote` and `casecode documents`, as a user calls them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import DEMO, Run
from made_files import pdf

SURVEY = "A survey of 2014.\n\nIn both years most shoppers looked for low prices. They said so twice.\n"


@pytest.fixture
def written(project: Path) -> Callable[..., Path]:
    """Writes a case whose evidence quotes a survey, and the survey."""

    def write(*quotes: str, file: str = "../documents/survey.txt", extra: str = "") -> Path:
        (project / "documents").mkdir(exist_ok=True)
        (project / "documents" / "survey.txt").write_text(SURVEY, encoding="utf-8")
        sources = f"sources:\n  survey: {{type: report, title: A survey, file: {file}{extra}}}\n"
        pieces = "".join(
            f"  - {{id: e{number}, codes: [prices], units: [russia], statement: They do., source: survey,"
            f" quote: {json.dumps(quote)}}}\n"
            for number, quote in enumerate(quotes, 1)
        )
        text = "".join({**DEMO, "sources": sources, "evidence": f"evidence:\n{pieces}"}.values())
        path = project / "cases" / "demo.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_quote_in_context(written: Callable[..., Path], casecode: Run) -> None:
    """A quote is shown between what stands before and after it, with file and line."""
    written("most shoppers looked for low prices")
    shown = casecode("quote", "e1", COLUMNS="80").stdout
    assert "documents/survey.txt, line 3" in shown
    before, quote, after = (shown.index(text) for text in ("In both years", "most shoppers looked", "They said so"))
    assert shown.index("In context") < before
    assert before < shown.index("most shoppers looked", before) < after
    assert quote < before


def test_quote_that_is_not_there(written: Callable[..., Path], casecode: Run) -> None:
    """A quote that the document does not have stands beside the nearest passage, with the words that differ."""
    written("all shoppers looked for low prices")
    shown = casecode("quote", "demo:e1", COLUMNS="80").stdout
    assert "shoppers looked for low prices" in shown
    assert "differs: all" in shown
    (wired,) = json.loads(casecode("quote", "e1", "-f", "json").stdout)["quotes"]
    assert (wired["status"], wired["place"]) == ("not-found", "line 3")


def test_quote_from_the_document_that_was_read(project: Path, written: Callable[..., Path], casecode: Run) -> None:
    """A quote found in another source (`via`) is looked for there first, and then in its original source."""
    path = written("Sales grew by ten percent", "most shoppers looked")
    (project / "documents" / "book.pdf").write_bytes(pdf([["None."], ["Sales grew by ten percent."]]))
    text = path.read_text(encoding="utf-8").replace("source: survey", "source: survey, via: book")
    text = text.replace("sources:\n", "sources:\n  book: {type: book, title: B, file: ../documents/book.pdf}\n")
    path.write_text(text, encoding="utf-8")
    wired = json.loads(casecode("quote", "e1", "e2", "-f", "json").stdout)["quotes"]
    assert [(it["document"], it["place"]) for it in wired] == [
        ("documents/book.pdf", "p. 2"),
        ("documents/survey.txt", "line 3"),
    ]


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["e9"], 'there is no evidence "e9"'),
        (["e2"], 'the evidence "e2" has no quote'),
    ],
)
def test_what_cannot_be_shown(written: Callable[..., Path], casecode: Run, ids: list[str], message: str) -> None:
    """An unknown id and a piece without a quote end the call with what to do."""
    path = written("most shoppers")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("  - {id: e2, codes: [prices], statement: No words., source: survey}\n")
    called = casecode("quote", *ids)
    assert called.returncode == 2
    assert message in called.stderr
    assert "hint:" in called.stderr


def test_documents_are_told_apart(written: Callable[..., Path], casecode: Run) -> None:
    """The list tells which document was read, how many quotes it has, and which quotes are not in it."""
    written("most shoppers looked", "nobody looked for anything")
    shown = casecode("documents", "demo").stdout
    assert "1 of 2" in shown
    assert "not: e2" in shown
    wired = json.loads(casecode("documents", "demo", "-f", "json").stdout)
    assert [(it["state"], it["quotes"], it["found"]) for it in wired["documents"]] == [("not-kept", 2, ["e1"])]


def test_keeping_and_changing(project: Path, written: Callable[..., Path], casecode: Run) -> None:
    """`--keep` writes the SHA-256 into the source, once; a document that changed since is a problem."""
    path = written("most shoppers looked")
    before = path.read_text(encoding="utf-8")
    assert casecode("documents", "--keep", "--dry-run").stdout.startswith("---")
    assert path.read_text(encoding="utf-8") == before
    assert casecode("documents", "--keep").stdout == "kept the SHA-256 of survey\n"
    assert casecode("documents", "--keep").stdout == "every SHA-256 was kept already\n"
    assert "document-changed" not in casecode("check", "demo").stdout
    with (project / "documents" / "survey.txt").open("a", encoding="utf-8") as stream:
        stream.write("One line more.\n")
    assert "document-changed" in casecode("check", "demo").stdout
    assert "changed since it was coded" in casecode("documents").stdout
    assert casecode("documents", "--keep").stdout == "kept the SHA-256 of survey\n"
    assert "document-changed" not in casecode("check", "demo").stdout


def test_a_hash_that_is_none(written: Callable[..., Path], casecode: Run) -> None:
    """What is not a SHA-256 is a problem at its place."""
    written("most shoppers", extra=", sha256: abc")
    called = casecode("check", "demo", "-f", "short")
    assert called.returncode == 1
    assert '"abc" is not a SHA-256' in called.stdout


def test_documents_without_keep_change_nothing(written: Callable[..., Path], casecode: Run) -> None:
    """`--dry-run` without `--keep` is a wrong call."""
    written("most shoppers")
    assert casecode("documents", "--dry-run").returncode == 2


def test_new_source_with_its_document(written: Callable[..., Path], casecode: Run) -> None:
    """`new source --file` takes the path as typed and writes it as the case sees it; what is not there is refused."""
    path = written("most shoppers")
    made = ("new", "source", "second", "--title", "Second", "--type", "report", "--case", "demo", "--file")
    assert casecode(*made, "documents/survey.txt").returncode == 0
    assert "../documents/survey.txt" in path.read_text(encoding="utf-8").partition("second")[2]
    assert "is not a file" in casecode(*made, "documents/none.txt").stderr


def test_text_of_a_document_is_data(project: Path, written: Callable[..., Path], casecode: Run) -> None:
    """What a document says never becomes terminal escapes or markup."""
    written("most shoppers looked")
    evil = "\x1b[31mRed\x1b[0m [bold]most shoppers looked[/bold] <script>x</script>\n"
    (project / "documents" / "survey.txt").write_text(evil, encoding="utf-8")
    for form in ("table", "html", "latex", "markdown", "json", "csv"):
        assert "\x1b" not in casecode("quote", "e1", "-f", form).stdout
    for form in ("html", "markdown"):
        assert "<script>" not in casecode("quote", "e1", "-f", form).stdout
    assert "[bold]" in casecode("quote", "e1").stdout
