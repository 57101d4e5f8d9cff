"""Firmware versions as ACTi writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, NEVER, Notation
from integration_db.firmware.reading import Reading, fullmatch, padded


def read(text: str) -> Reading | None:
    """Read ACTi: `A1D-500-V6.09.16-AC`, and `V6.09.16` for the same.

    The letter and the first number go with the platform in front (V6 with A1D-500, S1 with
    A1D-504), so they are a line and no order. At the end stands who it was made for: AC is ACTi.
    https://www.onvif.org/conformant-products/
    """
    match = fullmatch(
        r"(?:[a-z0-9]{3}(?:-\d{3})?-)?([a-z])(\d+)\.(\d+)\.(\d+)(?:-([a-z][a-z0-9]))?", text
    ) or fullmatch(r"([a-z])(\d+)(?:\.(\d+)()())?", text)
    if not match:
        return None
    letter, platform, major, minor, brand = match.groups()
    parts = [part for part in (platform, major, minor) if part]
    tail = "" if (brand or "ac").lower() == "ac" else f"-{brand}"
    return Reading(
        f"{letter.upper()}{padded(parts, (1, 2, 2))}{tail.upper()}",
        keys.numbers(parts),
        "full" if minor else "prefix",
        f"{letter}{int(platform)}{tail}".lower(),
    )


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    key, line = (("numbers", 2), ("numbers", 3)), (("/", 1, 0), ("", 2, 1))
    front = "(?:[a-z0-9]{3}(?:-[0-9]{3})?-)?([a-z])([0-9]+)"
    version = rf"{front}\.([0-9]+\.[0-9]+)"
    yield Notation(f"{version}(?:-ac)?", ALWAYS, key, line)
    yield Notation(f"{version}-([a-z][a-z0-9])", ALWAYS, key, (*line, ("-", 4, 0)))
    yield Notation(r"([a-z])([0-9]+)(\.[0-9]+)?", NEVER, key, line)
