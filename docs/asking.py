"""What `api.md` shows of the API, made by asking the application itself; see `generate`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, TypeVar

from generate import catalog
from starlette.applications import Starlette

from integration_db.web import create_app
from integration_db.web.api.inside import exchange
from integration_db.web.api.word_lists import WORD_LISTS

HOST = "http://127.0.0.1:8000"
VERSION = "0123456789ab"
"""Shown for the data version, which changes with every fact."""

Found = TypeVar("Found")


@lru_cache(maxsize=1)
def _app() -> Starlette:
    return create_app(catalog())


def _run(asking: Coroutine[Any, Any, Found]) -> Found:
    return asyncio.run(asking)


def request(target: str, *, body: str = "", lines: int | None = None, status: int = 200) -> str:
    """Return a block with a request and its answer, cut after so many lines."""
    method = "POST" if body else "GET"
    found, _, text = _run(exchange(_app(), method, target.encode(), body.encode()))
    assert found == status, f"{target}: {text.decode()}"
    shown = text.decode().replace(_app().state.data_version, VERSION).rstrip().splitlines()
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    options = f" --json '{body}'" if body else ""
    return "\n".join(["```console", f"$ curl -s '{HOST}{target}'{options}", *shown, "```"])


def routes() -> str:
    """Return every route with its parameters, as its description has them."""
    _, _, text = _run(exchange(_app(), "GET", b"/api/v1/openapi.json"))
    parts = []
    for path, operations in json.loads(text)["paths"].items():
        for method, operation in operations.items():
            parts.append(f"### {method.upper()} {path}")
            parts.append(f"{operation['summary']}. {operation['description']}")
            rows = [_row(one) for one in operation.get("parameters", ())]
            if rows:
                head = ["| parameter | takes | meaning |", "|---|---|---|"]
                parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts)


def _row(parameter: dict[str, Any]) -> str:
    name = f"`{parameter['name']}`"
    if parameter["required"]:
        name += " (needed)"
    return f"| {name} | {_takes(parameter['schema'])} | {parameter['description']} |"


def _takes(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        words = WORD_LISTS[schema["$ref"].rpartition("/")[2]]
        return ", ".join(f"`{word}`" for word in words)
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema["type"] == "array":
        return f"{_takes(schema['items'])}; again for each"
    if schema["type"] == "integer":
        last = schema["maximum"]
        default = f", {schema['default']} if not said" if "default" in schema else ""
        return f"number from {schema['minimum']} to {last:,}{default}"
    return {"boolean": "`true`, `false`", "string": "text"}[schema["type"]]
