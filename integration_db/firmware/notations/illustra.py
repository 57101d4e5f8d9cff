"""Firmware versions as Illustra writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import (
    ALWAYS,
    DEVICE,
    NEVER,
    NUMBER,
    Notation,
    dotted_notations,
    run_of,
)
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read Illustra: `Illustra.SS016.05.03.01.0010`, where SS016 names the product line.

    Plain numbers (`2.8.0`) belong to older cameras and to the prose of advisories; they are in
    the line without a product. In `4.2.3(18639)` the bracket counts builds, and a lower number was
    built later: the numbers are a line. https://www.cisa.gov/news-events/ics-advisories/icsa-23-159-02
    """
    match = fullmatch(r"(?:illustra[. ])?([a-z]{2,8}\d{0,4})\.(\d+(?:\.\d+){0,3})", text)
    if match and match[1].lower() != "illustra":
        reading = dotted(match[2], 4, widths=(2, 2, 2, 4), branch=match[1].lower())
        return reading._replace(canonical=f"{match[1].upper()}.{reading.canonical}")
    match = fullmatch(r"(\d\.\d\.\d)\((\d{5,6})\)", text)
    if match:
        return Reading(match[0], keys.number(match[2]), "full", match[1])
    match = fullmatch(r"v?(\d+(?:\.\d+){0,3})", text)
    return dotted(match[1], 5) if match else None


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    front, line = "(?:illustra[. ])?([a-z]{2,8}[0-9]{0,4})", (("/", 1, 0),)
    yield Notation(rf"(?:illustra[. ])?illustra\.{run_of(1)}")
    for numbers, exact in ((run_of(4, 4), ALWAYS), (run_of(2, 3), DEVICE), (NUMBER, NEVER)):
        yield Notation(rf"{front}\.({numbers})", exact, (("numbers", 2),), line)
    built = r"([0-9]\.[0-9]\.[0-9])\(([0-9]{5,6})\)"
    yield Notation(built, ALWAYS, (("numbers", 2),), (("/", 1, 0),))
    yield from dotted_notations("v?", 4, 5)
