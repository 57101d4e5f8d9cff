"""Firmware versions as TVT writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DATED_KEY, NEVER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import (
    SHORT,
    UNDATED,
    Reading,
    dated,
    fullmatch,
    with_zeros,
    without_zeros,
)


def read(text: str) -> Reading | str | None:
    """Read TVT and its many brands: `1.3.4.24513B190218.D00.U1(8A21S)`.

    The bracket names the hardware, which is no order.
    https://www.cve.org/CVERecord?id=CVE-2024-7339
    """
    match = fullmatch(r"v?(\d+(?:\.\d+){0,3})", text)
    if match:
        parts = match[1].split(".")
        return Reading(without_zeros(parts), keys.numbers(parts), "prefix", reason=UNDATED)
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
    for mark, digits in (("D", with_zeros(d, 2)), ("U", with_zeros(u, 1))):
        if digits:
            canonical, key = f"{canonical}.{mark}{digits}", key + keys.patch(digits)
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
