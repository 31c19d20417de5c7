"""The entry point: runs the command line and sees to it that no traceback reaches a user."""

import gc
import os
import sys
from typing import NoReturn

from casecode import interrupts


def main() -> None:
    """Run `casecode`. Set CASECODE_DEBUG to see the traceback of an internal error."""
    # A shell asks: every TAB is a call.
    is_completing = os.environ.get("_CASECODE_COMPLETE", "").startswith("complete_")
    interrupts.watch(is_said=not is_completing)
    # A call is short and makes few cycles: collecting garbage on the way costs more time than memory is worth.
    gc.disable()
    from casecode.console import streams, surroundings

    streams.mend()
    surroundings.settle()
    _end(_complete() if is_completing else _run())


def _complete() -> int:
    from casecode.completion.shells import main as complete

    return complete()


def _run() -> int:
    try:
        from casecode.app import app

        app()
    except SystemExit as ending:
        if isinstance(ending.code, int | None):
            return ending.code or 0
        raise
    except KeyboardInterrupt:
        interrupts.leave()
    except Exception as error:
        if os.environ.get("CASECODE_DEBUG"):
            raise
        said = str(error).splitlines()[0] if str(error) else ""
        print(f"casecode: internal error: {type(error).__name__}: {said!r}", file=sys.stderr)  # noqa: T201
        print("  hint: this is a bug; CASECODE_DEBUG=1 shows where", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _end(code: int) -> NoReturn:
    """End at once: to take apart what a large case has left in memory takes longer than to give it back whole."""
    from casecode.console import streams

    if progress := sys.modules.get("casecode.console.progress"):
        progress.end()
    streams.flush()
    if code != 2 and (reason := streams.lost()):
        print(f"Error: cannot write to standard output: {reason}", file=sys.stderr)  # noqa: T201
        code = 2
        streams.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
