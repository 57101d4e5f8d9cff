"""Asking an application without a network: for its own description, for docs, and apart.

By hand, so that the program needs no client of HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

from integration_db.named_tuple import NamedTuple

JSON_BODY: Final = ((b"content-type", b"application/json"),)


class Exchanged(NamedTuple):
    """The answer to one request, as it would go out."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


async def exchange(
    app: ASGIApp,
    method: str,
    target: bytes,
    body: bytes = b"",
    headers: Sequence[tuple[bytes, bytes]] = JSON_BODY,
) -> Exchanged:
    """Return the answer to one request; its target is as it goes over the wire."""
    path, _, query = target.partition(b"?")
    sent: list[Message] = []

    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if given:
            return given.pop()
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never  # whoever asks here does not leave

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method.upper(),
        "scheme": "http",
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "client": None,
        "server": None,
    }
    await app(scope, receive, send)
    start, *rest = sent
    return Exchanged(
        start["status"], start["headers"], b"".join(part.get("body", b"") for part in rest)
    )
