"""Writers and readers beside each other, as processes of their own: no edit is lost, and no half of one is seen.

Each writer edits pieces of its own, adds one, and renames a theme that stands in every file of the project there and
back; each reader sees the old name everywhere or nowhere.
"""

import io
import json
import multiprocessing
import os
import sys
from pathlib import Path
from random import Random
from typing import Any

import tally
from calling import call
from conftest import TINY

COUNTS = "edits"
WRITERS, READERS, EDITS, READS = 2, 1, 2, 3
MADE = EDITS * (WRITERS * 3 + 2)
"""Edits of a try: each writer edits a piece of two cases and adds one; one of them renames in two cases as well."""
CASE = """\
case: {case}
title: T
framework: tiny
sources:
  survey: {{type: report, title: A survey}}
themes:
  {theme}: {{factor: demand, label: Low prices}}
evidence-files: [{case}/more.jsonl]
evidence:
"""
PIECE = "  - {{id: {id}, codes: [{code}], statement: So., source: survey}}\n"


def attempt(seed: int, folder: Path) -> str:
    """Some writers and readers at once; what each of them noticed, and whether all is there in the end."""
    chance = Random(f"beside {seed}")
    if not hasattr(os, "fork"):
        return ""
    begun(folder)
    context = multiprocessing.get_context("fork")
    said: Any = context.SimpleQueue()
    jobs = [(writing, number) for number in range(WRITERS)] + [(reading, number) for number in range(READERS)]
    chance.shuffle(jobs)
    processes = [context.Process(target=guarded, args=(job, folder, number, said)) for job, number in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join(50)
        if process.is_alive():
            process.kill()
            return "a process waits for ever"
    found = []
    while not said.empty():
        found.append(said.get())
    wrong = "\n".join(found) or lost(folder)
    tally.count(0 if wrong else MADE)
    return wrong


def begun(folder: Path) -> None:
    """A project with two cases, each with evidence in two files; all of it coded to `prices`."""
    (folder / "frameworks").mkdir()
    (folder / "frameworks" / "tiny.yaml").write_text(TINY, encoding="utf-8")
    for case in ("alpha", "beta"):
        (folder / "cases" / case).mkdir(parents=True)
        pieces = "".join(PIECE.format(id=f"w{number}", code="prices") for number in range(WRITERS))
        text = CASE.format(case=case, theme="prices") + pieces
        (folder / "cases" / f"{case}.yaml").write_text(text, encoding="utf-8")
        record = {"id": "j1", "codes": ["prices"], "statement": "So.", "source": "survey"}
        (folder / "cases" / case / "more.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")


def guarded(job: Any, folder: Path, number: int, said: Any) -> None:
    """Do a job, and say what went wrong."""
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()
    try:
        for one in job(folder, number):
            said.put(one)
    except BaseException as error:
        said.put(f"{job.__name__} {number}: {error!r}")


def writing(folder: Path, number: int) -> Any:
    """Edit pieces that no other writer edits."""
    for edit in range(EDITS):
        for case in ("alpha", "beta"):
            done = call(folder, "edit", f"{case}:w{number}", "--note", f"{edit} of {number}")
            if done.returncode:
                yield f"an edit was refused: {done.stderr}"
        added = call(folder, "add", "alpha", f"Added {edit} by {number}.", "--id", f"a{number}-{edit}", "-s", "survey")
        if added.returncode:
            yield f"a piece was refused: {added.stderr}"
        if number == 0:
            names = ("prices", "costs") if edit % 2 == 0 else ("costs", "prices")
            for case in ("alpha", "beta"):
                renamed = call(folder, "rename", "theme", *names, "--case", case)
                if renamed.returncode:
                    yield f"a name was refused: {renamed.stderr}"


def reading(folder: Path, _: int) -> Any:
    """Read cases: the theme of a case has one name in both of its files, and no error is seen."""
    for _read in range(READS):
        for case in ("alpha", "beta"):
            done = call(folder, "evidence", case, "-f", "json")
            if done.returncode:
                yield f"a reader saw half: {done.stderr}{done.stdout}"
                continue
            pieces = json.loads(done.stdout)["evidence"]
            names = {code["id"] if isinstance(code, dict) else code for it in pieces for code in it["codes"]}
            if len(names) > 1:
                yield f"a reader saw {names}"


def lost(folder: Path) -> str:
    """What is missing in the end, or left over."""
    for case in ("alpha", "beta"):
        done = call(folder, "evidence", case, "-f", "json")
        if done.returncode:
            return f"broken in the end: {done.stderr}{done.stdout}"
        pieces = {it["id"]: it for it in json.loads(done.stdout)["evidence"]}
        for number in range(WRITERS):
            if pieces[f"w{number}"]["note"] != f"{EDITS - 1} of {number}":
                return f"an edit of {case}:w{number} is lost: {pieces[f'w{number}']}"
            wanted = {f"a{number}-{edit}" for edit in range(EDITS)} if case == "alpha" else set()
            if missing := wanted - {*pieces}:
                return f"pieces are lost: {missing}"
    left = [path.name for path in folder.rglob(".*") if "casecode" in path.name and path.name != ".casecode-cache"]
    return f"left {left}" if left else ""
