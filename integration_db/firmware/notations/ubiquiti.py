"""Firmware versions as Ubiquiti writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation, counted_notations
from integration_db.firmware.reading import Reading, numbered


def read(text: str) -> Reading | None:
    """Read UniFi: three numbers, `4.48.16`, with `-beta.3` for early access.

    https://github.com/uilibs/uiprotect/blob/main/src/uiprotect/release_cache.json
    """
    return numbered(text, 3)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from counted_notations(3)
