"""Model names: from text as people and devices write it to one model, without guessing."""

from typing import TYPE_CHECKING, Any

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
from integration_db.names.manufacturers import resolve_manufacturer
from integration_db.names.match import Match
from integration_db.names.suggestions import near_names

if TYPE_CHECKING:
    from integration_db.names.lines.quotation import resolve_line

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
    """Import what only lists need when it is first asked for: its words and patterns are many."""
    if name != "resolve_line":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from integration_db.names.lines.quotation import resolve_line

    return resolve_line
