"""Asking an application without a network: for its own description, for docs, and apart.

By hand, so that the program needs no client of HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
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
    told: Callable[[Exchanged], object] | None = None,
) -> Exchanged:
    """Return the answer to one request; its target is as it goes over the wire.

    `told` is given the parts of an answer that comes in several, each as soon as it is there; then
    the last one is returned, and not the whole.
    """
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
        if told is not None and message.get("more_body"):
            told(_exchanged(sent))
            del sent[1:]

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
    return _exchanged(sent)


def _exchanged(sent: list[Message]) -> Exchanged:
    start, *rest = sent
    return Exchanged(
        start["status"], start["headers"], b"".join(part.get("body", b"") for part in rest)
    )
