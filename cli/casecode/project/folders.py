"""Where the system keeps what a program holds for its user: a cache, what it remembers; what of it is theirs."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

_UNDER_HOME = {"cache": ".cache", "state": ".local/state"}


def folder(kind: Literal["cache", "state"]) -> Path:
    """The folder of casecode: below XDG_CACHE_HOME or XDG_STATE_HOME, or where the system has such things.

    On Linux that is a line of the XDG Base Directory Specification, where a relative path does not count; elsewhere
    platformdirs knows it, which takes too long to import for a call that a Tab makes. Raises `RuntimeError` for a user
    without a home.
    """
    base = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if os.path.isabs(base):  # noqa: PTH117 - as the specification has it
        return Path(base) / "casecode"
    if sys.platform == "linux":
        return Path.home() / _UNDER_HOME[kind] / "casecode"
    import platformdirs

    find = platformdirs.user_cache_path if kind == "cache" else platformdirs.user_state_path
    return find("casecode", appauthor=False)


def is_own(stat: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether something is of the kind that it should be, belongs to the user, and can be written by nobody else."""
    is_mine = not hasattr(os, "getuid") or (stat.st_uid == os.getuid() and not stat.st_mode & 0o022)
    return is_mine and is_kind(stat.st_mode)


def unlinked(path: str, flags: int) -> int:
    """Open a file, but not by way of a link, and without waiting for what is none."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
