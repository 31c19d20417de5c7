"""Made-up case libraries of any size in the shape of real ones: many themes, long statements, uneven use."""

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEAVES = (
    *("business-ecosystem-model", "unique-technology", "strong-brand", "product-service-quality"),
    *("niche-domestic-market", "domestic-competition", "market-attractiveness", "host-government-policy"),
    *("strategic-partnership", "direct-holding", "own-subsidiary", "cost-leadership", "localization"),
)
WORDS = [
    *("shoppers", "turned", "to", "cheaper", "goods", "after", "the", "currency", "fell", "and", "a", "platform"),
    *("grew", "in", "second", "tier", "cities", "with", "partners", "for", "payment", "delivery", "that", "knew"),
]
UNITS = ("home", "russia", "sea", "brazil")
DATES = ("2014", "2015-06", "2016-11-11", "2012/2013")


def write(folder: Path, pieces: int, form: str = "yaml", name: str = "made", seed: int = 1) -> Path:
    """Write a case of so many pieces into the cases of a folder, and return the file that holds them.

    A codebook grows like a vocabulary, with the square root of what is coded; sources grow with it.
    """
    chance = random.Random(seed)
    themes = [f"theme-{number}" for number in range(max(10, round(3 * pieces**0.5)))]
    sources = [f"source-{number}" for number in range(max(5, pieces // 20))]
    path = folder / "cases" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"case: {name}", f"title: {name.title()} Group", "framework: chinese-ecommerce"]
    lines += [] if form == "yaml" else [f"evidence-files: [{name}-bulk.{form}]"]
    lines += ["units:"]
    lines += [f"  {unit}: {{title: {unit.title()}, role: {'home' if unit == 'home' else 'host'}}}" for unit in UNITS]
    lines += ["sources:"]
    lines += [f"  {it}: {{type: report, title: About {it}, issued: 2017, kind: documentation}}" for it in sources]
    lines += ["themes:"]
    lines += [f"  {it}: {{factor: {chance.choice(LEAVES)}, label: Label of {it}}}" for it in themes]
    records = evidence(chance, pieces, themes, sources)
    if form == "yaml":
        lines += ["evidence:", *(line for record in records for line in _yaml(record))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if form == "yaml":
        return path
    bulk = path.with_name(f"{name}-bulk.{form}")
    with bulk.open("w", encoding="utf-8", newline="") as stream:
        if form == "jsonl":
            stream.writelines(json.dumps(record) + "\n" for record in records)
        else:
            keys = ("id", "codes", "units", "explains", "statement", "source", "locator", "date", "stance")
            table = csv.DictWriter(stream, keys)
            table.writeheader()
            table.writerows({key: _cell(it) for key, it in record.items()} for record in records)
    return bulk


def write_library(folder: Path, cases: int, pieces: int) -> None:
    """Write a library of cases with so many pieces each."""
    for number in range(cases):
        write(folder, pieces, name=f"firm-{number}", seed=number)


def evidence(chance: random.Random, pieces: int, themes: list[str], sources: list[str]) -> Iterator[dict[str, Any]]:
    """The pieces, as records: few themes are common, most are rare."""
    for number in range(pieces):
        codes = {themes[int(len(themes) * chance.random() ** 2)] for _ in range(chance.choice((1, 1, 1, 2)))}
        record = {"id": f"e{number}", "codes": sorted(codes), "units": [chance.choice(UNITS)]}
        if chance.random() < 0.2:
            record["explains"] = [chance.choice(themes)]
        record["statement"] = " ".join(chance.choices(WORDS, k=28)).capitalize()
        record |= {"source": chance.choice(sources), "locator": f"p. {chance.randrange(1, 300)}"}
        record["date"] = chance.choice(DATES)
        if chance.random() < 0.15:
            record["stance"] = chance.choice(("contradicts", "qualifies"))
        yield record


def _yaml(record: dict[str, Any]) -> Iterator[str]:
    for key, it in record.items():
        start = "  - " if key == "id" else "    "
        if key == "statement":
            words = it.split(" ")
            yield f"{start}{key}: >-"
            yield from (f"      {' '.join(words[at : at + 14])}" for at in range(0, len(words), 14))
        elif isinstance(it, list):
            yield f"{start}{key}: [{', '.join(it)}]"
        else:
            yield f'{start}{key}: "{it}"' if key == "locator" else f"{start}{key}: {it}"


def _cell(it: Any) -> str:
    return "; ".join(it) if isinstance(it, list) else str(it)
