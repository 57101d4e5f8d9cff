"""Firmware versions as TP-Link, Tapo and VIGI writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
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
    """Read TP-Link Tapo and VIGI: `1.3.11 Build 240110 Rel.64341n(4555)`.

    Rel. is the second of the day of the build, below 86,400 in all 1,237 strings of
    https://github.com/Ripthulhu/tp-link-tapo-firmware. The bracket names a variant of the one
    build and does not make another version.
    """
    match = fullmatch(
        r"v?(\d+(?:\.\d+){0,3})"
        r"(?:[ _]*\(?build[ _]*" + DATE + r"\)?(?:[ _]*rel[. _]*(\d{1,6})n?(?:\(\d+\))?)?)?",
        text,
    )
    if not match:
        return None
    numbers, digits, second = match.groups()
    if not digits:
        return undated(numbers)
    if second and len(second) == 6:
        return "its Rel. is a time of day, as plugs print it, and no second of the day"
    reading = dated(numbers, digits, 3, mark=" Build ")
    if isinstance(reading, str) or reading.precision == "vague":
        return reading
    if second is None:
        return reading._replace(precision="prefix", reason="several builds may be of one day")
    if int(second) >= 86_400:
        return f"{second} is not a second of the day"
    return reading._replace(
        canonical=f"{reading.canonical} Rel.{int(second)}n", key=reading.key + keys.patch(second)
    )


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    build = rf"[ _]*\(?build[ _]*{DATE_PATTERN}\)?"
    # Rel. is a second of the day: below 86,400
    second = "([0-7]?[0-9]{1,4}|8[0-5][0-9]{3}|86[0-3][0-9]{2})"
    release = r"[ _]*rel[. _]*{}n?(?:\([0-9]+\))?"
    yield Notation(f"v?({run_of(1, 4)})", NEVER, NUMBERS)
    vague = f"v?({run_of(1, 2)}){build}(?:{release.format('[0-9]{1,5}')})?"
    yield Notation(vague, NEVER, NUMBERS, date=(2,))
    yield Notation(f"v?({run_of(3, 4)}){build}", NEVER, DATED_KEY, date=(2,))
    exact = f"v?({run_of(3, 4)}){build}{release.format(second)}"
    yield Notation(exact, ALWAYS, (*DATED_KEY, ("patch", 3)), date=(2,))
