"""The page about the catalogue: what words and marks mean, and how far the answers go."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts.page import asked_of_recorder, render_page


async def about(request: Request) -> Response:
    """Return what the words and marks mean, and how far the answers go."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    catalog = catalog_of(request)
    stats, recorders = catalog.stats(), catalog.recorders()
    return render_page(request, "about.html", "/about", stats=stats, recorders=recorders)
