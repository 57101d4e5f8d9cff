"""Firmware versions as Dynacolor writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import ALWAYS, Notation
from integration_db.firmware.reading import Reading, fullmatch


def read(text: str) -> Reading | str | None:
    """Read Dynacolor: `mb20230830UX`, `nk20190530T2`, `mb20230830UX_8G`.

    In front stands the brand, behind the build date the platform: both are a line. Brands all over
    print it (MOBOTIX, Grundig, FLIR, Siqura). https://www.onvif.org/conformant-products/
    """
    match = fullmatch(r"([a-z]{2,3}|[a-z]\d)(20\d{6})([a-z]{1,3}\d{0,3}(?:_[0-9a-z]{1,4})?)", text)
    if not match:
        return None
    brand, digits, platform = match.groups()
    date = build_date(digits)
    if date is None:
        return f"{digits} is not a date"
    return Reading(
        f"{brand.lower()}{digits}{platform.upper()}",
        keys.patch(digits),
        "full",
        f"{brand}-{platform}".lower(),
        date,
    )


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(
        "([a-z]{2,3}|[a-z][0-9])(20[0-9]{6})([a-z]{1,3}[0-9]{0,3}(?:_[0-9a-z]{1,4})?)",
        ALWAYS,
        (("date",),),
        (("/", 1, 0), ("-", 3, 0)),
        (2,),
    )
