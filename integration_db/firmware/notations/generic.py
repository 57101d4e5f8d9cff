"""The cautious reader for manufacturers without a notation of their own here.

Accepts plain numbers with dots and a few endings, in a line per manufacturer. What a person
writes is always a prefix; a letter's meaning (patch, pre-release?) is left open.
"""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import (
    DEVICE,
    NEVER,
    NUMBER,
    NUMBERS,
    Notation,
    early_notation,
    run_of,
)
from integration_db.firmware.reading import Reading, dotted, early, fullmatch

_VERSION = (
    r"(?:(?:firmware|fw|version|ver|rev)[.:]? ?){0,3}v?\.? ?(\d+(?:\.\d+)*)"
    r"(?:[-. ]?(alpha|beta|rc|preview|dev)[-. ]?(\d*)"
    r"|(?:[-.]r|p| ?build ?)(\d+)|[-_](\d+)((?:\.\d+)*)|([a-z]\d{0,2})"
    r"| ?\(([0-9a-f]{5,8})\))?"
)


def read(text: str) -> Reading | None:
    """Read `2.4`, `v1.06`, `5.70-r2`, `7.1-4141`, `1.21.0-beta.3`, and `13.1a` without its letter.

    A single number is a line of its own: it never compares with a dotted version. A bracket with a
    revision of the source, as in Avigilon's `4.60.0.24(a939185a)`, is no order.
    """
    match = fullmatch(_VERSION, text)
    if not match:
        return None
    numbers, word, count, patch, build, rest, letters, source = match.groups()
    reading = dotted(numbers, 99, branch="" if "." in numbers else "int")
    if "." not in numbers:
        reading = reading._replace(precision="device")
    if word:
        return early(reading, word, count)._replace(precision="device")
    if letters:
        return reading._replace(
            canonical=reading.canonical + letters.lower(),
            precision="vague",
            reason="the meaning of the letter is not known",
        )
    if patch:
        canonical, key = f"{reading.canonical}-r{int(patch)}", reading.key + keys.patch(patch)
        return reading._replace(canonical=canonical, key=key)
    if build:
        more = [build, *rest.split(".")[1:]]
        tail = ".".join([str(int(part)) for part in more])
        key = reading.key + "".join([keys.patch(part) for part in more])
        return reading._replace(canonical=f"{reading.canonical}-{tail}", key=key)
    if source:
        return reading._replace(canonical=f"{reading.canonical}({source.lower()})")
    return reading


def portable() -> Iterator[Notation]:
    """Yield the cautious reader: a single number is a line of its own."""
    front = r"(?:(?:firmware|fw|version|ver|rev)[.:]? ?){0,3}v?\.? ?"
    tail = (("numbers", 1), ("patch", 2))
    for numbers, line in ((run_of(2), ()), (NUMBER, ("/int",))):
        whole = f"{front}({numbers})"
        yield Notation(rf"{whole}(?: ?\([0-9a-f]{{5,8}}\))?", DEVICE, NUMBERS, line)
        yield early_notation(whole, "alpha|beta|rc|preview|dev", DEVICE, line)
        yield Notation(rf"{whole}(?:[-.]r|p| ?build ?)([0-9]+)", DEVICE, tail, line)
        yield Notation(rf"{whole}[-_]([0-9]+(?:\.[0-9]+)*)", DEVICE, tail, line)
        yield Notation(f"{whole}[a-z][0-9]{{0,2}}", NEVER, NUMBERS, line)
