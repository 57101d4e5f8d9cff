"""The files that pages load."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.pages.parts import assets


async def static(request: Request) -> Response:
    """Return a file that pages load; its name says what is in it."""
    asset = assets.BY_ADDRESS.get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(asset.content, headers=kept, media_type=asset.media_type)
