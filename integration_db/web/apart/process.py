"""One process that answers: started here, asked from a thread, ended when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final, cast

from integration_db.web.apart.frames import Frame, read_frame

_SCRIPT: Final = "from integration_db.web.apart.answering import answer_requests; answer_requests()"


class AnsweringProcess:
    """A process that has opened a database and waits for requests.

    `opening` says what it opens, as `answering` reads it: over a pipe, where nobody else sees it.
    Every method but `end` may take long, and they are for one thread at a time.
    """

    def __init__(self, opening: Frame) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is for its parent; and it can be ended with its own
        )
        self.is_ready = self.ask(opening) is not None

    def ask(self, request: Frame, told: Callable[[Frame], object] = lambda _: None) -> Frame | None:
        """Return the answer; None where the process is no more.

        Of one that comes in parts `told` is given all but the last, which is returned.
        """
        with suppress(OSError, ValueError):  # it was ended meanwhile
            request.write(cast(BinaryIO, self._process.stdin))
            source = cast(BinaryIO, self._process.stdout)
            while (frame := read_frame(source)) is not None and not frame.is_last:
                told(frame)
            return frame
        return None

    def end(self) -> None:
        """End it now, and what it started; whoever asks it is told."""
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def close(self) -> None:
        """End it and give back what it had, when nobody asks it any more."""
        self.end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
