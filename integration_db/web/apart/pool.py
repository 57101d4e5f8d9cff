"""A few processes, and a fair queue before them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.web.apart.fair_queue import FairQueue
from integration_db.web.apart.frames import Frame
from integration_db.web.apart.process import AnsweringProcess
from integration_db.web.moving import RETRY_AFTER
from integration_db.web.problems import ProblemDetails, Refused

_log: Final = logging.getLogger(__name__)


class Allowance(NamedTuple):
    """What long questions may take: seconds and bytes of memory each, and how many may wait.

    `patience` is in seconds, until a process is free. `questions` and `lists` are processes: for
    pages and lists of cameras, and for what is sent to be answered.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    waiting: int = 64
    patience: float = 20.0
    questions: int = 1
    lists: int = 2


ALLOWANCE: Final = Allowance()


@dataclass(eq=False)
class _Waiting:
    """One request until it is answered."""

    client: str
    request: Frame
    answer: asyncio.Future[Frame]
    told: Callable[[Frame], object]
    patience: asyncio.TimerHandle | None = None


class Pool:
    """Processes that are started when they are needed. All of it is for one event loop.

    Where there is more than one, the last free one is kept for clients who had little lately.
    """

    def __init__(self, opening: Frame, processes: int, allowance: Allowance) -> None:
        self._opening = opening
        self._allowance = allowance
        self._most = processes
        self._queue: FairQueue[_Waiting] = FairQueue(allowance.waiting)
        self._free: list[AnsweringProcess | None] = [None] * processes
        self._running: set[AnsweringProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="asking")
        self._closed = False

    async def answer(
        self, client: str, request: Frame, told: Callable[[Frame], object] = lambda _: None
    ) -> Frame:
        """Return what a process answers. Raises `Refused` where it cannot, or not in time.

        Of an answer in parts, as a request may take it, `told` is given all but the last, which is
        returned.
        """
        if self._closed:
            raise Refused(_busy())
        loop = asyncio.get_running_loop()
        waiting = _Waiting(client, request, loop.create_future(), told)
        gives_way = self._queue.add(client, waiting)
        if gives_way is waiting:
            raise Refused(_busy())
        if gives_way is not None:
            _refuse(gives_way, _busy())
        waiting.patience = loop.call_later(self._allowance.patience, self._give_up, waiting)
        self._go_on()
        try:
            return await waiting.answer
        finally:
            self._queue.remove(client, waiting)
            waiting.patience.cancel()

    def close(self) -> None:
        """End all processes; what waits is refused."""
        self._closed = True
        while (waiting := self._queue.take(0)) is not None:
            _refuse(waiting, _busy())
        for process in self._running:
            process.end()  # whoever asks it is told, and gives the pipes back
        for free in self._free:
            if free is not None:
                free.close()
        self._free.clear()
        self._threads.shutdown(wait=False)

    def _give_up(self, waiting: _Waiting) -> None:
        self._queue.remove(waiting.client, waiting)
        _refuse(waiting, _busy())

    def _go_on(self) -> None:
        """Give free processes to those who wait."""
        loop = asyncio.get_running_loop()
        while self._free:
            only_little = self._most > 1 and len(self._free) == 1
            waiting = self._queue.take(loop.time(), only_little=only_little)
            if waiting is None:
                return
            if waiting.patience is not None:
                waiting.patience.cancel()
            task = loop.create_task(self._ask(self._free.pop(), waiting))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _ask(self, process: AnsweringProcess | None, waiting: _Waiting) -> None:
        loop = asyncio.get_running_loop()
        begin: float | None = None
        try:
            if process is None:
                process = await loop.run_in_executor(self._threads, AnsweringProcess, self._opening)
            begin = loop.time()
            self._running.add(process)

            def told(part: Frame) -> None:
                loop.call_soon_threadsafe(waiting.told, part)

            asked = loop.run_in_executor(self._threads, process.ask, waiting.request, told)
            done, _ = await asyncio.wait({asked}, timeout=self._allowance.seconds)
            if not done:
                process.end()
            answer = await asked
            if answer is None:
                self._running.discard(process)
                gone, process = process, None
                await loop.run_in_executor(self._threads, gone.close)
                if done and not self._closed:
                    _log.error("a process that answered long questions ended")
                _refuse(waiting, _broken() if done else _too_much(self._allowance))
            elif not waiting.answer.done():
                waiting.answer.set_result(answer)
        except Exception:
            _log.exception("no process could answer")
            _refuse(waiting, _broken())
        finally:
            if begin is not None:
                self._queue.reckon(waiting.client, loop.time() - begin, loop.time())
            if process is not None:
                self._running.discard(process)
            if not self._closed:
                self._free.append(process)
                self._go_on()
            elif process is not None:
                process.close()


def _refuse(waiting: _Waiting, problem: ProblemDetails) -> None:
    if not waiting.answer.done():
        waiting.answer.set_exception(Refused(problem))


def _busy() -> ProblemDetails:
    detail = f"the server is at many long questions; ask again in {RETRY_AFTER} seconds"
    return ProblemDetails(503, "busy", detail)


def _too_much(allowance: Allowance) -> ProblemDetails:
    return ProblemDetails(
        503,
        "too-much-work",
        f"the answer takes this server more than {allowance.seconds:g} seconds; ask in smaller "
        "parts",
    )


def _broken() -> ProblemDetails:
    return ProblemDetails(500, "internal", "the server failed; its log says why")
