"""What a project may lead to: what lies below its root, links followed. A project is data, and may come from anybody.

A folder that the user names in CASECODE_TRUST counts as a part of every project. A case can say `allow-outside: true`
for its evidence files and documents.
"""

import os
from pathlib import Path

from casecode.project.catalogue import project_root

TRUST = "CASECODE_TRUST"
HINT = f"if you trust the project, allow it: `allow-outside: true` in the case, or the folder in {TRUST}"


def trusted() -> list[str]:
    """The folders that the user trusts, links followed."""
    return [os.path.realpath(it) for it in os.environ.get(TRUST, "").split(os.pathsep) if it]


def root_of(folder: Path) -> str:
    """The root of the project that a folder belongs to, or the folder itself where there is none; links followed."""
    real = os.path.realpath(folder)
    return str(project_root(Path(real)) or real)


def leads_out(path: Path, root: str) -> bool:
    """Whether a file lies neither below a root nor where the user trusts it. Raises `ValueError` for no path."""
    real = os.path.realpath(path)
    return not any(real == it or real.startswith(os.path.join(it, "")) for it in (root, *trusted()))  # noqa: PTH118


def is_link_out(path: Path) -> bool:
    """Whether a case or framework that stands in a project is a link that leads out of it."""
    try:
        at = Path(os.path.abspath(path))  # noqa: PTH100 - the link must not be followed
        return at.parent.name in ("cases", "frameworks") and leads_out(at, os.path.realpath(at.parent.parent))
    except (OSError, ValueError):
        return False
