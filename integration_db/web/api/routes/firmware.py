"""`/firmware/compare`: which of two versions is newer."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.firmware_order import order
from integration_db.web.api import schemas
from integration_db.web.api.answering import answer, catalog_of
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import FirmwarePair


async def compare_firmware(request: Request, wanted: FirmwarePair) -> Response:
    """Return the object of the command `firmware compare`."""
    compared = order(catalog_of(request), wanted.manufacturer, wanted.a, wanted.b)
    return answer(compared.to_dict())


OPERATIONS: Final = (
    Operation(
        "GET",
        "/firmware/compare",
        compare_firmware,
        FirmwarePair,
        schemas.Ordered,
        "Which of two versions is newer, and why",
    ),
)
