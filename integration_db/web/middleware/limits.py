"""How much a request may say, and how long it may take to say it.

By hand: Starlette's limit is for bodies alone, only in its newest versions, and knows no time.
"""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.named_tuple import NamedTuple


class Limits(NamedTuple):
    """Sizes in bytes, time in seconds."""

    body: int = 1_000_000
    target: int = 8_000
    headers: int = 16_000
    seconds: float = 10.0


LIMITS: Final = Limits()

MOST_ENTRIES: Final = 1_000
"""Questions in a batch, lines in a list."""


class RequestLimits:
    """Refuses requests that are too long, counting the body while it comes in."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a `receive` that keeps count."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limits = self.limits
        if len(scope["raw_path"]) + len(scope["query_string"]) > limits.target:
            raise HTTPException(414, f"the address is longer than {limits.target} bytes")
        size = 0
        length = b""
        for name, value in scope["headers"]:
            size += len(name) + len(value)
            if name == b"content-length":
                length = value
        if size > limits.headers:
            raise HTTPException(431, f"the headers are longer than {limits.headers} bytes")
        if length.isdigit() and (len(length) > 18 or int(length) > limits.body):
            raise _too_large(limits)
        await self.app(scope, _counted(receive, limits), send)


def _counted(receive: Receive, limits: Limits) -> Receive:
    left = limits.body
    until: float | None = None
    more = True

    async def counted() -> Message:
        nonlocal left, until, more
        if not more:
            return await receive()  # the end of the connection, for which all have time
        now = asyncio.get_running_loop().time()
        until = until or now + limits.seconds
        try:
            message = await asyncio.wait_for(receive(), until - now)
        except asyncio.TimeoutError:
            raise HTTPException(
                408, f"the body did not arrive within {limits.seconds:g} seconds"
            ) from None
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(limits)
        more = message.get("more_body", False)
        return message

    return counted


def _too_large(limits: Limits) -> HTTPException:
    return HTTPException(413, f"the body is longer than {limits.body} bytes")
