"""`/check`: a list of cameras, line by line and in total; the objects of the command `check`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.check import FIELDS, Requirement, check
from integration_db.errors import IntegrationDBError
from integration_db.vocabulary import Protocol
from integration_db.web import check_schemas
from integration_db.web.answering import catalog_of, in_turns, listing, routes
from integration_db.web.bodies import asked_in_body, described_body
from integration_db.web.limits import MOST
from integration_db.web.parameters import Parameters, Text
from integration_db.web.problems import Refused, problem_of

router = routes("check")


class CheckedList(Parameters):
    """A list to check, and what holds for lines that do not say: the options of `check`."""

    lines: Annotated[list[Any], Field(min_length=1, max_length=MOST)] = Field(
        description="The lines; each an object of headings to values, as in a file's header: "
        "Manufacturer, Model, Part Number, Firmware, Qty, Plugin, Protocol, Port, Name ..."
    )
    require: Requirement = Field("gear", description="The level that a line must reach.")
    map: dict[str, str] = Field(
        {}, max_length=100, description=f"Headings to fields: {', '.join(FIELDS)}."
    )
    recorder: Text | None = Field(None, description="The recorder, for lines that do not say.")
    recorder_version: Text | None = Field(None, description="The recorder's version, likewise.")
    plugin: Text | None = Field(None, description="The device-type plugin, likewise.")
    protocol: Protocol | None = Field(None, description="The protocol setting, likewise.")
    manufacturer: Text | None = Field(None, description="The manufacturer, likewise.")
    http_off: bool | None = Field(None, description="Whether HTTP is off at the cameras.")
    cert_installed: bool | None = Field(
        None, description="Whether the cameras have their own certificates installed."
    )
    ip_changed: bool | None = Field(
        None, description="Whether the addresses changed since the certificates were made."
    )

    def settings(self) -> dict[str, str]:
        """Return what holds for lines that do not say."""
        said = self.model_dump(exclude={"lines", "require", "map"}, exclude_none=True)
        words = {True: "yes", False: "no"}
        return {name: words.get(value, value) for name, value in said.items()}


@router.post(
    "/check",
    summary="Check a list of up to 1,000 lines",
    responses={200: {"model": check_schemas.CheckedLines}},
    openapi_extra=described_body(CheckedList),
)
async def check_list(request: Request) -> Response:
    """Return what every line comes to, in its place, and the totals."""
    wanted = await asked_in_body(request, CheckedList)
    try:
        checked = check(
            catalog_of(request),
            wanted.lines,
            require=wanted.require,
            settings=wanted.settings(),
            mapped=wanted.map,
        )
    except IntegrationDBError as error:
        problem = problem_of(error)
        pointer = f"/{problem.parameter}" if problem.parameter else "/map"
        raise Refused(problem._replace(parameter=None, pointer=pointer)) from None
    lines = [line.to_dict() async for line in in_turns(checked)]
    return await asyncio.to_thread(
        listing,
        request,
        require=checked.require,
        lines=lines,
        summary=checked.tally.to_dict(),
    )
