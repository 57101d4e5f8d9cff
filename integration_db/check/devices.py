"""Which lines of a list mean one device: several inputs of one are several lines.

A device is known by its MAC, by its serial number, or by the address and port under which it is
reached. What is surer decides: two lines that name different MACs are two devices, also where they
give one address.
"""

from __future__ import annotations

import re
from typing import Final

from integration_db.check.address import USUAL_PORTS, NoAddress, read_address
from integration_db.named_tuple import NamedTuple

_MAC: Final = re.compile(r"(?!(?:0{12}|f{12})$)[0-9a-f]{12}")
_BLANK: Final = re.compile(r"[0\W_]*|n/?a|none|null|unknown|unbekannt|tbd", re.I)
"""What stands where nobody filled in a serial number."""


class DeviceKeys(NamedTuple):
    """What a line says of which device it means, the surest first; None where it does not say."""

    mac: str | None = None
    serial: str | None = None
    place: tuple[str, int | None] | None = None


def device_keys(ip: str = "", port: str = "", mac: str = "", serial: str = "") -> DeviceKeys:
    """Return by what the cells of a line tell a device; what cannot be read tells none."""
    digits = re.sub(r"[\s:.-]", "", mac).casefold()
    number = serial.strip().casefold()
    try:
        address = read_address(ip, int(port) if re.fullmatch(r"\d{1,5}", port.strip()) else None)
    except NoAddress:
        place = None
    else:
        place = (address.host, None if address.port in USUAL_PORTS else address.port)
    return DeviceKeys(
        digits if _MAC.fullmatch(digits) else None,
        None if _BLANK.fullmatch(number) else number,
        place,
    )


class DeviceIndex:
    """The devices of a list so far; it grows with the lines that tell which device they mean."""

    def __init__(self) -> None:
        self._firsts: dict[object, list[tuple[int, DeviceKeys]]] = {}

    def first_line(self, number: int, keys: DeviceKeys) -> int | None:
        """Return the number of the first line that means the same device, None for a new one."""
        for key in keys:
            for first, known in self._firsts.get(key, ()) if key is not None else ():
                if not _contradict(keys, known, key):
                    self._note(first, keys)
                    return first
        self._note(number, keys)
        return None

    def _note(self, number: int, keys: DeviceKeys) -> None:
        for key in keys:
            if key is not None:
                known = self._firsts.setdefault(key, [])
                if (number, keys) not in known:
                    known.append((number, keys))


def _contradict(one: DeviceKeys, other: DeviceKeys, key: object) -> bool:
    """Whether two lines that agree in a key name different devices by something surer."""
    for mine, theirs in zip(one, other, strict=True):
        if mine == key:
            return False
        if mine is not None and theirs is not None and mine != theirs:
            return True
    return False
