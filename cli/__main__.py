"""The process: `integration-db`, `python -m integration_db_cli`.

A look-up takes a few milliseconds, and starting and ending an interpreter many; so what the
interpreter does beside the work is kept small here, and nowhere else. Before and after the work,
Ctrl+C ends the process at once: raised inside an import it might be lost, or show where it was.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

from . import INTERRUPTED

_COLLECT_AFTER = 50_000
"""New objects before the garbage collector looks for rings; a look-up makes fewer."""


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)


_MINDS = signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""Whether Ctrl+C means this process: who was started in the background does not hear it."""

if _MINDS:
    signal.signal(signal.SIGINT, _leave)


def run() -> None:
    """Run the command line and end the process with its exit code."""
    code = 0
    try:
        gc.set_threshold(_COLLECT_AFTER)
        from .main import main

        if _MINDS:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        main(prog_name="integration-db")
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 1
    except KeyboardInterrupt:  # `main` answers it too, once it is imported
        code = INTERRUPTED
    if _MINDS:
        signal.signal(signal.SIGINT, _leave)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # nobody reads; `main` has said what there was to say
    # Everything is written and closed: taking the interpreter apart would only take time.
    os._exit(code)


if __name__ == "__main__":
    run()
