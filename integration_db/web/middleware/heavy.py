"""Requests that may take long, handed to processes of their own; all others pass.

By hand: pools of tasks give work away and not requests, know no clients, and cannot end what
takes too long.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.web.apart.frames import IN_PARTS, Frame, as_headers, as_text
from integration_db.web.apart.pool import Pool
from integration_db.web.api.answering import TakesLong
from integration_db.web.clients import client_at
from integration_db.web.middleware.compression import takes_gzip
from integration_db.web.moving import RETRY_AFTER, replaced
from integration_db.web.problems import NO_HEADERS, ProblemResponse, Refused

if TYPE_CHECKING:
    from integration_db.web.served_catalog import Pools

_LOOKED_AT: Final = frozenset({b"content-type", b"content-encoding", b"accept-encoding"})
"""The headers that an answer may depend on."""

_Question = tuple[bytes, bytes, bool]


class Heavy:
    """Hands requests to the pools of the application's `state`, if it has any.

    `addresses` are the methods and paths of those that may take long; of others a handler may find
    out (`TakesLong`). A question that several ask at the same time is answered once.
    """

    def __init__(self, app: ASGIApp, addresses: Collection[tuple[str, str]]) -> None:
        self.app = app
        self.addresses = addresses
        self._asked: dict[_Question, asyncio.Task[Frame]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it from elsewhere."""
        if scope["type"] != "http" or (scope["method"], scope["path"]) not in self.addresses:
            try:
                await self.app(scope, receive, send)
                return
            except TakesLong:  # nothing was sent, and a question has no body
                pass
        pools = scope["app"].state.pools
        if pools is None:
            await self.app(scope, receive, send)
            return
        begun = False
        try:
            async with aclosing(self._parts(pools, scope, receive)) as parts:
                async for part in parts:
                    if "moved" in part.head:
                        if (response := replaced(scope)) is not None:
                            await response(scope, receive, send)
                        return
                    if not begun:
                        begun = True
                        await send(_start(part))
                    await send(_body(part.body, more=not part.is_last))
        except Refused as refused:
            problem = refused.problem
            if begun:  # an answer in parts is one of lines, and this is its last
                text = json.dumps(problem.masked().to_dict())
                await send(_body(f"{text}\n".encode(), more=False))
                return
            said = {"retry-after": str(RETRY_AFTER)} if problem.code == "busy" else NO_HEADERS
            await ProblemResponse(problem, said)(scope, receive, send)

    async def _parts(
        self, pools: Pools, scope: Scope, receive: Receive
    ) -> AsyncGenerator[Frame, None]:
        """Yield the parts of an answer, nearly always one; none where nobody waits for it."""
        if scope["method"] == "POST":
            async for part in _posted(pools.lists, scope, receive):
                yield part
        else:
            yield await self._shared(pools.questions, scope)

    async def _shared(self, pool: Pool, scope: Scope) -> Frame:
        key = (scope["raw_path"], scope["query_string"], takes_gzip(scope["headers"]))
        asking = self._asked.get(key)
        if asking is None:
            asking = asyncio.create_task(pool.answer(_client(scope), _request(scope)))
            self._asked[key] = asking
            asking.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(asking)


async def _posted(pool: Pool, scope: Scope, receive: Receive) -> AsyncGenerator[Frame, None]:
    """Yield the parts of the answer; no more where the client left."""
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    parts: asyncio.Queue[Frame | None] = asyncio.Queue()
    request = _request(scope, body)
    request.head[IN_PARTS] = True
    asking = asyncio.ensure_future(pool.answer(_client(scope), request, parts.put_nowait))
    leaving = asyncio.ensure_future(_left(receive))
    for one in (asking, leaving):
        one.add_done_callback(lambda _: parts.put_nowait(None))
    try:
        while (part := await parts.get()) is not None:
            yield part
        if asking.done():
            yield await asking
    finally:
        asking.cancel()
        leaving.cancel()


def _start(part: Frame) -> Message:
    head = part.head
    headers = as_headers(head["headers"])
    return {"type": "http.response.start", "status": head["status"], "headers": headers}


def _body(content: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _request(scope: Scope, body: bytes = b"") -> Frame:
    target = scope["raw_path"]
    if scope["query_string"]:
        target += b"?" + scope["query_string"]
    return Frame(
        {
            "method": scope["method"],
            "target": target.decode("latin-1"),
            "headers": as_text([one for one in scope["headers"] if one[0] in _LOOKED_AT]),
            "data_version": scope["app"].state.data_version,
        },
        body,
    )


def _client(scope: Scope) -> str:
    return client_at(scope["client"][0]) if scope["client"] else ""
