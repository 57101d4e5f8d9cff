"""The addresses of the pages. What stands on a page is shaped in the modules beside this one."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integration_db.web.pages import check
from integration_db.web.pages.camera import camera
from integration_db.web.pages.cameras import cameras
from integration_db.web.pages.compare import compare
from integration_db.web.pages.contents import about, manufacturers, plugins, sources
from integration_db.web.pages.parts import assets
from integration_db.web.pages.predict import predict


async def static(request: Request) -> Response:
    """Return a file that pages load; its name says what is in it."""
    found = assets.BY_ADDRESS.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(found.content, headers=kept, media_type=found.media_type)


ROUTES: Final = (
    Route("/", cameras),
    Route("/cameras/{manufacturer}/{model:path}", camera),
    Route("/predict", predict),
    Route("/compare", compare),
    Route("/check", check.form, methods=["GET"]),
    Route("/check", check.report, methods=["POST"]),
    Route("/manufacturers", manufacturers),
    Route("/plugins", plugins),
    Route("/sources", sources),
    Route("/about", about),
    Route("/static/{name}", static),
)
