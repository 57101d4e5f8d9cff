"""What the API does, one module per resource, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from integration_db.web.api.answer_formats import OF_CHECKED_LISTS, OF_LISTS
from integration_db.web.api.operation import Operation
from integration_db.web.api.operation_at import OperationAt

_Operations = Iterable[Operation[Any]]


def _predictions() -> _Operations:
    from integration_db.web.api.routes import predictions

    return predictions.OPERATIONS


def _cameras() -> _Operations:
    from integration_db.web.api.routes import cameras

    return cameras.OPERATIONS


def _batch() -> _Operations:
    from integration_db.web.api.routes import batch

    return batch.OPERATIONS


def _check() -> _Operations:
    from integration_db.web.api.routes import check

    return check.OPERATIONS


def _contents() -> _Operations:
    from integration_db.web.api.routes import contents

    return contents.OPERATIONS


def _firmware() -> _Operations:
    from integration_db.web.api.routes import firmware

    return firmware.OPERATIONS


def _program() -> _Operations:
    from integration_db.web.api.routes import program

    return program.OPERATIONS


RESOURCES: Final[dict[str, tuple[OperationAt, ...]]] = {
    "predictions": (  # tried in this order: first what has to be quick
        OperationAt("GET", "/predictions", "prediction", _predictions),
        OperationAt("POST", "/predictions", "predictions", _predictions, takes_long=True),
    ),
    "cameras": (
        OperationAt("GET", "/cameras", "cameras", _cameras, takes_long=True, formats=OF_LISTS),
        OperationAt("GET", "/cameras/{manufacturer}/{model:path}", "camera", _cameras),
        OperationAt("GET", "/resolve", "resolve", _cameras),
        OperationAt("GET", "/search", "search", _cameras, takes_long=True, formats=OF_LISTS),
        OperationAt("GET", "/compare", "compare", _cameras, takes_long=True),
    ),
    "batch": (OperationAt("POST", "/batch", "batch", _batch, takes_long=True),),
    "check": (
        OperationAt(
            "POST", "/check", "check_list", _check, takes_long=True, formats=OF_CHECKED_LISTS
        ),
    ),
    "catalogue": (
        OperationAt("GET", "/manufacturers", "manufacturers", _contents, formats=OF_LISTS),
        OperationAt("GET", "/plugins", "plugins", _contents, formats=OF_LISTS),
        OperationAt("GET", "/sources", "sources", _contents, formats=OF_LISTS),
        OperationAt("GET", "/stats", "stats", _contents),
    ),
    "firmware": (OperationAt("GET", "/firmware/compare", "compare_firmware", _firmware),),
    "program": (
        OperationAt("GET", "/", "index", _program),
        OperationAt("GET", "/version", "version", _program),
        OperationAt("GET", "/health", "health", _program),
    ),
}
"""The addresses of each resource, under the name by which the description groups them."""
