"""`/version` and `/health`: what runs here, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.answering import answer, catalog_of

router = APIRouter()


@router.get("/version")
async def version(request: Request) -> Response:
    """Return the versions of program and data."""
    return answer({"version": request.app.version, "data_version": request.app.state.data_version})


@router.get("/health")
async def health(request: Request) -> Response:
    """Say that the database answers."""
    found = answer({"status": "ok", "data_version": catalog_of(request).data_version})
    found.headers["cache-control"] = "no-store"
    return found
