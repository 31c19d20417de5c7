"""Where a coding session stopped, kept in the user's state folder so that it can go on there.

It can be lost at any time: the evidence itself tells which passages have been coded. Nothing here raises.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from casecode.project import atomic


class Progress(Struct):
    """The offset of the passage that was read last, and for each piece that was written the offset of its passage."""

    offset: int = 0
    pieces: dict[str, int] = {}


def folder() -> Path:
    """Where the system keeps what programs of a user remember."""
    if base := os.environ.get("XDG_STATE_HOME"):
        return Path(base) / "casecode"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "casecode" / "state"
    return Path.home() / ("Library/Application Support" if sys.platform == "darwin" else ".local/state") / "casecode"


def load(root: Path, case: str, document: Path) -> Progress | None:
    """How far the coding of a document for a case had come; nothing where that is not known."""
    with suppress(OSError, ValueError, RuntimeError, AttributeError, TypeError, KeyError):
        known = json.loads(_file(root, case, document).read_bytes())
        return Progress(int(known["offset"]), {str(id_): int(at) for id_, at in known["pieces"].items()})
    return None


def save(progress: Progress, root: Path, case: str, document: Path) -> None:
    """Remember it, whole or not at all."""
    with suppress(OSError, RuntimeError):
        file = _file(root, case, document)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic.write(file, json.dumps({"offset": progress.offset, "pieces": progress.pieces}).encode())


def _file(root: Path, case: str, document: Path) -> Path:
    parts = "\0".join((str(root.resolve()), case, str(document.resolve())))
    return folder() / f"{blake2b(parts.encode(), digest_size=16).hexdigest()}.json"
