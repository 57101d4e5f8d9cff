"""Firmware versions as Dahua writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.portable import (
    DATE_PATTERN,
    DATED,
    NEVER,
    KeyStep,
    LineName,
    Notation,
)
from integration_db.firmware.reading import UNDATED, Reading, fullmatch, padded
from integration_db.firmware.version import ReleaseChannel


def read(text: str) -> Reading | str | None:
    """Read Dahua: `2.800.0000000.12.R.240322`, `V2.420.AC00.15.R`, `..., Build Date: 2024-03-22`.

    The third field is a branch: letters name who the firmware was made for (`00AC002`, `1A4G000`),
    a number of 1000 or more a project; neither continues the standard line. Until 2017 a brand's
    name stood there (`2.400.Dahua 00.8.R, build: 2015-05-15`), a line together with its number. A
    time of day, and the version of an interface in brackets, are no order. One version of
    https://github.com/DeathCamel58/amcrest-compatible-finder has five builds in three years, so
    without the date it is not exact. A final T instead of R is a test build.
    """
    short = fullmatch(r"v?(\d(?:\.\d{3})?)", text)
    if short:
        parts = short[1].split(".")
        # what the third field would have said is not known
        return Reading(padded(parts, (1, 3)), keys.numbers(parts), "prefix", None)
    match = fullmatch(
        r"v?(\d)\.(\d{3})\.(\d+|\d{0,2}[a-z]{2}\d*|[0-9a-z]{7}|[a-z]+(?:[ -][a-z]+){0,3} \d\d)"
        r"(?:\.(\d+)(?:\.([rt]))?(?:\.(\d{8}|\d{6})(?:\.(\d{5,6}))?"
        r"|\.?(?:, ?| )(?:build(?: date)? ?:? ?)?(\d{4}-\d\d-\d\d|\d{8}|\d{6})"
        r"( \d\d:\d\d:\d\d)?( ?\(v\d+(?:\.\d+)+\))?)?)?",
        text,
    )
    if not match:
        return None
    major, minor, field, step, track, digits, time, other, clock, interface = match.groups()
    digits = (digits or other or "").replace("-", "")
    date = build_date(digits) if digits else None
    if digits and date is None:
        return f"{digits} is not a date"
    key = keys.numbers([major, minor])
    code = fullmatch(r"(\d{0,2}[a-z]{2})(\d*)", field) or fullmatch(r"(.{4})(\d{3})", field)
    if not field.isdigit():
        branch, middle = (code[1] if code else field).lower(), field.upper()
        key += keys.number(code[2]) if code else ""
    elif len(field.lstrip("0")) >= 4:
        branch = middle = field.lstrip("0").zfill(7)
    else:
        branch, middle = "", (field.lstrip("0") or "0").zfill(7)
        key += keys.number(field)
    canonical = f"{padded([major, minor], (1, 3))}.{middle}"
    if step is not None:
        key += keys.number(step)
        canonical += f".{step.lstrip('0') or '0'}.{(track or 'R').upper()}"
    if date:
        key += keys.patch(date.replace("-", ""))
        said = f"{clock or ''}{interface or ''}".upper()
        canonical += f", build {date}{said}" if said else "." + date[2:].replace("-", "")
    channel: ReleaseChannel = "test" if (track or "").lower() == "t" else "release"
    if time:
        why = "what the number behind its build date means is not known"
        return Reading(f"{canonical}.{time}", key, "vague", branch, date, channel, why)
    return Reading(canonical, key, "full" if date else "prefix", branch, date, channel, UNDATED)


_CODE: Final = "[a-z][0-9a-z]{3}|[0-9][a-z][0-9a-z]{2}|[0-9]{2}[a-z][0-9a-z]|[0-9]{3}[a-z]"
"""Four characters of which one is a letter."""


def portable() -> Iterator[Notation]:
    """Yield Dahua: the third field is a number, or the code or number of a branch."""
    fields: tuple[tuple[str, tuple[KeyStep, ...], LineName], ...] = (
        ("([0-9]{0,2}[a-z]{2})([0-9]*)", (("number", 4),), (("/", 3, 0),)),
        (f"({_CODE})([0-9]{{3}})", (("number", 4),), (("/", 3, 0),)),
        ("0*([1-9][0-9]{3,})()", (), (("/", 3, 7),)),
        ("(0*[0-9]{1,3})()", (("number", 3),), ()),
        ("([0-9a-z]{7}|[a-z]+(?:[ -][a-z]+){0,3} [0-9]{2})()", (), (("/", 3, 0),)),
    )
    dated = (
        rf"(?:\.{DATE_PATTERN}|\.?(?:, ?| )(?:build(?: date)? ?:? ?)?"
        "([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{6})"
        r"(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?(?: ?\(v[0-9]+(?:\.[0-9]+)+\))?)?"
    )
    timed = rf"\.{DATE_PATTERN}\.[0-9]{{5,6}}"
    tails: tuple[tuple[str, str, str, tuple[int, ...]], ...] = (
        (rf"(?:\.([0-9]+)(?:\.r)?{dated})?", "", DATED, (6, 7)),
        (rf"\.([0-9]+)\.t{dated}", "~test", DATED, (6, 7)),
        (rf"\.([0-9]+)(?:\.r)?{timed}", "", NEVER, (6,)),
        (rf"\.([0-9]+)\.t{timed}", "~test", NEVER, (6,)),
    )
    for field, step, branch in fields:
        for tail, line, exact, date in tails:
            key = (("numbers", 1), ("numbers", 2), *step, ("numbers", 5), ("date",))
            end: LineName = (*branch, line) if line else branch
            pattern = rf"v?([0-9])\.([0-9]{{3}})\.{field}{tail}"
            yield Notation(pattern, exact, key, end, date)
