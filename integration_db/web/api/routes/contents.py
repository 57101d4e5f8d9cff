"""`/manufacturers`, `/plugins`, `/sources`, `/stats`: what the catalogue holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.list_rows import (
    OF_MANUFACTURERS,
    OF_RECORDER_PLUGINS,
    OF_SOURCES,
    object_rows,
    with_place,
)
from integration_db.web.api.answer_formats import JSON
from integration_db.web.api.answering import answer, catalog_of, listing, written_list
from integration_db.web.api.list_pages import InForm, PageOfList
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Nothing, TextParameter


class RecorderOnly(InForm):
    """Narrows a list to one recorder."""

    recorder: TextParameter | None = Field(None, description="Only the plugins of this recorder.")


async def manufacturers(request: Request, wanted: PageOfList) -> Response:
    """Return the list of the command `manufacturers`, in pages."""
    known = [one.to_dict() for one in catalog_of(request).manufacturers()]
    return _paged(request, wanted, "manufacturers", known, OF_MANUFACTURERS)


async def plugins(request: Request, wanted: RecorderOnly) -> Response:
    """Return the list of the command `plugins`."""
    known = [one.to_dict() for one in catalog_of(request).plugins(wanted.recorder)]
    if wanted.format != JSON:
        columns = OF_RECORDER_PLUGINS
        rows = object_rows(known, columns)
        return written_list("plugins", wanted.format, known, columns, rows)
    return listing(request, plugins=known)


async def sources(request: Request, wanted: PageOfList) -> Response:
    """Return the list of the command `sources`, in pages."""
    known = [one.to_dict() for one in catalog_of(request).sources()]
    return _paged(request, wanted, "sources", known, OF_SOURCES)


def _paged(
    request: Request,
    wanted: PageOfList,
    name: str,
    known: list[dict[str, Any]],
    columns: Sequence[str],
) -> Response:
    """Return a part of a list, in the form asked for."""
    part = wanted.cut(known)
    if wanted.format == JSON:
        return listing(request, **wanted.place(f"/{name}", len(known)), **{name: part})
    placed = (with_place(one) for one in part) if "place" in columns else part
    return written_list(name, wanted.format, part, columns, object_rows(placed, columns))


async def stats(request: Request, _: Nothing) -> Response:
    """Return the object of the command `stats`."""
    return answer(catalog_of(request).stats())


OPERATIONS: Final = (
    Operation(manufacturers, PageOfList, "Manufacturers, their spellings and how many models"),
    Operation(plugins, RecorderOnly, "Device-type plugins and what is known of them"),
    Operation(sources, PageOfList, "Documents, and how many statements rest on each"),
    Operation(stats, Nothing, "How much is known"),
)
