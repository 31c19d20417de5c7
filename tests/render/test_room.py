"""The evidence room: one page, in which what stands behind a cell opens, and nothing that a file holds can act."""

import json
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import ward
from calling import call
from casecode.render.text import visible
from conftest import DEMO

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 {{x}} ${y} 'z' \"w\""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def page_of(folder: Path, *arguments: str) -> str:
    """The report as a page, which must succeed."""
    done = call(folder, "report", *arguments, "-f", "html")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def data_in(page: str) -> Any:
    """The evidence that a page holds."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(found)


@pytest.fixture
def wards(project: Path) -> Path:
    """A project with two hospitals that use the same ids, and a document."""
    ward.write(project)
    return project


def test_only_its_own_script_may_run(wards: Path) -> None:
    """The policy of the page names the one script by its hash, and lets nothing be fetched from anywhere."""
    page = page_of(wards, "anna")
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    *_, script = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b|\bsrc=|@import|url\(", page)
    assert page.count("<script") == 2


def test_hostile_text_stays_data(project: Path) -> None:
    """Nothing in a file can end the element that holds the evidence, or begin one: it comes back as it was."""
    text = json.dumps(HOSTILE)
    evidence = f"evidence:\n  - {{id: e1, codes: [prices], source: survey, statement: {text}, note: {text}}}\n"
    (project / "cases" / "demo.yaml").write_text("".join({**DEMO, "evidence": evidence}.values()), encoding="utf-8")
    page = page_of(project, "demo")
    assert "<script>alert" not in page
    (piece,) = data_in(page)["pieces"]
    assert piece["statement"] == piece["note"] == visible(HOSTILE)


def test_links_of_cells_lead_to_evidence_that_is_there(wards: Path) -> None:
    """Every count leads to pieces that the page holds; ids of two cases are told apart in both."""
    page = page_of(wards, "anna", "zilina")
    data = data_in(page)
    ids = [piece["id"] for piece in data["pieces"]]
    assert len(ids) == len({*ids}) == 8
    linked = {id_ for link in re.findall(r'href="#([^"?]+)"', page) for id_ in link.split(",") if "part-" not in id_}
    assert linked
    assert linked <= {*ids}
    assert {"anna:e1", "zilina:e1"} <= linked
    for piece in data["pieces"]:
        assert {*piece["codes"]} <= data["codes"].keys()
        assert piece["source"] in data["sources"]


def test_a_quote_stands_in_its_context(wards: Path) -> None:
    """What stands before and behind a quote in its document comes with it; codes know their way up."""
    data = data_in(page_of(wards, "anna"))
    first = next(piece for piece in data["pieces"] if piece["id"] == "e1")
    assert [part for part in first["context"] if "Eleven clicks for one dose." in part]
    assert first["context"][0].endswith("NURSE:")
    assert first["rating"] == "-2 strong barrier"
    assert data["codes"]["clicks"]["above"] == [["Innovation", "Complexity"]]
    assert {"innovation", "complexity"} <= {*data["codes"]["clicks"]["within"]}


def test_filters_narrow_the_room_down(wards: Path) -> None:
    """What is not selected is not in the page, not even hidden."""
    page = page_of(wards, "anna", "--unit", "managers")
    assert [piece["id"] for piece in data_in(page)["pieces"]] == ["e4", "e5", "e6"]
    assert "It is slow." not in page


def test_a_fragment_is_tables_alone(wards: Path) -> None:
    """For a page of somebody's own there is neither script nor style."""
    fragment = call(wards, "report", "anna", "-f", "html", "--fragment").stdout
    assert "<table" in fragment
    assert "<script" not in fragment
    assert "<style" not in fragment


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium, where it and what drives it are there."""
    driver = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with driver.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def test_click_find_and_back(wards: Path, browser: Any, tmp_path: Path) -> None:
    """A count opens its evidence, the address is a link to it, words find, Escape closes, Back returns; nothing is
    fetched, and nothing goes wrong on the way."""
    file = tmp_path / "room.html"
    file.write_text(page_of(wards, "anna", "zilina"), encoding="utf-8")
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url))
    page.goto(file.as_uri())
    assert page.inner_text("#count") == "8 pieces of evidence"
    page.locator('a.count[href="#anna:e5"]').first.click()
    assert page.inner_text("#panel-title") == "Evidence anna:e5"
    assert "The chief came every week" in (page.text_content("#opened") or "")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.go_back()
    assert page.locator("#panel").is_visible()
    page.fill("input[name=text]", "chief")
    assert page.inner_text("#count") == "1 of 8 pieces of evidence"
    page.fill("input[name=text]", "")
    page.select_option("select[name=stance]", "contradicts")
    assert page.inner_text("#count") == "1 of 8 pieces of evidence"
    page.goto(f"{file.as_uri()}#zilina:e1")
    assert page.inner_text("#panel-title") == "Evidence zilina:e1"
    assert wrong == []
