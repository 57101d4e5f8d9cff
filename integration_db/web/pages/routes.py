"""The addresses of the pages. What stands on a page is shaped in the modules beside this one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integration_db.named_tuple import NamedTuple
from integration_db.web.pages import check
from integration_db.web.pages.camera import camera
from integration_db.web.pages.cameras import cameras
from integration_db.web.pages.compare import compare
from integration_db.web.pages.contents import about, manufacturers, plugins, sources
from integration_db.web.pages.parts import assets
from integration_db.web.pages.predict import predict


async def static(request: Request) -> Response:
    """Return a file that pages load; its name says what is in it."""
    asset = assets.BY_ADDRESS.get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(asset.content, headers=kept, media_type=asset.media_type)


class PageAt(NamedTuple):
    """A page: its address, what answers there, and what it is called in the navigation.

    What `takes_long` the first time is answered apart from others.
    """

    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    label: str | None = None
    methods: tuple[str, ...] = ("GET",)
    takes_long: bool = False


SERVED: Final = (
    PageAt("/", cameras, "Cameras", takes_long=True),
    PageAt("/cameras/{manufacturer}/{model:path}", camera),
    PageAt("/predict", predict, "Predict"),
    PageAt("/compare", compare, "Compare", takes_long=True),
    PageAt("/check", check.form, "Check a list"),
    PageAt("/check", check.report, methods=("POST",), takes_long=True),
    PageAt("/manufacturers", manufacturers, "Manufacturers", takes_long=True),
    PageAt("/plugins", plugins, "Recorders", takes_long=True),
    PageAt("/sources", sources, "Sources", takes_long=True),
    PageAt("/about", about, "About", takes_long=True),
    PageAt("/static/{name}", static),
)
"""Every page; those with a label are what each page leads to, in this order."""

ROUTES: Final = tuple(Route(one.path, one.endpoint, methods=list(one.methods)) for one in SERVED)

NAVIGATION: Final = tuple((one.path, one.label) for one in SERVED if one.label is not None)
"""Address and label of the pages that every page leads to."""
