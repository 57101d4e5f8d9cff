"""Firmware versions as Milesight writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, NUMBER, Notation, platform_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read Milesight: `61.8.0.3-r8`, `45.8.0.2-AIoT-r4`, `63.8.0.4-r1-NX`.

    The first number is the hardware platform and a word a flavour: both make a line.
    https://www.cisa.gov/news-events/ics-advisories/icsa-26-113-03
    """
    match = fullmatch(
        r"v?(\d+)((?:\.\d+){0,3})(?:-([a-z]{2,8}))?(?:-r(\d+))?(?:-([a-z]{2,8}))?", text
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
    yield Notation(f"{four}-r([0-9]+)(?:-([a-z]{{2,8}}))?", ALWAYS, key, line)
    other = (("numbers", 1), ("numbers", 2), ("patch", 4))
    yield Notation(
        f"{four}-([a-z]{{2,8}})(?:-r([0-9]+))?", ALWAYS, other, (("/", 1, 1), ("-", 3, 0))
    )
