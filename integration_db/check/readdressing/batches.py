"""The changes of address in batches: what may stop recording first, by day, after a pilot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias, get_args

from integration_db.check.readdressing.order import Hop
from integration_db.named_tuple import NamedTuple

BatchKind: TypeAlias = Literal["pilot", "may stop recording", "others"]

BATCH_KINDS: Final[tuple[BatchKind, ...]] = get_args(BatchKind)
"""What batches are for, the most urgent first: one device of each kind that may stop recording or
is not known, the others that may stop recording, and those that do not."""

LARGEST: Final[dict[BatchKind, int]] = {"pilot": 10, "may stop recording": 10, "others": 25}
"""Changes of address in one batch: as many as two people get done, and undone, in half a day."""

NEAR: Final = 4
"""A device stands for its type only where not more than so many others have to move before it."""


class MoveBatch(NamedTuple):
    """Changes of address that are done together, one after the other, before the next batch."""

    kind: BatchKind
    hops: tuple[Hop, ...]

    @property
    def by_day(self) -> bool:
        """Whether it is to be done while people are there who see that recording goes on."""
        return self.kind != "others"


def pilots_of(kinds: Sequence[object | None], waits: Sequence[int]) -> dict[object, int]:
    """Return the pilot of each kind: the device for which the fewest others have to move before.

    `kinds` are None for devices that need no pilot, `waits` how many others have to move before
    each. A kind whose devices all wait for many has none.
    """
    pilots: dict[object, int] = {}
    for number, kind in enumerate(kinds):
        if kind is not None and waits[number] <= NEAR:
            best = pilots.setdefault(kind, number)
            if waits[number] < waits[best]:
                pilots[kind] = number
    return pilots


def urgencies(pilots: Iterable[int], may_stop: Sequence[bool]) -> list[int]:
    """Return the place in `BATCH_KINDS` of each device."""
    chosen = set(pilots)
    return [0 if number in chosen else 1 if stops else 2 for number, stops in enumerate(may_stop)]


def batches_of(hops: Sequence[Hop]) -> tuple[MoveBatch, ...]:
    """Return the changes in batches.

    None ends while a device waits under a spare address, or between two that go from one host to
    one host: they may be one device.
    """
    return tuple(_cut(hops))


def _cut(hops: Sequence[Hop]) -> Iterator[MoveBatch]:
    own: list[Hop] = []
    aside: set[int] = set()
    for hop in hops:
        if own and not aside and not _are_at_one_host(own[-1], hop):
            kind = BATCH_KINDS[own[0].urgency]
            if hop.urgency != own[0].urgency or len(own) >= LARGEST[kind]:
                yield MoveBatch(kind, tuple(own))
                own = []
        own.append(hop)
        if hop.aside:
            aside.add(hop.device)
        else:
            aside.discard(hop.device)
    if own:
        yield MoveBatch(BATCH_KINDS[own[0].urgency], tuple(own))


def _are_at_one_host(one: Hop, other: Hop) -> bool:
    """Whether two changes go from one host to one host, each for a port of its own."""
    hosts = [
        [at.host if at is not None else None for at in (hop.start, hop.to)] for hop in (one, other)
    ]
    return hosts[0] == hosts[1] and None not in hosts[0]
