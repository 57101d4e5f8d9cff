"""Firmware versions as Aqara writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, NEVER, NUMBERS, Notation, run_of
from integration_db.firmware.reading import Reading, fullmatch, without_zeros

_WITH_BUILD: Final = Notation(
    rf"v?({run_of(3, 3)})[_.]([0-9]{{4}})(?:\.[0-9]{{4}})?", ALWAYS, (("numbers", 1), ("patch", 2))
)


def read(text: str) -> Reading | str | None:
    """Read Aqara: `4.3.8_0014.0013`, `3.1.3_0042`; the last field is no order.

    Camera hubs have two components, and some give both (`4.0.4_0006_4.1.8_0018`).

    https://github.com/niceboygithub/AqaraCameraHubfw
    """
    match = fullmatch(r"v?(\d+(?:\.\d+){0,2})", text)
    if match:
        return Reading(
            without_zeros(match[1].split(".")), keys.numbers(match[1].split(".")), "prefix"
        )
    match = fullmatch(r"v?(\d+)\.(\d+)\.(\d+)[_.](\d{4})(?:\.(\d{4}))?", text)
    if not match:
        if fullmatch(r"v?\d+\.\d+\.\d+_\d{4}_\d+\.\d+\.\d+_\d{4}", text):
            return "it joins the versions of two components; give one of them"
        return None
    *parts, build, last = match.groups()
    canonical = f"{without_zeros(parts)}_{build}" + (f".{last}" if last else "")
    return Reading(canonical, keys.numbers(parts) + keys.patch(build), "full")


def portable() -> Iterator[Notation]:
    """Yield the same patterns for readers in any language."""
    yield Notation(f"v?({run_of(1, 3)})", NEVER, NUMBERS)
    yield _WITH_BUILD
