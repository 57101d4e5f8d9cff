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
            raise NoAddress(
                f"the subnet mask {mask!r}, which is not that of /{length} behind the address"
            )
        length = own
    if length is not None and address.is_ip:
        _check_length(address.host, length, repr(mask) if mask else f"/{length}")
    if not gateway:
        return Network(length, is_told=bool(mask))
    return Network(length, _gateway(gateway, address, length), is_told=True)


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


def _gateway(written: str, address: Address, length: int | None) -> str:
    """Return the host of the gateway of an address. Raises `NoAddress` for what cannot be one."""
    said = f"the gateway {written!r}"
    host = _host_of(written, said)
    if host == address.host:
        raise NoAddress(f"{said} as its own address too")
    own = ip_address(host) if Address(host).is_ip else None
    if own is None:
        raise NoAddress(f"{said}: it is no IP address")
    if not address.is_ip:  # in which network a name leads nobody knows
        return host
    if own.version != ip_address(address.host).version:
        raise NoAddress(f"{said}, which is one of IPv{own.version}")
    if length is None or (own.version == 6 and own.is_link_local):
        return host
    if not _same_network(address.host, host, length):
        raise NoAddress(f"{said}, which is not in its network (/{length})")
    return _host_of(f"{host}/{length}", said)


def _host_of(written: str, said: str) -> str:
    """Return the host of an address that is `said`. Raises `NoAddress`."""
    try:
        return read_address(written).host
    except NoAddress as error:
        raise NoAddress(f"{said}: {error}") from None


def _check_length(host: str, length: int, mask: str) -> None:
    """Raise `NoAddress` where a device cannot have an address in a network of a length.

    `mask` is how that is written.
    """
    longest = ip_address(host).max_prefixlen
    if length > longest:
        raise NoAddress(f"the subnet mask {mask}, which is longer than the address")
    if length == 0:
        raise NoAddress(f"the subnet mask {mask}, which is that of all addresses there are")
    if length == longest:
        raise NoAddress(f"the subnet mask {mask}, which leaves room for no other device")
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
