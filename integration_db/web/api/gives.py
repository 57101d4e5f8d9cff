"""What each operation of the API gives: the class of its answer, which only describes it."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from integration_db.web.api import check_schemas, schemas

GIVES: Final[dict[str, type[BaseModel]]] = {
    "prediction": schemas.Predicted,
    "predictions": schemas.Results,
    "cameras": schemas.Cameras,
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
"""By the name of the operation."""
