"""Firmware versions as Hikvision writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import (
    ALWAYS,
    DATE_PATTERN,
    DATED_KEY,
    NEVER,
    NUMBERS,
    Notation,
    run_of,
)
from integration_db.firmware.reading import DATE, Reading, dated, fullmatch, undated


def read(text: str) -> Reading | str | None:
    """Read Hikvision: `V5.5.82 build 190909`, `V5.5.82_190909`, `V4.30.096build221220`.

    The build date is part of the version: 5.4.3 build 160808 has a hole that 5.4.3 build
    170123 has not (https://github.com/bp2008/HikPasswordHelper). The device gives version and
    build in two fields, so that a version alone is never exact, whoever says it.
    """
    match = fullmatch(r"v?(\d+(?:\.\d+){0,3})(?:(?:[ _,]*\(?build[ _:]*|_)" + DATE + r"\)?)?", text)
    if not match:
        return None
    numbers, digits = match.groups()
    if digits:
        return dated(numbers, digits, 3, mark=" build ")
    return undated(numbers)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    build = rf"(?:[ _,]*\(?build[ _:]*|_){DATE_PATTERN}\)?"
    yield Notation(f"v?({run_of(1, 4)})", NEVER, NUMBERS)
    yield Notation(f"v?({run_of(3, 4)}){build}", ALWAYS, DATED_KEY, date=(2,))
    yield Notation(f"v?({run_of(1, 2)}){build}", NEVER, NUMBERS, date=(2,))
