"""Firmware versions as Geutebrück writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation, counted_notations
from integration_db.firmware.reading import Reading, numbered


def read(text: str) -> Reading | None:
    """Read Geutebrück G-Cam: four numbers, `1.12.0.25`.

    https://www.cisa.gov/news-events/ics-advisories/icsa-21-208-03
    """
    return numbered(text, 4)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from counted_notations(4)
