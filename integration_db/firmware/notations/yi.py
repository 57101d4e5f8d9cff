"""Firmware versions as Yi writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import DATED, NEVER, Notation
from integration_db.firmware.reading import UNDATED, Reading, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | str | None:
    """Read Yi: `9.0.19.02_202007141512`, `4.5.0.0C_201910080934`; builds have day and minute.

    The first three numbers are the platform, hence a line of its own, in the tables of
    https://github.com/roleoroleo/yi-hack-MStar and https://github.com/roleoroleo/yi-hack-Allwinner-v2.
    8.2.0.0A was built in 2019 and again in 2020
    (https://github.com/roleoroleo/yi-hack-MStar/issues/91,
    https://github.com/TheCrypt0/yi-hack-v4/issues/201), so it is not exact without its build.
    """
    short = fullmatch(r"v?(\d+\.\d+)", text)
    if short:
        return dotted(short[1], 9)._replace(branch=None)
    match = fullmatch(
        r"v?(\d+\.\d+\.\d+)(?:\.(\d+)([a-z])?(?:[_-](\d{8})([01]\d|2[0-3])([0-5]\d))?)?", text
    )
    if not match:
        return None
    platform, last, letter, day, hour, minute = match.groups()
    branch = canonical = without_zeros(platform.split("."))
    key, date = keys.numbers(platform.split(".")), None
    if last:
        key += keys.number(last)
        canonical += "." + without_zeros([last])
    if letter:
        key += keys.letter(letter)
        canonical += letter.upper()
    if day:
        date = build_date(day)
        if date is None:
            return f"{day} is not a date"
        key += keys.patch(day) + keys.patch(hour + minute)
        canonical += f"_{day}{hour}{minute}"
    return Reading(canonical, key, "full" if date else "prefix", branch, date, reason=UNDATED)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    line = (("/", 1, 1),)
    front = r"v?([0-9]+\.[0-9]+\.[0-9]+)"
    key = (("numbers", 1), ("number", 2), ("letter", 3), ("date",), ("patch", 5))
    build = "(?:[_-]([0-9]{8})((?:[01][0-9]|2[0-3])[0-5][0-9]))?"
    yield Notation(rf"{front}\.([0-9]+)([a-z])?{build}", DATED, key, line, (4,))
    yield Notation(front, NEVER, (("numbers", 1),), line)
