"""How a device gets its old address back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import all_of, capital

_AGAIN: Final = (
    "set {old} again{network} at the camera, then in the recorder, in DHCP and in the firewall"
)
_NETWORK: Final = ", with the mask and gateway of today,"
_CERTIFICATE: Final = "a certificate made for {new} does not fit {old}: keep the one of today"


class WayBack(NamedTuple):
    """The way back, in clauses: each is empty where there is nothing to say.

    `first` is what has to be done so that the old address is known and free, `again` how it is set,
    `certificate` what to think of beside it.
    """

    first: str = ""
    again: str = ""
    certificate: str = ""

    @property
    def text(self) -> str:
        """Return it in sentences."""
        return " ".join(f"{capital(clause)}." for clause in self if clause)


def way_back(
    *,
    old: str,
    new: str,
    in_its_place: Sequence[int] = (),
    waited: bool = False,
    other_network: bool = False,
    renewed: bool = False,
) -> WayBack:
    """Return the way back of a device from its new address; `old` is empty where nobody says it.

    `in_its_place` are the moves by which others get its old address, `waited` tells that it waited
    aside; `renewed` that it may have another certificate by then.
    """
    first = ""
    if not old:
        first = "write its old address down before the move: ____"
    elif in_its_place:
        moves = "move" if len(in_its_place) == 1 else "moves"
        taken = f"take {moves} {all_of(map(str, in_its_place))} back"
        how = f"back to the address where it waited, then {taken}" if waited else f"{taken} first"
        first = f"{how}, which gives {old} away"
    old = old or "the old address"
    return WayBack(
        first,
        _AGAIN.format(old=old, network=_NETWORK if other_network else ""),
        _CERTIFICATE.format(old=old, new=new) if renewed else "",
    )
