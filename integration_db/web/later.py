"""Handlers that are imported when they are first needed, so that a server starts at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

Handler = Callable[[Request], Awaitable[Response]]

_ONE_AT_A_TIME: Final = threading.Lock()


class Later:
    """A handler that is loaded by its first request, in a thread: others are answered meanwhile.

    One is loaded at a time: many of them import the same, and loads together keep others waiting.
    """

    def __init__(self, load: Callable[[], Handler]) -> None:
        self._load = load
        self._handler: Handler | None = None

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if self._handler is None:
            self._handler = await asyncio.to_thread(self._loaded)
        return await self._handler(request)

    def _loaded(self) -> Handler:
        with _ONE_AT_A_TIME:
            self._handler = self._handler or self._load()
            return self._handler
