"""The catalogue that is served now: one after the other, no answer of two.

Each request is answered by one of them from begin to end: its catalogue, its kept answers, its
marks and its processes. Whoever asks after new data were put in place is answered from them.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.types import Receive, Scope, Send

from integration_db.catalog import Catalog
from integration_db.errors import DatabaseError
from integration_db.named_tuple import NamedTuple
from integration_db.web.apart.frames import Frame
from integration_db.web.apart.held_database import HeldDatabase
from integration_db.web.apart.pool import Allowance, Pool
from integration_db.web.beside import Beside
from integration_db.web.kept_reports import KeptReports
from integration_db.web.moving import FirstTry
from integration_db.web.problems import load_masking

_log: Final = logging.getLogger(__name__)

_AGAIN: Final = 1.0
"""Seconds until data that could not be opened are tried again."""

_LET_GO: Final = 1.0
"""Seconds after its last request until what one kept is looked for."""

SETTLED = 0.5
"""Seconds after the start until that is loaded which the first problem would wait for."""


class Pools(NamedTuple):
    """Processes for questions that several may ask, and for lists that are sent."""

    questions: Pool
    lists: Pool


class ServedCatalog:
    """An open catalogue, and the application that answers from it.

    One that is `owned` is closed when its last request is done. What waits for a server does so
    `beside`, where there is one.
    """

    def __init__(
        self, catalog: Catalog, app: Starlette, beside: Beside | None, *, owned: bool
    ) -> None:
        self.catalog = catalog
        self.app = app
        self._beside = beside
        self._owned = owned
        self._requests = 0
        self._retired = False
        self._held: HeldDatabase | None = None

    def start_pools(
        self, allowance: Allowance, limits: tuple[float, ...], kept: KeptReports | None
    ) -> None:
        """Let processes answer what takes long, where they can open the same data.

        The file is held in a folder of its own: another build, or the cache, may take it from its
        place. Where that cannot be, all is answered here, and one waits for the other.
        """
        try:
            self._held = HeldDatabase(self.catalog)
        except OSError as error:
            _log.warning("long questions are not answered apart: %s", error.strerror)
            return
        if self._held.place is None:
            return
        opening = Frame(
            {
                "database": self._held.place,
                "memory": allowance.memory,
                "limits": limits,
                "kept": kept and (str(kept.folder), kept.seconds),
            }
        )
        self.app.state.pools = Pools(
            Pool(opening, allowance.questions, allowance), Pool(opening, allowance.lists, allowance)
        )

    async def is_current(self) -> bool:
        """Return whether there is nothing newer, as far as can be told."""
        if self._beside is None:
            return _is_current(self.catalog)
        self._requests += 1
        try:
            return await self._beside.run(_asked(self.catalog))
        finally:
            self._done()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self._requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._done()

    def _done(self) -> None:
        self._requests -= 1
        if self._retired and not self._requests:
            self.close()

    def retire(self) -> None:
        """Close it when its last request is done."""
        self._retired = True
        if not self._requests:
            self.close()

    def close(self) -> None:
        """End its processes and close what it owns."""
        pools, self.app.state.pools = self.app.state.pools, None
        for pool in pools or ():
            pool.close()
        if self._held is not None:
            self._held.close()
        if self._beside is not None:
            self._beside.close()
        if self._owned:
            self.catalog.close()
        if self._retired:  # its answers hang in rings, which a server seldom looks for
            asyncio.get_running_loop().call_later(_LET_GO, gc.collect)


class CurrentApplication:
    """The application of the catalogue that is current when a request comes.

    `start` is called with each before a server uses it, `reopen` makes the next one. `chores` go on
    for as long as a server runs.
    """

    def __init__(
        self,
        served: ServedCatalog,
        start: Callable[[ServedCatalog], None],
        reopen: Callable[[], ServedCatalog] | None,
        chores: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
    ) -> None:
        self._served = served
        self._start = start
        self._reopen = reopen
        self._chores = chores
        self._moving = asyncio.Lock()
        self._not_before = 0.0
        self._refusal = ""

    @property
    def state(self) -> State:
        """What the application that answers now keeps."""
        return self._served.app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request from the current catalogue."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        first = FirstTry(scope, receive)
        await (await self._current()).answer(first.scope, first.receive, send)
        if first.failed:
            await (await self._current()).answer(scope, first.receive_again, send)

    async def _current(self) -> ServedCatalog:
        served = self._served
        if self._reopen is not None and not await served.is_current():
            served = await self._newest(self._reopen)
        return served

    async def _newest(self, reopen: Callable[[], ServedCatalog]) -> ServedCatalog:
        """Return the next one; the old one where there is none that can be opened."""
        async with self._moving:
            old, now = self._served, asyncio.get_running_loop().time()
            if await old.is_current() or now < self._not_before:
                return old
            try:
                new = await asyncio.to_thread(self._opened, reopen)
            except Exception as error:
                self._not_before = now + _AGAIN
                if str(error) != self._refusal:
                    self._refusal = str(error)
                    _log.warning("the new data cannot be opened, the old ones stay: %s", error)
                return old
            self._served, self._refusal = new, ""
            old.retire()
            return new

    def _opened(self, reopen: Callable[[], ServedCatalog]) -> ServedCatalog:
        served = reopen()
        self._start(served)
        return served

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start the processes with the server, and end them with it."""
        await receive()
        await asyncio.to_thread(self._start, self._served)
        await send({"type": "lifespan.startup.complete"})
        loop = asyncio.get_running_loop()
        loading = loop.call_later(SETTLED, loop.run_in_executor, None, load_masking)
        chores = [loop.create_task(chore()) for chore in self._chores]
        with suppress(asyncio.CancelledError):
            await receive()
        loading.cancel()
        for chore in chores:
            chore.cancel()
        self._served.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _asked(catalog: Catalog) -> bool:
    return _is_current(catalog)


def _is_current(catalog: Catalog) -> bool:
    """Whether there is nothing newer, as far as can be told."""
    try:
        return catalog.current()
    except DatabaseError:  # whoever asks it will say so
        return True
