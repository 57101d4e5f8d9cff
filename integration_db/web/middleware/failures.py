"""The answer to requests that no handler answered."""

from __future__ import annotations

import logging
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.errors import DatabaseError
from integration_db.web.moving import replaced
from integration_db.web.problems import NO_HEADERS, ProblemDetails, ProblemResponse, problem_of_http

_log: Final = logging.getLogger(__name__)


_TOO_MUCH: Final = ProblemDetails(
    503,
    "too-much-work",
    "the answer takes more memory than this server gives it; ask in smaller parts",
)


class Failures:
    """Answers what no handler did: the limits' refusals, and bugs, which only the log explains."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an exception becomes a problem if nothing was sent yet."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            response: ProblemResponse | None
            if isinstance(error, HTTPException):
                response = ProblemResponse(problem_of_http(error), error.headers or NO_HEADERS)
            elif isinstance(error, DatabaseError) and error.code == "replaced-database":
                response = replaced(scope)
            elif isinstance(error, MemoryError):
                response = ProblemResponse(_TOO_MUCH)
            else:
                _log.exception("%s %s failed", scope["method"], scope["path"])
                response = ProblemResponse(
                    ProblemDetails(500, "internal", "the server failed; its log says why")
                )
            if response is not None:
                await response(scope, receive, send)
