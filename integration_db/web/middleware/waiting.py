"""Handlers that wait for a database server, kept off the loop that serves."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.web.beside import Beside


class Waiting:
    """Lets questions be answered on a loop `beside`; with None, and for others, here."""

    def __init__(self, app: ASGIApp, beside: Beside | None) -> None:
        self.app = app
        self.beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered, and send the answer."""
        if self.beside is None or scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await self.beside.run(self.app(scope, _no_body, keep))  # type: ignore[arg-type]
        for message in sent:
            await send(message)


async def _no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
