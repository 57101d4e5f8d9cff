"""Firmware versions as A-MTK writes them, who makes cameras of Honeywell and Planet."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, Notation
from integration_db.firmware.reading import Reading, fullmatch


def read(text: str) -> Reading | None:
    """Read A-MTK: `8.S.0.35475`.

    The last number counts builds of all platforms. 7.G.1.21368 was declared in 2016, 7.G.0.24732 in
    2017: what stands before it is a line and no order. https://www.onvif.org/conformant-products/
    """
    match = fullmatch(r"(\d\.[a-z]\.\d)\.(\d+)", text)
    if not match:
        return None
    platform, build = match.groups()
    canonical = f"{platform}.{int(build)}".upper()
    return Reading(canonical, keys.number(build), "full", platform.lower())


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(r"([0-9]\.[a-z]\.[0-9])\.([0-9]+)", ALWAYS, (("numbers", 2),), (("/", 1, 0),))
