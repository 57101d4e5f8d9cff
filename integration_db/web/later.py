"""Handlers that are imported when they are first needed, so that a server starts at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Handler = Callable[[Request], Awaitable[Response]]


class Later:
    """A handler that is loaded by its first request, in a thread: others are answered meanwhile."""

    def __init__(self, load: Callable[[], Handler]) -> None:
        self._load = load
        self._handler: Handler | None = None

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if self._handler is None:
            self._handler = await asyncio.to_thread(self._load)
        return await self._handler(request)
