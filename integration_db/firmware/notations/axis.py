"""Firmware versions of AXIS OS."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import (
    ALWAYS,
    DEVICE,
    NEVER,
    NUMBER,
    NUMBERS,
    Notation,
    early_notation,
)
from integration_db.firmware.reading import Reading, dotted, early, fullmatch


def read(text: str) -> Reading | str | None:
    """Read AXIS OS: `9.80.3.9`, `10.12.91`, `10_12_91` in file names, `5.50beta3`.

    Up to 9.x devices print four numbers (9.80.47 and later three), from 10 on three, where
    advisories add a fourth of 0. https://help.axis.com/en-us/axis-os-knowledge-base
    """
    match = fullmatch(
        r"(?:axis )?(?:os )?v?(\d+(?:\.\d+){0,4}|\d+(?:_\d+){1,4})"
        r"(?:[-. ]?(alpha|beta|rc)[-. ]?(\d*))?",
        text,
    )
    if not match:
        if fullmatch(r"\d+(?:\.\d+)+_\d+", text):
            return "it looks like a development build"
        return "it looks like a custom build" if "_cst_" in text else None
    numbers, word, count = match.groups()
    parts = numbers.replace("_", ".").split(".")
    major = int(parts[0])
    if major >= 15:  # development builds count year and week: 21.27.3
        return "it looks like a development build"
    usual = 3 if major >= 10 else 4
    while len(parts) > usual and not parts[-1].strip("0"):
        parts.pop()
    reading = dotted(".".join(parts), usual)
    return early(reading, word, count) if word else reading


def portable() -> Iterator[Notation]:
    """Yield AXIS OS: four numbers up to 9, three from 10 on; zeros behind those do not count."""
    front = "(?:axis )?(?:os )?v?"
    for dot in (r"\.", "_"):
        for major, usual in (("0*[0-9]", 4), ("0*1[0-4]", 3)):
            zeros = rf"(?:{dot}0+){{0,{5 - usual}}}"
            shapes = [(f"{major}(?:{dot}{NUMBER}){{{usual - 1}}}", zeros, ALWAYS)]
            for more in range(usual, 5):
                rest = f"(?:{dot}0+){{0,{4 - more}}}" if more < 4 else ""
                shapes.append((f"{major}(?:{dot}{NUMBER}){{{more}}}", rest, ALWAYS))
            shapes.append((f"{major}(?:{dot}{NUMBER}){{1,{usual - 2}}}", "", DEVICE))
            if dot != "_":
                shapes.append((major, "", NEVER))
            for numbers, rest, exact in shapes:
                yield Notation(f"{front}({numbers}){rest}", exact, NUMBERS)
                yield early_notation(f"{front}({numbers}){rest}", "alpha|beta|rc")
