"""The archive of a project: which files it holds, and what is in those that are asked for.

A member that would be written outside of a folder, a link, and one that unpacks to very much more than it is, are made
by nobody who means well: a file with one of them is not read at all. Sound and video are never unpacked.
"""

import re
import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from casecode.read import budget
from casecode.read.boundary import UnreadableError, foreign

_AGAIN = "export it anew"
_HARM = "do not open it: it was not made by a program for qualitative analysis"
RATIO, SMALL = 200, 1_000_000  # as often as text can be packed, and what may be packed more
MEMBERS = 100_000


class Archive:
    """The members of an archive by their names in small letters, without folders."""

    def __init__(self, path: Path) -> None:
        with foreign(_AGAIN):
            try:
                self._packed = ZipFile(path)
            except BadZipFile:
                raise UnreadableError("it is no archive, as a .qdpx is", "is it the file that was exported?") from None
            entries = self._packed.infolist()
        budget.stop_over("files", len(entries), MEMBERS, _AGAIN)
        for entry in entries:
            _stop_at_harm(entry)
        files = [entry for entry in entries if not entry.is_dir()]
        self._by_name = {_last(entry.filename).lower(): entry for entry in reversed(files)}
        self.projects = [entry for entry in files if entry.filename.lower().endswith(".qde")]
        self._left = budget.BYTES

    def project(self) -> bytes:
        """The XML of the project: the .qde that lies highest."""
        if not self.projects:
            raise UnreadableError("there is no project in it (a file that ends in .qde)", _AGAIN)
        return self._read(min(self.projects, key=lambda it: it.filename.count("/")))

    def has(self, name: str) -> bool:
        return _last(name).lower() in self._by_name

    def read(self, name: str) -> bytes | None:
        """What a member holds, whatever its case and folder; None where it is not there."""
        entry = self._by_name.get(_last(name).lower())
        return None if entry is None else self._read(entry)

    def _read(self, entry: ZipInfo) -> bytes:
        self._left -= entry.file_size
        if self._left < 0:
            raise UnreadableError(f"it unpacks to more than {budget.BYTES // 1_000_000} MB", _AGAIN)
        with foreign(_AGAIN), self._packed.open(entry) as stream:
            held: bytes = stream.read(entry.file_size + 1)
            if len(held) > entry.file_size:
                raise UnreadableError("a file in it is larger than it says", _HARM)
            return held


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _stop_at_harm(entry: ZipInfo) -> None:
    # Python has cut the name at a zero byte, and made a drive of a backslash where that parts folders.
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name) or "\0" in name:
        raise UnreadableError(f'a file in it leads out of it: "{name}"', _HARM)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableError(f'a file in it is a link: "{name}"', _HARM)
    if entry.file_size > max(SMALL, RATIO * entry.compress_size):
        raise UnreadableError(f'a file in it unpacks to {entry.file_size // 1_000_000} MB: "{name}"', _HARM)
    if entry.flag_bits & 1:
        raise UnreadableError("it is locked with a password", "save it without one")


def pack(members: dict[str, bytes]) -> bytes:
    """An archive with these members: the same for the same members, whenever it is made."""
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        for name, data in members.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return into.getvalue()
