"""The description of the API (OpenAPI): of its operations, with examples that are real answers.

Any OpenAPI tool can be given `/api/v1/openapi.json`; people read it as a page, `/api/v1/docs`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api import API_PREFIX
from integration_db.web.api.answer_formats import JSON, media_type_of
from integration_db.web.api.answering import answer
from integration_db.web.api.described_problems import (
    DESCRIBED_HEADERS,
    HEADERS,
    described_problems,
    problems_of,
)
from integration_db.web.api.examples import Examples, shortened_example
from integration_db.web.api.gives import GIVES
from integration_db.web.api.inside import exchange
from integration_db.web.api.mixed_batch import ASKED, question_shape, shape_name
from integration_db.web.api.operation import Operation
from integration_db.web.api.operation_at import OperationAt
from integration_db.web.api.parameters import Nothing, address_parameters
from integration_db.web.api.schemas import ProblemDocument, Question
from integration_db.web.api.word_lists import described_words, with_names

Resources = Mapping[str, Sequence[OperationAt]]

_REFERENCE: Final = "#/components/schemas/{model}"
_AGAIN: Final = {"style": "form", "explode": True}
"""How a parameter is sent that has several values: once for each."""


async def description(request: Request) -> Response:
    """Return the description."""
    address_parameters(request, Nothing)
    return answer(await described(request.app))


async def described(app: Starlette) -> dict[str, Any]:
    """Return the description of an application, which is made when it is first asked for."""
    if not hasattr(app.state, "description"):
        app.state.description = await describe(app, app.state.resources, API_PREFIX)
    made: dict[str, Any] = app.state.description
    return made


async def describe(app: Starlette, resources: Resources, prefix: str) -> dict[str, Any]:
    """Return the description of an application, its examples answered by itself."""
    examples = Examples(app.state.catalog, prefix)
    _, _, text = await exchange(app, "GET", f"{prefix}/resolve?modle=x".encode())
    wrong = json.loads(text)
    paths: dict[str, dict[str, Any]] = {}
    for tag, addresses in resources.items():
        for one in addresses:
            path = one.route(prefix).path_format
            described = await _operation(one, path, *examples.of(one.method, path), app)
            paths.setdefault(path, {})[one.method.lower()] = {"tags": [tag], **described}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "integration-db",
            "description": "What a video recorder will encrypt, per camera model, firmware and "
            "device-type plugin. Names and objects are those of the command line; long lists are "
            "cut short in the examples here.",
            "version": app.state.version,
            **_license(app.state.catalog.data_license),
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(resources),
            "responses": described_problems(_reference(ProblemDocument), wrong),
            "headers": DESCRIBED_HEADERS,
        },
    }


def _license(identifier: str | None) -> dict[str, Any]:
    return {} if identifier is None else {"license": {"name": identifier, "identifier": identifier}}


async def _operation(
    one: OperationAt, path: str, target: str, body: bytes, app: Starlette
) -> dict[str, Any]:
    """Return the description of one operation; target and body are those of its example."""
    done = one.operation()
    described: dict[str, Any] = {
        "summary": done.summary,
        "description": inspect.getdoc(done.handler),
        "operationId": one.name,
    }
    content = _content(GIVES[one.name])
    answers: dict[str, Any] = {
        "200": {
            "description": "Successful Response",
            "headers": HEADERS,
            "content": {"application/json": content, **_other_forms(one)},
        }
    }
    status, _, text = await exchange(app, one.method, target.encode(), body)
    if status == 200:  # an overlay may hold a name that is no question
        content["example"] = shortened_example(json.loads(text))
    if body:
        asking = {**_content(done.takes), "example": json.loads(body)}
        content = {"application/json": asking, **_other_bodies(done)}
        described["requestBody"] = {"required": True, "content": content}
        if done.beside is not Nothing:
            described["parameters"] = list(_parameters(done.beside, path))
    elif done.takes is not Nothing:
        described["parameters"] = list(_parameters(done.takes, path))
    answers |= problems_of(has_body=bool(body), takes_long=one.takes_long)
    return {**described, "responses": answers}


def _other_forms(one: OperationAt) -> dict[str, Any]:
    """Return the other forms of an answer: files, which only JSON has a shape for."""
    types = dict.fromkeys(media_type_of(form) for form in one.formats if form != JSON)
    return {kind: {"schema": {"type": "string"}} for kind in types}


def _other_bodies(done: Operation[Any]) -> dict[str, Any]:
    """Return the other bodies that an operation takes, by media type."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {kind: file if form is None else _content(form) for kind, form in done.bodies.items()}


def _content(kind: type[BaseModel]) -> dict[str, Any]:
    return {"schema": _reference(kind)}


def _reference(kind: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(model=kind.__name__)}


def _parameters(kind: type[BaseModel], path: str) -> Iterator[dict[str, Any]]:
    """Yield the parameters of an address."""
    schema = kind.model_json_schema()
    for name, one in schema["properties"].items():
        one = dict(one)
        one.pop("title", None)
        text = one.pop("description")
        if "anyOf" in one:  # left out is another thing than null, which a query cannot say
            one |= one.pop("anyOf")[0]
            del one["default"]
        in_path = f"{{{name}}}" in path
        yield {
            "name": name,
            "in": "path" if in_path else "query",
            "required": in_path or name in schema.get("required", ()),
            "description": text,
            "schema": with_names(one, _REFERENCE),
            **(_AGAIN if one.get("type") == "array" else {}),
        }


def _schemas(resources: Resources) -> dict[str, Any]:
    """Return the classes of all answers and bodies, and of what they hold."""
    kinds: set[type[BaseModel]] = {Question, ProblemDocument}
    operations = {one.name: one.operation() for one in chain.from_iterable(resources.values())}
    kinds |= {question_shape(ask, operations[name]) for ask, name in ASKED.items()}
    for one in chain.from_iterable(resources.values()):
        kinds.add(GIVES[one.name])
        if one.method == "POST":
            done = one.operation()
            kinds |= {done.takes, *filter(None, done.bodies.values())}
    _, document = models_json_schema([(k, "validation") for k in kinds], ref_template=_REFERENCE)
    parts: dict[str, Any] = document["$defs"]
    questions = [f"{shape_name(ask)}Question" for ask in ASKED]
    parts["MixedBatch"]["properties"]["questions"]["items"] = {
        "oneOf": [{"$ref": _REFERENCE.format(model=name)} for name in questions],
        "discriminator": {
            "propertyName": "ask",
            "mapping": {
                ask: _REFERENCE.format(model=name)
                for ask, name in zip(ASKED, questions, strict=True)
            },
        },
    }
    parts["Batch"]["properties"]["questions"]["items"] = {"$ref": "#/components/schemas/Question"}
    for part in parts.values():
        _without_defaults(part)
    return {**described_words(), **{n: with_names(p, _REFERENCE) for n, p in parts.items()}}


def _without_defaults(part: dict[str, Any]) -> None:
    """Let what may be left out have no default: clients would ask for it, as it is always there.

    One that is a word stands in the description of its member.
    """
    for one in part.get("properties", {}).values():
        default = one.pop("default", None)
        if isinstance(default, (str, int)) and not isinstance(default, bool):
            one["description"] = f"{one['description']} {default} if not said."
