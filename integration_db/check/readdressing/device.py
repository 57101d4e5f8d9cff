"""The devices of a list that is re-addressed: where each is reached, and where it goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from integration_db.check.lines.line import Line
from integration_db.check.readdressing.met import Addresses
from integration_db.check.readdressing.moves import (
    Moves,
    PlannedMove,
    Spare,
    address_of,
    checked_address,
    checked_network,
    says_stay,
)
from integration_db.check.readdressing.network import (
    NOT_SAID,
    Network,
    changes_network,
    length_of,
)
from integration_db.check.reading.address import Address, NoAddress, may_be_one, ports_like
from integration_db.check.reading.cells import says_nothing
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import USUAL_PORTS
from integration_db.text.sentences import brief, first_of

_MOST_TOLD: Final = 5
"""How many refusals are told at once; the others are counted."""


class Device(NamedTuple):
    """One device: the lines that mean it, where it is reached, and where it goes.

    `lines` is empty for one that only the map knows. `old` is None where the list says no address
    that can be read, `new` where the device stays. `network` is that of the new address.
    """

    lines: tuple[Line, ...]
    old: Address | None
    new: Address | None = None
    planned: PlannedMove | None = None
    network: Network = NOT_SAID

    @property
    def changes_network(self) -> bool:
        """Whether it goes to another network, as far as addresses tell."""
        if self.old is None or self.new is None:
            return False
        return changes_network(self.old, self.old_length, self.new, self.network.length)

    @property
    def old_length(self) -> int | None:
        """Return how long the part of the network is that is written behind its old address."""
        lengths = [length_of(line.ip) for line in self.lines]
        lengths += [self.planned.old_length] if self.planned is not None else []
        return next((one for one in lengths if one is not None), None)

    def can_wait_at(self, spare: Spare) -> bool:
        """Whether it is reached at a spare address with the mask and gateway that it has today."""
        if self.old is None or not self.old.is_ip:
            return self.old is None or not spare.address.is_ip
        return spare.address.is_ip and not changes_network(
            self.old, self.old_length, spare.address, spare.length
        )

    @property
    def is_other(self) -> bool:
        """Whether all its lines are about something else, which a router can be."""
        return bool(self.lines) and all(one.assessment.subject == "other" for one in self.lines)

    @property
    def name(self) -> str:
        """Return what the list calls it."""
        return next((line.name.strip() for line in self.lines if line.name.strip()), "")

    @property
    def position(self) -> str:
        """Return the number that the list gives it."""
        return next((line.position.strip() for line in self.lines if line.position.strip()), "")

    @property
    def https_address(self) -> Address | None:
        """Return where its page is over HTTPS today, with the port that the list says for that.

        A port of anything else, as of a stream, tells nothing of the page.
        """
        if self.old is None:
            return None
        said = [line.assessment.request.site.https_port for line in self.lines]
        said += [self.old.port] * (self.old.scheme == "https")
        port = next(filter(None, said), USUAL_PORTS["https"])
        return Address(self.old.host, port, "https")

    @property
    def says_address(self) -> bool:
        """Whether a line has anything written for its address."""
        return any(not says_nothing(line.ip) for line in self.lines)

    @property
    def place(self) -> str:
        """Return where it stands: the line of the list, or that of the map."""
        if self.lines:
            return line_place(self.lines[0])
        assert self.planned is not None, "a device is known from a line or from the map"
        return self.planned.place

    @property
    def planned_at(self) -> str:
        """Return where its new address stands too, where a map says it."""
        if self.planned is None or not self.lines:
            return self.place
        return f"{self.place}, as {self.planned.place} says,"


def line_address(line: Line) -> Address:
    """Return the address that a line says, with its port where that is an unusual one.

    Raises `NoAddress`.
    """
    request = line.assessment.request
    port = request.site.port or request.found_port
    return address_of(line.ip, "" if port is None else str(port))


def line_place(line: Line) -> str:
    """Return a line as messages name it."""
    name = line.name.strip()
    return f"line {line.numbered}" + (f" ({brief(name)})" if name else "")


def devices_of(lines: Iterable[Sequence[Line]], moves: Moves) -> tuple[Device, ...]:
    """Return the devices, each from the lines that mean it, then those that only the map knows.

    Raises `UsageError`, which tells what is wrong: a new address that is none, two new addresses
    of one device, one for a line that stands for several.
    """
    lines = list(lines)
    devices, problems = [], _Problems(own for each in lines for own in each)
    used: set[int] = set()
    for own in lines:
        try:
            device = _device(own, moves)
        except UsageError as error:
            problems.add(error.message)
            continue
        devices.append(device)
        used.add(id(device.planned))
    unknown = [one for one in moves.planned if id(one) not in used and one.old != one.new]
    devices += [Device((), one.old, one.new, one, one.network) for one in unknown]
    problems.tell()
    return tuple(devices)


def check_moves(devices: Sequence[Device], spares: Sequence[Spare] = ()) -> None:
    """Raise `UsageError` where two devices would have one address.

    That is so where two get the same one, where one gets what a device has that stays, or what is
    the gateway of another one, and where a spare address is not free.
    """
    problems = _Problems(line for device in devices for line in device.lines)
    staying: dict[str, _Holders] = defaultdict(_Holders)
    for device in devices:
        if device.new is None and device.old is not None:
            staying[device.old.host].add(device, device.old)
    gateways: dict[str, Device] = {}
    for device in devices:
        if device.network.gateway is not None:
            gateways.setdefault(device.network.gateway, device)
    taken: dict[str, _Holders] = defaultdict(_Holders)
    for device in devices:
        new = device.new
        if new is None:
            continue
        held = taken[new.host]
        same = (_both_get(other, device, new) for other in held.met_by(device, new))
        problems.add_all(same, held.count(device, new))
        if new.host in staying:
            held = staying[new.host]
            kept = (_keeps(other, device, new) for other in held.met_by(device, new))
            problems.add_all(kept, held.count(device, new))
        taken[new.host].add(device, new)
        told = gateways.get(new.host)
        if told is not None and not device.is_other:
            problems.add(
                f"{device.planned_at} gets {new.text}, which is the gateway of "
                f"{told.place}: give it another address"
            )
    at_both = ((n, at) for n, one in enumerate(devices) for at in (one.old, one.new))
    held_now = Addresses((n, at) for n, at in at_both if at is not None)
    for spare, _ in spares:
        for number in dict.fromkeys(held_now.that_may_be(spare)):
            problems.add(f"the spare address {spare.text} is that of {devices[number].place}")
        if spare.host in gateways:
            told = gateways[spare.host]
            problems.add(f"the spare address {spare.text} is the gateway of {told.place}")
    problems.tell()


def _both_get(one: Device, other: Device, new: Address) -> str:
    """Return that two devices get one new address, and what can be done about it."""
    if one.planned is not None and one.planned is other.planned and one.lines and other.lines:
        return (
            f"{one.place} and {other.place} are two devices with one old address, and "
            f"{one.planned.place} cannot tell which of them gets {new.text}: leave it out, and "
            "write their new addresses into the list"
        )
    return (
        f"{one.planned_at} and {other.planned_at} both get {new.text}: give one of them another "
        "address"
    )


def _keeps(other: Device, device: Device, new: Address) -> str:
    """Return that a device gets what another one has and keeps."""
    return (
        f"{device.planned_at} gets {new.text}, which {other.place} has and keeps: give it another "
        "address, or move that one too"
    )


class _Holders:
    """Devices that have an address at one host, which one that comes there would meet.

    They are counted without a look at each: a slip can send all of a list to one address. Two that
    share a host today, each with a port of its own or one with none, may go on so.
    """

    def __init__(self) -> None:
        self._held: list[tuple[Device, Address]] = []
        self._ports: dict[int | None, Counter[object]] = {}

    def add(self, device: Device, address: Address) -> None:
        """Add a device with the address that it has."""
        self._held.append((device, address))
        counted = self._ports.setdefault(address.port, Counter())
        counted[None] += 1
        if device.old is not None:
            counted[device.old.host] += 1
            counted[device.old] += 1

    def count(self, device: Device, new: Address) -> int:
        """Return how many a device meets at its new address."""
        met = 0
        for port in self._ports if new.port is None else ports_like(new.port):
            counted = self._ports.get(port)
            if counted is None:
                continue
            met += counted[None]
            if port != new.port and device.old is not None:
                met -= counted[device.old.host] - counted[device.old]
        return met

    def met_by(self, device: Device, new: Address) -> Iterator[Device]:
        """Yield those that a device meets at its new address, in order."""
        for other, address in self._held:
            if may_be_one(new, address) and not (
                new.port != address.port
                and device.old is not None
                and other.old is not None
                and device.old.host == other.old.host
                and device.old != other.old
            ):
                yield other


def _device(lines: Sequence[Line], moves: Moves) -> Device:
    """Return the device that lines mean. Raises `UsageError`."""
    addresses = list(_addresses_of(lines))
    found = [(one, moves.of(one)) for one in addresses]
    old, planned = next((pair for pair in found if pair[1]), found[0] if found else (None, None))
    new, place, network = None, "", NOT_SAID
    if planned is not None:
        new, place, network = planned.new, planned.place, planned.network
    for line in lines:
        if says_stay(line.new_ip):
            continue
        said = checked_address(line.new_ip, "new", line_place(line), old)
        if new is not None and said.text != new.text:
            is_told = any(one.mac or one.serial for one in lines)
            apart = "" if is_told else ", or tell two devices apart by MAC or serial number"
            raise UsageError(
                f"{place} and {line_place(line)} move one device, to {new.text} and to "
                f"{said.text}: leave one of them out{apart}",
                code="address-twice",
            )
        own = checked_network(said, line.new_ip, line_place(line))
        new, place = said, line_place(line)
        network = own if network == NOT_SAID else network
    if new is not None and new.port is None and old is not None and old.port is not None:
        new = new._replace(port=old.port)  # what is behind a router keeps its port
    if new is not None and old is not None and (new.host, new.port) == (old.host, old.port):
        new = None
    several = next((line for line in lines if line.quantity > 1), None)
    if new is not None and several is not None:
        raise UsageError(
            f"{line_place(several)} stands for {several.quantity:,} devices, and one of them alone "
            f"can get {new.text}: give each a line of its own",
            code="address-twice",
        )
    return Device(tuple(lines), old, new, planned, network)


def _addresses_of(lines: Iterable[Line]) -> Iterator[Address]:
    """Yield the addresses that the lines of a device say, as far as they can be read."""
    for line in lines:
        with suppress(NoAddress):
            yield line_address(line)


class _Problems:
    """What stands against a plan for lines; told in one error.

    Its code tells whether a column of the list says new addresses, or a map alone does.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._found: dict[str, None] = {}
        self._counted = 0
        self._in_list = any(not says_stay(line.new_ip) for line in lines)

    def add(self, text: str) -> None:
        self._found[text] = None

    def add_all(self, texts: Iterator[str], number: int) -> None:
        """Add as many texts, all different; of those that would not be told the number only."""
        for _ in range(min(number, _MOST_TOLD - len(self._found))):
            self.add(next(texts))
            number -= 1
        self._counted += number

    def tell(self) -> None:
        """Raise `UsageError` if there is anything to tell."""
        found = list(self._found)
        if not found:
            return
        number = len(found) + self._counted
        told = first_of(found, _MOST_TOLD, of=number, mark="; ", more="more like these")
        if self._in_list:
            raise UsageError(told, code="addresses-collide")
        raise UsageError(told, code="map-collides")
