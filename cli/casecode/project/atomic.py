"""Writing a file so that it is there whole or not at all, whoever reads it and whatever goes wrong."""

import os
import re
from contextlib import suppress
from errno import EACCES
from pathlib import Path
from stat import S_ISREG

from casecode.interrupts import Whole

DRAFT = ".casecode-new"  # how the name of a draft ends that belongs to a change of a project
ALONE = ".casecode-out"  # how that of a file ends which is written by itself
LONGEST = 40  # characters of a file's name in that of its draft: a name may have 255 bytes in all
_OPEN = ("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def write(path: Path, content: bytes, is_private: bool = False) -> None:
    """Put content into a file, in one step; a link is followed to its target, and permissions stay, but that what is
    private is for nobody else.

    What is no file, such as a pipe or a device, is written to as it is. Raises `OSError` where that cannot be done;
    then the file is as it was, and nothing else is left.
    """
    target = Path(os.path.realpath(path))
    if _is_stream(path, target):
        with path.open("wb") as stream:
            stream.write(content)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(EACCES, "Permission denied", str(target))
    with Whole():
        made = draft(target, content, ending=ALONE, is_private=is_private)
        try:
            made.replace(target)
        except OSError:
            discard(made)
            raise


def draft(target: Path, content: bytes, on_disk: bool = False, ending: str = DRAFT, is_private: bool = False) -> Path:
    """A new file beside one that it is to replace, with its permissions: `on_disk` even if the power goes.

    Raises `OSError`, and leaves nothing, where it cannot be written.
    """
    made = target.with_name(f".{target.name[:LONGEST]}.{os.urandom(4).hex()}{ending}")
    try:
        with made.open("xb") as stream:
            stream.write(content)
            if on_disk:
                stream.flush()
                os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            made.chmod(0o600) if is_private else _resemble(made, target)
    except OSError as error:
        discard(made)
        raise OSError(error.errno, error.strerror, str(target)) from None
    return made


def pattern(name: str, ending: str) -> str:
    """What the drafts of files are called whose names an expression fits, as an expression."""
    return rf"\.{name}\.[0-9a-f]{{8}}{re.escape(ending)}"


def discard(made: Path) -> None:
    """Take away a draft that is not to replace anything."""
    with suppress(OSError):
        made.unlink()


def _resemble(made: Path, target: Path) -> None:
    """Give a draft the permissions and, as far as that is allowed, the owner of what it is to replace."""
    old = target.stat()
    made.chmod(old.st_mode & 0o7777)
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.getuid(), os.getgid()):
        with suppress(OSError):
            os.chown(made, old.st_uid, old.st_gid)


def _is_stream(path: Path, target: Path) -> bool:
    """Whether there is a pipe or device, or something that this process has open already, such as /dev/stderr."""
    if os.path.abspath(path).startswith(_OPEN):  # noqa: PTH100 - a link must not be followed
        return True
    try:
        return not S_ISREG(target.stat().st_mode)
    except FileNotFoundError:
        return False
