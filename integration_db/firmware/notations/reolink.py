"""Firmware versions as Reolink writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import ALWAYS, DATED, NEVER, NUMBER, NUMBERS, Notation
from integration_db.firmware.reading import UNDATED, Reading, fullmatch, without_zeros


def read(text: str) -> Reading | str | None:
    """Read Reolink: `v3.1.0.764_21121717`, bare `136_20121102` in the names of older files.

    After the date comes the index of the product in that build, which is no order. A tail such
    as `_v1.0.0.30` is another component. Slips of the maker that are accepted: `3.0.0.186._...`,
    `v3.0.0_4662_...`. https://github.com/AT0myks/reolink-fw-archive
    """
    tail = r"(?:_v(\d+(?:\.\d+)*))?"
    match = fullmatch(
        r"v?(\d+\.\d+\.\d+[._]\d{1,5})(?:_(\d{1,5}))?(?:\.?[_ ](\d{6})(\d{2,6}))?" + tail, text
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
    match = fullmatch(r"(?:(\d{1,5})_)?(\d{6})(\d{2,6})" + tail, text)
    if match:
        _, digits, _, _ = match.groups()
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
        rf"v?({three})(?:_([0-9]{{1,5}}))?(?:\.?[_ ]([0-9]{{6}})[0-9]{{2,6}})?{tail}",
        DATED,
        (("numbers", 1), ("numbers", 2), ("date",)),
        date=(3,),
    )
    bare = rf"(?:[0-9]{{1,5}}_)?([0-9]{{6}})[0-9]{{2,6}}{tail}"
    yield Notation(bare, ALWAYS, (("date",),), ("/bare",), (1,))
    yield Notation(r"v?([0-9]{1,2}(?:\.[0-9]{1,5}){0,2})", NEVER, NUMBERS)
