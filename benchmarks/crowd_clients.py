"""Many ordinary clients in a process of its own: each answer is compared, byte for byte.

Usage: python -m benchmarks.crowd_clients PORT, with a `Plan` in JSON on standard input. A client
asks at fixed times, whether or not the answer before came soon: how long it waited counts from
when it meant to ask. Prints a `Seen` in JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from benchmarks.files import allow_connections


@dataclass(frozen=True)
class Expected:
    """A request as it goes over the wire, and the right answer: its status and what its body is."""

    request: str
    status: int
    digest: str


@dataclass(frozen=True)
class Plan:
    """What is asked: by so many clients, for so many seconds, each every so many seconds."""

    clients: int
    seconds: float
    every: float
    questions: list[dict[str, object]]


@dataclass
class Seen:
    """What came of it: waiting times in seconds, answers that were wrong, lines that were lost."""

    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    reconnected: int = 0
    busy: float = 0.0


class _Client:
    """One client with a connection of its own, which it opens again where the server ended it."""

    def __init__(self, port: int, number: int, seen: Seen) -> None:
        self._port = port
        self._source = f"127.0.{2 + number // 250}.{1 + number % 250}"
        self._seen = seen
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, wanted: Expected) -> None:
        """Ask, and note what is wrong."""
        for last in (False, True):
            was_open = self._line is not None
            try:
                status, body = await self._exchange(wanted.request.encode("latin-1"))
                break
            except (OSError, EOFError, ValueError) as error:
                self.close()
                if last or not was_open:
                    self._seen.wrong.append(f"{wanted.request[:80]!r}: {error!r}")
                    return
                self._seen.reconnected += 1
        if status != wanted.status or sha256(body).hexdigest() != wanted.digest:
            self._seen.wrong.append(f"{wanted.request[:80]!r}: {status} {body[:300]!r}")

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        if self._line is None:
            source = (self._source, 0) if sys.platform == "linux" else None
            self._line = await asyncio.open_connection("127.0.0.1", self._port, local_addr=source)
        reader, writer = self._line
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        _, found, length = head.partition(b"content-length: ")
        body = await reader.readexactly(int(length.split(b"\r\n", 1)[0])) if found else b""
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            with suppress(OSError):
                self._line[1].close()
            self._line = None


async def _behave(
    client: _Client, own: Sequence[Expected], plan: Plan, start: float
) -> list[float]:
    waits = []
    now = asyncio.get_running_loop().time
    meant = start
    turn = 0
    while meant < start + plan.seconds:
        await asyncio.sleep(max(0.0, meant - now()))
        await client.ask(own[turn % len(own)])
        waits.append(now() - meant)
        meant, turn = meant + plan.every, turn + 1
    client.close()
    return waits


async def crowd(port: int, plan: Plan) -> Seen:
    """Let all clients ask, and return what they saw."""
    allow_connections(plan.clients)
    seen = Seen()
    questions = [Expected(**one) for one in plan.questions]  # type: ignore[arg-type]
    busy, began = time.process_time(), time.perf_counter()
    start = asyncio.get_running_loop().time()
    asking = [
        _behave(
            _Client(port, number, seen),
            questions[number :: plan.clients] or questions,
            plan,
            start + plan.every * number / plan.clients,
        )
        for number in range(plan.clients)
    ]
    for waits in await asyncio.gather(*asking):
        seen.waits += waits
    seen.busy = (time.process_time() - busy) / (time.perf_counter() - began)
    return seen


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(crowd(int(sys.argv[1]), Plan(**json.load(sys.stdin)))))))
