"""What list and catalogue say of a device before it moves: how it is reached, its certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from integration_db.check.answering.moved_certificate import (
    AfterMove,
    Binding,
    binding_of,
    may_stop,
    moved_certificate,
)
from integration_db.check.answering.today import Saying, Today, today_of
from integration_db.check.readdressing.device import Device
from integration_db.check.readdressing.together import said_together
from integration_db.evidence.details import Detail
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import ANY_SITE
from integration_db.text.labels import CERTIFICATE, GRADE, detail_words
from integration_db.text.sentences import all_of
from integration_db.vocabulary import (
    CertificateName,
    Support,
)

if TYPE_CHECKING:
    from integration_db.catalog.answer import Answer
    from integration_db.check.answering.assessment import Assessment
    from integration_db.check.reading.request import Request


_BOUND_TO: Final[dict[CertificateName, str]] = {
    "address": "the address",
    "host_name": "a host name",
    "serial": "the serial number",
}
_CONNECTED: Final[dict[Support, str]] = {"yes": "yes", "no": "no", "unknown": "not said"}
_SHIPPED: Final = ("certificate_names", "certificate_issuer")


class Facts(NamedTuple):
    """What is known of a device before it moves.

    `about` is its device type. `says` are the clauses of sources on the certificate as shipped.
    `recorder` is the one that records it, `pins` tells that it stores the certificate to expect.
    `taken` and `differing` are clauses as of `Together`.
    """

    about: str
    recorder: str
    today: Today
    binding: Binding
    says: tuple[str, ...]
    after: AfterMove
    pins: bool
    taken: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def beside_words(self) -> str:
        """Return what its lines do not say alike: what is from another one, and what differs."""
        return "; ".join((*self.taken, *self.differing))

    @property
    def may_stop(self) -> bool:
        """Whether recording may stop until something is done about the certificate."""
        return may_stop(self.today.https, self.after)

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what devices have to share so that one of them stands for the others."""
        return (self.about, self.today.https, self.binding, self.after)

    @property
    def needs_pilot(self) -> bool:
        """Whether one device of the kind has to move first: recording may stop, or it is open."""
        return self.may_stop or self.today.https == "unknown" or self.after.fate == "look"

    @property
    def needs_look(self) -> bool:
        """Whether somebody has to look at the certificate before the move."""
        return self.after.fate == "look"

    @property
    def connected_words(self) -> str:
        """Return whether the recorder is connected by HTTPS today, and what says so."""
        says = f" ({'; '.join(self.today.says)})" if self.today.says else ""
        return _CONNECTED[self.today.https] + says

    @property
    def certificate_words(self) -> str:
        """Return what the certificate is bound to, and who says so."""
        names = all_of(_BOUND_TO[name] for name in self.binding.names)
        held = f"{CERTIFICATE[self.binding.held]}, says the list" if self.binding.held else ""
        if self.binding.held == "none":
            return "none, says the list"
        if self.binding.said_by == "list":
            bound = f"made out to {names}, says the list"
        elif self.binding.said_by == "evidence":
            still = "" if self.binding.held else "; nobody says whether it is still that one"
            bound = f"as shipped: {'; '.join(self.says)}{still}"
        else:
            bound = "nobody says what it is made out to"
        return f"{held}; {bound}" if held else bound


def facts_of(device: Device, answered: Callable[[Request], Assessment] | None = None) -> Facts:
    """Return what the list and the catalogue say of a device. The catalogue has to be open.

    `answered` answers what its lines say together; without it what the best of them says counts.
    """
    if not device.lines:
        after = AfterMove("look", "the list does not have the device")
        return Facts("a device that only the map has", "", Today(), Binding(), (), after, False)
    said = [saying for line in device.lines for saying in line.assessment.today]
    if device.old is not None and device.old.scheme is not None:
        said.append(Saying(f"its address begins with {device.old.scheme}", (device.old.scheme,)))
    told = said_together(device.lines)
    best = told.best.assessment
    if told.taken and answered is not None:
        best = answered(told.request)
    answer, request = best.answer, told.request
    binding = binding_of(answer, request.site if request.problem is None else ANY_SITE)
    details: list[Detail] = []
    pins = False
    if answer is not None:
        if binding.said_by == "evidence":
            every = [one for cell in answer.cells for one in cell.details]
            details = [one for one in every if one.name in _SHIPPED]
        pins = dict(answer.plugin_layer.detail("checks") or ()).get("pin") == "on"
    by_name = device.new is not None and not device.new.is_ip
    today = today_of(said)
    after = moved_certificate(answer, binding, by_name=by_name)
    if today.https == "no" and after.fate == "look":
        after = AfterMove("unused", "the recorder does not use it today")
    return Facts(
        _device_type(best),
        best.recorder or "the recorder",
        today,
        binding,
        tuple(dict.fromkeys(_said_by_sources(answer, details))),
        after,
        pins,
        told.taken,
        told.differing,
    )


def _device_type(answer: Assessment) -> str:
    """Return the type of a device: its camera with the firmware, as far as the list says them."""
    camera = " ".join(answer.camera) if answer.camera else answer.request.shown
    if not camera:
        return "a device without a model"
    firmware = answer.request.firmware
    return f"{camera}, firmware {firmware}" if firmware else camera


def _said_by_sources(answer: Answer | None, details: Iterable[Detail]) -> Iterator[str]:
    """Yield what sources say, each with its title and grade."""
    if answer is None:
        return
    found = list(details)
    ids = frozenset(statement.source for one in found for statement in one.statements)
    sources = answer.find_sources(ids)
    for detail in found:
        label, value = detail_words({detail.name: detail.value})[0]
        said = [
            f"{sources[one.source].title if one.source in sources else one.source}, "
            f"{GRADE[one.grade].brief}"
            for one in detail.statements
        ]
        yield f"{label} {value} ({'; '.join(dict.fromkeys(said))})"
