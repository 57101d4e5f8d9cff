"""What one connection may cost before the application sees a request.

uvicorn waits without end for the head of a request and takes one of any length; so does it with
what follows a refused body. Here both have an end. What is no HTTP at all is refused here too, in
the shape of every other refusal.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from integration_db.web.middleware.headers import headers_for
from integration_db.web.middleware.limits import LIMITS
from integration_db.web.problems import ProblemDetails, ProblemResponse


class LimitedConnection(HttpToolsProtocol):
    """uvicorn's connection to `create_app`'s application, with limits on a request."""

    head = LIMITS.target + LIMITS.headers
    """Bytes of a head that is not complete yet."""
    whole = 10 * LIMITS.body
    """Bytes of a request as it is sent; more than the body, which may come in small pieces."""
    seconds = LIMITS.seconds
    """Time for a head, from the begin of the connection or of the head."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._size = 0
        self._alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: a client that connects and says nothing is not kept."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Count from here."""
        super().on_message_begin()
        self._size = 0
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop the clock; the body's time is the business of `limits`."""
        self._stop_waiting()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, unless it is too much."""
        super().data_received(data)
        self._size += len(data)
        in_head = self._alarm is not None
        if self._size > (self.head if in_head else self.whole) and not self.transport.is_closing():
            if in_head:
                self.send_400_response("The head of the request is too long.")
            else:
                self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Answer with a problem what never becomes a request, and hang up."""
        response = ProblemResponse(
            ProblemDetails(400, "invalid-http", msg), {"connection": "close"}
        )
        headers = (*response.raw_headers, *headers_for(self.app.state.data_version))
        head = b"".join(b"%b: %b\r\n" % header for header in headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n%b\r\n%b" % (head, bytes(response.body)))
        self.transport.close()

    def _wait(self) -> None:
        self._stop_waiting()
        self._alarm = self.loop.call_later(self.seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
