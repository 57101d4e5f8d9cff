"""What a client accepts, said as the parameter `format`: one address then has one answer.

Caches, processes apart and handlers look at path and query alone, and need to know no header.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.web.api.answer_formats import JSON, accepted

_VARY: Final = (b"vary", b"accept")


class AskedFormat:
    """Adds `format` to the query where only Accept says it.

    `offered` has the forms by method and path; all other requests pass as they are.
    """

    def __init__(self, app: ASGIApp, offered: Mapping[tuple[str, str], Sequence[str]]) -> None:
        self.app = app
        self.offered = offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the form in its query."""
        offered = None
        if scope["type"] == "http":
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            offered = self.offered.get((method, scope["path"]))
        if offered is None:
            await self.app(scope, receive, send)
            return
        query: bytes = scope["query_string"]
        said = any(part.partition(b"=")[0] == b"format" for part in query.split(b"&"))
        accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
        form = None if said else accepted(accept.decode("latin-1"), offered)
        if form is not None and form != JSON:
            scope = {**scope, "query_string": b"&".join(filter(None, (query, _saying(form))))}

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], _VARY]}
            await send(message)

        await self.app(scope, receive, told)


def _saying(form: str) -> bytes:
    return f"format={form}".encode()
