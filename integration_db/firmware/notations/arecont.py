"""Firmware versions as Arecont writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DEVICE, NUMBER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, dotted, match, plain


def read(text: str) -> Reading | None:
    """Read Arecont Vision: one number (`65199`), or numbers with dots, which is another line."""
    found = match(r"v?(\d+(?:\.\d+){0,4})", text)
    if not found:
        return None
    if "." in found[1]:
        return dotted(found[1], 9, branch="dotted")
    return Reading(plain([found[1]]), keys.number(found[1]), "full", "int")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(f"v?({run_of(2, 5)})", DEVICE, NUMBERS, ("/dotted",))
    yield Notation(f"v?({NUMBER})", ALWAYS, NUMBERS, ("/int",))
