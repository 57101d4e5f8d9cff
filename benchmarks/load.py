"""A load generator that costs little: raw requests over kept connections, answers counted.

It has to be cheaper than the servers that it measures; `Load.share` tells how busy it was itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

CONNECTIONS = 8


class _Client(asyncio.Protocol):
    """One connection that asks the next question when an answer is complete."""

    def __init__(self, requests: Sequence[bytes], status: bytes) -> None:
        self.requests = iter(requests)
        self.status = status
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.left: int | None = 0
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        if self.left:
            self.left -= len(data)
        elif self.left is None:
            self.left = 0 if data.endswith(b"0\r\n\r\n") else None
        else:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            head, body = self.head[:end].lower(), self.head[end + 4 :]
            assert head.split(b" ", 2)[1] == self.status, head
            _, found, length = head.partition(b"content-length: ")
            if found:
                self.left = int(length.split(b"\r\n", 1)[0]) - len(body)
            elif b"chunked" in head and not body.endswith(b"0\r\n\r\n"):
                self.left = None  # until the last piece
        if self.left == 0:
            self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server hung up"))

    def _next(self) -> None:
        self.head = b""
        request = next(self.requests, None)
        if request is None:
            self.done.set_result(None)
            self.transport.close()
        else:
            self.transport.write(request)


def request(target: str, **headers: str) -> bytes:
    """Return a GET request as it goes over the wire."""
    lines = [f"GET {target} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask(port: int, requests: Sequence[bytes], status: int = 200) -> float:
    """Send all requests over a few connections; return the share of time that this took itself.

    Raises where an answer has another status.
    """

    async def all_of_them() -> None:
        loop = asyncio.get_running_loop()
        clients = []
        for number in range(CONNECTIONS):
            part = requests[number::CONNECTIONS]
            word = str(status).encode()
            _, client = await loop.create_connection(
                lambda part=part, word=word: _Client(part, word),  # type: ignore[misc]
                "127.0.0.1",
                port,
            )
            clients.append(client.done)
        await asyncio.gather(*clients)

    busy, start = time.process_time(), time.perf_counter()
    asyncio.run(all_of_them())
    return (time.process_time() - busy) / (time.perf_counter() - start)
