"""Which lines of a list mean one device that moves.

No two devices have one address at a time, so lines with one address are one device, whatever camera
each of them names. It is otherwise where they tell that they are not: by another MAC or serial
number, as new cameras of one maker do that all have its address as shipped, or by another camera
and another new address. Each worksheet, and each site that lines name, has devices of its own, but
for one that two of them name by its MAC or serial number.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from integration_db.check.lines.devices import (
    MOST_OF_ONE_KEY,
    DeviceKeys,
    device_keys,
    place_at,
    place_of_device,
)
from integration_db.check.lines.line import Line
from integration_db.check.readdressing.device import line_address
from integration_db.check.readdressing.moves import says_stay
from integration_db.check.reading.address import NoAddress


def by_device(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines of each device together; a line that tells no device is one.

    Lines that were counted as one device are one here too.
    """
    found: list[_Told] = []
    counted: dict[tuple[str | None, int], _Told] = {}
    known: dict[object, list[_Told]] = {}
    for line in lines:
        keys = _keys_of(line)
        names = [
            (field, key, line.sheet if field == "place" else None)
            for field, key in keys._asdict().items()
            if key is not None
        ]
        device = counted.get((line.sheet, line.same_device_as or line.number))
        if device is None:
            met = ((one, name[0]) for name in names for one in known.get(name, ()))
            device = next((one for one, by in met if one.is_of(line, keys, by)), None)
        if device is None:
            device = _Told()
            found.append(device)
        device.add(line, keys)
        counted[line.sheet, line.number] = device
        for name in names:
            devices = known.setdefault(name, [])
            if len(devices) < MOST_OF_ONE_KEY and device not in devices:
                devices.append(device)
    return [device.lines for device in found]


class _Told:
    """A device as its lines so far tell it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._macs: set[str | None] = set()
        self._serials: set[str | None] = set()
        self._cameras: set[object] = set()
        self._new: set[str] = set()

    def add(self, line: Line, keys: DeviceKeys) -> None:
        """Add a line with what it says of which device it means."""
        self.lines.append(line)
        self._macs |= {keys.mac} - {None}
        self._serials |= {keys.serial} - {None}
        self._cameras |= {line.assessment.camera} - {None}
        if not says_stay(line.new_ip):
            self._new.add(line.new_ip.strip())

    def is_of(self, line: Line, keys: DeviceKeys, by: str) -> bool:
        """Whether a line means this device, with which it agrees in one key; `by` names that."""
        for said, known in ((keys.mac, self._macs), (keys.serial, self._serials)):
            if said is not None and known:
                if said not in known:
                    return False
                break  # what is less sure does not count
        return not self._is_other_camera(line) or (by == "place" and not self._goes_elsewhere(line))

    def _is_other_camera(self, line: Line) -> bool:
        camera = line.assessment.camera
        return camera is not None and bool(self._cameras) and camera not in self._cameras

    def _goes_elsewhere(self, line: Line) -> bool:
        """Whether a line says another new address than those before."""
        if says_stay(line.new_ip) or not self._new:
            return False
        return line.new_ip.strip() not in self._new


def _keys_of(line: Line) -> DeviceKeys:
    """Return by what a line tells its device."""
    keys = device_keys(mac=line.mac, serial=line.serial)
    with suppress(NoAddress):
        place = place_of_device(line_address(line))
        return keys if place is None else keys._replace(place=place_at(line.site, place))
    return keys
