"""Firmware versions as C-PRO writes them, who makes cameras of Digital Watchdog."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, NEVER, Notation
from integration_db.firmware.reading import Reading, dated, fullmatch, undated, without_zeros


def read(text: str) -> Reading | str | None:
    """Read C-PRO: `A6.2.2_2020.10.14`.

    The letter and the first number are the platform, as A1 to A15 had builds of one day: a line.
    https://www.onvif.org/conformant-products/
    """
    match = fullmatch(r"([a-z]\d+)\.(\d+\.\d+)(?:_(\d{4})\.(\d\d)\.(\d\d))?", text)
    if not match:
        return None
    platform, numbers, year, month, day = match.groups()
    reading = dated(numbers, year + month + day, 2, mark="_") if year else undated(numbers)
    if isinstance(reading, str):
        return reading
    day = f"_{year}.{month}.{day}" if year else ""
    canonical = f"{platform.upper()}.{without_zeros(numbers.split('.'))}{day}"
    return reading._replace(canonical=canonical, branch=platform.lower())


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    front, line = r"([a-z][0-9]+)\.([0-9]+\.[0-9]+)", (("/", 1, 0),)
    date = r"_([0-9]{4})\.([0-9]{2})\.([0-9]{2})"
    yield Notation(front, NEVER, (("numbers", 2),), line)
    yield Notation(front + date, ALWAYS, (("numbers", 2), ("date",)), line, (3, 4, 5))
