"""Real processes whose streams are closed, full or broken, in odd surroundings, or which are interrupted."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import inputs

# What a call does to its first three streams, as a shell writes it.
OUT = ("", ">&-", ">/dev/full", "| true", "| head -c1", "1</dev/null", ">/dev/null")
ERR = ("", "2>&-", "2>/dev/full", "2>/dev/null", "2</dev/null")
IN = ("", "<&-", "</dev/null", "0>/dev/null")
CALLS = (
    *(
        "--version",
        "--help",
        "list --help",
        "list",
        "check",
        "guide",
        "guide matrix",
        "nonsense",
        "analyze demo -f json",
    ),
    *(
        "evidence demo -f csv",
        "explain",
        "schema case",
        "coverage demo -r 'pieces>=9'",
        "analyze -",
        "analyze gone",
        "trace e1 -f dot",
    ),
    *(
        "add demo Cheap. -c prices -s survey",
        "add demo -",
        "rename theme prices cheap",
        "format",
        "recode prices supply --dry-run",
    ),
    *(
        "init new --title N --framework blank",
        "new source s --case demo --title T --type book",
        "code survey",
        "list -o out.csv",
    ),
)
EDITS = re.compile(r"(add|rename|format|init|new)\b(?!.*--dry-run)")
ODD = (
    "",
    "abc",
    "0",
    "-5",
    "99999999999",
    "²",
    "\x1b[31m",
    "x" * 3000,
    "1",
    "/nowhere/x",
    "rel/x",
    "C",
    "POSIX",
    "xx_YY.ISO-8859-1",
)
SURROUNDINGS = (
    *(
        "COLUMNS",
        "LINES",
        "TERMINAL_WIDTH",
        "TERM",
        "LANG",
        "LC_ALL",
        "NO_COLOR",
        "FORCE_COLOR",
        "HOME",
        "XDG_CACHE_HOME",
    ),
    *(
        "XDG_STATE_HOME",
        "GITHUB_ACTIONS",
        "TF_BUILD",
        "CASECODE_CACHE",
        "TZ",
        "PAGER",
        "_CASECODE_COMPLETE",
    ),
)
STARTED = "import os, sys; from casecode import __main__ as m; os.write(9, b'x'); sys.argv[0] = 'casecode'; m.main()"


def attempt(seed: int, folder: Path) -> str:
    """One call."""
    chance = Random(f"streams {seed}")
    inputs.project(folder, {})
    if chance.random() < 0.2:
        (folder / "cases" / "demo.yaml").write_text("case: demo\nfoo: 1\n")
    call = CALLS[seed % len(CALLS)]
    return interrupted(call, folder, chance) if chance.random() < 0.4 else streamed(call, folder, chance)


def around(folder: Path, chance: Random) -> dict[str, str]:
    """The environment, some of it odd."""
    odd = {chance.choice(SURROUNDINGS): chance.choice(ODD) for _ in range(chance.choice((0, 0, 1, 2, 4)))}
    kept = {name: it for name, it in os.environ.items() if name not in ("COLUMNS", "CASECODE_DEBUG")}
    return {**kept, "XDG_CACHE_HOME": str(folder / ".cache"), **odd}


def streamed(call: str, folder: Path, chance: Random) -> str:
    """A call with its streams as they may be: what it is with good ones, and no more is said of it."""
    out, err, into = chance.choice(OUT), chance.choice(ERR), chance.choice(IN)
    environment = around(folder, chance)
    is_gone = chance.random() < 0.1
    code = (
        f"({sys.executable} -m casecode {call} {err} {into}; echo $? >{folder}/code) {out}"
        if "|" in out
        else (f"{sys.executable} -m casecode {call} {out} {err} {into}; echo $? >{folder}/code")
    )
    line = f"mkdir gone; cd gone; rmdir ../gone; {code}" if is_gone else code
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    exit_code = int((folder / "code").read_text())
    said = done.stderr.decode("utf-8", "replace")
    what = (
        f"{call} {out} {err} {into} in {dict(set(environment.items()) - set(os.environ.items()))}: {exit_code}: {said}"
    )
    if exit_code not in (0, 1, 2) or "Traceback" in said or "internal error" in said or "Exception ignored" in said:
        return what
    if environment.get("_CASECODE_COMPLETE") or is_gone:
        return ""
    return "" if exit_code in expected(call, out, folder) else what


def expected(call: str, out: str, folder: Path) -> set[int]:
    """The exit codes that are right."""
    is_broken = "foo" in (folder / "cases" / "demo.yaml").read_text()
    if call in ("--version", "--help", "list --help", "guide", "guide matrix", "explain", "schema case", "list"):
        codes = {0}
    elif call in ("check", "analyze demo -f json", "evidence demo -f csv") or EDITS.match(call) or "--dry-run" in call:
        codes = {0, 1, 2} if is_broken and EDITS.match(call) else {1, 2} if is_broken else {0}
        codes = codes | {1, 2} if call == "add demo -" else codes
    elif call.startswith(("coverage", "analyze -", "trace")):
        codes = {0, 1, 2}
    else:
        codes = {0} if call == "list -o out.csv" else {2}
    if out == ">/dev/full" and call != "list -o out.csv":
        return codes | {2} if is_broken or "-" in call.split() or call.startswith(("coverage", "trace")) else {2}
    if EDITS.match(call) and out in (">&-", "1</dev/null", "| true", "| head -c1"):
        return codes | {2}
    return codes


def interrupted(call: str, folder: Path, chance: Random) -> str:
    """A call that gets Ctrl-C at some moment: it is done by then, or says one line."""
    reader, writer = os.pipe()
    command = ["bash", "-c", f'exec {sys.executable} -c "$0" {call} 9>&{writer}', STARTED]
    with subprocess.Popen(
        command, cwd=folder, env=around(folder, chance), pass_fds=[writer],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        os.close(writer)
        os.read(reader, 1)
        os.close(reader)
        time.sleep(0.001 + chance.random() * 0.3)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1].decode("utf-8", "replace")
    code = process.returncode
    if code == 130:
        return (
            ""
            if said in ("casecode: interrupted\n", "") or said.endswith("\ncasecode: interrupted\n")
            else f"{call}: {said}"
        )
    return (
        ""
        if code in (0, 1, 2) and "Traceback" not in said and "internal" not in said
        else f"{call} ends with {code}: {said}"
    )
