"""`casecode log`: the changes that commands made."""

from typing import Annotated

import typer

from casecode.console.changing import project
from casecode.console.output import emit, fail, told
from casecode.console.writing import Output, Writing

LimitOption = Annotated[int, typer.Option("--limit", "-n", min=0, help="Show no more than this many; 0 for all.")]
ForgetOption = Annotated[
    bool, typer.Option("--forget", help="Delete the history of this project; its files stay as they are.")
]


def run(
    limit: LimitOption = 20,
    forget: ForgetOption = False,
    *,
    output: Annotated[Output, Writing("log")],
) -> None:
    """List the changes that commands made in this project, the last one first: when, the command as it was called, and
    its files.

    It is kept for 90 days in your own folder of casecode, and nowhere in the project.
    """
    from casecode.project import history
    from casecode.project.history import HistoryError
    from casecode.project.journal import JournalError
    from casecode.reports.log import build

    root = project()
    try:
        if forget:
            told(["forgot all changes" if history.forget(root) else "there was nothing to forget"])
            return
        entries = history.entries(root)
    except (HistoryError, JournalError) as error:
        fail(str(error), error.hint)
    except OSError as error:
        fail(f"cannot read {error.filename or root}: {error.strerror}")
    emit(build(entries, limit), output)
