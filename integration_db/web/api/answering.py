"""What handlers share: the catalogue, and answers as the command line writes them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from integration_db.catalog import Catalog
from integration_db.text.csv_text import csv_text
from integration_db.text.json_text import json_text
from integration_db.web.api.answer_formats import media_type_of

_PIECE: Final = 200
"""Entries of a list that are written at once."""

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


def written_list(
    name: str,
    form: str,
    objects: Iterable[object],
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> Response:
    """Return a list as CSV, or as one JSON object per line, a piece after the other.

    The pieces are made on the loop, where the catalogue may be asked; `name` is that of its file.
    """
    texts = (
        _csv_pieces(columns, rows) if form == "csv" else (f"{json.dumps(one)}\n" for one in objects)
    )

    async def pieces() -> AsyncIterator[bytes]:
        while piece := "".join(islice(texts, _PIECE)):
            yield piece.encode(errors="replace")

    ending = "csv" if form == "csv" else "ndjson"
    headers = {"content-disposition": f'attachment; filename="{name}.{ending}"'}
    return StreamingResponse(pieces(), headers=headers, media_type=media_type_of(form))


def _csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield csv_text([columns])
    rest = iter(rows)
    while some := list(islice(rest, _PIECE)):
        yield csv_text(some)


def check_quick(request: Request, model: str, manufacturer: str | None) -> None:
    """Raise `TakesLong` for a name that many cameras share, where there is somebody to take it."""
    if request.app.state.pools is None:
        return
    match = catalog_of(request).resolve(model, manufacturer)
    if match.is_family and len(match.members) > _QUICK:
        raise TakesLong
