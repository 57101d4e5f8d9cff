"""Which lines of a list mean one device: several inputs of one are several lines.

A device is known by its MAC, by its serial number, or by the address and port under which it is
reached, at its site: two sites may well have the same addresses. What is surer decides: two lines
that name different MACs are two devices, also where they give one address; so are two lines that
name different cameras.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from integration_db.check.lines.identifiers import mac_of, names_device, serial_of
from integration_db.check.reading.address import Address, NoAddress, read_address
from integration_db.check.reading.cells import says_nothing
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
    place: Hashable = None


def device_keys(
    ip: str = "", port: str = "", mac: str = "", serial: str = "", site: str = ""
) -> DeviceKeys:
    """Return by what the cells of a line tell a device; what cannot be read tells none."""
    place = _place(ip, port) if ip else None
    return DeviceKeys(
        mac_of(mac) if mac else None,
        serial_of(serial) if serial else None,
        None if place is None else place_at(site, place[0] if place[1] is None else place),
    )


def place_at(site: str, place: Hashable) -> Hashable:
    """Return a place, a host alone or with an unusual port, at a site as the list writes it."""
    named = _site(site) if site else ""
    return (named, place) if named else place


@lru_cache(maxsize=1 << 12)
def _site(written: str) -> str:
    """Return a site as it is compared, nothing where a cell names none."""
    return "" if says_nothing(written) else " ".join(written.casefold().split())


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


Likeness: TypeAlias = Literal["same", "other firmware", "firmware once", "other camera"]
"""How two lines that tell one device speak of its camera; `firmware once` where one says none."""

DeviceNote: TypeAlias = Literal[
    "device_named_twice",
    "two_serials_of_one_mac",
    "two_firmwares_of_one_device",
    "firmware_once",
    "one_address",
]

_NOTES: Final[dict[DeviceNote, str]] = {
    "device_named_twice": "Lines with one address, MAC or serial number{sheet} name different "
    "cameras and were counted as two: lines {pairs}.",
    "two_serials_of_one_mac": "Lines with one MAC{sheet} have different serial numbers and were "
    "counted as one device: lines {pairs}.",
    "two_firmwares_of_one_device": "Lines of one device{sheet} say different firmware: lines "
    "{pairs}. It runs one of them; each line was answered for what it says itself.",
    "firmware_once": "Of lines of one device{sheet} some say its firmware and some do not: lines "
    "{pairs}. Each line was answered for what it says itself; write the firmware into all of them.",
    "one_address": "Lines with one address{sheet} were counted as one device: lines {pairs}. Where "
    "sites have the same addresses, a column that names the site of each line keeps them apart.",
}
"""What a person should know of lines that tell one device."""


def by_number(one: int, other: int) -> Likeness:
    """Compare the numbers of two cameras that say nothing but which camera it is."""
    return "same" if one == other else "other camera"


class DeviceIndex:
    """The devices of a list so far: some thirty bytes for each, whatever the list says of them.

    `sheet` is the worksheet whose lines they are, None where the list has only one. `compare`
    tells how two lines speak of a camera from the numbers of what they name. `noted` holds, for
    what a person should know, the first lines of which it is so, each with the line that told
    the device before; `times_noted` counts all of them.
    """

    def __init__(
        self, sheet: str | None = None, compare: Callable[[int, int], Likeness] = by_number
    ) -> None:
        self._sheet = sheet
        self._compare = compare
        self._lines = array("I")
        self._cameras = array("I")
        self._tables = tuple(_KeyTable() for _ in DeviceKeys._fields)
        self.noted: dict[DeviceNote, list[tuple[int, int]]] = {}
        self.times_noted: Counter[DeviceNote] = Counter()

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what a person should know of the devices so far."""
        return tuple(map(self._note, self.noted))

    def _note(self, code: DeviceNote) -> Note:
        pairs = [f"{line:,} and {first:,}" for line, first in self.noted[code]]
        named = first_of(pairs, _MOST_NAMED, of=self.times_noted[code])
        return Note(code, _NOTES[code].format(sheet=of_sheet(self._sheet), pairs=named))

    def first_line(self, number: int, keys: DeviceKeys, camera: int = 0) -> int | None:
        """Return the number of the first line that means the same device, None for a new one.

        `camera` is a number for what the line names, the same for the same camera.
        """
        place = 0 if keys.place is None else hash(keys.place)
        hashes = [0 if key is None else hash(key) for key in (keys.mac, keys.serial)]
        return self._first_line(number, (*hashes, place), camera)

    def first_lines(
        self, number: int, places: Sequence[Hashable], cameras: Sequence[int]
    ) -> dict[int, int]:
        """Do as `first_line` for neighbouring lines from `number` on that only say a place.

        `places` are those of hosts that `are_plain` knows, as `place_at` makes them; a line whose
        camera is 0 is passed over. Returns, by line, the first line of each device that was met
        before.
        """
        known: dict[int, int] = {}
        done = 0
        while done < len(places):
            until = cameras.index(0, done) if 0 in cameras[done:] else len(places)
            done += self._take_new(number + done, places[done:until], cameras[done:until])
            if done < len(places):  # one that has to be looked at: it is no camera, or not new
                key, camera = hash(places[done]), cameras[done]
                first = self._first_line(number + done, (0, 0, key), camera) if camera else None
                if first is not None:
                    known[number + done] = first
                done += 1
        return known

    def _take_new(self, number: int, places: Sequence[Hashable], cameras: Sequence[int]) -> int:
        """Take the first lines that are all new devices; return how many there are.

        This is done for millions of lines, so it reaches into the table.
        """
        table = self._tables[-1]
        slots, keys = table.with_room(len(places), len(self._lines))
        mask = len(slots) - 1
        before = after = len(keys)
        hashes = array("q", map(hash, places))
        keys += hashes
        for key in hashes:
            place = key & mask
            if slots[place]:
                while (slot := slots[place]) and keys[slot - 1] != key:
                    place = (place + 1) & mask
                if slot:
                    break
            after += 1
            slots[place] = after
        del keys[after:]
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
                likeness = self._compare(self._cameras[device], camera)
                if likeness != "other camera":
                    self._differ(number, device, hashes, likeness)
                    self._know(device, hashes)
                    return self._lines[device]
                other = self._lines[device]
        if other is not None:
            self._notice("device_named_twice", number, other)
        self._lines.append(number)
        self._cameras.append(camera)
        self._know(len(self._lines) - 1, hashes)
        return None

    def _know(self, device: int, hashes: Sequence[int]) -> None:
        """Know a device by what a line tells of it."""
        for table, key in zip(self._tables, hashes, strict=True):
            if key:
                table.add(key, device)

    def _differ(self, number: int, device: int, hashes: Sequence[int], likeness: Likeness) -> None:
        """Notice in what a line differs from the first one of its device."""
        first = self._lines[device]
        known, said = self._tables[1].key(device), hashes[1]
        if known and said and known != said:
            self._notice("two_serials_of_one_mac", number, first)
        if not any(hashes[:-1]):
            self._notice("one_address", number, first)
        if likeness == "other firmware":
            self._notice("two_firmwares_of_one_device", number, first)
        elif likeness == "firmware once":
            self._notice("firmware_once", number, first)

    def _notice(self, code: DeviceNote, number: int, first: int) -> None:
        self.times_noted[code] += 1
        named = self.noted.setdefault(code, [])
        if len(named) < _MOST_NAMED:
            named.append((number, first))

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
"""So many lines of which a note is are named; the others are counted."""

_SMALLEST: Final = 64

MOST_OF_ONE_KEY: Final = 8
"""So many devices that share an address are known by it, as new ones with that as shipped: a line
is one of the others by what is surer. Looking at all of them for each line would take for ever."""


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
            is_new = slots[place] != device + 1 and device not in others
            if is_new and len(others) < MOST_OF_ONE_KEY:
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
            size *= 4
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
