"""`/cameras`, `/search`, `/compare`: which cameras there are, and all that is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.list_rows import OF_HITS, camera_columns, camera_rows, object_rows
from integration_db.web.api.answer_formats import JSON
from integration_db.web.api.answering import answer, catalog_of, listing, written_list
from integration_db.web.api.camera_list import CameraList
from integration_db.web.api.list_pages import LARGEST_PAGE, InForm
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import (
    DIGITS,
    CameraParameters,
    Particulars,
    TextParameter,
)
from integration_db.web.problems import ProblemDetails, Refused

if TYPE_CHECKING:
    from integration_db.catalog.queries.search import NamedMaker

MostHits = Annotated[int, Field(ge=1, le=LARGEST_PAGE), DIGITS]


class SideBySide(Particulars):
    """Cameras to lay side by side: the options of the command `compare`."""

    model: list[TextParameter] = Field(
        min_length=2, max_length=10, description="The cameras; given once for each."
    )
    manufacturer: TextParameter | None = Field(None, description="The manufacturer of all of them.")


class Search(InForm):
    """Text to look for in names: the options of the command `search`."""

    text: TextParameter = Field(
        description="Maker, model, series, alias or part number, or words of them, in any spelling."
    )
    manufacturer: TextParameter | None = Field(
        None, description="Only models of this manufacturer."
    )
    limit: MostHits = Field(20, description="At most so many models.")


async def cameras(request: Request, wanted: CameraList) -> Response:
    """Return an entry per camera, with the firmware for which all conditions hold together."""
    options = _options(wanted)
    chosen = catalog_of(request).select(**options)
    if wanted.format != JSON:
        found = chosen.part(wanted.most, wanted.offset).cameras if wanted.most != 0 else []
        columns = camera_columns(options)
        objects = (one.to_dict() for one in found)
        return written_list("cameras", wanted.format, objects, columns, camera_rows(found, columns))
    facets: dict[str, list[dict[str, object]]] = {}
    for name in wanted.facet:
        counts = chosen.facet(name)
        facets[name] = [{name: value, "cameras": number} for value, number in counts]
    total = chosen.total
    shown = chosen.part(wanted.limit, wanted.offset).cameras if wanted.limit else []
    return listing(
        request,
        **wanted.place("/cameras", total),
        facets=facets,
        cameras=[camera.to_dict() for camera in shown],
    )


def _options(wanted: CameraList) -> dict[str, Any]:
    """Return the arguments of `Catalog.select`, without the page."""
    options = dict(wanted)
    for name in ("facet", "format", "limit", "offset"):
        del options[name]
    if options.pop("ssl"):
        if others := [value for value in options["https"] if value != "yes"]:
            detail = f"ssl means https=yes; it cannot go with https={others[0]}"
            raise Refused(ProblemDetails(400, "contradiction", detail, parameter="ssl"))
        options["https"] = ["yes"]
    if options["sort"]:
        options["sort"] = tuple(options["sort"].split(","))
    return options


async def camera(request: Request, wanted: CameraParameters) -> Response:
    """Return the object of the command `show`; a slash in a model name may stand as it is."""
    profile = catalog_of(request).show(wanted.model, manufacturer=wanted.manufacturer)
    return answer(profile.to_dict())


async def resolve(request: Request, wanted: CameraParameters) -> Response:
    """Return which model is meant, and how sure that is; a name that nobody has is no error."""
    match = catalog_of(request).resolve(wanted.model, wanted.manufacturer)
    meaning = {
        "manufacturer": match.manufacturer_name,
        "model": match.name,
        "match": match.to_dict(),
        "members": [name for _, name in match.members],
        "suggestions": list(match.suggestions),
    }
    return answer(meaning)


async def search(request: Request, wanted: Search) -> Response:
    """Return the makers that the text names or begins, and models with the level of each.

    Prefix and substring name no model for certain; suggest means that none fits the text, and that
    this one is near.
    """
    catalog = catalog_of(request)
    makers: Sequence[NamedMaker] = ()
    if wanted.manufacturer is not None:
        catalog.manufacturer(wanted.manufacturer)
    else:
        makers = catalog.named_makers(wanted.text)
    hits = catalog.search(wanted.text, manufacturer=wanted.manufacturer, limit=wanted.limit)
    objects = [hit.to_dict() for hit in hits]
    if wanted.format != JSON:
        rows = object_rows(objects, OF_HITS)
        return written_list("models", wanted.format, objects, OF_HITS, rows)
    named = [maker.to_dict() for maker in makers]
    return listing(request, manufacturers=named, models=objects)


async def compare(request: Request, wanted: SideBySide) -> Response:
    """Return the object of the command `compare`: answers, and where they differ."""
    options = dict(wanted)
    comparison = catalog_of(request).compare(*options.pop("model"), **options)
    return answer(comparison.to_dict())


OPERATIONS: Final = (
    Operation(cameras, CameraList, "Cameras whose capabilities match"),
    Operation(camera, CameraParameters, "All that is known of a camera"),
    Operation(resolve, CameraParameters, "What a written name means"),
    Operation(search, Search, "Cameras and makers by what people type"),
    Operation(compare, SideBySide, "Cameras side by side"),
)
