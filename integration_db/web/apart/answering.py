"""What runs in a process apart: one request after the other, answered by the same handlers.

It reads from standard input and writes to standard output (see `frames`), and ends when its
parent is no more, in the middle of an answer too.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, BinaryIO, Final

from integration_db.catalog import Catalog, open_catalog
from integration_db.web.apart.frames import IN_PARTS, MORE, Frame, as_headers, as_text, read_frame
from integration_db.web.api.inside import Exchanged, exchange
from integration_db.web.app import app_inside
from integration_db.web.kept_reports import KeptReports
from integration_db.web.middleware.limits import Limits

MOVED: Final = Frame({"moved": True})
"""The answer where the place holds other data than whoever asks."""

_NICER: Final = 10
"""How much others go before."""


def answer_requests() -> None:
    """Open what the first message names, and answer all that follow."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # whatever is printed must not stand between answers
        messages: SimpleQueue[Frame] = SimpleQueue()
        threading.Thread(target=_listen, args=(messages,), daemon=True).start()
        _answer_all(messages, out)


def _listen(messages: SimpleQueue[Frame]) -> None:
    """Take messages until there are no more; then end this process, and what it started."""
    with open(0, "rb", closefd=False) as source:
        while (message := read_frame(source)) is not None:
            messages.put(message)
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    else:
        os.kill(os.getpid(), signal.SIGTERM)


def _answer_all(messages: SimpleQueue[Frame], out: BinaryIO) -> None:
    opening = messages.get().head
    _give_way(opening["memory"])
    limits = Limits(*opening["limits"])
    loop = asyncio.new_event_loop()
    catalog = open_catalog(opening["database"])
    kept = KeptReports(*opening["kept"]) if opening["kept"] else None
    app = app_inside(catalog, limits, kept)
    Frame({}).write(out)
    while True:
        message = messages.get()
        if not _is_of(catalog, message.head):
            catalog.close()
            catalog = open_catalog(opening["database"])
            app = app_inside(catalog, limits, kept)
        if _is_of(catalog, message.head):
            answer = _framed(loop.run_until_complete(_exchanged(app, message, out)))
            if answer.head["status"] == 503 and not _is_of(catalog, message.head):
                answer = MOVED
        else:
            answer = MOVED
        answer.write(out)


def _is_of(catalog: Catalog, head: dict[str, Any]) -> bool:
    """Whether the catalogue is the one that is asked."""
    return catalog.current() and catalog.data_version == head["data_version"]


async def _exchanged(app: Any, message: Frame, out: BinaryIO) -> Exchanged:
    """Return the answer, or the last part of it where others were written out before."""
    head = message.head

    def told(part: Exchanged) -> None:
        framed = _framed(part)
        Frame({**framed.head, MORE: True}, framed.body).write(out)

    return await exchange(
        app,
        head["method"],
        head["target"].encode("latin-1"),
        message.body,
        as_headers(head["headers"]),
        told if IN_PARTS in head else None,
    )


def _framed(answer: Exchanged) -> Frame:
    return Frame({"status": answer.status, "headers": as_text(answer.headers)}, answer.body)


def _give_way(memory: int) -> None:
    """Let others go before, and take no more memory than so many bytes, where that can be said."""
    with suppress(AttributeError, OSError):
        os.nice(_NICER)
    # Linux may share the processors out among sessions first, and this process has one of its own.
    with suppress(OSError), open("/proc/self/autogroup", "w", encoding="ascii") as group:
        group.write(str(_NICER))
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
