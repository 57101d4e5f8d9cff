"""Which lines of a list mean one device: several inputs of one are several lines.

A device is known by its MAC, by its serial number, or by the address and port under which it is
reached. What is surer decides: two lines that name different MACs are two devices, also where they
give one address; so are two lines that name different cameras.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from integration_db.check.lines.identifiers import mac_of, names_device, serial_of
from integration_db.check.reading.address import Address, NoAddress, read_address
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.note import Note
from integration_db.prediction.site import USUAL_PORTS
from integration_db.sheets.reading_notes import of_sheet
from integration_db.text.sentences import first_of

PORTS_OF_ONE_DEVICE: Final = frozenset(USUAL_PORTS.values())
"""Ports of HTTP and RTSP, in clear and encrypted: one device has all of them."""

_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN: Final = re.compile(rf"(?!0\.|127\.|22[4-9]\.|23|255\.255){_OCTET}(?:\.{_OCTET}){{3}}", re.A)
"""Most addresses, which are known without being parsed."""


class DeviceKeys(NamedTuple):
    """What a line says of which device it means, the surest first; None where it does not say."""

    mac: str | None = None
    serial: str | None = None
    place: tuple[str, int | None] | None = None


def device_keys(ip: str = "", port: str = "", mac: str = "", serial: str = "") -> DeviceKeys:
    """Return by what the cells of a line tell a device; what cannot be read tells none."""
    return DeviceKeys(
        mac_of(mac) if mac else None,
        serial_of(serial) if serial else None,
        _place(ip, port) if ip else None,
    )


def _place(ip: str, port: str) -> tuple[str, int | None] | None:
    """Return the host of an address, with the port where it is an unusual one."""
    said = int(port) if port and re.fullmatch(r"\s*[0-9]{1,5}\s*", port) else None
    if _PLAIN.fullmatch(ip):
        return ip, None if said in PORTS_OF_ONE_DEVICE else said
    try:
        address = read_address(ip, said)
    except NoAddress:
        return None
    return place_of_device(address)


def place_of_device(address: Address) -> tuple[str, int | None] | None:
    """Return the host of an address, and an unusual port; None where it may be any device's."""
    if not names_device(address):
        return None
    return address.host, None if address.port in PORTS_OF_ONE_DEVICE else address.port


def are_plain(hosts: Sequence[str]) -> bool:
    """Whether cells are nothing but usual addresses of devices, each its own host; quick."""
    return _PLAIN_LINES.fullmatch("\n".join(hosts)) is not None


_PLAIN_LINES: Final = re.compile(rf"(?:{_PLAIN.pattern}\n)*{_PLAIN.pattern}", re.A)


class DeviceIndex:
    """The devices of a list so far: some thirty bytes for each, whatever the list says of them.

    `sheet` is the worksheet whose lines they are, None where the list has only one. `shared` holds
    the first lines that name another camera under the key of a device, each with the line that
    named one before; `times_shared` counts all of them. `two_serials` and `times_two_serials` are
    the same for lines with the MAC of a device and another serial number.
    """

    def __init__(self, sheet: str | None = None) -> None:
        self._sheet = sheet
        self._lines = array("I")
        self._cameras = array("I")
        self._tables = tuple(_KeyTable() for _ in DeviceKeys._fields)
        self.shared: list[tuple[int, int]] = []
        self.times_shared = 0
        self.two_serials: list[tuple[int, int]] = []
        self.times_two_serials = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what a person should know of the devices so far."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[Note]:
        of = of_sheet(self._sheet)
        if self.shared:
            yield Note(
                "device_named_twice",
                f"Lines with one address, MAC or serial number{of} name different cameras and were "
                f"counted as two: lines {_pairs(self.shared, self.times_shared)}.",
            )
        if self.two_serials:
            yield Note(
                "two_serials_of_one_mac",
                f"Lines with one MAC{of} have different serial numbers and were counted as one "
                f"device: lines {_pairs(self.two_serials, self.times_two_serials)}.",
            )

    def first_line(self, number: int, keys: DeviceKeys, camera: int = 0) -> int | None:
        """Return the number of the first line that means the same device, None for a new one.

        `camera` is a number for what the line names, the same for the same camera.
        """
        place = 0 if keys.place is None else _hash_of_place(keys.place)
        hashes = [0 if key is None else hash(key) for key in (keys.mac, keys.serial)]
        return self._first_line(number, (*hashes, place), camera)

    def first_lines(
        self, number: int, hosts: Sequence[str], cameras: Sequence[int]
    ) -> dict[int, int]:
        """Do as `first_line` for neighbouring lines from `number` on that only say an address.

        `hosts` are as `are_plain` knows them; a line whose camera is 0 is passed over. Returns, by
        line, the first line of each device that was met before.
        """
        known: dict[int, int] = {}
        done = 0
        while done < len(hosts):
            done += self._take_new(number + done, hosts[done:], cameras[done:])
            if done < len(hosts):  # one that has to be looked at: it is no camera, or not new
                key, camera = hash(hosts[done]), cameras[done]
                first = self._first_line(number + done, (0, 0, key), camera) if camera else None
                if first is not None:
                    known[number + done] = first
                done += 1
        return known

    def _take_new(self, number: int, hosts: Sequence[str], cameras: Sequence[int]) -> int:
        """Take the first lines that are all cameras and new devices; return how many there are.

        This is done for millions of lines, so it reaches into the table.
        """
        table = self._tables[-1]
        slots, keys = table.with_room(len(hosts), len(self._lines))
        mask = len(slots) - 1
        append = keys.append
        before = after = len(keys)
        for key, camera in zip(map(hash, hosts), cameras, strict=True):
            place = key & mask
            if slots[place]:
                while (slot := slots[place]) and keys[slot - 1] != key:
                    place = (place + 1) & mask
                if slot:
                    break
            if not camera:
                break
            append(key)
            after += 1
            slots[place] = after
        taken = after - before
        self._lines.extend(range(number, number + taken))
        self._cameras.extend(cameras[:taken])
        table.used += taken
        return taken

    def _first_line(self, number: int, hashes: Sequence[int], camera: int) -> int | None:
        other = None
        for table, key in zip(self._tables, hashes, strict=True):
            for device in table.devices(key) if key else ():
                if self._contradicts(device, hashes, table):
                    continue
                if self._cameras[device] == camera:
                    self._note_serial(number, device, hashes)
                    self._note(device, hashes)
                    return self._lines[device]
                other = self._lines[device]
        if other is not None:
            self.times_shared += 1
            if len(self.shared) < _MOST_NAMED:
                self.shared.append((number, other))
        self._lines.append(number)
        self._cameras.append(camera)
        self._note(len(self._lines) - 1, hashes)
        return None

    def _note(self, device: int, hashes: Sequence[int]) -> None:
        for table, key in zip(self._tables, hashes, strict=True):
            if key:
                table.add(key, device)

    def _note_serial(self, number: int, device: int, hashes: Sequence[int]) -> None:
        """Note that a line has another serial number than the device that it means."""
        known, said = self._tables[1].key(device), hashes[1]
        if known and said and known != said:
            self.times_two_serials += 1
            if len(self.two_serials) < _MOST_NAMED:
                self.two_serials.append((number, self._lines[device]))

    def _contradicts(self, device: int, hashes: Sequence[int], by: _KeyTable) -> bool:
        """Whether a line names another device than the one that it agrees with in one key."""
        for table, key in zip(self._tables, hashes, strict=True):
            if table is by:
                return False
            known = table.key(device)
            if key and known and key != known:
                return True
        return False


