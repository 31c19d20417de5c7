"""A made-up case of any size in the shape of a real one: hundreds of themes, long statements, uneven use."""

import random
from pathlib import Path

LEAVES = (
    *("business-ecosystem-model", "unique-technology", "strong-brand", "product-service-quality"),
    *("niche-domestic-market", "domestic-competition", "market-attractiveness", "host-government-policy"),
    *("strategic-partnership", "direct-holding", "own-subsidiary", "cost-leadership", "localization"),
)
WORDS = [
    *("shoppers", "turned", "to", "cheaper", "goods", "after", "the", "currency", "fell", "and", "a", "platform"),
    *("grew", "in", "second", "tier", "cities", "with", "partners", "for", "payment", "delivery", "that", "knew"),
]


def write(folder: Path, pieces: int, seed: int = 1) -> Path:
    """Write a case of so many pieces of evidence into a folder, and return its file."""
    chance = random.Random(seed)
    themes = [f"theme-{number}" for number in range(max(10, round(3 * pieces**0.5)))]
    sources = [f"source-{number}" for number in range(max(5, pieces // 20))]
    units = ["home", "russia", "sea", "brazil"]
    lines = ["case: made", "title: Made Group", "framework: chinese-ecommerce", "units:"]
    lines += [f"  {unit}: {{title: {unit.title()}, role: {'home' if unit == 'home' else 'host'}}}" for unit in units]
    lines += ["sources:"]
    lines += [f"  {it}: {{type: report, title: About {it}, issued: 2017, kind: documentation}}" for it in sources]
    lines += ["themes:"]
    lines += [f"  {it}: {{factor: {chance.choice(LEAVES)}, label: Label of {it}}}" for it in themes]
    lines += ["evidence:"]
    for number in range(pieces):
        codes = ", ".join({themes[int(len(themes) * chance.random() ** 2)] for _ in range(chance.choice((1, 1, 1, 2)))})
        lines += [f"  - id: e{number}", f"    codes: [{codes}]", f"    units: [{chance.choice(units)}]"]
        if chance.random() < 0.2:
            lines.append(f"    explains: [{chance.choice(themes)}]")
        lines += ["    statement: >-"]
        lines += [f"      {' '.join(chance.choices(WORDS, k=14)).capitalize()}" for _ in range(2)]
        lines += [f"    source: {chance.choice(sources)}", f'    locator: "p. {chance.randrange(1, 300)}"']
        lines += [f"    date: {chance.choice(('2014', '2015-06', '2016-11-11', '2012/2013'))}"]
        if chance.random() < 0.15:
            lines.append(f"    stance: {chance.choice(('contradicts', 'qualifies'))}")
    path = folder / "cases" / "made.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
