"""Firmware versions as Pelco writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, DATED_KEY, DEVICE, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, dated, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | str | None:
    """Read Pelco Sarix: `1.8.2.4-20120101-1.8154-O3.5432`, or the numbers alone.

    What follows the date names model and hardware, which is no order; the model is a line. Nor is
    the revision of the source an order in `4.60.0.24(a939185a)`, which Avigilon prints too.
    http://buildingskb.schneider-electric.com/view.php?AID=16483
    """
    match = fullmatch(r"v?(\d+(?:\.\d+){1,4})(?:-([a-z]\d+\.\d+)|\(([0-9a-f]{5,8})\))?", text)
    if match:
        reading = dotted(match[1], 9, branch="plain")
        hardware = f"-{match[2].upper()}" if match[2] else ""
        source = f"({match[3].lower()})" if match[3] else ""
        return reading._replace(canonical=reading.canonical + hardware + source)
    match = fullmatch(r"(\d+(?:\.\d+){3})-(\d{8})-(\d\.\d{4})-([a-z]\d+\.\d+)", text)
    if not match:
        return None
    numbers, digits, model, hardware = match.groups()
    placed = dated(numbers, digits, 4, mark="-")
    if isinstance(placed, str):
        return placed
    canonical = f"{without_zeros(numbers.split('.'))}-{digits}-{model}-{hardware.upper()}"
    return placed._replace(canonical=canonical, branch=model)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    hardware = r"[a-z][0-9]+\.[0-9]+"
    yield Notation(
        rf"v?({run_of(2, 5)})(?:-{hardware}|\([0-9a-f]{{5,8}}\))?", DEVICE, NUMBERS, ("/plain",)
    )
    full = rf"({run_of(4, 4)})-([0-9]{{8}})-([0-9]\.[0-9]{{4}})-{hardware}"
    yield Notation(full, ALWAYS, DATED_KEY, (("/", 3, 0),), (2,))
