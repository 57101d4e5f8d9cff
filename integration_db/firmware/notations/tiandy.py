"""Firmware versions as Tiandy writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import (
    ALWAYS,
    DATE_PATTERN,
    DATED_KEY,
    NEVER,
    NUMBERS,
    Notation,
)
from integration_db.firmware.reading import DATE, Reading, dated, fullmatch, undated


def read(text: str) -> Reading | str | None:
    """Read Tiandy: `V24.12.250715.ABF4E500`, `V21.12 build 220909.34129`.

    What follows the date stays the same through years and is no order. The declared
    `ONVIF_V3.0.0.20190701` counts by itself, a line of its own.
    https://www.onvif.org/conformant-products/
    """
    match = fullmatch(
        r"(?:(onvif)_)?v?(\d{1,3}(?:\.\d{1,3}){0,2})"
        rf"(?:(?:[._]| build ){DATE}(?:\.([0-9a-f]{{5,8}}))?)?",
        text,
    )
    if not match:
        return None
    module, numbers, digits, code = match.groups()
    front, branch = ("ONVIF_V", "onvif") if module else ("V", "")
    reading = dated(numbers, digits, 2, mark=".") if digits else undated(numbers)
    if isinstance(reading, str):
        return reading
    canonical = f"{front}{reading.canonical}" + (f".{code.upper()}" if code else "")
    return reading._replace(canonical=canonical, branch=branch)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    for front, line in (("v?", ()), ("onvif_v?", ("/onvif",))):
        numbers = r"[0-9]{1,3}(?:\.[0-9]{1,3})"
        date = rf"(?:[._]| build ){DATE_PATTERN}(?:\.[0-9a-f]{{5,8}})?"
        yield Notation(f"{front}({numbers}{{0,2}})", NEVER, NUMBERS, line)
        yield Notation(f"{front}({numbers}{{1,2}}){date}", ALWAYS, DATED_KEY, line, (2,))
        yield Notation(f"{front}([0-9]{{1,3}}){date}", NEVER, NUMBERS, line, (2,))
