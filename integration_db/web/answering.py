"""What handlers share: the catalogue that they ask, and answers as the command line writes them."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog


def catalog_of(request: Request) -> Catalog:
    """Return the catalogue of the application that the request came to."""
    found: Catalog = request.app.state.catalog
    return found


def answer(found: object) -> Response:
    """Return an object as the command line prints it with `--format json`, byte for byte."""
    return Response(json.dumps(found, indent=2) + "\n", media_type="application/json")


def listing(request: Request, **found: object) -> Response:
    """Return a list, or several, together with the version of the data that they come from."""
    return answer({"data_version": request.app.state.data_version, **found})
