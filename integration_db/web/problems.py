"""Everything that goes wrong as one shape: problem details (RFC 9457).

`code` is the stable name of what is wrong, that of the library where the library says it;
`parameter` names a query or path parameter, `pointer` a place in the body (RFC 6901).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Coroutine, Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.errors import IntegrationDBError, NotFound, UsageError
from integration_db.lookups import nearest

MEDIA_TYPE: Final = "application/problem+json"

_log: Final = logging.getLogger(__name__)

_FIELDS: Final = {"port-not-allowed": "port", "no-such-protocol": "protocol"}
"""The parameter that an error of the library is about, where it does not name its kind."""


class Problem(NamedTuple):
    """One thing wrong with a request."""

    status: int
    code: str
    detail: str
    suggestions: Sequence[str] = ()
    parameter: str | None = None
    pointer: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the members of the problem document."""
        found: dict[str, object] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "suggestions": list(self.suggestions),
        }
        if self.parameter is not None:
            found["parameter"] = self.parameter
        if self.pointer is not None:
            found["pointer"] = self.pointer
        return found


class Refused(Exception):
    """A request that cannot be answered, with the problem to send."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def problem_of(error: IntegrationDBError) -> Problem:
    """Return the problem for an error of the library."""
    if isinstance(error, NotFound):
        name = error.kind.replace("-", "_")
        return Problem(404, error.code, error.message, error.suggestions, name)
    status = 400 if isinstance(error, UsageError) else 500
    field = _FIELDS.get(error.code)
    return Problem(status, error.code, error.message, error.suggestions, field)


def response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return the response that carries a problem."""
    body = json.dumps(problem.to_dict(), indent=2) + "\n"
    return Response(
        body, problem.status, {**(headers or {}), "cache-control": "no-store"}, MEDIA_TYPE
    )


def refusal(error: ValidationError, known: Sequence[str], at: str | None = None) -> Problem:
    """Return the problem for parameters that do not fit; `at` is the pointer to their object.

    One error is the problem, a misspelt name before what is missing for it; a client that mends
    it is told the next.
    """
    errors = error.errors(include_url=False)
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    name, *rest = map(str, first["loc"] or ("",))
    kind, context = first["type"], first.get("ctx", {})
    suggestions: Sequence[str] = ()
    if kind == "missing":
        code, detail = "missing-parameter", f"{name} is missing"
    elif kind == "extra_forbidden":
        code = "unknown-parameter"
        suggestions = nearest(name, known)
        hint = " or ".join(suggestions)
        there = f"did you mean {hint}?" if hint else f"there is {', '.join(known) or 'none'}"
        detail = f"unknown parameter {_short(name)}; {there}"
    elif kind == "literal_error":
        code = "bad-value"
        suggestions = re.findall(r"'([^']*)'", str(context["expected"]))
        detail = f"{name} {_short(first['input'])}: choose one of {', '.join(suggestions)}"
    else:
        code = "bad-value"
        message = first["msg"].removeprefix("Value error, ")
        words = _WORDS.get(kind, message[:1].lower() + message[1:])
        detail = f"{name} {_short(first['input'])}: {words}"
    if at is None:
        return Problem(400, code, detail, suggestions, parameter=name or None)
    pointer = "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in (name, *rest))
    return Problem(400, code, detail, suggestions, pointer=at + pointer if name else at)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


_WORDS: Final = {
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "string_pattern_mismatch": "it holds a control character",
    "string_unicode": "it holds half a surrogate pair",
}
"""Errors of pydantic whose own words are for programmers."""


async def _from_library(_: Request, error: Exception) -> Response:
    assert isinstance(error, IntegrationDBError)
    found = problem_of(error)
    if found.status >= 500:
        raise error  # said to the log, not to whoever asks
    return response(found)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return response(error.problem)


async def _from_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_allowed(request))
    return response(_of_http(error), headers)


def _allowed(request: Request) -> list[str]:
    """Return the methods of all routes with this address, not only of the first one."""
    found = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return ["HEAD", *found] if "GET" in found else found


def _of_http(error: HTTPException) -> Problem:
    phrase = HTTPStatus(error.status_code).phrase
    detail = error.detail if error.detail != phrase else _SENTENCES.get(error.status_code, phrase)
    return Problem(error.status_code, phrase.lower().replace(" ", "-"), detail)


_SENTENCES: Final = {
    404: "there is nothing at this address; /api/v1/openapi.json lists what there is",
    405: "this address does not take this method; see the header Allow",
}

HANDLERS: Final[dict[Any, Callable[[Request, Any], Coroutine[Any, Any, Response]]]] = {
    HTTPException: _from_http,
    IntegrationDBError: _from_library,
    Refused: _refused,
}
"""What answers which exception of a handler."""


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
            if isinstance(error, HTTPException):
                found = response(_of_http(error), dict(error.headers or {}))
            else:
                _log.exception("%s %s failed", scope["method"], scope["path"])
                found = response(Problem(500, "internal", "the server failed; its log says why"))
            await found(scope, receive, send)
