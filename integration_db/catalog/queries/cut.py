"""How many entries of a list may be asked for."""

from __future__ import annotations

from typing import Final

from integration_db.errors import UsageError

MOST_CAMERAS: Final = 10_000_000
"""No list is longer; servers and the standard library cannot count to just any number."""


def check_count(option: str, number: int, least: int = 0) -> None:
    """Raise `UsageError` unless a list can be cut at this number."""
    if not least <= number <= MOST_CAMERAS:
        raise UsageError(
            f"{option} {number}: a number from {least} to {MOST_CAMERAS}",
            code="bad-value",
            option=option,
        )
