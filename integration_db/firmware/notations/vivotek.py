"""Firmware versions as Vivotek writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DEVICE, Notation
from integration_db.firmware.reading import Reading, fullmatch, padded


def read(text: str) -> Reading | None:
    """Read Vivotek: `IP7160-VVTK-0101b`, `0100b1`, and since 2022 `2.2402.34.01j_101`.

    The model in front may be another one, as images are shared; it is evidence, not version.
    Whether the newer notation continues the older one on a model is not known: two lines.
    """
    match = fullmatch(
        r"(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?(\d\d)(\d\d)(?:([a-z])(\d{1,2})?(?:_(\d{1,3}))?)?", text
    )
    if match:
        major, minor, letter, digit, build = match.groups()
        canonical, key = major + minor, keys.numbers([major, minor])
        branch = "legacy"
    else:
        match = fullmatch(
            r"(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?(\d\.\d{4}\.\d{1,4}\.\d{1,4})"
            r"(?:([a-z])(\d{1,2})?)?(?:_(\d{1,6}))?",
            text,
        )
        if not match:
            return None
        numbers, letter, digit, build = match.groups()
        parts = numbers.split(".")
        canonical, key = padded(parts, (1, 4, 2, 2)), keys.numbers(parts)
        branch = "ym"
    if letter:
        canonical, key = canonical + letter.lower(), key + keys.letter(letter)
    if digit:
        canonical, key = canonical + str(int(digit)), key + keys.number(digit)
    if build:
        canonical, key = f"{canonical}_{int(build)}", key + keys.patch(build)
    return Reading(canonical, key, "full" if letter or build else "device", branch)


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    front = "(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?"
    key = (("numbers", 2), ("letter", 3), ("numbers", 4), ("patch", 5))
    old, new = "([0-9]{2})([0-9]{2})", r"()([0-9]\.[0-9]{4}\.[0-9]{1,4}\.[0-9]{1,4})"
    first = ("numbers", 1)
    yield Notation(front + old, DEVICE, (first, ("numbers", 2)), ("/legacy",))
    letter = "([a-z])([0-9]{1,2})?(?:_([0-9]{1,3}))?"
    yield Notation(front + old + letter, ALWAYS, (first, *key), ("/legacy",))
    yield Notation(front + new, DEVICE, (("numbers", 2),), ("/ym",))
    more = "(?:([a-z])([0-9]{1,2})?)?(?:_([0-9]{1,6}))?"
    yield Notation(front + new + more, ALWAYS, key, ("/ym",))
