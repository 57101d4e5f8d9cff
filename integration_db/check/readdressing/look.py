"""What to look at before the move where nobody knows: once per device type, or per recorder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from integration_db.check.reading.address import Address
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import USUAL_PORTS
from integration_db.text.sentences import brief, counted

LookCode: TypeAlias = Literal["certificate", "connection"]


class Look(NamedTuple):
    """One look that settles something for `devices` devices of a kind: `text` says at what.

    `page` is that of one of them today, `command` shows its certificate at a shell; both are None
    where no address is known, or none is needed.
    """

    code: LookCode
    about: str
    text: str
    devices: int
    page: str | None = None
    command: str | None = None

    @property
    def whom(self) -> str:
        """Return what it is about, for how many, and where one of them is."""
        page = f": {self.page}" if self.page else ""
        return f"{brief(self.about)}, {counted(self.devices, 'device')}{page}"

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return self._asdict()


def by_text(looks: Iterable[Look]) -> list[tuple[str, list[Look]]]:
    """Return what to look at, each once, with the looks that say so."""
    found: dict[str, list[Look]] = {}
    for look in looks:
        found.setdefault(look.text, []).append(look)
    return list(found.items())


def certificate_looks(needed: Iterable[tuple[str, Address | None]]) -> list[Look]:
    """Return one look for each device type, given with the HTTPS address of each device today."""
    by_type: dict[str, list[Address | None]] = {}
    for about, address in needed:
        by_type.setdefault(about, []).append(address)
    looks = []
    for about, addresses in by_type.items():
        address = next((one for one in addresses if one is not None), None)
        command = _COMMAND.format(host=address.text) if address else None
        page = f"https://{_shown(address)}/" if address else None
        looks.append(Look("certificate", about, _CERTIFICATE, len(addresses), page, command))
    return looks


def connection_looks(recorders: Iterable[str]) -> list[Look]:
    """Return one look for each recorder, named once for each device of which it is not said."""
    numbers: dict[str, int] = {}
    for recorder in recorders:
        numbers[recorder] = numbers.get(recorder, 0) + 1
    return [Look("connection", one, _CONNECTION, number) for one, number in numbers.items()]


def _shown(address: Address) -> str:
    """Return an address as it stands in a URL of HTTPS."""
    if address.port != USUAL_PORTS["https"]:
        return address.text
    return f"[{address.host}]" if ":" in address.host else address.host


_CERTIFICATE = (
    "Open the page of one device of the type over https and show its certificate. Field Subject "
    "Alternative Name (where there is none: Common Name, under Subject): does it hold the address? "
    "Field Issuer: is it an authority, the maker, or the camera itself? Address and authority: "
    "have it issued again. Address and camera: make it again. A host name or serial number only: "
    "nothing to do."
)
_CONNECTION = (
    "Look in the recorder which protocol is set for these devices, and whether it shows an "
    "encrypted connection. Until somebody has looked they count as ones that may stop recording."
)
_COMMAND = (
    "openssl s_client -connect {host} </dev/null 2>/dev/null | "
    "openssl x509 -noout -subject -issuer -dates -ext subjectAltName"
)
