"""The page that documents the API, made from its own description."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from integration_db.named_tuple import NamedTuple
from integration_db.web.api import API_PREFIX, DOCUMENTATION
from integration_db.web.api.answering import catalog_of
from integration_db.web.api.described_problems import PROBLEMS
from integration_db.web.api.description import described
from integration_db.web.api.examples import Examples
from integration_db.web.pages.parts.page import asked_of_recorder, render_page

Words: TypeAlias = Sequence[tuple[str, str | None]]
"""What a value is: pieces of text, each with the name of the shape that it leads to, if any."""

_LINES: Final = 60
"""Lines of an example answer that are shown."""

_PLAIN: Final = {
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "null": "null",
    "object": "object",
    "string": "text",
}


class Member(NamedTuple):
    """A parameter, or a member of a shape: what it takes, and what it means.

    `words` are those of a closed list; `again` means that it may be given several times.
    """

    name: str
    takes: Words
    text: str
    needed: bool
    words: Sequence[str] = ()
    again: bool = False
    usual: str = ""


class Shape(NamedTuple):
    """An object that is sent or answered, or a closed list of words."""

    name: str
    text: str
    members: Sequence[Member]
    words: Sequence[str]
    other: Words = ()


class Documented(NamedTuple):
    """One operation, with an example: the address to ask at, the body if it has one, the answer."""

    method: str
    path: str
    name: str
    summary: str
    text: str
    parameters: Sequence[Member]
    sends: Sequence[tuple[str, Words]]
    gives: Words
    forms: Sequence[str]
    address: str
    body: str
    answer: str
    is_cut: bool


async def api_docs(request: Request) -> Response:
    """Return the documentation of the API."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    description = await described(request.app)
    examples = Examples(catalog_of(request), API_PREFIX)
    return render_page(
        request,
        "api_docs.html",
        f"{API_PREFIX}{DOCUMENTATION}",
        resources=resources_of(description, examples),
        shapes=shapes_of(description),
        problems=PROBLEMS,
    )


def resources_of(description: Mapping[str, Any], examples: Examples) -> dict[str, list[Documented]]:
    """Return the operations of a description by resource."""
    resources: dict[str, list[Documented]] = {}
    schemas = description["components"]["schemas"]
    for path, operations in description["paths"].items():
        for method, one in operations.items():
            found = _documented(method.upper(), path, one, schemas, examples)
            resources.setdefault(one["tags"][0], []).append(found)
    return resources


def _documented(
    method: str,
    path: str,
    operation: Mapping[str, Any],
    schemas: Mapping[str, Any],
    examples: Examples,
) -> Documented:
    answers = operation["responses"]["200"]["content"]
    answer = json.dumps(answers["application/json"].get("example", {}), indent=2).splitlines()
    address, body = examples.of(method, path)
    sends = operation.get("requestBody", {}).get("content", {})
    return Documented(
        method,
        path,
        operation["operationId"],
        operation["summary"],
        operation["description"],
        [_parameter(one, schemas) for one in operation.get("parameters", ())],
        [(kind, value_words(content["schema"])) for kind, content in sends.items()],
        value_words(answers["application/json"]["schema"]),
        [*answers],
        address,
        body.decode(),
        "\n".join(answer[:_LINES]),
        len(answer) > _LINES,
    )


def _parameter(one: Mapping[str, Any], schemas: Mapping[str, Any]) -> Member:
    schema = one["schema"]
    again = schema.get("type") == "array"
    inner = schema["items"] if again else schema
    usual = schema.get("default")
    return Member(
        one["name"],
        value_words(inner),
        one["description"],
        one["required"],
        _closed_list(inner, schemas),
        again,
        "" if usual in (None, [], False) else str(usual),
    )


def _closed_list(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Sequence[str]:
    """Return the words that a value is one of, if it is."""
    words: Sequence[str] = schemas.get(_referred(schema) or "", {}).get("enum", ())
    return words


def _referred(schema: Mapping[str, Any]) -> str | None:
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def shapes_of(description: Mapping[str, Any]) -> list[Shape]:
    """Return the shapes of a description, by name."""
    schemas = description["components"]["schemas"]
    return [_shape(name, schemas[name], schemas) for name in sorted(schemas)]


def _shape(name: str, schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Shape:
    needed = schema.get("required", ())
    members = [
        Member(
            member,
            value_words(one),
            one.get("description", ""),
            member in needed,
            _closed_list(one, schemas),
        )
        for member, one in schema.get("properties", {}).items()
    ]
    words = schema.get("enum", ())
    other = () if members or words else value_words(schema)
    return Shape(name, schema.get("description", ""), members, words, other)


def value_words(schema: Mapping[str, Any]) -> Words:
    """Return in words what a value of a schema is."""
    name = _referred(schema)
    if name is not None:
        return [(name, name)]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return _joined(map(value_words, schema[several]), " or ")
    if "const" in schema:
        return [(json.dumps(schema["const"]), None)]
    kind = schema.get("type")
    if kind == "array":
        return [("list of ", None), *value_words(schema.get("items", {}))]
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return [("object of ", None), *value_words(schema["additionalProperties"])]
    if schema.get("format") == "binary":
        return [("file", None)]
    if kind == "integer" and "minimum" in schema and "maximum" in schema:
        return [(f"number from {schema['minimum']:,} to {schema['maximum']:,}", None)]
    return [(_PLAIN.get(str(kind), "anything"), None)]


def _joined(parts: Iterable[Words], between: str) -> Words:
    joined: list[tuple[str, str | None]] = []
    for part in parts:
        joined += [(between, None), *part] if joined else part
    return joined
