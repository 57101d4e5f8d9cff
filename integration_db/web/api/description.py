"""The description of the API (OpenAPI): made by FastAPI, with examples that are real answers.

There is no page to try it out: the usual ones load scripts from elsewhere. Any OpenAPI tool can
be given `/api/v1/openapi.json`.
"""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api import schemas
from integration_db.web.api.answering import answer
from integration_db.web.api.bodies import Batch, CheckedList
from integration_db.web.api.examples import Examples, shortened
from integration_db.web.api.inside import exchange
from integration_db.web.api.parameters import Nothing, Question, asked
from integration_db.web.problems import MEDIA_TYPE

_PROBLEMS: Final = {
    "400": "A parameter or the body is wrong; `parameter` or `pointer` says which part.",
    "404": "Nothing, or more than one thing, has that name; `suggestions` has near ones.",
    "408": "The body took too long to arrive.",
    "413": "The body is too long.",
    "415": "The body is not application/json.",
    "default": "Any other problem: of the address (404, 405, 414), the headers (431), or a failure "
    "of the server (500), which its log explains.",
}
_FOR_BODIES: Final = ("408", "413", "415")
_HEADERS: Final = {
    "X-Data-Version": {
        "description": "What identifies the data; the same data give the same answers.",
        "schema": {"type": "string"},
    }
}


def install(app: FastAPI, prefix: str) -> None:
    """Serve the description at `openapi.json` below `prefix`; it is made when first asked for."""

    async def description(request: Request) -> Response:
        asked(request, Nothing)
        if app.openapi_schema is None:
            app.openapi_schema = await describe(app, prefix)
        return answer(app.openapi_schema)

    app.add_route(f"{prefix}/openapi.json", description, methods=["GET"])


async def describe(app: FastAPI, prefix: str) -> dict[str, Any]:
    """Return the description of an application, its examples answered by itself."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=(
            "What a video recorder will encrypt, per camera model, firmware and device-type "
            "plugin. Names and objects are those of the command line; long lists are cut short "
            "in the examples here."
        ),
        routes=app.routes,
    )
    found["paths"] = {p: one for p, one in found["paths"].items() if p.startswith(prefix)}
    parts = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        parts.pop(name, None)
    for kind in (Batch, CheckedList, Question, schemas.ProblemDocument):
        parts[kind.__name__] = kind.model_json_schema()
    parts["Batch"]["properties"]["questions"]["items"] = {"$ref": "#/components/schemas/Question"}
    examples = Examples(app.state.catalog, prefix)
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            target, body = examples.of(method, path)
            answers = operation["responses"]
            answers.pop("422", None)  # FastAPI's own word for what is a 400 here
            answers["200"]["headers"] = _HEADERS
            status, _, text = await exchange(app, method, target, body)
            if status == 200:  # an overlay may hold a name that is no question
                content = answers["200"]["content"]["application/json"]
                content["example"] = shortened(json.loads(text))
            if body:
                content = operation["requestBody"]["content"]["application/json"]
                content["example"] = json.loads(body)
            for code, words in _PROBLEMS.items():
                if code in _FOR_BODIES and not body:
                    continue
                answers[code] = _problem(words)
            _, _, text = await exchange(app, method, f"{target.partition('?')[0]}?modle=x", body)
            answers["400"]["content"][MEDIA_TYPE]["example"] = json.loads(text)
    return found


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        "description": description,
        "headers": _HEADERS,
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
