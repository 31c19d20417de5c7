"""What -o writes is there whole or not at all, and everything that is no file is written to as it is."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from casecode.project import atomic
from conftest import Run

LIST = ("list", "frameworks", "--format", "csv")


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when the draft is written, or a name that cannot be changed, leave the file as it was."""
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os if name == "fsync" else Path, name, full)
            with pytest.raises(OSError, match="No space left"):
                atomic.draft(target, b"new", on_disk=True) if name == "fsync" else atomic.write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_nobody_ever_reads_a_half(tmp_path: Path) -> None:
    """While a file is written again and again, whoever reads it finds one whole content or the other."""
    target = tmp_path / "out"
    contents = (b"a" * 300_000, b"b" * 300_000)
    target.write_bytes(contents[0])
    is_over = threading.Event()

    def write() -> None:
        for number in range(60):
            atomic.write(target, contents[number % 2])
        is_over.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not is_over.is_set():
        seen.add(target.read_bytes())
    writer.join()
    assert seen <= set(contents)


def test_permissions_stay(casecode: Run, tmp_path: Path) -> None:
    """A file that is there keeps its permissions; a new one has those of any new file."""
    target, plain = tmp_path / "out.csv", tmp_path / "plain"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    plain.touch()
    assert casecode(*LIST, "-o", str(target)).returncode == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text("utf-8").startswith("id,")
    assert casecode(*LIST, "-o", str(tmp_path / "new.csv")).returncode == 0
    assert (tmp_path / "new.csv").stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everything")
def test_a_file_that_must_not_be_written_is_not(tmp_path: Path) -> None:
    """A file without permission to write is not replaced, though its folder would allow it."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(PermissionError):
        atomic.write(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_link_is_followed(casecode: Run, tmp_path: Path) -> None:
    """A link stays a link, and its target gets the text, also one that is not there yet."""
    folder = tmp_path / "real"
    folder.mkdir()
    for name in ("there", "missing"):
        target, link = folder / name, tmp_path / f"{name}.csv"
        if name == "there":
            target.write_text("old", "utf-8")
        link.symlink_to(target)
        assert casecode(*LIST, "-o", str(link)).returncode == 0
        assert link.is_symlink()
        assert target.read_text("utf-8").startswith("id,")
    assert sorted(path.name for path in folder.iterdir()) == ["missing", "there"]


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    """A name of as many bytes as a file may have leaves no room for anything behind it, and needs none."""
    target = tmp_path / ("価" * 85)
    atomic.write(target, b"text")
    assert target.read_bytes() == b"text"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_by_name(casecode: Run, name: str) -> None:
    """A dash and /dev/stdout are standard output, and get what it would get."""
    called = casecode(*LIST, "-o", name)
    assert (called.returncode, called.stdout) == (0, casecode(*LIST).stdout)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_pipes_and_devices_are_written_to(casecode: Run, project: Path, tmp_path: Path) -> None:
    """A named pipe gets the text and stays a pipe; so does a pipe that the shell has opened; /dev/null stays there."""
    text = casecode(*LIST).stdout
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "casecode", *LIST, "-o"]
    with subprocess.Popen([*command, str(fifo)], cwd=project) as process:
        assert fifo.read_text("utf-8") == text
        assert process.wait(20) == 0
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    reader, writer = os.pipe()
    subprocess.run([*command, f"/dev/fd/{writer}"], pass_fds=[writer], check=True, timeout=20, cwd=project)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        assert stream.read() == text
    assert casecode(*LIST, "-o", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_told(casecode: Run) -> None:
    """Where nothing can be written the call ends with 2 and the reason, be it a file or standard output."""
    called = casecode(*LIST, "-o", "/dev/full")
    assert called.returncode == 2
    assert "cannot write /dev/full: No space left on device" in called.stderr
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "casecode", *LIST], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "cannot write to standard output: No space left on device" in done.stderr


def test_a_folder_is_no_file(casecode: Run, tmp_path: Path) -> None:
    """A folder where a file is meant ends the call, and stays as it was."""
    folder = tmp_path / "folder"
    folder.mkdir()
    called = casecode(*LIST, "-o", str(folder))
    assert called.returncode == 2
    assert f"cannot write {folder}: Is a directory" in called.stderr
    assert list(folder.iterdir()) == []
