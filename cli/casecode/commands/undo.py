"""`casecode undo`: the last change taken back."""

from casecode.console import called
from casecode.console.changing import ChangeOptions, project
from casecode.console.output import fail, say, told, write_plain


def run(*, way: ChangeOptions) -> None:
    """Take back the last change that a command made in this project, byte by byte; called again, the one before.

    A change whose files are not as it left them is not taken back: you are told which, and no file is touched. What is
    changed by hand is not known here.
    """
    from casecode.edit.store import RefusedError
    from casecode.edit.undo import undo
    from casecode.model.span import shown

    root = project()
    try:
        undone = undo(root, way.dry_run, way.force, called.line())
    except RefusedError as error:
        fail(str(error), error.hint or None)
    except OSError as error:
        fail(f"cannot read {error.filename or root}: {error.strerror}")
    if undone.note:
        say(f"Note: {undone.note}")
    if way.dry_run:
        write_plain(undone.diff)
        return
    what = undone.entry.command or "a change"
    files = [f"{'removed' if it.after is None else 'restored'} {shown(it.path)}" for it in undone.changes]
    told([f"took back: {what} ({undone.entry.minute})", *files])
