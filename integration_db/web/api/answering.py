"""What handlers share: the catalogue, and answers as the command line writes them."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.text.json_text import json_text

_QUICK: Final = 10
"""Cameras of a family up to which their answer comes at once."""


class TakesLong(Exception):
    """A question that turned out to take long; it is to be answered apart from others."""


def catalog_of(request: Request) -> Catalog:
    """Return the catalogue of the application that the request came to."""
    catalog: Catalog = request.app.state.catalog
    return catalog


def answer(value: object) -> Response:
    """Return an object as the command line prints it with `--format json`, byte for byte."""
    return answer_bytes(f"{json_text(value)}\n".encode())


def answer_bytes(body: bytes) -> Response:
    """Return lines that are JSON already."""
    return Response(body, media_type="application/json")


def listing(request: Request, **lists: object) -> Response:
    """Return a list, or several, together with the version of the data that they come from."""
    return answer({"data_version": request.app.state.data_version, **lists})


def check_quick(request: Request, model: str, manufacturer: str | None) -> None:
    """Raise `TakesLong` for a name that many cameras share, where there is somebody to take it."""
    if request.app.state.pools is None:
        return
    match = catalog_of(request).resolve(model, manufacturer)
    if match.is_family and len(match.members) > _QUICK:
        raise TakesLong
