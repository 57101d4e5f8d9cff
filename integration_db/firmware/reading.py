"""What a parser makes of a version text, before anybody asks who wrote it.

This module owns the value between a manufacturer's parser and a `Firmware`, and the small
pieces that parsers share. It holds no manufacturer's rule.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.version import ReleaseChannel
from integration_db.named_tuple import NamedTuple

Precision: TypeAlias = Literal["full", "device", "prefix", "vague"]
"""`full`: exact whoever wrote it. `device`: exact if a device said so, else a prefix of longer
versions. `prefix`: always a prefix. `vague`: the key says less than the text does, so the text
cannot be a bound of a range."""

DATE: Final = r"(\d{8}|\d{6})"
"""The digits of a build date, in a group."""

SHORT: Final = "it may be short for a longer version"
UNDATED: Final = "without its build date it may be any of several builds"

_ZEROS: Final = re.compile(r"\b0+(?=[0-9])")
"""The zeros in front of a number."""

_FLAGS: Final = int(re.IGNORECASE | re.ASCII)


class Reading(NamedTuple):
    """A version as one manufacturer writes it.

    `key` is its tokens without an end. `branch` tells lines of one scheme apart; None when the
    text is too short to say, which will do for a bound but not for a firmware.
    """

    canonical: str
    key: str
    precision: Precision
    branch: str | None = ""
    build_date: str | None = None
    channel: ReleaseChannel = "release"
    reason: str = SHORT


def fullmatch(pattern: str, text: str) -> re.Match[str] | None:
    """Match the whole text, case ignored; patterns compile at first use and stay compiled."""
    return _compiled(pattern).fullmatch(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _FLAGS)


def dotted(text: str, full: int, *, widths: tuple[int, ...] = (), branch: str = "") -> Reading:
    """Read numbers joined by dots; with `full` or more of them the version is complete."""
    parts = text.split(".")
    return Reading(
        padded(parts, widths),
        keys.numbers(parts),
        "full" if len(parts) >= full else "device" if len(parts) > 1 else "prefix",
        branch,
    )


def dated(text: str, digits: str, least: int, *, mark: str) -> Reading | str:
    """Read numbers and a build date (`yymmdd` or `yyyymmdd`), which together are complete.

    With fewer than `least` numbers the date cannot be placed: 5.4 of a day may be 5.4.0 or
    5.4.9 of that day. `mark` stands between numbers and date in the canonical spelling.
    """
    date = build_date(digits)
    if date is None:
        return f"{digits} is not a date"
    parts = text.split(".")
    canonical = without_zeros(parts) + mark + date[2:].replace("-", "")
    key = keys.numbers(parts)
    if len(parts) < least:
        return Reading(canonical, key, "vague", build_date=date)
    return Reading(canonical, key + keys.patch(date.replace("-", "")), "full", build_date=date)


def undated(text: str) -> Reading:
    """Read numbers joined by dots without the build date that would complete them."""
    parts = text.split(".")
    return Reading(without_zeros(parts), keys.numbers(parts), "prefix", reason=UNDATED)


def early(reading: Reading, word: str, count: str) -> Reading:
    """Turn a version into the pre-release that precedes it: `beta` 3 of 5.50."""
    word = word.lower()
    return reading._replace(
        canonical=f"{reading.canonical}-{word}{int(count) if count else ''}",
        key=reading.key + keys.prerelease(word, count),
        precision="full",
        channel="dev" if word == "dev" else "beta",
    )


def numbered(text: str, full: int) -> Reading | None:
    """Read up to five numbers joined by dots, and the pre-releases of such a version."""
    match = fullmatch(
        r"v?(\d+(?:\.\d+){0,4})(?:[-. ]?(dev|alpha|beta|rc|preview)[-. ]?(\d*))?", text
    )
    if not match:
        return None
    numbers, word, count = match.groups()
    reading = dotted(numbers, full)
    return early(reading, word, count) if word else reading


def without_zeros(parts: list[str]) -> str:
    """Return the parts joined by dots, without leading zeros."""
    return _ZEROS.sub("", ".".join(parts))


def padded(parts: list[str], widths: tuple[int, ...]) -> str:
    """Return the parts joined by dots, with the leading zeros that the maker prints."""
    if not widths:
        return without_zeros(parts)
    return ".".join(
        [
            (part.lstrip("0") or "0").zfill(width)
            for part, width in zip(parts, (*widths, *[1] * len(parts)), strict=False)
        ]
    )
