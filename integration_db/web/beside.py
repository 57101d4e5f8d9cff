"""An event loop beside the one that serves: for handlers that wait for a database server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

Returned = TypeVar("Returned")


class Beside:
    """A loop in a thread of its own. What runs there runs one after the other, as on any loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name="beside", daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, Returned]) -> Returned:
        """Return what comes of the work; whoever waits for it keeps nobody else waiting."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def close(self) -> None:
        """End it, when nothing runs there any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
