"""Everything that goes wrong as one shape: problem details (RFC 9457).

`code` is the stable name of what is wrong, that of the library where the library says it;
`parameter` names a query or path parameter, `pointer` a place in the body (RFC 6901). Programs
are sent a document, people a page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from integration_db.errors import IntegrationDBError, NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.suggestions import near_words
from integration_db.text.json_text import json_text
from integration_db.text.sentences import did_you_mean

MEDIA_TYPE: Final = "application/problem+json"
_PROGRAMS: Final = "/api/"
NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_UNKEPT: Final = {"cache-control": "no-store"}


class ProblemDetails(NamedTuple):
    """What is wrong with a request: the members of a problem document."""

    status: int
    code: str
    detail: str
    suggestions: Sequence[str] = ()
    parameter: str | None = None
    pointer: str | None = None

    def masked(self) -> ProblemDetails:
        """Return the problem without a secret that somebody sent."""
        return ProblemDetails(
            self.status,
            self.code,
            without_secrets(self.detail),
            tuple(map(without_secrets, self.suggestions)),
            self.parameter and without_secrets(self.parameter),
            self.pointer and without_secrets(self.pointer),
        )

    def to_dict(self) -> dict[str, object]:
        """Return the members of the problem document."""
        document: dict[str, object] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "suggestions": list(self.suggestions),
        }
        if self.parameter is not None:
            document["parameter"] = self.parameter
        if self.pointer is not None:
            document["pointer"] = self.pointer
        return document


def without_secrets(text: str) -> str:
    """Return text without the secrets in it."""
    from integration_db.text import secrets  # slow to import

    return secrets.masked(text)


def load_masking() -> None:
    """Load what finds secrets: some tens of milliseconds, which no other request should wait."""
    without_secrets("")


class Refused(Exception):
    """A request that cannot be answered, with the problem to send."""

    def __init__(self, problem: ProblemDetails) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def problem_of(error: IntegrationDBError) -> ProblemDetails:
    """Return the problem with a question; any other error is raised again.

    Those say where things lie and are for the log, not for whoever asks.
    """
    if not isinstance(error, (NotFound, UsageError)):
        raise error
    status = 404 if isinstance(error, NotFound) else 400
    return ProblemDetails(status, error.code, error.message, error.suggestions, error.option)


class ProblemResponse(Response):
    """The response that carries a problem: a document, outside of the API a page.

    What it quotes has no secret in it. Its body is the document. The page is made by the
    application's `state.problem_page`, which is given the problem.
    """

    def __init__(self, problem: ProblemDetails, headers: Mapping[str, str] = NO_HEADERS) -> None:
        problem = problem.masked()
        self._said = {**headers, **_UNKEPT}
        super().__init__(
            f"{json_text(problem.to_dict())}\n", problem.status, self._said, MEDIA_TYPE
        )
        self.problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the form that fits the address."""
        if scope["path"].startswith(_PROGRAMS):
            await super().__call__(scope, receive, send)
            return
        page = await asyncio.to_thread(scope["app"].state.problem_page, self.problem)
        await HTMLResponse(page, self.status_code, self._said)(scope, receive, send)


def refusal(error: ValidationError, kind: type[BaseModel], at: str | None = None) -> ProblemDetails:
    """Return the problem for parameters that do not fit; `at` is the pointer to their object.

    `kind` is the class that they were read as.
    One error is the problem, a misspelt name before what is missing for it; a client that mends
    it is told the next.
    """
    errors = error.errors(include_url=False)
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    parts = list(map(str, first["loc"]))
    code, detail, suggestions = _told(first, parts[0] if parts else "the question", kind)
    if at is None:
        return ProblemDetails(400, code, detail, suggestions, parameter=parts[0])
    path = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return ProblemDetails(400, code, detail, suggestions, pointer="/".join((at, *path)))


def _told(error: ErrorDetails, name: str, kind: type[BaseModel]) -> tuple[str, str, Sequence[str]]:
    """Return code, sentence and suggestions for one error of pydantic."""
    wrong, context = error["type"], error.get("ctx", {})
    if wrong == "missing":
        return "missing-parameter", f"{name} is missing", ()
    if wrong == "extra_forbidden":
        known = tuple(kind.model_fields)
        near = near_words(name, known)
        better = did_you_mean(near) if near else _there_is(known)
        return "unknown-parameter", f"unknown parameter {short(name)}; {better}", near
    choices: Sequence[str] = ()
    if wrong == "literal_error":
        choices = _choices(kind.model_fields[name].annotation)
        words = f"choose one of {', '.join(choices)}"
    elif wrong in _WORDS:
        words = _WORDS[wrong].format(**context)
    elif wrong == "value_error":
        words = str(context["error"])
    else:
        words = error["msg"][:1].lower() + error["msg"][1:]
    given = error["input"]
    shown = name if isinstance(given, (dict, list)) else f"{name} {short(given)}"
    return "bad-value", f"{shown}: {words}", choices


def _there_is(known: Sequence[str]) -> str:
    return f"there is {', '.join(known)}" if known else "there is none here"


def _choices(annotation: object) -> tuple[str, ...]:
    """Return the words that a field may hold, wherever its type lists them."""
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        return parts
    return tuple(chain.from_iterable(map(_choices, parts)))


def short(value: object) -> str:
    """Return what was sent as Python writes it, of long ones the beginning; without secrets."""
    text = without_secrets(repr(value))  # before its end is lost, which may tell that there is one
    return text if len(text) <= 60 else f"{text[:57]}..."


_WORDS: Final = {
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "dict_type": "write an object",
    "greater_than_equal": "at least {ge}",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "less_than_equal": "at most {le}",
    "list_type": "write a list",
    "model_type": "write an object with the names of the parameters",
    "string_type": "write text",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "it is empty",
    "too_long": "at most {max_length}",
    "too_short": "at least {min_length}",
    "string_pattern_mismatch": "it holds a control character",
    "string_unicode": "it holds half a surrogate pair",
}
"""Errors of pydantic whose own words are for programmers."""


async def _from_library(_: Request, error: Exception) -> Response:
    assert isinstance(error, IntegrationDBError)
    return ProblemResponse(problem_of(error))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return ProblemResponse(error.problem)


async def _from_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_allowed(request))
    return ProblemResponse(problem_of_http(error), headers)


def _allowed(request: Request) -> list[str]:
    """Return the methods of all routes with this address, not only of the first one."""
    methods = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return ["HEAD", *methods] if "GET" in methods else methods


def problem_of_http(error: HTTPException) -> ProblemDetails:
    """Return the problem for a refusal of the framework."""
    phrase = HTTPStatus(error.status_code).phrase
    detail = error.detail if error.detail != phrase else _SENTENCES.get(error.status_code, phrase)
    return ProblemDetails(error.status_code, phrase.lower().replace(" ", "-"), detail)


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
