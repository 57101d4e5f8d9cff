"""Firmware versions as Synology writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, NEVER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read Synology: `8.2.6-6009`, `7.1-4141`; the build after the dash completes it."""
    match = fullmatch(r"v?(\d+(?:\.\d+){0,2})(?:-(\d+))?(?:(?: update |-)(\d+))?", text)
    if not match:
        return None
    numbers, build, update = match.groups()
    reading = dotted(numbers, 9)._replace(precision="prefix")
    if not build:
        return None if update else reading
    canonical, key = f"{reading.canonical}-{build.zfill(4)}", reading.key + keys.patch(build)
    if update:
        canonical, key = f"{canonical} Update {int(update)}", key + keys.patch(update)
    return Reading(canonical, key, "full")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(f"v?({run_of(1, 3)})", NEVER, NUMBERS)
    build = f"v?({run_of(1, 3)})-([0-9]+)(?:(?: update |-)([0-9]+))?"
    yield Notation(build, ALWAYS, (("numbers", 1), ("patch", 2), ("patch", 3)))
