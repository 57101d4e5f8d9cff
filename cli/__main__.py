"""The process: `integration-db`, `python -m integration_db_cli`.

A look-up takes a few milliseconds, and starting and ending an interpreter many; so what the
interpreter does beside the work is kept small here, and nowhere else.
"""

from __future__ import annotations

import gc
import os
import sys

from . import INTERRUPTED

_COLLECT_AFTER = 50_000
"""New objects before the garbage collector looks for rings; a look-up makes fewer."""


def run() -> None:
    """Run the command line and end the process with its exit code."""
    code = 0
    try:
        gc.set_threshold(_COLLECT_AFTER)
        from .main import main

        main(prog_name="integration-db")
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 1
    except KeyboardInterrupt:  # `main` answers it too, once it is imported
        code = INTERRUPTED
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # nobody reads; `main` has said what there was to say
    # Everything is written and closed: taking the interpreter apart would only take time.
    os._exit(code)


if __name__ == "__main__":
    run()
