"""The pages of what the catalogue holds: manufacturers, recorders, sources, and about it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from integration_db.vocabulary import CAPABILITY_NAMES
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.page import render_page


async def manufacturers(request: Request) -> Response:
    """Return every manufacturer with how much is known of its cameras."""
    asked(request.scope["query_string"], ())
    catalog = catalog_of(request)
    known = {one.manufacturer: one for one in catalog.coverage()}
    rows = [(row, known.get(str(row["manufacturer"]))) for row in catalog.manufacturers()]
    return render_page(request, "manufacturers.html", "/manufacturers", rows=rows)


async def plugins(request: Request) -> Response:
    """Return every recorder with its plugins and advisories."""
    asked(request.scope["query_string"], ())
    catalog = catalog_of(request)
    rows = [
        (one, catalog.plugins(one.name), catalog.advisories(one)) for one in catalog.recorders()
    ]
    return render_page(request, "plugins.html", "/plugins", recorders=rows)


async def sources(request: Request) -> Response:
    """Return every source with the number of statements that rest on it."""
    asked(request.scope["query_string"], ())
    rows = catalog_of(request).sources()
    return render_page(request, "sources.html", "/sources", sources=rows)


async def about(request: Request) -> Response:
    """Return what the symbols mean, and how far the answers go."""
    asked(request.scope["query_string"], ())
    stats = catalog_of(request).stats()
    return render_page(request, "about.html", "/about", stats=stats, capabilities=CAPABILITY_NAMES)
