"""The entry point: runs the command line and sees to it that no traceback reaches a user."""

import gc
import os
import sys


def main() -> None:
    """Run `casecode`. Set CASECODE_DEBUG to see the traceback of an internal error."""
    # A call is short and makes few cycles: collecting garbage on the way costs more time than memory is worth.
    gc.disable()
    if os.environ.get("_CASECODE_COMPLETE", "").startswith("complete_"):  # a shell asks: every TAB is a call
        from casecode.completion.shells import main as complete

        sys.exit(complete())
    from casecode.app import app

    try:
        app()
    except SystemExit as ending:
        _leave(ending)
    except Exception as error:
        if os.environ.get("CASECODE_DEBUG"):
            raise
        said = str(error).splitlines()[0] if str(error) else ""
        print(f"casecode: internal error: {type(error).__name__}: {said!r}", file=sys.stderr)  # noqa: T201
        print("  hint: this is a bug; CASECODE_DEBUG=1 shows where", file=sys.stderr)  # noqa: T201
        sys.exit(2)


def _leave(ending: SystemExit) -> None:
    """End at once: to take apart what a large case has left in memory takes longer than to give it back whole."""
    if not isinstance(ending.code, int | None):
        raise ending
    if progress := sys.modules.get("casecode.console.progress"):
        progress.end()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads any more
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    os._exit(ending.code or 0)


if __name__ == "__main__":
    main()
