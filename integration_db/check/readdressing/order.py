"""In which order devices move, so that no two ever have one address.

A device moves once the address that it gets is free: a chain begins at its free end. A ring of
devices that get each other's addresses has no free end, so one of them waits under a spare address
meanwhile. Devices that are more urgent come first, and those that must make room for them with
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Final, TypeAlias

from integration_db.check.readdressing.met import Addresses
from integration_db.check.reading.address import Address
from integration_db.named_tuple import NamedTuple

_NOT_SAID: Final = 1 << 30
_LARGEST_RING: Final = 16
"""So many devices of rings are counted; more are too many for anything that follows."""


class Move(NamedTuple):
    """A device that gets a new address; `old` is None where nobody says it. 0 is most urgent."""

    old: Address | None
    new: Address
    urgency: int = 0


class Hop(NamedTuple):
    """One change of address: the device's number, from where, to where.

    `to` is None for any free address. A hop that is `aside` leads to a spare one, and the device
    moves on once its own is free. `urgency` is that of the most urgent device that waits for it.
    """

    device: int
    start: Address | None
    to: Address | None
    aside: bool
    urgency: int


class OutOfSpares(ValueError):
    """No spare address is left at which `device`, or another one of its ring, can wait aside."""

    def __init__(self, device: int) -> None:
        super().__init__(device)
        self.device = device


CanWait: TypeAlias = Callable[[int, Address], bool]
"""Whether a device can wait at a spare address."""


def _anywhere(_: int, __: Address) -> bool:
    return True


def hops_of(
    moves: Sequence[Move], spares: Sequence[Address] = (), can_wait: CanWait = _anywhere
) -> tuple[Hop, ...]:
    """Return the changes of address in an order in which they are possible.

    `spares` are addresses that nobody has; without any, every free address will do. Raises
    `OutOfSpares` where those that were named are too few.
    """
    return tuple(_Ordering(moves, spares, can_wait).hops())


def before(moves: Sequence[Move]) -> list[int]:
    """Return for each device how many others at most have to move before it.

    Where it waits for a ring, those of the ring count too; for a large one, all devices.
    """
    waits = _waits(moves)
    known: dict[int, int] = {}
    left = {n: set(others) for n, others in enumerate(waits)}
    for_whom = _reversed(waits)
    free = [n for n, others in left.items() if not others]
    while free:
        device = free.pop()
        known[device] = sum(1 + known[other] for other in waits[device])
        for other in for_whom[device]:
            left[other].discard(device)
            if not left[other]:
                free.append(other)
    for device in range(len(moves)):
        if device not in known:
            others = _ring_before(device, waits)
            known[device] = len(moves) if others is None else len(others)
    return [known[device] for device in range(len(moves))]


def _ring_before(device: int, waits: Sequence[set[int]]) -> set[int] | None:
    """Return which devices have to move before one that waits for a ring; None for too many."""
    found: set[int] = set()
    todo = [device]
    while todo:
        news = waits[todo.pop()] - found - {device}
        found |= news
        todo += news
        if len(found) > _LARGEST_RING:
            return None
    return found


class _Ordering:
    """The state while hops are found: who waits for whom, and who waits aside."""

    def __init__(self, moves: Sequence[Move], spares: Sequence[Address], can_wait: CanWait) -> None:
        self._moves = moves
        self._can_wait = can_wait
        self._spares = list(reversed(spares))
        self._any_spare = not spares
        together = _together(moves)
        self._waits = [set(others) for others in _waits(moves)]
        self._for_whom = _reversed(self._waits)
        self._urgency = _urgencies(moves, self._waits, together)
        self._first = [own[0] for own in together]
        self._aside: dict[int, Address | None] = {}
        self._ready: list[tuple[int, int, int]] = []
        self._left = set(range(len(moves)))

    def hops(self) -> Iterator[Hop]:
        """Yield the hops in order."""
        most_urgent = sorted(self._left, key=lambda n: (self._urgency[n], n), reverse=True)
        for device in self._left:
            if not self._waits[device]:
                self._push(device)
        while self._left:
            while most_urgent[-1] not in self._left:
                most_urgent.pop()
            wanted = most_urgent[-1]
            if self._ready and self._ready[0][0] <= self._urgency[wanted]:
                yield self._move(heappop(self._ready)[-1])
            else:
                yield self._put_aside(self._ring(wanted))

    def _push(self, device: int) -> None:
        """Note a device whose new address is free; one that waits aside goes first.

        Those of one host go one behind the other, as the first of them.
        """
        urgency = -1 if device in self._aside else self._urgency[device]
        heappush(self._ready, (urgency, self._first[device], device))

    def _move(self, device: int) -> Hop:
        """Return the hop of a device to its own new address."""
        self._left.discard(device)
        start = self._moves[device].old
        if device in self._aside:
            start = self._aside.pop(device)
            if start is not None:
                self._spares.append(start)
        else:
            self._make_room(device)
        return Hop(device, start, self._moves[device].new, False, self._urgency[device])

    def _put_aside(self, ring: Sequence[int]) -> Hop:
        """Return the hop of the first device of a ring that can wait. Raises `OutOfSpares`."""
        device, spare = self._waiting(ring)
        self._aside[device] = spare
        self._make_room(device)
        return Hop(device, self._moves[device].old, spare, True, self._urgency[device])

    def _waiting(self, ring: Sequence[int]) -> tuple[int, Address | None]:
        """Return which device of a ring waits, and where. Raises `OutOfSpares`."""
        if self._any_spare:
            return ring[0], None
        for device in ring:
            for spare in reversed(self._spares):
                if self._can_wait(device, spare):
                    self._spares.remove(spare)
                    return device, spare
        raise OutOfSpares(ring[0])

    def _make_room(self, device: int) -> None:
        """Let those go on that waited for the old address of a device."""
        for other in self._for_whom[device]:
            self._waits[other].discard(device)
            if not self._waits[other] and other in self._left:
                self._push(other)

    def _ring(self, device: int) -> list[int]:
        """Return the ring for which a device waits, the least urgent device first."""
        path: dict[int, None] = {}
        while device not in path:
            path[device] = None
            device = min(self._waits[device])
        ring = list(path)[list(path).index(device) :]
        return sorted(ring, key=lambda n: (self._moves[n].urgency, n), reverse=True)


def _waits(moves: Sequence[Move]) -> list[set[int]]:
    """Return for each device those that have to leave the address that it gets."""
    leaving = Addresses((n, move.old) for n, move in enumerate(moves) if move.old is not None)
    return [set(leaving.that_may_be(move.new)) - {n} for n, move in enumerate(moves)]


def _together(moves: Sequence[Move]) -> list[list[int]]:
    """Return for each device those that go with it from one host to one host, itself too.

    Behind a router they are reached under other ports; where it is one device in truth, all of it
    moves at once.
    """
    keys = [
        (move.old.host, move.new.host) if move.old is not None else number
        for number, move in enumerate(moves)
    ]
    by_hosts: dict[object, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        by_hosts[key].append(number)
    return [by_hosts[key] for key in keys]


def _reversed(waits: Sequence[set[int]]) -> dict[int, list[int]]:
    """Return for each device those that wait for it, in order."""
    for_whom: dict[int, list[int]] = defaultdict(list)
    for device, others in enumerate(waits):
        for other in others:
            for_whom[other].append(device)
    return for_whom


def _urgencies(
    moves: Sequence[Move], waits: Sequence[set[int]], together: Sequence[list[int]]
) -> list[int]:
    """Return how urgent each device is with those that wait for it or go with it, near or far."""
    found = [_NOT_SAID] * len(moves)
    left = {own[0]: own for own in together}
    for number in sorted(range(len(moves)), key=lambda n: moves[n].urgency):
        todo = [number]
        while todo:
            device = todo.pop()
            if found[device] == _NOT_SAID:
                found[device] = moves[number].urgency
                todo += waits[device]
                todo += left.pop(together[device][0], ())
    return found
