"""Firmware versions as TVT writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DATED_KEY, NEVER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import (
    SHORT,
    Reading,
    dated,
    fullmatch,
    padded,
    undated,
)


def read(text: str) -> Reading | str | None:
    """Read TVT and its many brands: `1.3.4.24513B190218.D00.U1(8A21S)`.

    The bracket names the hardware, which is no order.
    https://www.cve.org/CVERecord?id=CVE-2024-7339
    """
    match = fullmatch(r"v?(\d+(?:\.\d+){0,3})", text)
    if match:
        return undated(match[1])
    match = fullmatch(
        r"v?(\d+\.\d+\.\d+\.\d+)b(\d{6})(?:\.d(\d+))?(?:\.u(\d+))?(?:\(([0-9a-z]+)\))?", text
    )
    if not match:
        return None
    numbers, digits, d, u, hardware = match.groups()
    reading = dated(numbers, digits, 4, mark="B")
    if isinstance(reading, str):
        return reading
    canonical, key = reading.canonical, reading.key
    for mark, count, width in (("D", d, 2), ("U", u, 1)):
        if count:
            canonical = f"{canonical}.{mark}{padded([count], (width,))}"
            key += keys.patch(count)
    if hardware:
        canonical += f"({hardware.upper()})"
    return reading._replace(
        canonical=canonical, key=key, precision="full" if d and u else "prefix", reason=SHORT
    )


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    front, hardware = f"v?({run_of(4, 4)})b([0-9]{{6}})", r"(?:\([0-9a-z]+\))?"
    key = (*DATED_KEY, ("patch", 3), ("patch", 4))
    yield Notation(f"v?({run_of(1, 4)})", NEVER, NUMBERS)
    yield Notation(rf"{front}\.d([0-9]+)\.u([0-9]+){hardware}", ALWAYS, key, date=(2,))
    short = rf"{front}(?:\.d([0-9]+))?(?:\.u([0-9]+))?{hardware}"
    yield Notation(short, NEVER, key, date=(2,))
