"""Firmware versions as Hitron writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read Hitron: `2.0.8-T3_release`, `2.4.3-PTZ_H_5213_Release`.

    What stands behind the numbers is the platform, a line: T1 had come to 2.9.9 when T7 began.
    Other brands print it too (Vicon, Speco, Vista). https://www.onvif.org/conformant-products/
    """
    match = fullmatch(r"v?(\d+\.\d+\.\d+)-([a-z0-9]+(?:_[a-z0-9]+){0,3})_release", text)
    if not match:
        return None
    numbers, platform = match.groups()
    reading = dotted(numbers, 3, branch=platform.lower())
    return reading._replace(canonical=f"{reading.canonical}-{platform.upper()}_release")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    platform = "([a-z0-9]+(?:_[a-z0-9]+){0,3})"
    yield Notation(f"v?({run_of(3, 3)})-{platform}_release", ALWAYS, NUMBERS, (("/", 2, 0),))
