"""What handlers share: the catalogue, and answers as the command line writes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.text.json_text import json_text

_TURN: Final = 20
"""Entries of a long question before other requests get their turn."""

_Entry = TypeVar("_Entry")


def catalog_of(request: Request) -> Catalog:
    """Return the catalogue of the application that the request came to."""
    catalog: Catalog = request.app.state.catalog
    return catalog


def answer(value: object) -> Response:
    """Return an object as the command line prints it with `--format json`, byte for byte."""
    return Response(f"{json_text(value)}\n", media_type="application/json")


def listing(request: Request, **lists: object) -> Response:
    """Return a list, or several, together with the version of the data that they come from."""
    return answer({"data_version": request.app.state.data_version, **lists})


async def in_turns(entries: Iterable[_Entry]) -> AsyncIterator[_Entry]:
    """Yield entries that each take some work, and let other requests in now and then."""
    for number, entry in enumerate(entries, 1):
        if number % _TURN == 0:
            await asyncio.sleep(0)
        yield entry
