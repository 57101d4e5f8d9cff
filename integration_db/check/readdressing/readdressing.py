"""The plan by which the devices of a list get new addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from integration_db.check.lines.devices import place_at, place_of_device
from integration_db.check.lines.line import Line
from integration_db.check.lines.named_line import MOST_NAMED
from integration_db.check.readdressing.batches import (
    BatchKind,
    MoveBatch,
    batches_of,
    pilots_of,
    urgencies,
)
from integration_db.check.readdressing.device import Device, check_moves, devices_of, line_place
from integration_db.check.readdressing.device_lines import by_device
from integration_db.check.readdressing.facts import facts_of
from integration_db.check.readdressing.look import Look, certificate_looks, connection_looks
from integration_db.check.readdressing.met import Addresses
from integration_db.check.readdressing.moved_device import MoveCase, MovedDevice
from integration_db.check.readdressing.moves import NO_MOVES, Moves, Spare
from integration_db.check.readdressing.order import Hop, Move, OutOfSpares, before, hops_of
from integration_db.check.readdressing.way_back import WayBack
from integration_db.check.reading.address import Address
from integration_db.check.reading.cells import is_undecided
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.note import Note
from integration_db.text.sentences import all_of, counted, first_of, sentence

if TYPE_CHECKING:
    from integration_db.check.answering.assessment import Assessment
    from integration_db.check.reading.request import Request


ANY_FREE: Final = "any free address of its network"
"""Where a device waits aside if nobody named a spare address."""

_WAITS: Final = "Makes room: it waits there until its own address is free."
_PAUSES: Final = "Pauses until camera and recorder both have the spare address."
_AWAY: Final = (
    "The recorder may not record it meanwhile, since its certificate need not fit there: go on all "
    "the same."
)

RULES: Final = (
    "Go through the batches in their order, and through the moves of a batch one after the other: "
    "first the camera, then at once its entry in the recorder (and DHCP and the firewall), then "
    "what is to be done after it. The next move begins once the recorder records the camera again.",
    "Stop at the first camera that does not come back, and take that one back first.",
    "Batches that may stop recording come first, and by day; the first of them has one device of "
    "each kind (model, firmware, connection and certificate) of which anything is open, where one "
    "can move without many others before it.",
)
"""How the plan is worked through."""

_MOST_TOGETHER: Final = 5
"""How many devices with one address are named; the others are counted."""

_BATCH: Final[dict[BatchKind, str]] = {
    "pilot": "one device of each kind before the others, by day",
    "may stop recording": "devices that may stop recording, by day",
    "others": "devices whose recording only pauses",
}


class MoveStep(NamedTuple):
    """One change of address: `number` counts from 1 over all batches.

    `to` is None where any free address will do. A step `aside` makes room: its device moves on in a
    later step of the same batch.
    """

    number: int
    device: MovedDevice
    start: Address | None
    to: Address | None
    aside: bool

    @property
    def start_words(self) -> str:
        """Return from where the device moves."""
        if self.start is not None:
            return self.start.text
        return "the address where it waits" if len(self.device.steps) > 1 else "an address not said"

    @property
    def to_words(self) -> str:
        """Return where it goes."""
        aside = ", where it waits until its own is free" if self.aside else ""
        return (self.to.text if self.to is not None else ANY_FREE) + aside

    @property
    def after_words(self) -> str:
        """Return what is to be done once the address is another one."""
        return _WAITS if self.aside else self.device.after_words

    @property
    def recording_words(self) -> str:
        """Return whether recording stops meanwhile, in sentences."""
        if not self.aside:
            return sentence(self.device.recording_words)
        return _AWAY if self.device.facts.may_stop else _PAUSES

    @property
    def way_back(self) -> WayBack:
        """Return the way back from here: from a spare address nobody has to make room first."""
        whole = self.device.way_back
        return WayBack(again=whole.again) if self.aside and self.device.old else whole

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "step": self.number,
            "device": self.device.number,
            "from": self.start.text if self.start is not None else None,
            "to": self.to.text if self.to is not None else None,
            "aside": self.aside,
            "recording": self.recording_words,
            "way_back": self.way_back.text,
        }


class NumberedBatch(NamedTuple):
    """A batch with its number, from 1, and its steps."""

    number: int
    batch: MoveBatch
    steps: tuple[MoveStep, ...]

    @property
    def title(self) -> str:
        """Return what it is for."""
        return _BATCH[self.batch.kind]

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "batch": self.number,
            "kind": self.batch.kind,
            "by_day": self.batch.by_day,
            "steps": [step.to_dict() for step in self.steps],
        }


class Readdressing(NamedTuple):
    """Which devices get new addresses, in which order, and what is to be known before.

    `staying` is how many devices of the list keep theirs. `notes` are what limits the plan.
    """

    devices: tuple[MovedDevice, ...]
    batches: tuple[NumberedBatch, ...]
    looks: tuple[Look, ...]
    notes: tuple[Note, ...]
    staying: int

    @property
    def new_addresses(self) -> dict[tuple[str | None, int], str]:
        """Return the new address of each line whose device moves, by its worksheet and number."""
        return {
            (line.sheet, line.number): one.new for one in self.devices for line in one.device.lines
        }

    @property
    def may_stop(self) -> list[Line]:
        """Return the first line of each device at which recording may stop."""
        stopping = [one.device for one in self.devices if one.facts.may_stop]
        return [device.lines[0] for device in stopping if device.lines]

    @property
    def says_network(self) -> bool:
        """Whether a mask or a gateway has to be entered with any new address."""
        return any(one.says_network for one in self.devices)

    @property
    def cases(self) -> dict[str, MoveCase]:
        """Return what is to be known and done, each case once under its letter."""
        in_order = sorted(self.devices, key=lambda device: device.steps)
        return {one.letter: one.case for one in in_order}

    @property
    def sentence(self) -> str:
        """Return what the plan comes to."""
        if not self.devices:
            return "No device of the list gets a new address."
        may_stop = sum(one.facts.may_stop for one in self.devices)
        aside = sum(step.aside for batch in self.batches for step in batch.steps)
        parts = [
            f"{counted(len(self.devices), 'device')} in {_batches(len(self.batches))}",
            f"recording may stop at {may_stop:,}" if may_stop else "recording only pauses",
        ]
        if aside:
            parts.append(f"{aside:,} {'waits' if aside == 1 else 'wait'} under a spare address")
        if self.looks:
            parts.append(f"{counted(len(self.looks), 'look')} to take before")
        parts.append(f"{counted(self.staying, 'device')} of the list without a new address")
        return f"Re-addressing: {'; '.join(parts)}."

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "text": self.sentence,
            "rules": list(RULES),
            "devices": [one.to_dict() for one in self.devices],
            "batches": [one.to_dict() for one in self.batches],
            "looks": [one.to_dict() for one in self.looks],
            "notes": [one.to_dict() for one in self.notes],
            "staying": self.staying,
        }


def _with_letters(devices: Iterable[MovedDevice]) -> list[MovedDevice]:
    """Return devices with the letters of their cases, which follow the order of the moves."""
    devices = list(devices)
    letters: dict[MoveCase, str] = {}
    for one in sorted(devices, key=lambda device: device.steps):
        letters.setdefault(one.case, _letter(len(letters)))
    return [one._replace(letter=letters[one.case]) for one in devices]


def _letter(number: int) -> str:
    """Return the letter of a case, with a number where there are more of them than letters."""
    return f"{chr(ord('A') + number % 26)}{number // 26 or ''}"


def _batches(number: int) -> str:
    return f"{number:,} {'batch' if number == 1 else 'batches'}"


def plan_readdressing(
    lines: Iterable[Line],
    moves: Moves = NO_MOVES,
    spares: Sequence[Spare] = (),
    answered: Callable[[Request], Assessment] | None = None,
) -> Readdressing:
    """Return the plan for the lines of a checked list; the catalogue has to be open.

    What moves is said by `moves`, and by the new addresses of the lines. Devices that would wait
    for each other for ever go over `spares`, or any free address. `answered` answers what several
    lines of a device say together; without it each device is as the best of them says.

    Raises `UsageError` where two devices would have one address, and for a new address that is
    none.
    """
    devices = devices_of(by_device(lines), moves)
    check_moves(devices, spares)
    moving = [device for device in devices if device.new is not None]
    facts = [facts_of(device, answered) for device in moving]
    wanted = [Move(device.old, device.new) for device in moving if device.new is not None]
    may_stop = [one.may_stop for one in facts]
    pilots = pilots_of([one.kind if one.needs_pilot else None for one in facts], before(wanted))
    urgent = urgencies(pilots.values(), may_stop)
    pairs = zip(wanted, urgent, strict=True)
    try:
        named = {spare.address: spare for spare in spares}
        hops = hops_of(
            [move._replace(urgency=number) for move, number in pairs],
            list(named),
            lambda number, address: moving[number].can_wait_at(named[address]),
        )
    except OutOfSpares as error:
        raise _too_few(moving[error.device], spares) from None
    batches = batches_of(hops)
    places = _places(batches)
    moved: list[MovedDevice] = []
    at_one = _at_one_address(devices)
    gets = Addresses((number, move.new) for number, move in enumerate(wanted))
    for number, (device, own) in enumerate(zip(moving, facts, strict=True)):
        batch, steps = places[number]
        theirs = gets.that_may_be(device.old) if device.old is not None else ()
        others = tuple(places[n][1][-1] for n in theirs if n != number)
        together = at_one.get(_place(device), ())
        moved.append(MovedDevice(number + 1, device, own, batch, steps, others, together))
    moved = _with_letters(moved)
    return Readdressing(
        tuple(moved),
        tuple(_numbered(batches, moved)),
        (
            *connection_looks(one.facts.recorder for one in moved if _connection_unknown(one)),
            *certificate_looks(
                (one.facts.about, one.device.https_address) for one in moved if one.facts.needs_look
            ),
        ),
        (*moves.notes, *_notes(devices, moved), *_without_pilot(moved, pilots)),
        len(devices) - len(moved),
    )


def _too_few(device: Device, spares: Sequence[Spare]) -> UsageError:
    """Return what is wrong with spare addresses where a device can wait at none of them."""
    assert device.old is not None, "who waits aside leaves an address"
    if any(map(device.can_wait_at, spares)):
        text = (
            f"more devices have to wait aside at one time than the {counted(len(spares), 'spare')} "
            "that were named: name more, or none for any free address"
        )
    else:
        text = (
            f"{device.place} has to wait aside, and no spare address that was named is in the "
            f"network of {device.old.host}, where it could be reached: name one that is (with its "
            "length behind it, as in 10.0.0.250/22, where that is not /24 for IPv4 and /64 for "
            "IPv6), or none for any free address"
        )
    return UsageError(text, code="too-few-spares")


def _at_one_address(devices: Sequence[Device]) -> dict[object, tuple[Device, ...]]:
    """Return the devices that have one address today, by that, where there are several."""
    found: dict[object, list[Device]] = defaultdict(list)
    for device in devices:
        found[_place(device)].append(device)
    return {place: tuple(own) for place, own in found.items() if place and len(own) > 1}


def _place(device: Device) -> object | None:
    """Return where a device is today, on which worksheet and site; None where any may be meant."""
    place = None if device.old is None else place_of_device(device.old)
    if place is None or not device.lines:
        return place
    first = device.lines[0]
    return first.sheet, place_at(first.site, place)


def _connection_unknown(one: MovedDevice) -> bool:
    return bool(one.device.lines) and one.facts.today.https == "unknown"


def _places(batches: Sequence[MoveBatch]) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Return the batch and the steps of each device, by its place."""
    steps: dict[int, list[int]] = defaultdict(list)
    own: dict[int, int] = {}
    step = 0
    for number, batch in enumerate(batches, 1):
        for hop in batch.hops:
            step += 1
            steps[hop.device].append(step)
            own[hop.device] = number
    return {device: (number, tuple(steps[device])) for device, number in own.items()}


