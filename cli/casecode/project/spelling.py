"""Names of files that are spelled otherwise than where they stand: by Windows with `\\`, by macOS with letters taken
apart (NFD)."""

import os
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize


def meant(folder: Path, name: str) -> Path:
    """The file that a name means, seen from a folder: as it is spelled, or else one there that reads the same."""
    path = folder / name
    if name.isascii() and "\\" not in name:
        return path
    with suppress(OSError, ValueError):
        if not os.path.lexists(path):
            spelled = (folder / it for it in dict.fromkeys((name, name.replace("\\", "/"))))
            return next((found for one in spelled if (found := _there(one)) is not None), path)
    return path


def _there(path: Path) -> Path | None:
    """The path of something that is there, whichever way its letters are put together."""
    at = Path(path.anchor)
    for part in path.parts[bool(path.anchor) :]:
        if part != ".." and not os.path.lexists(at / part):
            composed = normalize("NFC", part)
            names = (entry.name for entry in os.scandir(at))
            part = next((name for name in sorted(names) if normalize("NFC", name) == composed), "")
            if not part:
                return None
        at /= part
    return at
