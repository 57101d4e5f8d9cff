"""Firmware versions as Bosch writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware.portable import ALWAYS, Notation, dotted_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch

_WITH_BUILD: Final = r"v?([0-9]+\.[0-9]+)(?:\.| ?b(?:uild)? ?)([0-9]+(?:\.[0-9]+)?)"


def read(text: str) -> Reading | None:
    """Read Bosch: `7.80.0128`, which advisories also write `7.80 B128`.

    https://psirt.bosch.com
    """
    match = fullmatch(r"v?(\d+)(?:\.(\d+)(?:(?:\.| ?b(?:uild)? ?)(\d+)(?:\.(\d+))?)?)?", text)
    if not match:
        return None
    return dotted(".".join([part for part in match.groups() if part]), 3, widths=(1, 2, 4))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(_WITH_BUILD, ALWAYS, (("numbers", 1), ("numbers", 2)))
    yield from dotted_notations("v?", 2, 3)
