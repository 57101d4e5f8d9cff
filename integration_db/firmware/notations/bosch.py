"""Firmware versions as Bosch writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware.portable import ALWAYS, Notation, dotted_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch

_WITH_BUILD: Final = r"v?([0-9]+\.[0-9]+)(?:\.| ?b(?:uild)? ?)([0-9]+(?:\.[0-9]+)?)"


def read(text: str) -> Reading | str | None:
    """Read Bosch: `7.80.0128`, which advisories also write `7.80 B128`.

    Two digits stand behind the dot. Who leaves out the dot (660) or a zero (7.8) means 6.60 and
    7.80, or another version: it is refused. https://psirt.bosch.com
    """
    if fullmatch(r"v?\d{3,}", text):
        return "it has no dot, as in 6.60"
    if fullmatch(r"v?\d\.[1-9]", text):
        return "it has one digit behind the dot and may have lost one, as 7.80 and 7.08 are written"
    match = fullmatch(r"v?(\d+)(?:\.(\d+)(?:(?:\.| ?b(?:uild)? ?)(\d+)(?:\.(\d+))?)?)?", text)
    if not match:
        return None
    return dotted(".".join([part for part in match.groups() if part]), 3, widths=(1, 2, 4))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation("v?[0-9]{3,}")
    yield Notation(r"v?[0-9]\.[1-9]")
    yield Notation(_WITH_BUILD, ALWAYS, (("numbers", 1), ("numbers", 2)))
    yield from dotted_notations("v?", 2, 3)
