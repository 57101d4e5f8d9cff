"""`/firmware/compare`: which of two versions is newer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.firmware_order import order
from integration_db.web.api import schemas
from integration_db.web.api.answering import answer, catalog_of, routes
from integration_db.web.api.parameters import FirmwarePair, asked, described

router = routes("firmware")


@router.get(
    "/firmware/compare",
    summary="Which of two versions is newer, and why",
    responses={200: {"model": schemas.Ordered}},
    openapi_extra=described(FirmwarePair),
)
async def compare_firmware(request: Request) -> Response:
    """Return the object of the command `firmware compare`."""
    wanted = asked(request, FirmwarePair)
    return answer(order(catalog_of(request), wanted.manufacturer, wanted.a, wanted.b))
