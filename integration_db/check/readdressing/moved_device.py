"""One device of a re-addressing plan: what is to be done for it, in words, and the way back."""

from __future__ import annotations

from typing import Final

from integration_db.check.answering.moved_certificate import TASK_AFTER, Fate
from integration_db.check.readdressing.device import Device
from integration_db.check.readdressing.facts import Facts
from integration_db.check.readdressing.network import NOT_SAID, Network, mask_words
from integration_db.check.readdressing.way_back import WayBack, way_back
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import KINDS
from integration_db.text.sentences import first_of, sentence
from integration_db.vocabulary import TaskCode

_MOST_LINES: Final = 5
"""How many lines of a device are named; the others are counted."""

_PAUSES: Final = "pauses until camera and recorder both have the new address"

_AFTER: Final[dict[Fate, str]] = {
    "stays": "Nothing to do for the certificate: {why}.",
    "unused": "Nothing to do for the certificate: {why}.",
    "none": "Nothing to do for a certificate: {why}.",
    "remake": "Make the certificate again for the new address: {why}.",
    "reissue": "Have the authority issue the certificate again, for the new address: {why}.",
    "look": "What the look before the move tells, since {why}: make the certificate again, have it "
    "issued again, or nothing.",
}
_ALONE: Final = "Connect it alone: other devices have its address of today too."
_MOST_BESIDE: Final = 3


class MoveCase(NamedTuple):
    """What is to be known and done, in words that hold for many devices.

    `before` is what has to be thought of before the address is entered, and with it, empty for
    nothing; `back` is the way back once the old address is free.
    """

    before: str
    connected: str
    certificate: str
    recording: str
    after: str
    back: WayBack


