"""The page of a manufacturer: its cameras by series, how much is known of them, and from where."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration_db.catalog import Catalog
from integration_db.catalog.queries.contents import Coverage, ListedManufacturer
from integration_db.catalog.queries.sources import ListedSource
from integration_db.database.stored_values import natural_key
from integration_db.errors import NotFound
from integration_db.firmware.schemes import scheme_named
from integration_db.named_tuple import NamedTuple
from integration_db.text import sentences
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links
from integration_db.web.pages.parts.page import asked_of_recorder, render_page


class MakerPage(NamedTuple):
    """A manufacturer: its series with their cameras counted, its coverage, the sources on it."""

    listed: ListedManufacturer
    coverage: Coverage | None
    scheme: str
    series: tuple[tuple[str, int], ...]
    sources: tuple[ListedSource, ...]


def maker_page(catalog: Catalog, name: str) -> MakerPage:
    """Return the page of a manufacturer by its printed name."""
    (listed,) = (one for one in catalog.manufacturers() if one.manufacturer == name)
    known = {one.manufacturer: one for one in catalog.coverage()}
    scheme = scheme_named(listed.firmware_scheme)
    told = [one for one in catalog.sources() if name in one.manufacturers]
    return MakerPage(
        listed,
        known.get(name),
        scheme.title if scheme else listed.firmware_scheme,
        _series(catalog, name) if listed.models else (),
        tuple(sorted(told, key=lambda one: (-one.statements, -one.cameras))),
    )


def _series(catalog: Catalog, name: str) -> tuple[tuple[str, int], ...]:
    """Return a manufacturer's series with their cameras counted, in the order of names."""
    counted = catalog.select(manufacturer=name).facet("series")
    named = [(series.removeprefix(f"{name} "), cameras) for series, cameras in counted]
    return tuple(sorted(named, key=lambda one: natural_key(one[0])))


async def maker(request: Request) -> Response:
    """Return a manufacturer's page; another spelling is sent to the catalogue's own."""
    kept, to = asked_of_recorder(request)
    if to is not None:
        return to
    catalog, written = catalog_of(request), request.path_params["manufacturer"]
    try:
        _, name = catalog.manufacturer(written)
    except NotFound as error:
        return render_page(
            request,
            "no_maker.html",
            "/manufacturers",
            404,
            message=sentences.sentence(error.message),
            written=written,
            near=error.suggestions,
        )
    if name != written:
        return RedirectResponse(links.address(links.manufacturer_address(name), kept), 303)
    return render_page(request, "maker.html", "/manufacturers", maker=maker_page(catalog, name))
