"""The routes, one module per resource."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from integration_db.web.routes import program

ROUTERS: Final[tuple[APIRouter, ...]] = (program.router,)
