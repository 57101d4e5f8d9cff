"""The pages of what the catalogue holds: manufacturers, recorders, and about it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.queries.contents import Coverage, ListedManufacturer
from integration_db.catalog.queries.listed_plugins import ListedPlugin
from integration_db.catalog.queries.recorders import Advisory, Recorder
from integration_db.named_tuple import NamedTuple
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts.page import asked_of_recorder, render_page


class RecorderEntry(NamedTuple):
    """A recorder with its plugins, as the catalogue lists them, and its advisories."""

    recorder: Recorder
    plugins: Sequence[ListedPlugin]
    advisories: Sequence[Advisory]


def manufacturer_rows(catalog: Catalog) -> list[tuple[ListedManufacturer, Coverage | None]]:
    """Return every manufacturer with how much is known of its cameras."""
    known = {one.manufacturer: one for one in catalog.coverage()}
    return [(row, known.get(row.manufacturer)) for row in catalog.manufacturers()]


def recorder_entries(catalog: Catalog) -> list[RecorderEntry]:
    """Return every recorder with its plugins and advisories."""
    return [
        RecorderEntry(one, catalog.plugins(one.name), catalog.advisories(one))
        for one in catalog.recorders()
    ]


async def manufacturers(request: Request) -> Response:
    """Return the page of the manufacturers."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    rows = manufacturer_rows(catalog_of(request))
    return render_page(request, "manufacturers.html", "/manufacturers", rows=rows)


async def plugins(request: Request) -> Response:
    """Return the page of the recorders."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    recorders = recorder_entries(catalog_of(request))
    return render_page(request, "plugins.html", "/plugins", recorders=recorders)


async def about(request: Request) -> Response:
    """Return what the levels mean, and how far the answers go."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    catalog = catalog_of(request)
    stats, recorders = catalog.stats(), catalog.recorders()
    return render_page(request, "about.html", "/about", stats=stats, recorders=recorders)
