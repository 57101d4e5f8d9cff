"""Firmware versions as Wyze writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation, platform_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | None:
    """Read Wyze: `4.36.11.8391`, where 36 is the product (Cam v3), hence a line of its own.

    https://github.com/kohrar/Wyze-Firmwares
    """
    match = fullmatch(r"v?(\d+)\.(\d+)((?:\.\d+){0,2})", text)
    if not match:
        return None
    reading = dotted(match[1] + "." + match[2] + match[3], 4)
    return reading._replace(branch=without_zeros([match[1], match[2]]))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from platform_notations(r"[0-9]+\.[0-9]+", 2)
