"""Firmware versions as Honeywell writes those of its HC and HW cameras."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, NEVER, Notation
from integration_db.firmware.reading import Reading, dated, fullmatch, undated, without_zeros


def read(text: str) -> Reading | str | None:
    """Read Honeywell: `HC4.25.1.13.20250324`, `HC4.25.1.13.20250403_IN2`.

    HC4 is the platform and IN2 a flavour of which nothing is known: both are a line.
    https://www.onvif.org/conformant-products/
    """
    match = fullmatch(
        r"(h[a-z]\d{1,2})\.(\d{1,3}(?:\.\d{1,3}){0,2})(?:\.(20\d{6})(?:_([a-z0-9]{1,4}))?)?", text
    )
    if not match:
        return None
    platform, numbers, digits, flavour = match.groups()
    tail = f"_{flavour}" if flavour else ""
    reading = dated(numbers, digits, 3, mark=".") if digits else undated(numbers)
    if isinstance(reading, str):
        return reading
    day = f".{digits}" if digits else ""
    canonical = f"{platform}.{without_zeros(numbers.split('.'))}{day}{tail}".upper()
    return reading._replace(canonical=canonical, branch=(platform + tail).lower())


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    front, line = r"(h[a-z][0-9]{1,2})\.", (("/", 1, 0), ("_", 4, 0))
    date = r"\.(20[0-9]{6})(?:_([a-z0-9]{1,4}))?"
    few = r"[0-9]{1,3}(?:\.[0-9]{1,3})"
    yield Notation(f"{front}({few}{{0,2}})", NEVER, (("numbers", 2),), line[:1])
    dated_key = (("numbers", 2), ("date",))
    yield Notation(f"{front}({few}{{2}}){date}", ALWAYS, dated_key, line, (3,))
    yield Notation(f"{front}({few}{{0,1}}){date}", NEVER, (("numbers", 2),), line, (3,))
