"""Firmware versions as Reolink writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import ALWAYS, DATED, NEVER, NUMBER, NUMBERS, Notation
from integration_db.firmware.reading import UNDATED, Reading, fullmatch, without_zeros

_YEAR: Final = "(20(?:1[3-9]|2[0-9])[0-9]{4})"
"""A day with all digits of its year, which is no day with two: there is no month 13."""


def read(text: str) -> Reading | str | None:
    """Read Reolink: `v3.1.0.764_21121717`, bare `136_20121102` in the names of older files.

    After the date comes the index of the product in that build, which is no order. A tail such
    as `_v1.0.0.30` is another component. Slips of the maker that are accepted: `3.0.0.186._...`,
    `v3.0.0_4662_...`. Until 2021 files were named by the date alone (`2021022706` with the whole
    year), some by month and day, which has no order. https://github.com/AT0myks/reolink-fw-archive
    """
    tail = r"(?:_v(\d+(?:\.\d+)*))?"
    match = fullmatch(
        r"v?(\d+\.\d+\.\d+[._]\d{1,5})(?:_(\d{1,5}))?(?:\.?[_ -](\d{6})(\d{2,6}))?" + tail, text
    )
    if match:
        numbers, extra, digits, index, other = match.groups()
        parts = [*numbers.replace("_", ".").split("."), *([extra] if extra else [])]
        canonical = "v" + without_zeros(parts[:4]) + (f"_{int(extra)}" if extra else "")
        key = keys.numbers(parts)
        component = f"_v{without_zeros(other.split('.'))}" if other else ""
        if not digits:
            return Reading(canonical + component, key, "prefix", reason=UNDATED)
        date = build_date(digits)
        if date is None:
            return f"{digits} is not a date"
        canonical += f"_{digits}{index}{component}"
        return Reading(canonical, key + keys.patch(date.replace("-", "")), "full", "", date)
    if fullmatch(r"(?:0\d|1[0-2])\d\d(?:\d\d)?", text):
        return "it has a month and a day but no year"
    match = fullmatch(_YEAR + r"\d\d" + tail, text) or fullmatch(
        r"(?:\d{1,5}_)?(\d{6})(?:\d{2,6})?" + tail, text
    )
    if match:
        digits = match[1]
        date = build_date(digits)
        if date is None:
            return f"{digits} is not a date"
        key = keys.patch(date.replace("-", ""))
        return Reading(text.lower(), key, "full", "bare", date)
    # a lone 0823 is an old build number, of which the dotted line knows nothing
    match = fullmatch(r"v?(\d{1,2}(?:\.\d{1,5}){0,2})", text)
    if not match:
        return None
    parts = match[1].split(".")
    return Reading("v" + without_zeros(parts), keys.numbers(parts), "prefix")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    tail = rf"(?:_v{NUMBER}(?:\.{NUMBER})*)?"
    three = r"[0-9]+\.[0-9]+\.[0-9]+[._][0-9]{1,5}"
    yield Notation(
        rf"v?({three})(?:_([0-9]{{1,5}}))?(?:\.?[_ -]([0-9]{{6}})[0-9]{{2,6}})?{tail}",
        DATED,
        (("numbers", 1), ("numbers", 2), ("date",)),
        date=(3,),
    )
    yield Notation("(?:0[0-9]|1[0-2])[0-9]{2}(?:[0-9]{2})?")
    for day in (f"{_YEAR}[0-9]{{2}}", "(?:[0-9]{1,5}_)?([0-9]{6})(?:[0-9]{2,6})?"):
        yield Notation(day + tail, ALWAYS, (("date",),), ("/bare",), (1,))
    yield Notation(r"v?([0-9]{1,2}(?:\.[0-9]{1,5}){0,2})", NEVER, NUMBERS)