def _numbered(
    batches: Sequence[MoveBatch], devices: Sequence[MovedDevice]
) -> Iterable[NumberedBatch]:
    step = 0
    for number, batch in enumerate(batches, 1):
        own = []
        for hop in batch.hops:
            step += 1
            own.append(_move_step(step, hop, devices))
        yield NumberedBatch(number, batch, tuple(own))


def _move_step(number: int, hop: Hop, devices: Sequence[MovedDevice]) -> MoveStep:
    return MoveStep(number, devices[hop.device], hop.start, hop.to, hop.aside)


def _notes(devices: Sequence[Device], moved: Sequence[MovedDevice]) -> Iterable[Note]:
    """Yield what limits the plan."""
    unknown = [one for one in moved if not one.device.lines]
    if unknown:
        texts = [f"{one.old} ({one.device.place})" for one in unknown]
        places = first_of(texts, MOST_NAMED, mark="; ")
        yield Note(
            "not_in_list",
            f"In the map and in no line of the list: {places}. Planned as devices of which "
            "nothing is known; correct what is a slip.",
        )
    if at_one := {one.old: one.at_one for one in moved if one.at_one}:
        texts = [f"{old} is that of {all_of(_some_places(own))}" for old, own in at_one.items()]
        yield Note(
            "one_old_address",
            "Several devices have one address today, so connect them one at a time: "
            f"{first_of(texts, MOST_NAMED, mark='; ')}.",
        )
    differing = [one for one in moved if one.facts.differing]
    if differing:
        texts = [f"{one.device.place}, but {all_of(one.facts.differing)}" for one in differing]
        yield Note(
            "lines_differ",
            "Lines of one device contradict each other, and the first counts: "
            f"{first_of(texts, MOST_NAMED, mark='; ')}.",
        )
    undecided = [
        line_place(line)
        for one in devices
        for line in (one.lines if one.new is None else ())
        if is_undecided(line.new_ip)
    ]
    if undecided:
        yield Note(
            "undecided_address",
            f"No new address is decided in {first_of(undecided, MOST_NAMED)}: planned as devices "
            "that keep theirs.",
        )
    nameless = [one for one in moved if one.device.lines and one.device.old is None]
    if nameless:
        places = first_of([one.device.place for one in nameless], MOST_NAMED)
        yield Note("no_old_address", f"No old address can be read in {places}: note it before.")
    unread = [one for one in devices if one.new is None and one.old is None and one.says_address]
    if unread:
        places = first_of([one.place for one in unread], MOST_NAMED)
        yield Note(
            "unreadable_address",
            f"The address cannot be read in {places}, so nobody compared it with the new ones.",
        )


def _some_places(devices: Sequence[Device]) -> list[str]:
    """Return where the first of some devices stand, the others counted."""
    places = [one.place for one in devices[:_MOST_TOGETHER]]
    left = len(devices) - len(places)
    return [*places, f"{left:,} more"] if left else places


def _without_pilot(moved: Sequence[MovedDevice], pilots: Container[object]) -> Iterable[Note]:
    """Yield for which kinds no device can move first."""
    lacking = [one for one in moved if one.facts.needs_pilot and one.facts.kind not in pilots]
    if lacking:
        first = {one.facts.kind: one for one in reversed(lacking)}
        kinds = [
            f"{one.facts.about}, HTTPS {one.facts.connected_words}, {one.facts.certificate_words} "
            f"(such as {one.device.place})"
            for one in reversed(first.values())
        ]
        yield Note(
            "no_pilot",
            "Of these none can move ahead of the others, since many have to make room for each: "
            f"{first_of(kinds, MOST_NAMED, mark='; ')}.",
        )
