"""Firmware versions as Geovision writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import (
    ALWAYS,
    DATED_KEY,
    NEVER,
    NUMBER,
    NUMBERS,
    Notation,
    run_of,
)
from integration_db.firmware.reading import Reading, dated, fullmatch, undated, without_zeros


def read(text: str) -> Reading | str | None:
    """Read Geovision: `v3.12 2017-06-19`, `V1.00_2017_12_15`; ONVIF devices print both."""
    match = fullmatch(r"v?(\d+(?:\.\d+){0,3})(?:[ _](\d{4})[-_](\d\d)[-_](\d\d))?", text)
    if not match:
        return None
    numbers, year, month, day = match.groups()
    if not year:
        return undated(numbers)
    reading = dated(numbers, year + month + day, 2, mark=" ")
    if isinstance(reading, str):
        return reading
    return reading._replace(canonical=f"v{without_zeros(numbers.split('.'))} {year}-{month}-{day}")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    date = "[ _]([0-9]{4})[-_]([0-9]{2})[-_]([0-9]{2})"
    yield Notation(f"v?({run_of(1, 4)})", NEVER, NUMBERS)
    yield Notation(f"v?({run_of(2, 4)}){date}", ALWAYS, DATED_KEY, date=(2, 3, 4))
    yield Notation(f"v?({NUMBER}){date}", NEVER, NUMBERS, date=(2, 3, 4))
