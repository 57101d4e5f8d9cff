"""Firmware versions as Foscam writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import NUMBER, Notation, platform_notations
from integration_db.firmware.reading import Reading, dotted, fullmatch, without_zeros


def read(text: str) -> Reading | str | None:
    """Read one Foscam component: system `1.9.3.18` or application `2.52.2.43`.

    The first number tells the component. Cameras before those print one version whose first
    two numbers are the hardware (`11.37.2.65`). Two components joined have no order.
    https://blog.talosintelligence.com/2018/04/foscam-unsigned-image-vuln.html
    """
    match = fullmatch(r"v?(\d+)((?:\.\d+){0,3})", text)
    if not match:
        if fullmatch(r"v?[\d.]+ ?[/_,+-] ?v?[\d.]+", text):
            return "it joins two components, system and application; give one of them"
        return None
    first = int(match[1])
    parts = (match[1] + match[2]).split(".")
    if first == 11 and len(parts) > 1:
        return dotted(".".join(parts), 4, branch=without_zeros(parts[:2]))
    return dotted(".".join(parts), 4)._replace(branch=None if first == 11 else str(first))


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield from platform_notations(r"0*11\.[0-9]+", 2)
    yield Notation("v?0*11")
    yield from platform_notations(NUMBER, 1)
