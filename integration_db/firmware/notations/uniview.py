"""Firmware versions as Uniview writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import DATED, Notation
from integration_db.firmware.reading import UNDATED, Reading, dated, fullmatch, without_zeros

_BUILD: Final = "(?: build ([0-9]{4}-[0-9]{2}-[0-9]{2})(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?)?"

_DROP: Final = Notation(
    rf"([a-z_]+[0-9]+)-([a-z][0-9]+)p([0-9]+)(d[0-9]+)(c[0-9]+)?{_BUILD}",
    DATED,
    (("number", 3), ("date",)),
    (("/", 1, 0), ("-", 2, 0), (".", 4, 0), (".", 5, 0)),
    (6,),
)

_UNNUMBERED: Final = Notation(
    rf"([a-z_]+[0-9]+)-([a-z][0-9]+)p?(d[0-9]+)(c[0-9]+)?{_BUILD}",
    DATED,
    (("token", "410"), ("date",)),
    (("/", 1, 0), ("-", 2, 0), ("-", 3, 0), (".", 4, 0)),
    (5,),
)

_WHOLE: Final = Notation(
    r"([a-z]+-[a-z][0-9]+|[a-z_]+-b[0-9]+)\.([0-9]+\.[0-9]+)"
    r"(?:\.([a-z][0-9]+))?(?:\.(l[0-9]+))?(?:\.([a-z]{2,3}))?(?:\.([0-9]{6}))?",
    DATED,
    (("numbers", 2), ("date",)),
    (("/", 1, 0), (".", 3, 0), (".", 4, 0), (".", 5, 0)),
    (6,),
)


def read(text: str) -> Reading | str | None:
    """Read Uniview: `NVR-B3801.20.17.240507`, `QIPC-B2202.3.73.C06290.NB.230628`.

    Each platform (prefix and B code) and each customer code has ceilings of its own.
    https://www.cve.org/CVERecord?id=CVE-2023-0773
    Others print `IPC_G6103-B0011P05D1812`: only what differs in P alone is put in order, as B
    falls where D rises. `IPC_D1202-B0005D1809` has no P and is a line of its own.
    """
    match = fullmatch(_DROP.pattern, text) or fullmatch(_UNNUMBERED.pattern, text)
    if match:
        platform, board, *numbered, drop, customer, day = match.groups()
        date = build_date(day.replace("-", "")) if day else None
        if day and date is None:
            return f"{day} is not a date"
        patch = numbered[0] if numbered else "0"
        place = f"P{int(patch):02}" if numbered else ""
        branch = f"{platform}-{board}{'.' if numbered else '-'}{drop}"
        named = f"{platform}-{board}{place}{drop}{customer or ''}".upper()
        key = keys.number(patch) + (keys.patch(date.replace("-", "")) if date else "")
        return Reading(
            f"{named} build {date}" if date else named,
            key,
            "full" if date else "prefix",
            (f"{branch}.{customer}" if customer else branch).lower(),
            date,
            reason=UNDATED,
        )
    match = fullmatch(_WHOLE.pattern, text)
    if not match:
        return None
    platform, version, *variants, digits = match.groups()
    platform = platform.upper()
    variant = "".join([f".{part.upper()}" for part in variants if part])
    branch = (platform + variant).lower()
    major, minor = version.split(".")
    numbers = without_zeros([major, minor])
    if not digits:
        key = keys.numbers([major, minor])
        canonical = f"{platform}.{numbers}{variant}"
        return Reading(canonical, key, "prefix", branch, reason=UNDATED)
    reading = dated(numbers, digits, 2, mark=".")
    if isinstance(reading, str):
        return reading
    return reading._replace(canonical=f"{platform}.{numbers}{variant}.{digits}", branch=branch)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield _DROP
    yield _UNNUMBERED
    yield _WHOLE
