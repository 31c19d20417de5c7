"""The command-line peer `qualitative-coding` (qc) with the same codings: one line of text for each piece of evidence.

It has an environment of its own, made once: `python -m venv` and `pip install qualitative-coding`.
"""

import subprocess
import sys
from pathlib import Path

from measure import run
from ruamel.yaml import YAML

from library import write

SETTINGS = """\
codebook: codebook.yaml
corpus_dir: corpus
database: qualitative_coding.sqlite3
editor: bench
editors:
  bench: {{name: Bench, code_command: 'cp "{codes}" "{{codes_file_path}}"', memo_command: 'true'}}
log_file: qualitative_coding.log
memos_dir: memos
qc_version: 1.7.8
verbose: false
"""


def install(folder: Path) -> Path:
    """An environment with the peer; returns its command."""
    command = folder / "qc" / "bin" / "qc"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "qc")], check=True)
        pip = [str(folder / "qc" / "bin" / "pip"), "install", "--quiet", "qualitative-coding"]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return command


def code(command: Path, folder: Path, pieces: int) -> Path:
    """A project of the peer in which each statement of a made-up case is a line with the codes of its piece."""
    case = write(folder / "ours", pieces)
    evidence = YAML(typ="safe", pure=False).load(case)["evidence"]
    project = folder / "theirs"
    project.mkdir(parents=True)
    (project / "written-codes.txt").write_text(
        "".join(", ".join(it["codes"]) + "\n" for it in evidence), encoding="utf-8"
    )
    (project / "made.txt").write_text("".join(it["statement"] + "\n" for it in evidence), encoding="utf-8")
    run([str(command), "init"], folder=str(project))
    settings = SETTINGS.format(codes=project / "written-codes.txt")
    (project / "settings.yaml").write_text(settings, encoding="utf-8")
    run([str(command), "corpus", "import", "made.txt", "--importer", "verbatim"], folder=str(project))
    run([str(command), "code", "bench"], folder=str(project))
    run([str(command), "codebook"], folder=str(project))
    return project
