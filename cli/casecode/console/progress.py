"""A progress bar for what takes longer than a second: on stderr, where a person looks on, and nowhere else."""

import sys
from typing import TYPE_CHECKING

from casecode.model.span import shown

if TYPE_CHECKING:
    from threading import Timer

    from rich.progress import Progress

    from casecode.project.files import Files

PATIENCE = 1.0  # seconds after which one wonders whether anything happens

_timer: "Timer | None" = None
_bar: "Progress | None" = None


def begin(files: "Files") -> None:
    """Show a bar over the reading of files if this call takes longer than a second and stderr is a terminal."""
    global _timer
    if _timer is None and sys.stderr is not None and sys.stderr.isatty():
        from threading import Timer

        _timer = Timer(PATIENCE, _show, (files,))
        _timer.daemon = True
        _timer.start()


def end() -> None:
    """Take the bar away: something else is to be shown."""
    global _bar, _timer
    if _timer is not None:
        _timer.cancel()
    if _bar is not None:
        _bar.stop()
    _bar, _timer = None, None


def described(files: "Files") -> str:
    """The file that is read, and which of how many it is."""
    done, expected = files.progress
    return f"{shown(files.last)} ({max(done, 1)} of {expected})" if expected > 1 else shown(files.last)


def _show(files: "Files") -> None:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class Described(ProgressColumn):
        """Which file is read now, and which of how many it is."""

        def render(self, task: Task) -> Text:
            """As it is at this moment."""
            done, expected = files.progress
            task.total, task.completed = (expected, done) if expected > 1 else (None, 0)
            return Text(described(files))

    global _bar
    _bar = Progress(
        TextColumn("casecode"),
        BarColumn(20),
        Described(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    _bar.add_task("reading", total=None)
    _bar.start()
