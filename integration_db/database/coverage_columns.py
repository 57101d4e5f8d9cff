"""The columns in which stands how much is known of a manufacturer's cameras."""

from __future__ import annotations

from typing import Final

from integration_db.vocabulary import CAPABILITY_NAMES, SUPPORT

COUNTS: Final = (*SUPPORT, "inferred")
"""What is counted of each capability."""

COVERAGE_COLUMNS: Final = (
    *("models", "confirmed"),
    *(f"{name}_{count}" for name in CAPABILITY_NAMES for count in COUNTS),
)
"""The columns of a manufacturer's coverage, behind its number."""
