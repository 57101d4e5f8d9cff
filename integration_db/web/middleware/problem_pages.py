"""Problems as pages: outside of the API people read them, so what they see is a page."""

from __future__ import annotations

import gzip
import json
from http import HTTPStatus
from typing import Final

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.web.pages.parts.rendering import Navigation, render
from integration_db.web.problems import MEDIA_TYPE

_PROGRAMS: Final = "/api/"
_GZIP: Final = b"\x1f\x8b"
_TITLES: Final = {
    400: "That question cannot be asked",
    404: "There is no such page",
    405: "That cannot be done here",
    408: "That took too long",
    413: "That is too large",
    414: "That address is too long",
    415: "That cannot be read",
    500: "Something went wrong",
}
_SENTENCES: Final = {
    404: "The address may be mistyped, or the page has moved.",
    405: "This page can only be looked at.",
    500: "The fault is ours, and the server's log says what it was. The other pages still work.",
}


class ProblemPages:
    """Turns a problem document into a page, except for the API."""

    def __init__(self, app: ASGIApp, data_version: str, navigation: Navigation) -> None:
        self.app = app
        self.data_version = data_version
        self.navigation = navigation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a `send` that holds problem documents back."""
        if scope["type"] != "http" or scope["path"].startswith(_PROGRAMS):
            await self.app(scope, receive, send)
            return
        status = 0
        problem = b""

        async def held_back(message: Message) -> None:
            nonlocal status, problem
            if message["type"] == "http.response.start" and _is_problem(message):
                status = message["status"]
            elif not status:
                await send(message)
            elif message["type"] == "http.response.body":
                problem += message.get("body", b"")

        await self.app(scope, receive, held_back)
        if status:
            response = HTMLResponse(
                self._page(status, problem), status, {"cache-control": "no-store"}
            )
            await response(scope, receive, send)

    def _page(self, status: int, problem: bytes) -> str:
        if problem.startswith(_GZIP):  # a long one was made smaller on its way
            problem = gzip.decompress(problem)
        # A HEAD request leaves no body behind.
        found = json.loads(problem) if problem else {"detail": ""}
        return render(
            "problem.html",
            navigation=self.navigation,
            data_version=self.data_version,
            status=status,
            title=_TITLES.get(status, HTTPStatus(status).phrase),
            detail=_SENTENCES.get(status) or found["detail"],
        )


def _is_problem(message: Message) -> bool:
    return any(
        name == b"content-type" and value.startswith(MEDIA_TYPE.encode())
        for name, value in message["headers"]
    )
