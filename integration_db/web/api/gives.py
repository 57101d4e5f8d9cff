"""What each operation of the API gives: the class of its answer, which only describes it."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from integration_db.web.api import check_schemas, schemas
from integration_db.web.api.batch_schemas import mixed_results

_ALONE: Final[dict[str, type[BaseModel]]] = {
    "prediction": schemas.Predicted,
    "predictions": schemas.Results,
    "cameras": schemas.Cameras,
    "resolve": schemas.Meaning,
    "camera": schemas.Profile,
    "search": schemas.Hits,
    "compare": schemas.Compared,
    "check_list": check_schemas.CheckedLines,
    "manufacturers": schemas.Manufacturers,
    "plugins": schemas.Plugins,
    "sources": schemas.Sources,
    "stats": schemas.Stats,
    "compare_firmware": schemas.Ordered,
    "index": schemas.Index,
    "version": schemas.Version,
    "health": schemas.Health,
}

GIVES: Final = {**_ALONE, "batch": mixed_results(_ALONE)}
"""By the name of the operation."""
