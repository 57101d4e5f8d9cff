"""The floor of `serving`: Starlette with one route that returns the bytes of a file, no more."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODY = Path(os.environ["BENCHMARK_BODY"]).read_bytes()


async def predictions(_: Request) -> Response:
    """Return the same bytes every time."""
    return Response(BODY, media_type="application/json")


app = Starlette(routes=[Route("/api/v1/predictions", predictions)])
