"""`/version`, `/health`: what runs here, and whether it can answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api import schemas
from integration_db.web.api.answering import catalog_of, listing, routes
from integration_db.web.api.parameters import Nothing, asked

router = routes("program")


@router.get(
    "/version",
    summary="The versions of program and data",
    responses={200: {"model": schemas.Version}},
)
async def version(request: Request) -> Response:
    """Return the versions; the same data version gives the same answers."""
    asked(request, Nothing)
    return listing(request, version=request.app.version)


@router.get(
    "/health",
    summary="Whether the database answers",
    responses={200: {"model": schemas.Health}},
)
async def health(request: Request) -> Response:
    """Ask the database, each time."""
    asked(request, Nothing)
    catalog_of(request).ping()
    found = listing(request, status="ok")
    found.headers["cache-control"] = "no-store"
    return found
