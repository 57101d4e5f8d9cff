"""The floors of `serving`: Starlette with the bytes of a file, and with a template without data."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

BODY = Path(os.environ["BENCHMARK_BODY"]).read_bytes()
PAGE = Environment(autoescape=True).from_string(
    "{% raw %}" + Path(os.environ["BENCHMARK_PAGE"]).read_text(encoding="utf-8") + "{% endraw %}"
)


async def predictions(_: Request) -> Response:
    """Return the same bytes every time."""
    return Response(BODY, media_type="application/json")


async def page(_: Request) -> Response:
    """Return a template that is given nothing."""
    return HTMLResponse(PAGE.render())


app = Starlette(routes=[Route("/api/v1/predictions", predictions), Route("/", page)])
