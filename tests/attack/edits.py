"""Edits of files that are written as nobody would, against a model that edits the data alone."""

from pathlib import Path
from random import Random

import splices


def attempt(seed: int, _: Path) -> str:
    """Some edits; what is wrong with what they came to."""
    return splices.tried(Random(f"edits {seed}"))
