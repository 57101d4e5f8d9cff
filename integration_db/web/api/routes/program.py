"""`/version`, `/health`: what runs here, and whether it can answer."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.answering import catalog_of, listing
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Nothing


async def version(request: Request, _: Nothing) -> Response:
    """Return the versions; the same data version gives the same answers."""
    return listing(request, version=request.app.state.version)


async def health(request: Request, _: Nothing) -> Response:
    """Ask the database, each time."""
    catalog_of(request).ping()
    response = listing(request, status="ok")
    response.headers["cache-control"] = "no-store"
    return response


OPERATIONS: Final = (
    Operation(version, Nothing, "The versions of program and data"),
    Operation(health, Nothing, "Whether the database answers"),
)
