"""The page that documents the API has all that its description has, and leads nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from integration_db.web import create_app
from integration_db.web.apart.pool import ALLOWANCE
from integration_db.web.pages.api_docs import value_words


@pytest.fixture(scope="module")
def api(good_database: str, serving: Callable[..., Any]) -> Iterator[httpx.Client]:
    """A server with time enough for an answer that is made of all others, on a busy machine too."""
    app = create_app(database=good_database, allowance=ALLOWANCE._replace(seconds=60))
    with serving(app) as client:
        client.timeout = 60
        yield client


@pytest.fixture(scope="module")
def page(api: httpx.Client) -> str:
    response = api.get("/api/v1/docs")
    assert response.status_code == 200
    return response.text


def test_every_operation_is_documented_with_what_it_takes_and_an_example(
    api: httpx.Client, page: str
) -> None:
    description = api.get("/api/v1/openapi.json").json()
    for path, operations in description["paths"].items():
        for method, one in operations.items():
            part = page.partition(f'<h2 id="{one["operationId"]}">')[2].partition("</section>")[0]
            assert path in part
            for parameter in one.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in part, (path, parameter["name"])
            assert f"Example of {method.upper()} {path}" in part
            assert "curl -s" in part


def test_every_shape_stands_once_and_every_link_leads_to_one(api: httpx.Client, page: str) -> None:
    shapes = api.get("/api/v1/openapi.json").json()["components"]["schemas"]
    there = re.findall(r'id="([^"]+)"', page)
    assert len(there) == len(set(there))
    assert {f"shape-{name}" for name in shapes} <= set(there)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(there)


def test_what_may_be_given_again_is_said_to_be(page: str) -> None:
    part = page.partition('<h2 id="cameras">')[2].partition("</section>")[0]
    said = dict(re.findall(r"<dt><code>(\w+)</code>(.*?)</dt>", part))
    assert "again for each" in said["https"]
    assert "again" not in said["text"]


def test_the_examples_that_it_leads_to_are_answered(api: httpx.Client, page: str) -> None:
    addresses = re.findall(r'<a href="([^"]+)">All of it', page)
    assert len(addresses) > 10
    for address in addresses:
        assert api.get(unescape(address)).status_code == 200, address


def test_it_is_found_from_the_other_pages_and_the_index(api: httpx.Client) -> None:
    assert api.get("/api/v1/").json()["documentation"] == "/api/v1/docs"
    assert 'href="/api/v1/docs"' in api.get("/about").text


def test_it_fetches_nothing_from_elsewhere(page: str) -> None:
    assert re.findall(r'(?:src|<link[^>]* href)="(?:https?:)?//', page) == []


def test_it_keeps_the_recorder_and_refuses_what_it_does_not_know(api: httpx.Client) -> None:
    assert api.get("/api/v1/docs?plugin=ONVIF").status_code == 200
    assert api.get("/api/v1/docs?x=1").status_code == 400


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/Level"}, [("Level", "Level")]),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            [("text", None), (" or ", None), ("null", None)],
        ),
        (
            {"type": "array", "items": {"$ref": "#/components/schemas/Task"}},
            [("list of ", None), ("Task", "Task")],
        ),
        ({"type": "integer", "minimum": 1, "maximum": 65535}, [("number from 1 to 65,535", None)]),
        ({"const": "show", "type": "string"}, [('"show"', None)]),
        ({"type": "string", "format": "binary"}, [("file", None)]),
        ({}, [("anything", None)]),
    ],
)
def test_a_schema_in_words(schema: dict[str, object], words: list[tuple[str, str | None]]) -> None:
    assert value_words(schema) == words
