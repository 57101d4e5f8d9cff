"""Whatever moves where: nobody is lost, and no two devices ever have one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db.check.readdressing.batches import (
    LARGEST,
    NEAR,
    batches_of,
    pilots_of,
    urgencies,
)
from integration_db.check.readdressing.order import Move, OutOfSpares, before, hops_of
from integration_db.check.reading.address import Address, may_be_one

PLACES = [Address(f"10.0.0.{n}") for n in range(1, 13)]
SPARE = Address("10.0.9.9")


@st.composite
def plans(draw: st.DrawFn) -> list[Move]:
    """Draw devices that get new addresses, at most one of each, with how urgent they are."""
    number = draw(st.integers(0, 10))
    olds = draw(st.permutations(PLACES))[:number]
    news = draw(st.permutations(PLACES))[:number]
    urgent = draw(st.lists(st.integers(0, 2), min_size=number, max_size=number))
    pairs = zip(olds, news, urgent, strict=True)
    return [Move(old, new, n) for old, new, n in pairs if old != new]


@given(plans())
def test_no_two_devices_ever_have_one_address(moves: list[Move]) -> None:
    held = {number: move.old for number, move in enumerate(moves)}
    hops = hops_of(moves, [SPARE])
    for hop in hops:
        assert held[hop.device] == hop.start
        assert hop.to not in held.values()
        held[hop.device] = hop.to
    assert held == {number: move.new for number, move in enumerate(moves)}


@given(plans())
def test_every_device_moves_once_and_of_a_ring_one_waits_aside(moves: list[Move]) -> None:
    hops = hops_of(moves)
    assert sorted(hop.device for hop in hops if not hop.aside) == list(range(len(moves)))
    aside = [hop.device for hop in hops if hop.aside]
    assert len(aside) == len(set(aside)) == _rings(moves)


def _rings(moves: list[Move]) -> int:
    """Return how many rings there are, counted another way."""
    leaves = {move.old: move.new for move in moves}
    rings, seen = 0, set[Address | None]()
    for start in leaves:
        path: list[Address | None] = []
        place: Address | None = start
        while place in leaves and place not in path and place not in seen:
            path.append(place)
            place = leaves[place]
        rings += place == start and bool(path)
        seen.update(path)
    return rings


@given(plans())
def test_who_is_more_urgent_waits_for_nobody_but_those_that_make_room(moves: list[Move]) -> None:
    hops = hops_of(moves)
    assert [hop.urgency for hop in hops] == sorted(hop.urgency for hop in hops)
    for hop in hops:
        assert hop.urgency <= moves[hop.device].urgency


@given(plans())
def test_batches_lose_nothing_and_none_ends_while_a_device_waits(moves: list[Move]) -> None:
    hops = hops_of(moves)
    batches = batches_of(hops)
    assert tuple(hop for batch in batches for hop in batch.hops) == hops
    for batch in batches:
        aside = {hop.device for hop in batch.hops if hop.aside}
        assert aside <= {hop.device for hop in batch.hops if not hop.aside}
        assert len({hop.urgency for hop in batch.hops}) == 1
        assert len(batch.hops) <= LARGEST[batch.kind] or aside


@given(plans(), st.data())
def test_a_pilot_is_one_device_of_each_kind_that_needs_one(
    moves: list[Move], data: st.DataObject
) -> None:
    number = len(moves)
    types = data.draw(st.lists(st.sampled_from("abc"), min_size=number, max_size=number))
    stops = data.draw(st.lists(st.booleans(), min_size=number, max_size=number))
    kinds = [kind if data.draw(st.booleans()) else None for kind in types]
    waits = before(moves)
    pilots = pilots_of(kinds, waits)
    found = urgencies(pilots.values(), stops)
    for place, urgency in enumerate(found):
        assert urgency == (0 if place in pilots.values() else 1 if stops[place] else 2)
    for kind, place in pilots.items():
        assert kinds[place] == kind
        assert waits[place] == min(waits[n] for n, own in enumerate(kinds) if own == kind)
    near = {kind for n, kind in enumerate(kinds) if kind is not None and waits[n] <= NEAR}
    assert near == set(pilots)


@given(st.integers(2, 200))
def test_a_chain_begins_at_its_free_end_and_needs_no_spare(length: int) -> None:
    chain = [Address(f"h{n}") for n in range(length + 1)]
    moves = [Move(chain[n], chain[n + 1]) for n in range(length)]
    hops = hops_of(moves)
    assert [hop.device for hop in hops] == list(reversed(range(length)))
    assert before(moves) == list(reversed(range(length)))


def test_ports_behind_one_address_move_without_waiting_for_each_other() -> None:
    old, new = "203.0.113.5", "203.0.113.6"
    moves = [Move(Address(old, 8000 + n), Address(new, 8000 + n)) for n in range(5)]
    moves += [Move(Address(new, 9000 + n), Address(old, 9000 + n)) for n in range(5)]
    assert not any(hop.aside for hop in hops_of(moves))


def _apart(addresses: list[Address]) -> bool:
    pairs = [(a, b) for n, a in enumerate(addresses) for b in addresses[:n]]
    return not any(may_be_one(a, b) for a, b in pairs)


BEHIND_ROUTERS = [Address(host, port) for host in "abc" for port in (None, 1, 2, 80, 443)]


@given(
    st.lists(st.sampled_from(BEHIND_ROUTERS), max_size=6).filter(_apart),
    st.lists(st.sampled_from(BEHIND_ROUTERS), max_size=6).filter(_apart),
    st.integers(0, 2),
)
def test_no_two_devices_meet_behind_routers_either(
    olds: list[Address], news: list[Address], named: int
) -> None:
    moves = [Move(old, new) for old, new in zip(olds, news, strict=False) if old != new]
    spares = [Address(f"spare{n}") for n in range(named)]
    held = {number: move.old for number, move in enumerate(moves)}
    try:
        hops = hops_of(moves, spares)
    except OutOfSpares:
        assert sum(hop.aside for hop in hops_of(moves)) > named
        return
    for hop in hops:
        assert held.pop(hop.device) == hop.start
        if hop.to is not None:
            assert not any(may_be_one(hop.to, one) for one in held.values() if one is not None)
        held[hop.device] = hop.to
    assert held == {number: move.new for number, move in enumerate(moves)}


@pytest.mark.parametrize("size", [5000])
def test_a_large_site_is_ordered_too(size: int) -> None:
    places = [Address(f"h{n}") for n in range(size)]
    moves = [Move(places[n], places[(n + 1) % size], n % 3) for n in range(size)]
    hops = hops_of(moves)
    assert len(hops) == size + 1
