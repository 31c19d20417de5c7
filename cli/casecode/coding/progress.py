"""Where a coding session stopped, kept in the user's state folder so that it can go on there.

It can be lost at any time: the evidence itself tells which passages have been coded. Nothing here raises.
"""

import json
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from casecode.project import atomic
from casecode.project.folders import folder


class Progress(Struct):
    """The offset of the passage that was read last, and for each piece that was written the offset of its passage."""

    offset: int = 0
    pieces: dict[str, int] = {}


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
    return folder("state") / f"{blake2b(parts.encode(), digest_size=16).hexdigest()}.json"
