"""Firmware versions as Wyze writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation, platform_notations
from integration_db.firmware.reading import Reading, dotted, match, plain


def read(text: str) -> Reading | None:
    """Read Wyze: `4.36.11.8391`, where 36 is the product (Cam v3), hence a line of its own.

    https://github.com/kohrar/Wyze-Firmwares
    """
    found = match(r"v?(\d+)\.(\d+)((?:\.\d+){0,2})", text)
    if not found:
        return None
    reading = dotted(found[1] + "." + found[2] + found[3], 4)
    return reading._replace(branch=plain([found[1], found[2]]))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from platform_notations(r"[0-9]+\.[0-9]+", 2)
