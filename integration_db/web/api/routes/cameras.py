"""`/cameras`, `/search`, `/compare`: which cameras there are, and all that is known of one."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, urlencode

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.answering import answer, catalog_of, listing
from integration_db.web.api.camera_list import LARGEST_PAGE, CameraList
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import (
    DIGITS,
    CameraParameters,
    Parameters,
    Particulars,
    TextParameter,
)
from integration_db.web.problems import ProblemDetails, Refused

MostHits = Annotated[int, Field(ge=1, le=LARGEST_PAGE), DIGITS]


class SideBySide(Particulars):
    """Cameras to lay side by side: the options of the command `compare`."""

    model: list[TextParameter] = Field(
        min_length=2, max_length=10, description="The cameras; given once for each."
    )
    manufacturer: TextParameter | None = Field(None, description="The manufacturer of all of them.")


class Search(Parameters):
    """Text to look for in names: the options of the command `search`."""

    text: TextParameter = Field(description="Part of a model name, alias or identifier.")
    manufacturer: TextParameter | None = Field(
        None, description="Only models of this manufacturer."
    )
    limit: MostHits = Field(20, description="At most so many models.")


async def cameras(request: Request, wanted: CameraList) -> Response:
    """Return an entry per camera, with the firmware for which all conditions hold together."""
    chosen = catalog_of(request).select(**_options(wanted))
    page = {"limit": wanted.limit, "offset": wanted.offset}
    facets: dict[str, list[dict[str, object]]] = {}
    if wanted.facet:
        total = len(chosen.cameras)
        shown = chosen.cameras[wanted.offset : wanted.offset + wanted.limit]
        for name in wanted.facet:
            counts = chosen.facet(name)
            facets[name] = [{name: value, "cameras": number} for value, number in counts]
    else:
        total = chosen.total
        shown = chosen.part(**page).cameras if wanted.limit else []
    return listing(
        request,
        total=total,
        **page,
        **_neighbours(request, total, **page),
        facets=facets,
        cameras=[camera.to_dict() for camera in shown],
    )


def _options(wanted: CameraList) -> dict[str, Any]:
    """Return the arguments of `Catalog.select`, without the page."""
    options = dict(wanted)
    for name in ("facet", "limit", "offset"):
        del options[name]
    if options.pop("ssl"):
        if options["https"] not in (None, "yes"):
            detail = f"ssl means https=yes; it cannot go with https={options['https']}"
            raise Refused(ProblemDetails(400, "contradiction", detail, parameter="ssl"))
        options["https"] = "yes"
    if options["sort"]:
        options["sort"] = tuple(options["sort"].split(","))
    return options


def _neighbours(request: Request, total: int, limit: int, offset: int) -> dict[str, str | None]:
    """Return the addresses of the next and the previous page, relative to this server."""
    after = offset + limit if limit and offset + limit < total else None
    before = max(0, offset - limit) if limit and offset else None
    return {"next": _at(request, after), "previous": _at(request, before)}


def _at(request: Request, offset: int | None) -> str | None:
    if offset is None:
        return None
    said = parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True)
    others = [(name, value) for name, value in said if name != "offset"]
    return f"{request.scope['path']}?{urlencode([*others, ('offset', offset)])}"


async def camera(request: Request, wanted: CameraParameters) -> Response:
    """Return the object of the command `show`; a slash in a model name may stand as it is."""
    profile = catalog_of(request).show(wanted.model, manufacturer=wanted.manufacturer)
    return answer(profile.to_dict())


async def search(request: Request, wanted: Search) -> Response:
    """Return models with the level of each; prefix, substring and suggest are not certain."""
    catalog = catalog_of(request)
    if wanted.manufacturer is not None:
        catalog.manufacturer(wanted.manufacturer)
    hits = catalog.search(wanted.text, manufacturer=wanted.manufacturer, limit=wanted.limit)
    return listing(request, models=[hit.to_dict() for hit in hits])


async def compare(request: Request, wanted: SideBySide) -> Response:
    """Return the object of the command `compare`: answers, and where they differ."""
    options = dict(wanted)
    comparison = catalog_of(request).compare(*options.pop("model"), **options)
    return answer(comparison.to_dict())


OPERATIONS: Final = (
    Operation(cameras, CameraList, "Cameras whose capabilities match"),
    Operation(camera, CameraParameters, "All that is known of a camera"),
    Operation(search, Search, "Models by name, alias or identifier"),
    Operation(compare, SideBySide, "Cameras side by side"),
)
