"""Addresses that people guess, each sent on to the page that they mean.

What follows the name of a page in its address is kept. Nothing that draws pages is imported before
an address is asked for: a server knows them all when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration_db.web.later import Handler


def _sent_to(path: Callable[[Request], str]) -> Handler:
    """Return a handler that sends to the path made of a request, with what was asked there."""

    async def send(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(path(request) + (f"?{query}" if query else ""), 308)

    return send


def _camera(request: Request) -> tuple[str, str]:
    return request.path_params["manufacturer"], request.path_params["model"]


def _maker_page(request: Request) -> str:
    from integration_db.web.pages.parts import links

    return links.manufacturer_address(request.path_params["manufacturer"])


def _object(request: Request) -> str:
    from integration_db.web.pages.parts import links

    return links.camera_json(*_camera(request))


async def _newest(request: Request) -> Response:
    from integration_db.web.pages.parts import links

    maker, model = _camera(request)
    asking = {"manufacturer": maker, "model": model, "firmware": "newest"}
    beside = {name: request.query_params[name] for name in request.query_params}
    return RedirectResponse(links.address("/predict", {**beside, **asking}), 303)


GUESSES: Final[dict[str, Handler]] = {
    "/cameras": _sent_to(lambda _: "/"),
    "/plugins": _sent_to(lambda _: "/recorders"),
    "/manufacturers/{manufacturer}": _sent_to(_maker_page),
    "/cameras/{manufacturer}/{model:path}/latest": _newest,
    "/cameras/{manufacturer}/{model:path}.json": _sent_to(_object),
    # One slash in front, whatever is asked: two would lead to another server.
    "/{path:path}/": _sent_to(lambda r: "/" + quote(r.path_params["path"].strip("/\\"))),
}
"""What answers at each address."""
