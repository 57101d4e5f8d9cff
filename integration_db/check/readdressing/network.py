"""The network in which a device is afterwards: its mask and its gateway, and whether it changes."""

from __future__ import annotations

import re
from ipaddress import IPv4Interface, ip_address, ip_interface
from typing import Final

from integration_db.check.reading.address import Address, NoAddress, read_address
from integration_db.named_tuple import NamedTuple

_USUAL_LENGTHS: Final = {4: 24, 6: 64}
"""How long the part of a network in an address is taken to be where nobody says it."""
_WITH_LENGTH: Final = re.compile(r"\s*([0-9a-f.:]+/\d{1,3})\s*", re.I)


class Network(NamedTuple):
    """What is said of the network of an address: the length of its prefix in bits, its gateway.

    `is_told` tells that a map has a mask or a gateway for the device in cells of their own.
    """

    length: int | None = None
    gateway: str | None = None
    is_told: bool = False


NOT_SAID: Final = Network()
"""Nobody says anything of the network."""


def length_of(written: str) -> int | None:
    """Return the length that stands behind an address, as in `10.0.0.5/24`, or None."""
    found = _WITH_LENGTH.fullmatch(written)
    try:
        return ip_interface(found[1]).network.prefixlen if found is not None else None
    except ValueError:
        return None


def network_of(address: Address, length: int | None, mask: str, gateway: str) -> Network:
    """Return the network of a new address from what is written as its mask and its gateway.

    A mask is one, or a length with or without a stroke; empty texts say nothing, `length` is what
    stands behind the address itself. Raises `NoAddress` for what cannot be.
    """
    if mask:
        own = _length_of_mask(mask)
        if "." in mask and ":" in address.host:
            raise NoAddress(f"the subnet mask {mask!r}, which is one of IPv4")
        if length is not None and own != length:
            raise NoAddress(f"the mask {mask!r} is not that of /{length} behind the address")
        length = own
    if length is not None and address.is_ip:
        _check_length(address.host, length)
    if not gateway:
        return Network(length, is_told=bool(mask))
    try:
        host = read_address(gateway).host
    except NoAddress as error:
        raise NoAddress(f"the gateway {gateway!r}: {error}") from None
    if host == address.host:
        raise NoAddress(f"the gateway {gateway!r} as its own address too")
    if length is not None and not _same_network(address.host, host, length):
        raise NoAddress(f"the gateway {gateway!r}, which is not in its network (/{length})")
    return Network(length, host, is_told=True)


def mask_words(address: Address, length: int) -> str:
    """Return a mask as people enter it: in numbers for IPv4, else as a length."""
    own = ip_interface(f"{address.host}/{length}") if address.is_ip else None
    return str(own.netmask) if isinstance(own, IPv4Interface) else f"/{length}"


def changes_network(
    old: Address, old_length: int | None, new: Address, new_length: int | None
) -> bool:
    """Whether an address is in another network than the one before; of names nobody knows.

    Where nobody says the length, that of most networks counts: /24 for IPv4, /64 for IPv6.
    """
    if not (old.is_ip and new.is_ip):
        return False
    if old_length is not None and new_length is not None and old_length != new_length:
        return True
    usual = _USUAL_LENGTHS[ip_address(new.host).version]
    length = next((one for one in (new_length, old_length) if one is not None), usual)
    return not _same_network(old.host, new.host, length)


def _length_of_mask(mask: str) -> int:
    """Return the length that a mask means. Raises `NoAddress`."""
    try:
        if re.fullmatch(r"/?\d{1,3}", mask):
            length = int(mask.lstrip("/"))
            if 1 <= length <= 128:
                return length
        own = ip_interface(f"0.0.0.0/{mask}")
        if "." in mask and str(own.netmask) == mask:
            return own.network.prefixlen
    except ValueError:
        pass
    raise NoAddress(f"the subnet mask {mask!r}, which is none")


def _check_length(host: str, length: int) -> None:
    """Raise `NoAddress` where a device cannot have an address in a network of a length."""
    if length > ip_address(host).max_prefixlen:
        raise NoAddress(f"the subnet mask /{length}, which is longer than the address")
    try:
        read_address(f"{host}/{length}")
    except NoAddress as error:
        raise NoAddress(f"the new address {host!r}: {error}") from None


def _same_network(one: str, other: str, length: int) -> bool:
    """Whether two addresses are in one network of a length; never where one is a name."""
    try:
        return ip_interface(f"{one}/{length}").network == ip_interface(f"{other}/{length}").network
    except ValueError:
        return False