_MOST_NAMED: Final = 5
"""So many lines that share a key with another camera are named; the others are counted."""

_SMALLEST: Final = 64


def _pairs(lines: Sequence[tuple[int, int]], of: int) -> str:
    """Return pairs of lines in words, the first of so many."""
    return first_of([f"{line:,} and {first:,}" for line, first in lines], _MOST_NAMED, of=of)


def _hash_of_place(place: tuple[str, int | None]) -> int:
    """Return what stands for a place; for a usual port, that of its host."""
    return hash(place[0] if place[1] is None else place)


class _KeyTable:
    """The devices that are known by one sort of key: a hash table in arrays.

    `keys` holds the first key of each device, 0 where it has none; `slots` each device plus 1 where
    its key belongs, 0 where a slot is free. Further devices of a key, and further keys of a device,
    are few and kept apart.
    """

    def __init__(self) -> None:
        self.keys = array("q")
        self.slots = _zeros(_SMALLEST)
        self.used = 0
        self._more: dict[int, list[int]] = {}

    def key(self, device: int) -> int:
        """Return the key by which a device was first known, 0 if by none."""
        return self.keys[device] if device < len(self.keys) else 0

    def devices(self, key: int) -> Iterator[int]:
        """Yield the devices with a key, the first one first."""
        slot = self.slots[self._slot(key)]
        if slot:
            yield slot - 1
        yield from self._more.get(key, ())

    def add(self, key: int, device: int) -> None:
        """Note that a device has a key."""
        slots, keys = self.with_room(1, device + 1)
        if keys[device] == key:
            return
        place = self._slot(key)
        if slots[place] or keys[device]:
            others = self._more.setdefault(key, [])
            if device not in others and slots[place] != device + 1:
                others.append(device)
            keys[device] = keys[device] or key
            return
        keys[device] = key
        slots[place] = device + 1
        self.used += 1

    def with_room(self, more: int, devices: int) -> tuple[array[int], array[int]]:
        """Return slots with room for so many more keys, and the keys of so many devices."""
        if len(self.keys) < devices:
            self.keys.extend(array("q", bytes(8 * (devices - len(self.keys)))))
        size = len(self.slots)
        while (self.used + more) * 3 > size * 2:
            size *= 2
        if size > len(self.slots):
            taken, self.slots = self.slots, _zeros(size)
            slots, keys, mask = self.slots, self.keys, size - 1
            for slot in filter(None, taken):
                place = keys[slot - 1] & mask
                while slots[place]:
                    place = (place + 1) & mask
                slots[place] = slot
        return self.slots, self.keys

    def _slot(self, key: int) -> int:
        """Return the place of a key among the slots, or the free one where it belongs."""
        slots, keys = self.slots, self.keys
        mask = len(slots) - 1
        place = key & mask
        while (slot := slots[place]) and keys[slot - 1] != key:
            place = (place + 1) & mask
        return place


def _zeros(number: int) -> array[int]:
    return array("I", bytes(array("I").itemsize * number))
