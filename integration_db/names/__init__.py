"""Model names: from text as people and devices write it to one model, without guessing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integration_db.names.folding import exact_key, loose_key
    from integration_db.names.index import (
        CameraPattern,
        Index,
        Keys,
        MemoryIndex,
        NameEntry,
        base_key,
        entry_keys,
    )
    from integration_db.names.ladder import resolve
    from integration_db.names.lines.quotation import resolve_line
    from integration_db.names.manufacturers import resolve_manufacturer
    from integration_db.names.match import Match
    from integration_db.names.suggestions import near_names

__all__ = [
    "CameraPattern",
    "Index",
    "Keys",
    "Match",
    "MemoryIndex",
    "NameEntry",
    "base_key",
    "entry_keys",
    "exact_key",
    "loose_key",
    "near_names",
    "resolve",
    "resolve_line",
    "resolve_manufacturer",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: who folds a word resolves none."""
    place: Any
    if name in ("exact_key", "loose_key"):
        from integration_db.names import folding as place
    elif name == "resolve":
        from integration_db.names import ladder as place
    elif name == "resolve_line":
        from integration_db.names.lines import quotation as place
    elif name == "resolve_manufacturer":
        from integration_db.names import manufacturers as place
    elif name == "Match":
        from integration_db.names import match as place
    elif name == "near_names":
        from integration_db.names import suggestions as place
    elif name in __all__:
        from integration_db.names import index as place
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(place, name)
