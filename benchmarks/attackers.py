"""Ten clients that mean harm, each in its own way and from its own address, on this machine only.

Usage: python -m benchmarks.attackers PORT SECONDS. What they get is not looked at; what others
get beside them is the business of `crowd`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from typing import Any

from benchmarks import heavy_lists as heavy
from benchmarks.files import allow_connections

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Attacker:
    """Where an attacker comes from, and whom it attacks."""

    def __init__(self, port: int, number: int) -> None:
        self.port = port
        self.source = (f"127.0.1.{1 + number}", 0) if sys.platform == "linux" else None

    async def connect(self) -> Line:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=self.source)

    async def in_turn(self, *requests: bytes) -> None:
        """Ask heavy things one after the other, without end."""
        await self.each(itertools.cycle(requests))

    async def again_and_again(self, request: bytes, at_once: int = 4) -> None:
        """Ask one heavy thing over several connections, without end."""
        await self.each(itertools.repeat(request), at_once)

    async def each(self, requests: Iterator[bytes], at_once: int = 4) -> None:
        async def one() -> None:
            for request in requests:
                with suppress(OSError, EOFError):
                    _, writer = line = await self.connect()
                    writer.write(request)
                    await line[0].read(1 << 20)
                    writer.close()
                await asyncio.sleep(0.01)

        await asyncio.gather(*(one() for _ in range(at_once)))

    async def drip(self, beginning: bytes, drop: bytes, many: int) -> None:
        """Hold so many connections, each with a byte or a line now and then."""

        async def one() -> None:
            while True:
                with suppress(OSError):
                    _, writer = await self.connect()
                    writer.write(beginning)
                    while not writer.is_closing():
                        await asyncio.sleep(0.5)
                        writer.write(drop)
                        await writer.drain()
                await asyncio.sleep(0.05)

        await asyncio.gather(*(one() for _ in range(many)))

    async def take_nothing(self, request: bytes, many: int) -> None:
        """Ask for large pages and read none of them."""

        async def one() -> None:
            while True:
                with suppress(OSError):
                    reader, writer = await self.connect()
                    reader._transport.pause_reading()  # type: ignore[attr-defined]
                    writer.write(request * 16)
                    await asyncio.sleep(15)
                    writer.transport.abort()

        await asyncio.gather(*(one() for _ in range(many)))


def posted(address: str, kind: str, body: bytes) -> bytes:
    head = f"POST {address} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def sent_file(name: str, content: bytes) -> bytes:
    part = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = b"--x\r\n" + part + content + b"\r\n--x--\r\n"
    return posted("/check", "multipart/form-data; boundary=x", body)


def sent_text(content: bytes) -> bytes:
    return sent_file("a.csv", content)


def sent_json(address: str, value: object) -> bytes:
    return posted(address, "application/json", json.dumps(value).encode())


def got(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def attacks(port: int) -> list[Callable[[], Coroutine[Any, Any, None]]]:
    """Return what each of them does, without end."""
    ten = [Attacker(port, number) for number in range(10)]
    batch = {"questions": [{"model": f"P32{n:04}-" + "LVE " * 45} for n in range(1_000)]}
    family = {
        "questions": [
            {"model": "P32", "manufacturer": "Axis", "firmware": f"9.{n}"} for n in range(1_000)
        ]
    }
    pages = (got(f"/?text=p{n}&https=yes") for n in itertools.count())
    before = posted("/api/v1/check", "application/json", b" " * 900)[:-900]
    after = b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n"
    return [
        lambda: ten[0].in_turn(
            *map(sent_text, (heavy.wide(), heavy.one_wide_line(), heavy.secret_headings()))
        ),
        lambda: ten[1].in_turn(*map(sent_text, (heavy.unknown_names(), heavy.families()))),
        lambda: ten[2].in_turn(
            *map(sent_text, (heavy.prose(), heavy.moves_to_one_address(), heavy.moves_in_a_ring()))
        ),
        lambda: ten[3].in_turn(
            sent_file("a.xlsx", heavy.scattered_workbook()),
            sent_file("a.xlsx", heavy.workbook_of_tables()),
            sent_file("a.xlsx", heavy.swelling_workbook()),
        ),
        lambda: ten[4].in_turn(
            sent_json("/api/v1/predictions", batch), sent_json("/api/v1/predictions", family)
        ),
        lambda: ten[5].in_turn(
            posted("/api/v1/check", "application/json", b'{"lines":' + b"[" * 400_000),
            posted("/api/v1/check", "application/json", heavy.deep_objects()),
        ),
        lambda: ten[6].each(pages, at_once=8),
        lambda: ten[7].drip(b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-A: y\r\n", 600),
        lambda: _both(
            ten[8].drip(before, b"x", 250),
            ten[8].drip(after, b"x", 250),
        ),
        lambda: _both(
            ten[9].take_nothing(got("/api/v1/openapi.json"), 100),
            ten[9].again_and_again(got("/api/v1/version") * 20_000, at_once=1),
        ),
    ]


async def _both(one: Coroutine[Any, Any, None], other: Coroutine[Any, Any, None]) -> None:
    await asyncio.gather(one, other)


async def attack(port: int, seconds: float) -> None:
    allow_connections(3_000)
    with suppress(AttributeError, OSError):
        os.nice(5)  # their machines are others than the server's
    running = [asyncio.ensure_future(one()) for one in attacks(port)]
    ended, _ = await asyncio.wait(running, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for one in running:
        one.cancel()
    for one in ended:
        one.result()  # none ends by itself


if __name__ == "__main__":
    asyncio.run(attack(int(sys.argv[1]), float(sys.argv[2])))
