"""Firmware versions as Hanwha Vision writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import (
    ALWAYS,
    DATE_PATTERN,
    DATED_KEY,
    NEVER,
    NUMBER,
    NUMBERS,
    Notation,
    run_of,
)
from integration_db.firmware.reading import Reading, dated, fullmatch, padded, undated


def read(text: str) -> Reading | str | None:
    """Read Hanwha Vision: `1.40.02`, `1.41.01_20200102_R210`, `2.11.00_20211125_TARGET_R98`."""
    match = fullmatch(r"v?(\d+(?:\.\d+){0,2})(?:_(\d{8}|\d{6}))?(?:(_target)?_r(\d+))?", text)
    if not match:
        return None
    numbers, digits, target, revision = match.groups()
    if not digits:
        if revision:
            return None
        return undated(numbers)._replace(canonical=padded(numbers.split("."), (1, 2, 2)))
    parts = numbers.split(".")
    if len(parts) == 2:
        parts.append("0")  # a dated version without a third number is the first of its line
    reading = dated(".".join(parts), digits, 3, mark="_")
    if isinstance(reading, str) or reading.precision == "vague":
        return reading
    canonical = f"{padded(parts, (1, 2, 2))}_{(reading.build_date or '').replace('-', '')}"
    if not revision:
        return reading._replace(canonical=canonical, precision="prefix")
    return reading._replace(
        canonical=f"{canonical}{(target or '').upper()}_R{int(revision)}",
        key=reading.key + keys.patch(revision),
    )


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    two = (("numbers", 1), ("token", "410"), ("date",))  # the third number is 0
    yield Notation(f"v?({run_of(1, 3)})", NEVER, NUMBERS)
    for numbers, key in ((run_of(3, 3), DATED_KEY), (run_of(2, 2), two)):
        yield Notation(f"v?({numbers})_{DATE_PATTERN}", NEVER, key, date=(2,))
        yield Notation(
            f"v?({numbers})_{DATE_PATTERN}(?:_target)?_r([0-9]+)",
            ALWAYS,
            (*key, ("patch", 3)),
            date=(2,),
        )
    yield Notation(
        f"v?({NUMBER})_{DATE_PATTERN}(?:(?:_target)?_r[0-9]+)?", NEVER, NUMBERS, date=(2,)
    )
