"""The index, `/version`, `/health`: what runs here, and whether it can answer."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api import API_PREFIX, DESCRIPTION, DOCUMENTATION
from integration_db.web.api.answering import catalog_of, listing
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Nothing


async def index(request: Request, _: Nothing) -> Response:
    """Return every address with what it is for; the description of the API has their parameters."""
    return listing(
        request,
        title="integration-db",
        version=request.app.state.version,
        license=catalog_of(request).data_license,
        description=f"{API_PREFIX}{DESCRIPTION}",
        documentation=f"{API_PREFIX}{DOCUMENTATION}",
        addresses=[
            {
                "resource": resource,
                "method": one.method,
                "path": f"{API_PREFIX}{one.path}".replace(":path}", "}"),
                "name": one.name,
                "summary": one.operation().summary,
                "formats": list(one.formats),
            }
            for resource, addresses in request.app.state.resources.items()
            for one in addresses
        ],
    )


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
    Operation(index, Nothing, "What there is, with links to all of it"),
    Operation(version, Nothing, "The versions of program and data"),
    Operation(health, Nothing, "Whether the database answers"),
)
