"""Files are found by names that are spelled as on another system."""

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from casecode.project.spelling import meant
from conftest import DEMO, Run

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
NAME = "Gespr\u00e4ch.txt"


@pytest.mark.parametrize("there", FORMS)
@pytest.mark.parametrize("asked", FORMS)
def test_letters_put_together_or_taken_apart(tmp_path: Path, there: Form, asked: Form) -> None:
    """A name with letters taken apart, as macOS has them, is that with letters put together, in folders as well."""
    folder = tmp_path / normalize(there, "B\u00e4r")
    folder.mkdir()
    (folder / normalize(there, NAME)).touch()
    found = meant(tmp_path, normalize(asked, f"B\u00e4r/{NAME}"))
    assert found.is_file()
    assert meant(tmp_path, normalize(asked, f"B\u00e4r\\{NAME}")).is_file()


def test_a_name_as_it_is_comes_first(tmp_path: Path) -> None:
    """A file that has a backslash in its name is that file; a name of nothing stays as it is."""
    (tmp_path / "a\\b.txt").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").touch()
    assert meant(tmp_path, "a\\b.txt") == tmp_path / "a\\b.txt"
    assert meant(tmp_path, "c\\d.txt") == tmp_path / "c\\d.txt"
    assert meant(tmp_path, "\u00e4\0b") == tmp_path / "\u00e4\0b"


def test_documents_of_sources(project: Path, casecode: Run) -> None:
    """A source finds its document by a path of Windows, and `--keep` its hash."""
    (project / "documents").mkdir(exist_ok=True)
    (project / "documents" / normalize("NFD", NAME)).write_text("Shoppers look for prices.", "utf-8")
    sources = f"sources:\n  survey: {{type: report, title: S, file: '..\\documents\\{NAME}'}}\n"
    text = "".join({**DEMO, "sources": sources}.values())
    (project / "cases" / "demo.yaml").write_text(text, "utf-8")
    assert ",not-kept," in casecode("documents", "demo", "-f", "csv").stdout
    assert "kept the SHA-256 of survey" in casecode("documents", "demo", "--keep").stdout
