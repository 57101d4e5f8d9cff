"""Reading JSON bodies that may hold anything: one clear problem instead of a failure."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NoReturn

from pydantic import ValidationError
from starlette.requests import Request

from integration_db.web.api.parameters import Asked, Nothing, address_parameters
from integration_db.web.problems import ProblemDetails, Refused, refusal, short


async def body_parameters(request: Request, kind: type[Asked]) -> Asked:
    """Return the parameters that the body holds; the address may hold none. Raises `Refused`."""
    address_parameters(request, Nothing)
    return await json_parameters(request, kind)


async def json_parameters(request: Request, kind: type[Asked]) -> Asked:
    """Return the parameters that a JSON body holds. Raises `Refused`."""
    body = await json_object(request)
    try:
        return kind.model_validate(body, strict=True)
    except ValidationError as error:
        raise Refused(refusal(error, kind, "")) from None


async def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object that is the body. Raises `Refused`.

    Its size and the time that it takes are the business of `limits`.
    """
    kind = media_type(request)
    if kind != "application/json":
        detail = f"the body has to be application/json, not {kind[:60] or 'of an unsaid type'}"
        raise Refused(ProblemDetails(415, "unsupported-media-type", detail))
    check_uncompressed(request)
    body = await request.body()
    try:
        value = json.loads(
            body.decode("utf-8"), parse_constant=_not_a_number, object_pairs_hook=_members
        )
    except UnicodeDecodeError as error:
        raise _refused("not-utf8", f"the body is not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise _refused("too-deep", "the body is nested too deeply") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise _refused("invalid-json", f"the body is not JSON: {error.msg} at {place}") from None
    except ValueError as error:
        raise _refused("invalid-json", f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _refused("not-an-object", "the body has to be a JSON object")
    return value


def media_type(request: Request) -> str:
    """Return what a body says it is."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def check_uncompressed(request: Request) -> None:
    """Raise `Refused` for a body that says it is compressed."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(
            ProblemDetails(415, "unsupported-media-type", "the body has to be uncompressed")
        )


def _refused(code: str, detail: str) -> Refused:
    return Refused(ProblemDetails(400, code, detail, pointer=""))


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; where a key stands twice nobody says which value is meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        name = next(name for name, _ in pairs if counts[name] > 1)
        raise _refused("repeated-key", f"the key {short(name)} stands twice in one object")
    return members


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")
