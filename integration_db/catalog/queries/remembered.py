"""What was made for a key, kept for whoever asks for it again; of too many, the first one goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

_Made = TypeVar("_Made")

_MOST: Final = 64
"""People ask for what belongs to their own recorder again and again."""


def remembered(known: dict[object, _Made], key: object, make: Callable[[], _Made]) -> _Made:
    """Return what is known for a key, or make it."""
    if key not in known:
        made = make()
        while len(known) >= _MOST:
            del known[next(iter(known))]
        known[key] = made
    return known[key]
