"""`/check`: a list of cameras, line by line and in total; the objects of the command `check`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from integration_db.check import FIELDS, Requirement, check
from integration_db.errors import IntegrationDBError
from integration_db.vocabulary import Protocol
from integration_db.web import check_schemas
from integration_db.web.answering import catalog_of, listing, routes
from integration_db.web.bodies import json_object
from integration_db.web.parameters import Nothing, Parameters, Text, asked
from integration_db.web.problems import Refused, problem_of, refusal

router = routes("check")

MOST_LINES: Final = 1_000
_TURN: Final = 20
"""Lines of a list before other requests get their turn."""


class CheckedList(Parameters):
    """A list to check, and what holds for lines that do not say: the options of `check`."""

    lines: Annotated[list[Any], Field(min_length=1, max_length=MOST_LINES)] = Field(
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
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/CheckedList"}}
            },
        }
    },
)
async def check_list(request: Request) -> Response:
    """Return what every line comes to, in its place, and the totals."""
    asked(request, Nothing)
    body = await json_object(request)
    try:
        wanted = CheckedList.model_validate(body, strict=True)
    except ValidationError as error:
        raise Refused(refusal(error, tuple(CheckedList.model_fields), "")) from None
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
    lines = []
    for number, line in enumerate(checked):
        if number % _TURN == _TURN - 1:
            await asyncio.sleep(0)
        lines.append(line.to_dict())
    return await asyncio.to_thread(
        listing,
        request,
        require=checked.require,
        lines=lines,
        summary=checked.tally.to_dict(),
    )
