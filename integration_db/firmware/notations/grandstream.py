"""Firmware versions as Grandstream writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation, counted_notations
from integration_db.firmware.reading import Reading, numbered


def read(text: str) -> Reading | None:
    """Read Grandstream: four numbers, `1.0.7.5`."""
    return numbered(text, 4)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from counted_notations(4)
