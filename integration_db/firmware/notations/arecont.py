"""Firmware versions as Arecont writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DEVICE, NUMBER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | None:
    """Read Arecont Vision: one number (`65199`), or numbers with dots, which is another line."""
    match = fullmatch(r"v?(\d+(?:\.\d+){0,4})", text)
    if not match:
        return None
    if "." in match[1]:
        return dotted(match[1], 9, branch="dotted")
    return Reading(without_zeros([match[1]]), keys.number(match[1]), "full", "int")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(f"v?({run_of(2, 5)})", DEVICE, NUMBERS, ("/dotted",))
    yield Notation(f"v?({NUMBER})", ALWAYS, NUMBERS, ("/int",))
