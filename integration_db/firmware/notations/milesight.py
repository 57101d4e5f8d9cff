"""Firmware versions as Milesight writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, NUMBER, Notation, platform_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch

_FLAVOUR: Final = "[a-z]{2,8}|[co][0-9]+(?:-t[0-9]*)?"


def read(text: str) -> Reading | None:
    """Read Milesight: `61.8.0.3-r8`, `45.8.0.2-AIoT-r4`, `63.8.0.4-r1-NX`.

    The first number is the hardware platform and a word a flavour: both make a line, and so do the
    customer's number and the mark of a test in `61.8.0.3-r6-c1-t`.
    https://www.cisa.gov/news-events/ics-advisories/icsa-26-113-03
    """
    match = fullmatch(
        rf"v?(\d+)((?:\.\d+){{0,3}})(?:-({_FLAVOUR}))?(?:-r(\d+))?(?:-({_FLAVOUR}))?",
        text,
    )
    if not match:
        return None
    platform, rest, flavour, revision, other = match.groups()
    if flavour and other:
        return None
    reading = dotted(platform + rest, 4, branch=str(int(platform)))
    flavour = flavour or other
    if (flavour or revision) and reading.precision != "full":
        return None
    branch, canonical, key = reading.branch or "", reading.canonical, reading.key
    if flavour:
        branch, canonical = f"{branch}-{flavour.lower()}", f"{canonical}-{flavour.upper()}"
    if revision:
        canonical, key = f"{canonical}-r{int(revision)}", key + keys.patch(revision)
    return reading._replace(canonical=canonical, key=key, branch=branch)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    four = r"v?([0-9]+)((?:\.[0-9]+){3})"
    key = (("numbers", 1), ("numbers", 2), ("patch", 3))
    line = (("/", 1, 1), ("-", 4, 0))
    yield from platform_notations(NUMBER, 1)
    yield Notation(f"{four}-r([0-9]+)(?:-({_FLAVOUR}))?", ALWAYS, key, line)
    other = (("numbers", 1), ("numbers", 2), ("patch", 4))
    yield Notation(f"{four}-({_FLAVOUR})(?:-r([0-9]+))?", ALWAYS, other, (("/", 1, 1), ("-", 3, 0)))
