"""What every page is made with: its frame, its one address, the recorders to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.rendering import render


def render_page(
    request: Request,
    template: str,
    here: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """Return a page; `here` is the entry of the navigation that it belongs to."""
    state = request.app.state
    text = render(
        template,
        navigation=state.navigation,
        data_version=state.data_version,
        here=here,
        **values,
    )
    return HTMLResponse(text, status, headers)


def to_short_address(
    request: Request, wanted: Mapping[str, str] | Sequence[tuple[str, str]]
) -> Response | None:
    """Return the way to the one address of a state, if another one was asked for.

    A form sends every field that it has; what is shared and kept is the short address.
    """
    address = links.address(request.url.path, wanted)
    if address.partition("?")[2].encode() == request.scope["query_string"]:
        return None
    return RedirectResponse(address, 303)


def setups(
    request: Request, values: Mapping[str, Any], offered: recorder_choice.Chosen | None = None
) -> dict[str, Any]:
    """Return the recorders and plugins to choose from, which is chosen, and what that offers."""
    catalog = catalog_of(request)
    usual = catalog.recorder().name
    return {
        "setups": recorder_choice.recorder_choices(catalog),
        "usual": usual,
        "chosen": recorder_choice.together(values, usual),
        "offered": offered or recorder_choice.chosen(catalog, values),
    }
