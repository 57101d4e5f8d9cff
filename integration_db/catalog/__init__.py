"""Questions to the catalogue and their answers: what the command line, the API and programs ask."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integration_db.catalog.catalog import Catalog, open_catalog

__all__ = ["Catalog", "open_catalog"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: single questions need no catalogue."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from integration_db.catalog import catalog

    return getattr(catalog, name)
