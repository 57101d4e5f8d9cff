"""`/firmware/compare`: which of two versions is newer."""

from __future__ import annotations

from typing import Final

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.firmware_order import order
from integration_db.web.api.answering import answer, catalog_of
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Parameters, TextParameter


class FirmwarePair(Parameters):
    """Two versions to order."""

    manufacturer: TextParameter = Field(description="Whose notation it is.")
    a: TextParameter = Field(description="One version.")
    b: TextParameter = Field(description="The other version.")


async def compare_firmware(request: Request, wanted: FirmwarePair) -> Response:
    """Return the object of the command `firmware compare`."""
    compared = order(catalog_of(request), wanted.manufacturer, wanted.a, wanted.b)
    return answer(compared.to_dict())


OPERATIONS: Final = (
    Operation(compare_firmware, FirmwarePair, "Which of two versions is newer, and why"),
)
