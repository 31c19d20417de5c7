"""Edits of files that are written as nobody would: of one file, and by whole commands in a project."""

from pathlib import Path
from random import Random

import sequences
import splices

COUNTS = "edits"


def attempt(seed: int, folder: Path) -> str:
    """Some edits; what is wrong with what they came to."""
    chance = Random(f"edits {seed}")
    return sequences.tried(chance, folder) if seed % 4 == 0 else splices.tried(chance)
