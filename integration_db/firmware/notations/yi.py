"""Firmware versions as Yi writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, DEVICE, Notation
from integration_db.firmware.reading import Reading, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | None:
    """Read Yi: `4.5.19.2`, where the third number is the product, hence a line of its own."""
    match = fullmatch(r"v?(\d+\.\d+)(?:\.(\d+)(\.\d+)?)?", text)
    if not match:
        return None
    front, product, last = match.groups()
    if product is None:
        return dotted(front, 9)._replace(branch=None)
    return dotted(f"{front}.{product}{last or ''}", 4, branch=without_zeros([product]))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    key, line = (("numbers", 1), ("numbers", 2), ("numbers", 3)), (("/", 2, 1),)
    front = r"v?([0-9]+\.[0-9]+)\.([0-9]+)"
    yield Notation(rf"{front}(\.[0-9]+)", ALWAYS, key, line)
    yield Notation(f"{front}()", DEVICE, key, line)
