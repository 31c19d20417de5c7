"""What was found of quotes is kept by the content of a document."""

from pathlib import Path

import pytest

from casecode.documents import answers
from casecode.documents.answers import Answers
from casecode.documents.document import SourceDocument, document_of
from casecode.documents.find import Finder
from casecode.project import cache
from conftest import DEMO, Run

DOCUMENT = document_of([("Shoppers look for low prices. Sellers do not.", "", 1, "")])


def test_a_second_call_need_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found, and what was not, is known to the next one that asks; of another content nothing is."""
    first = Answers(DOCUMENT, "aa")
    found, nearest = first.find("look for low prices"), first.nearest("look for high prices")
    assert first.find("not there") is None
    first.keep()
    asked: list[str] = []

    def look(document: SourceDocument) -> Finder:
        asked.append("a look")
        return Finder(document)

    monkeypatch.setattr(answers, "Finder", look)
    second = Answers(DOCUMENT, "aa")
    assert (second.find("look for low prices"), second.nearest("look for high prices")) == (found, nearest)
    assert second.find("not there") is None
    assert not asked
    assert Answers(DOCUMENT, "bb").find("look for low prices") == found
    assert asked == ["a look"]


def test_thousands_are_not_written_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The more is kept the more waits to be written; halves of characters harm nothing."""
    written: list[str] = []
    monkeypatch.setattr(cache, "put", lambda key, _: written.append(key))
    many = Answers(DOCUMENT, "cc")
    for number in range(200):
        many.find(f"quote {number} \ud800")
    assert len(written) == 0
    many = Answers(DOCUMENT, "dd")
    for number in range(200):
        many.find(f"quote {number}")
    assert 10 < len(written) < 50


def test_check_sees_a_changed_document(project: Path, casecode: Run) -> None:
    """A quote that was found is looked for again where its document is another one."""
    document = project / "documents" / "survey.txt"
    document.parent.mkdir(exist_ok=True)
    document.write_text("Shoppers look for low prices.", "utf-8")
    sources = "sources:\n  survey: {type: report, title: S, file: ../documents/survey.txt}\n"
    evidence = DEMO["evidence"].replace("statement:", "quote: look for low prices, statement:")
    text = "".join({**DEMO, "sources": sources, "evidence": evidence}.values())
    (project / "cases" / "demo.yaml").write_text(text, "utf-8")
    assert all("quote-not-found" not in casecode("check").stdout for _ in range(2))
    document.write_text("Shoppers look for high prices.", "utf-8")
    assert all("quote-not-found" in casecode("check").stdout for _ in range(2))
