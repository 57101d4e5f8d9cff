"""`/manufacturers`, `/plugins`, `/sources`, `/stats`: what the catalogue holds."""

from __future__ import annotations

from typing import Final

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.answering import answer, catalog_of, listing
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Nothing, Parameters, TextParameter


class RecorderOnly(Parameters):
    """Narrows a list to one recorder."""

    recorder: TextParameter | None = Field(None, description="Only the plugins of this recorder.")


async def manufacturers(request: Request, _: Nothing) -> Response:
    """Return the list of the command `manufacturers`."""
    known = catalog_of(request).manufacturers()
    return listing(request, manufacturers=[one.to_dict() for one in known])


async def plugins(request: Request, wanted: RecorderOnly) -> Response:
    """Return the list of the command `plugins`."""
    known = catalog_of(request).plugins(wanted.recorder)
    return listing(request, plugins=[one.to_dict() for one in known])


async def sources(request: Request, _: Nothing) -> Response:
    """Return the list of the command `sources`."""
    return listing(request, sources=[one.to_dict() for one in catalog_of(request).sources()])


async def stats(request: Request, _: Nothing) -> Response:
    """Return the object of the command `stats`."""
    return answer(catalog_of(request).stats())


OPERATIONS: Final = (
    Operation(manufacturers, Nothing, "Manufacturers, their spellings, how many models are known"),
    Operation(plugins, RecorderOnly, "Device-type plugins and what is known of them"),
    Operation(sources, Nothing, "Documents, and how many statements rest on each"),
    Operation(stats, Nothing, "How much is known"),
)
