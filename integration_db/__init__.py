"""What a video recorder will encrypt, per camera model, firmware and device-type plugin.

    from integration_db import open_catalog
    with open_catalog() as catalog:
        answer = catalog.predict("AXIS P3245-LVE", firmware="10.12.114", plugin="ONVIF")

The names in `__all__`, and the packages `integration_db.firmware` and `integration_db.names`, are
the library; everything else may change. They are imported when first used, so that a program
that only compares firmware does not load a database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integration_db.catalog import Catalog, open_catalog
    from integration_db.catalog.answer import Answer
    from integration_db.catalog.filter_request import Selection
    from integration_db.catalog.queries.filter_query import SelectedCamera
    from integration_db.errors import (
        DatabaseError,
        FileProblems,
        IntegrationDBError,
        InvalidRange,
        NotFound,
        OverlayError,
        PortNotAllowed,
        Problem,
        SeedError,
        ServerError,
        UsageError,
        WaiverError,
    )
    from integration_db.prediction.prediction import Prediction
    from integration_db.prediction.site import Site


__all__ = [
    "Answer",
    "Catalog",
    "DatabaseError",
    "FileProblems",
    "IntegrationDBError",
    "InvalidRange",
    "NotFound",
    "OverlayError",
    "PortNotAllowed",
    "Prediction",
    "Problem",
    "SeedError",
    "SelectedCamera",
    "Selection",
    "ServerError",
    "Site",
    "UsageError",
    "WaiverError",
    "open_catalog",
]

_HOMES = {
    "Answer": "catalog.answer",
    "Catalog": "catalog.catalog",
    "Prediction": "prediction.prediction",
    "SelectedCamera": "catalog.queries.filter_query",
    "Selection": "catalog.filter_request",
    "Site": "prediction.site",
    "open_catalog": "catalog.catalog",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
