"""`/manufacturers`, `/plugins`, `/sources`, `/stats`: what the catalogue holds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api import schemas
from integration_db.web.api.answering import answer, catalog_of, listing, routes
from integration_db.web.api.parameters import Nothing, RecorderOnly, asked, described

router = routes("catalogue")


@router.get(
    "/manufacturers",
    summary="Manufacturers, their spellings, how many models are known",
    responses={200: {"model": schemas.Manufacturers}},
)
async def manufacturers(request: Request) -> Response:
    """Return the list of the command `manufacturers`."""
    asked(request, Nothing)
    return listing(request, manufacturers=catalog_of(request).manufacturers())


@router.get(
    "/plugins",
    summary="Device-type plugins and what is known of them",
    responses={200: {"model": schemas.Plugins}},
    openapi_extra=described(RecorderOnly),
)
async def plugins(request: Request) -> Response:
    """Return the list of the command `plugins`."""
    wanted = asked(request, RecorderOnly)
    found = catalog_of(request).plugins(wanted.recorder)
    return listing(request, plugins=found)


@router.get(
    "/sources",
    summary="Documents, and how many statements rest on each",
    responses={200: {"model": schemas.Sources}},
)
async def sources(request: Request) -> Response:
    """Return the list of the command `sources`."""
    asked(request, Nothing)
    return listing(request, sources=catalog_of(request).sources())


@router.get(
    "/stats",
    summary="How much is known",
    responses={200: {"model": schemas.Stats}},
)
async def stats(request: Request) -> Response:
    """Return the object of the command `stats`."""
    asked(request, Nothing)
    return answer(catalog_of(request).stats())
