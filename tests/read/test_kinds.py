"""What kind of file it is: by the keys at its top, however they are laid out."""

import json
from pathlib import Path

import pytest

from casecode.read.kinds import kind_of
from conftest import DEMO, TINY, Run

CASE = {"case": "demo", "title": "Demo", "framework": "tiny", "evidence": []}


@pytest.mark.parametrize(
    ("suffix", "text", "kind"),
    [
        (".yaml", "case: a\nframework: b\nevidence: []\n", "case"),
        (".yaml", "# a case: not\nframework: b\n", "framework"),
        (".yaml", "evidence:\n  - {id: e1}\n", "evidence"),
        (".yaml", "title: case of\nnote: |\n  case: x\nframework: b\n", "framework"),
        (".yaml", "  case: a\n  title: b\n", "case"),
        (".yaml", "\ufeffcase: a\n", "case"),
        (".yaml", '"case": a\n', "case"),
        (".yaml", "'framework': a\n", "framework"),
        (".yaml", "? case\n: a\n", "case"),
        (".json", json.dumps(CASE), "case"),
        (".json", json.dumps(CASE, indent=2), "case"),
        (".json", json.dumps({"title": "T", "framework": "f"}, indent=4), "framework"),
        (".json", json.dumps({"title": "T", "notes": {"case": "x"}}, indent=4), None),
        (".yaml", "title: T\nfactors: []\n", None),
        (".yaml", "- case: a\n", None),
        (".yaml", "case: [a\n", "case"),
        (".yaml", "", None),
        (".JSONL", '{"case": "a"}', "evidence"),
        (".csv", "case,framework\n", "evidence"),
    ],
)
def test_kind_of(suffix: str, text: str, kind: str | None) -> None:
    """Keys at the top tell, wherever they stand; keys further down, texts and comments do not."""
    assert kind_of(suffix, text.encode()) == kind


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_json_is_a_case_for_every_command(indent: int | None, project: Path, casecode: Run) -> None:
    """A case and a framework in JSON, printed on one line or on many, are such for check, analyze and format alike."""
    from ruamel.yaml import YAML

    for folder, text in (("cases/demo", "".join(DEMO.values())), ("frameworks/tiny", TINY)):
        data = YAML(typ="safe").load(text)
        (project / f"{folder}.yaml").write_text(json.dumps(data, indent=indent, default=str), encoding="utf-8")
    assert casecode("check", "-q").returncode == 0
    assert casecode("analyze", "demo").returncode == 0
    assert casecode("format", "--check").returncode in (0, 1)
    assert "neither" not in casecode("format", "--check").stderr
