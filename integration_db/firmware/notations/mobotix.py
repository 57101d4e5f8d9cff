"""Firmware versions as Mobotix writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware import keys
from integration_db.firmware.portable import ALWAYS, DEVICE, NEVER, Notation
from integration_db.firmware.reading import Reading, dotted, fullmatch


def read(text: str) -> Reading | None:
    """Read Mobotix: `MX-V4.4.2.73.r2`, `MX-V7.3.5.35`, `MX-V5.4.6.3 (2021-09-21)`.

    The first number is the hardware platform (4 is P3, 5 is Mx6, 7 is M73 and S74), so each
    is a line of its own. The day in the bracket is said of a version and is no part of it.
    """
    match = fullmatch(
        r"(?:mx-?)?v?(\d+)((?:\.\d+){0,3})(?:[.-]r(\d+))?(?: ?\(\d{4}-\d\d-\d\d\))?", text
    )
    if not match:
        return None
    platform, rest, revision = match.groups()
    reading = dotted(platform + rest, 4, branch=f"V{int(platform)}")
    if not revision:
        return reading._replace(canonical="MX-V" + reading.canonical)
    if reading.precision != "full":
        return None
    return reading._replace(
        canonical=f"MX-V{reading.canonical}.r{int(revision)}",
        key=reading.key + keys.patch(revision),
    )


def portable() -> Iterator[Notation]:
    """Yield Mobotix: the first number is the platform, a line of its own."""
    date = r"(?: ?\([0-9]{4}-[0-9]{2}-[0-9]{2}\))?"
    platform = (("/V", 1, 1),)
    key = (("numbers", 1), ("numbers", 2), ("patch", 3))
    for more, exact in (("{3}", ALWAYS), ("{1,2}", DEVICE), ("{0}", NEVER)):
        revision = "(?:[.-]r([0-9]+))?" if exact == ALWAYS else "()"
        numbers = rf"([0-9]+)((?:\.[0-9]+){more})"
        yield Notation(f"(?:mx-?)?v?{numbers}{revision}{date}", exact, key, platform)
