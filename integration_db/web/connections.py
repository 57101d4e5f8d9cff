"""What one connection may cost before, beside and after the answers that it is given.

uvicorn waits without end for the head of a request, for the rest of a body whose answer went out,
and for a client that does not read; it takes heads of any length and any number of requests at
once, and refuses everybody where connections are many. Here each of these has an end. What is no
HTTP at all is refused here too, in the shape of every other refusal.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import lru_cache
from random import uniform
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from integration_db.web.clients import client_at
from integration_db.web.middleware.headers import headers_for
from integration_db.web.middleware.limits import LIMITS
from integration_db.web.problems import ProblemDetails, ProblemResponse

MOST_OPEN: Final = 2_000
"""Connections of one process; fewer where the system gives it fewer files."""

MOST_UNREAD: Final = 100
"""Connections whose clients are slow to read what they asked for: that takes memory."""

_OTHER_FILES: Final = 150
"""Files and pipes that a process needs beside its connections."""

_SLOWEST: Final = 1_000
"""Bytes a second that a client has to read."""

_PIECE: Final = 16_000
"""Bytes that are read before it is asked whether that was too much."""

_GRACE: Final = 1.0
"""Seconds for the refusal of a body that is late, before the connection ends."""

_EARLIEST: Final = 0.9
"""Part of its time that a connection has at least; so those that came together end one by one."""

_CROWD: Final = 20
"""Where there are too many connections, one in so many has to go: to look for them takes time."""


class LimitedConnection(HttpToolsProtocol):
    """uvicorn's connection to `create_app`'s application, with limits on what a client may do."""

    head = LIMITS.target + LIMITS.headers
    """Bytes of a head that is not complete yet."""
    whole = 10 * LIMITS.body
    """Bytes of a request as it is sent; more than the body, which may come in small pieces."""
    seconds = LIMITS.seconds
    """Time for a head, from the begin of the connection or of the head, and again for a body."""
    most_at_once = 16
    """Requests that wait for the answers to earlier ones of their connection."""
    most_open = MOST_OPEN
    """Connections that are kept beside each other."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._size = 0
        self._in_head = True
        self._alarm: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._unread = self._answers = self._answers_before = 0
        self._crowded = False
        self._asked: deque[RequestResponseCycle] = deque()
        self.network = ""
        """Who the client is, as far as its address tells."""
        self.waits_since: float | None = None
        """Since when it is the client's turn to say something; None while it waits for us."""
        self.unread_since: float | None = None
        """Since when the client does not read what was sent; None where it does."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: a client that connects and says nothing is not kept."""
        super().connection_made(transport)
        self.network = client_at(self.client[0] if self.client else "")
        self.waits_since = self.loop.time()
        self._wait(self.seconds)
        self._reading = self.loop.call_later(self.seconds, self._look_at_reading)
        most = min(self.most_open, _files_for_connections())
        if len(self.connections) > most:
            others = [one for one in self._others() if one.waits_since is not None]
            longest = sorted(others, key=lambda one: one.waits_since or 0.0)
            for one in of_the_crowd(longest, self._others(), max(1, most // _CROWD)):
                one.hang_up()
            if len(self.connections) > most:
                self.hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell every request that nobody waits for its answer, and stop the clocks."""
        for one in self._asked:  # uvicorn tells the newest alone
            one.disconnected = True
            one.message_event.set()
        self._stop_waiting()
        if self._reading is not None:
            self._reading.cancel()
        self.waits_since = self.unread_since = None
        super().connection_lost(exc)

    def hang_up(self) -> None:
        """End the connection now; what was not sent is lost."""
        self.connections.discard(self)
        self.transport.abort()

    def on_message_begin(self) -> None:
        """Count from here. Raises `ValueError` where too many requests wait, for the parser."""
        if len(self.pipeline) >= self.most_at_once:
            self._crowded = True
            raise ValueError
        super().on_message_begin()
        self._size = 0
        self._in_head = True
        self.waits_since = self.loop.time()
        self._wait(self.seconds)

    def on_headers_complete(self) -> None:
        """Give the body its time, whether or not anybody reads it; `limits` refuses a late one."""
        self._in_head = False
        self._wait(self.seconds / _EARLIEST + _GRACE)
        super().on_headers_complete()
        self._asked.append(self.cycle)

    def on_message_complete(self) -> None:
        """Stop the clock: now it is our turn."""
        self._stop_waiting()
        self.waits_since = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Note that it is the client's turn, unless more of its requests wait."""
        self._asked.popleft()
        self._answers += 1
        if not self.pipeline:
            self.waits_since = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Note that the client does not read. Only so many may do that at a time."""
        super().pause_writing()
        self.unread_since = self.loop.time()
        slow = [one for one in (*self._others(), self) if one.unread_since is not None]
        if len(slow) > MOST_UNREAD:
            longest = sorted(slow, key=lambda one: one.unread_since or 0.0)
            for one in of_the_crowd(longest, slow, 1):
                one.hang_up()

    def resume_writing(self) -> None:
        """Note that the client reads again."""
        self.unread_since = None
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Read on, piece by piece, unless it is too much."""
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self._size += len(piece)
            super().data_received(piece)
            if self.transport.is_closing():
                return
            if self._size > (self.head if self._in_head else self.whole):
                if self._in_head:
                    self.send_400_response("The head of the request is too long.")
                else:
                    self.transport.close()
                return

    def send_400_response(self, msg: str) -> None:
        """Answer with a problem what never becomes a request, and hang up."""
        if self._crowded:
            msg = f"More than {self.most_at_once} requests wait for answers on this connection."
        response = ProblemResponse(
            ProblemDetails(400, "invalid-http", msg), {"connection": "close"}
        )
        headers = (*response.raw_headers, *headers_for(self.app.state.data_version))
        head = b"".join(b"%b: %b\r\n" % header for header in headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n%b\r\n%b" % (head, bytes(response.body)))
        self.transport.close()

    def _others(self) -> list[LimitedConnection]:
        return [
            one
            for one in self.connections
            if one is not self and isinstance(one, LimitedConnection)
        ]

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._alarm = self.loop.call_later(seconds * uniform(_EARLIEST, 1.0), self.transport.close)

    def _stop_waiting(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _look_at_reading(self) -> None:
        """End the connection of a client that hardly reads, one that is to be closed as well."""
        unread = self.transport.get_write_buffer_size()
        is_at_the_same = unread and self._unread and self._answers == self._answers_before
        if is_at_the_same and self._unread - unread < _SLOWEST * self.seconds:
            self.hang_up()
            return
        self._unread, self._answers_before = unread, self._answers
        self._reading = self.loop.call_later(self.seconds, self._look_at_reading)


def of_the_crowd(
    longest: Iterable[LimitedConnection], every: Collection[LimitedConnection], many: int
) -> list[LimitedConnection]:
    """Return those who have to go: of the clients with most connections, the first of `longest`."""
    counts = Counter(one.network for one in every)
    return sorted(longest, key=lambda one: -counts[one.network])[:many]


@lru_cache(maxsize=1)
def _files_for_connections() -> int:
    """Return how many connections the system lets this process have; as many as it may ask for."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_OPEN + _OTHER_FILES
        if given != resource.RLIM_INFINITY and given < wanted:
            if most != resource.RLIM_INFINITY:
                wanted = min(wanted, most)
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            given = wanted
        if given != resource.RLIM_INFINITY:
            return max(1, given - _OTHER_FILES)
    return MOST_OPEN
