"""Firmware versions as exacqVision writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import ALWAYS, DEVICE, NUMBERS, Notation, dotted_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read exacqVision: `24.03`, `23.09.6.0`, and before 2019 `9.6`, `7.2.1.85489`.

    The third number is the revision of the release; with four digits or more it is a developer
    branch, which the release does not continue. https://exacq-cms.johnsoncontrols.com/2019/04
    """
    match = fullmatch(r"(?:exacqvision )?v?(\d+(?:\.\d+){0,3})", text)
    if not match:
        return None
    parts = match[1].split(".")
    revision = parts[2].lstrip("0") if len(parts) > 2 else ""
    # the year came in with 19.03, and the month is printed with two digits
    widths = (1, 2) if int(parts[0]) >= 19 else ()
    return dotted(match[1], 4, widths=widths, branch=revision if len(revision) > 3 else "")


def portable() -> Iterator[Notation]:
    """Yield exacqVision: a third number of four digits or more is a developer branch."""
    front, branch = "(?:exacqvision )?v?", (("/", 2, 0),)
    developer = rf"{front}([0-9]+\.[0-9]+\.0*([1-9][0-9]{{3,}})"
    yield Notation(rf"{developer}\.[0-9]+)", ALWAYS, NUMBERS, branch)
    yield Notation(f"{developer})", DEVICE, NUMBERS, branch)
    yield from dotted_notations(front, 4, 4)
