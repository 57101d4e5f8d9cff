"""Which names are searched for pieces of them, in SQL."""

from __future__ import annotations

from typing import Final

SEARCHED: Final = "kind IN ('name', 'alias', 'identifier')"
"""The condition on the names that are searched."""

SEARCHED_NAMES: Final = f"SELECT id, loose_key FROM name WHERE {SEARCHED}"
"""The rows of full-text search: number and loose key of a name."""
