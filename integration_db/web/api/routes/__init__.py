"""The routes, one module per resource."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from integration_db.web.api.routes import cameras, check, contents, firmware, predictions, program

ROUTERS: Final[tuple[APIRouter, ...]] = (
    predictions.router,  # routes are tried in this order: the one that has to be quick is first
    cameras.router,
    check.router,
    contents.router,
    firmware.router,
    program.router,
)