class MovedDevice(NamedTuple):
    """A device that gets a new address; devices are numbered from 1, in the order of the list.

    `batch` and `steps` are those in which its address changes: two steps where it waits aside.
    `in_its_place` are the steps in which others get its old address, `at_one` the devices that have
    it today, where there are several. `letter` stands for its `case`.
    """

    number: int
    device: Device
    facts: Facts
    batch: int
    steps: tuple[int, ...]
    in_its_place: tuple[int, ...]
    at_one: tuple[Device, ...] = ()
    letter: str = ""

    @property
    def case(self) -> MoveCase:
        """Return what is to be known of it, and of all that are alike in that."""
        facts = self.facts
        back = way_back(
            old="the old address",
            new="the new one",
            other_network=self.device.changes_network,
            renewed=self._is_renewed,
        )
        return MoveCase(
            " ".join(filter(None, (_ALONE * bool(self.at_one), self._entering(NOT_SAID)))),
            facts.connected_words,
            facts.certificate_words,
            self.recording_words,
            self.after_words,
            back,
        )

    @property
    def says_network(self) -> bool:
        """Whether mask and gateway have to be entered with the new address."""
        return self.device.changes_network or self.device.network.is_told

    @property
    def mask(self) -> str:
        """Return the subnet mask of the new address; empty where nobody says it."""
        device = self.device
        assert device.new is not None, "a device that stays is not in the plan"
        length = device.network.length
        return "" if length is None else mask_words(device.new, length)

    @property
    def gateway(self) -> str:
        """Return the gateway of the new address; empty where nobody says it."""
        return self.device.network.gateway or ""

    @property
    def alone_words(self) -> str:
        """Return that others have its address today, where they do: two must never be connected."""
        if not self.at_one:
            return ""
        others = self._some_beside(_MOST_BESIDE)
        places = first_of([one.place for one in others], _MOST_BESIDE, of=len(self.at_one) - 1)
        verb = "has" if len(self.at_one) == 2 else "have"
        return f"Connect it alone: {places} {verb} {self.old} today too."

    def _some_beside(self, most: int) -> list[Device]:
        """Return the first of the other devices that have its address today."""
        return [one for one in self.at_one[: most + 1] if one is not self.device][:most]

    @property
    def entering_words(self) -> str:
        """Return what has to be entered with the new address; empty for nothing else."""
        return self._entering(self.device.network)

    def _entering(self, network: Network) -> str:
        if not self.says_network:
            return ""
        new = "new " if self.device.changes_network else ""
        mask = f"the subnet mask {self.mask}" if network.length else f"the {new}subnet mask"
        gateway = f"the gateway {network.gateway}" if network.gateway else f"the {new}gateway"
        before = "; note those of today before" if new else ""
        return f"Enter {mask} and {gateway} with the address{before}."

    @property
    def old(self) -> str:
        """Return the old address; empty where nobody says it."""
        return self.device.old.text if self.device.old is not None else ""

    @property
    def new(self) -> str:
        """Return the new address."""
        assert self.device.new is not None, "a device that stays is not in the plan"
        return self.device.new.text

    @property
    def called(self) -> str:
        """Return what people call it: its name in the list, else its type."""
        return self.device.name or self.facts.about

    @property
    def about_words(self) -> str:
        """Return its type, with what its lines do not say alike."""
        beside = self.facts.beside_words
        return f"{self.facts.about} ({beside})" if beside else self.facts.about

    @property
    def lines(self) -> str:
        """Return the lines of the list that mean it, or that of the map."""
        numbers = [line.numbered for line in self.device.lines]
        if not numbers:
            return self.device.place
        return first_of(numbers, _MOST_LINES)

    @property
    def tasks(self) -> tuple[TaskCode, ...]:
        """Return the tasks after the move, in the order in which they are safe."""
        code = TASK_AFTER[self.facts.after.fate]
        if code is None:
            return ()
        return (code, "pin_certificate") if self.facts.pins else (code,)

    @property
    def after_words(self) -> str:
        """Return what is to be done once the address is another one."""
        facts = self.facts
        text = _AFTER[facts.after.fate].format(why=facts.after.why)
        if facts.today.https == "no" and self.tasks:
            text += " The recorder does not use it today, so recording does not wait for it."
        return (
            f"{text} {KINDS['pin_certificate'].text}" if "pin_certificate" in self.tasks else text
        )

    @property
    def recording_words(self) -> str:
        """Return whether recording stops meanwhile, and until when."""
        if not self.facts.may_stop:
            return _PAUSES
        return f"{_PAUSES}; may stay away until the certificate fits"

    @property
    def way_back(self) -> WayBack:
        """Return how the device gets its old address back."""
        return way_back(
            old=self.old,
            new=self.new,
            in_its_place=self.in_its_place,
            waited=len(self.steps) > 1,
            other_network=self.device.changes_network,
            renewed=self._is_renewed,
        )

    @property
    def _is_renewed(self) -> bool:
        """Whether it may have another certificate after the move."""
        return self.facts.after.fate in ("remake", "reissue") or self.facts.needs_look

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        facts, device = self.facts, self.device
        return {
            "device": self.number,
            "lines": [line.number for line in device.lines],
            "in_map": device.planned.place if device.planned is not None else None,
            "name": device.name or None,
            "position": device.position or None,
            "device_type": facts.about,
            "old_address": self.old or None,
            "new_address": self.new,
            "devices_at_old_address": len(self.at_one) or 1,
            "network": {
                "changes": device.changes_network,
                "subnet_mask": self.mask or None,
                "gateway": self.gateway or None,
                "text": self.entering_words or None,
            },
            "batch": self.batch,
            "steps": list(self.steps),
            "from_other_lines": list(facts.taken),
            "differing_lines": list(facts.differing),
            "https_today": facts.today.https,
            "https_said_by": list(facts.today.says),
            "certificate": {
                "held": facts.binding.held,
                "made_out_to": list(facts.binding.names),
                "issuer": facts.binding.issuer,
                "said_by": facts.binding.said_by,
                "text": sentence(facts.certificate_words),
            },
            "after": {
                "code": facts.after.fate,
                "tasks": list(self.tasks),
                "text": self.after_words,
            },
            "may_stop_recording": facts.may_stop,
            "recording": sentence(self.recording_words),
            "way_back": self.way_back.text,
        }
