"""An address of a camera as lists write it: IPv4, IPv6, a host name; with a port, as a URL."""

from __future__ import annotations

import re
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv6Address,
    IPv6Interface,
    ip_address,
    ip_interface,
)
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import USUAL_PORTS, is_port

_URL: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:[^/?#]*@)?(?P<rest>[^/?#]*).*", re.I)
_NO_USER: Final = frozenset("/?# ")
"""Signs that no user and no password in front of an address has."""
_BRACKETS: Final = re.compile(r"\[(?P<host>[^\]]+)\](?::(?P<port>\d{1,5}))?")
_WITH_PORT: Final = re.compile(r"(?P<host>[^:\s]+):(?P<port>\d{1,5})")
_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_MISTYPED: Final = re.compile(r"[0-9]{1,3}(?:\.[^.]*){3}|(?:[0-9]{1,3}\.){2}.*")
"""An IP address with a slip, or with parts left open: four parts that begin with a number."""
_DOMAIN: Final = re.compile(r"[^\W\d_][\w-]+")
"""The last part of a host name, which has a letter first and two at least; `n.a.` has not:
https://www.rfc-editor.org/rfc/rfc3696#section-2"""
_OPEN: Final = re.compile(r"(\w)\1*(?:\.\1+)+")
"""Nothing but one sign, as in `xxx.xxx.xxx.xxx`."""
_NO_NAMES: Final = frozenset(
    ("dhcp", "bootp", "auto", "automatic", "autoip", "static", "dynamic", "free", "new", "none")
    + ("offline", "online", "unknown", "pending", "reserved", "reserve", "open", "vlan", "subnet")
    + ("tbd", "tba", "tbc", "todo", "later", "na", "null", "nil", "test", "spare")
)
"""Words that people write for an address, also with a number, though a host could be named so."""
_PORTS_OF_ONE_PAGE: Final = frozenset((USUAL_PORTS["http"], USUAL_PORTS["https"]))
"""Two ports of one web page, so they tell no two devices apart."""
_LONGEST: Final = 253
"""Characters of a host name: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4"""


class Address(NamedTuple):
    """Where a device is reached: a host, the port where one is said, the scheme of a URL.

    `host` is in one spelling, so that equal addresses compare as equal.
    """

    host: str
    port: int | None = None
    scheme: str | None = None

    @property
    def is_ip(self) -> bool:
        """Whether the host is an IP address and not a name."""
        return _ip(self.host) is not None

    @property
    def text(self) -> str:
        """Return it as people read it."""
        if self.port is None:
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class NoAddress(ValueError):
    """A text that is no address of a device; the message is one clause for people."""


def read_address(written: str, port: int | None = None) -> Address:
    """Return the address that a cell means; `port` counts where the cell says none.

    What stands in front of `@`, a user with a password, is let go. Raises `NoAddress`.
    """
    text = written.strip()
    url = _URL.fullmatch(text)
    scheme = url["scheme"].lower() if url else None
    host = url["rest"].strip() if url else _without_user(text)
    found = _BRACKETS.fullmatch(host) or _WITH_PORT.fullmatch(host)
    if found is not None:
        host = found["host"]
        if found["port"] is not None:
            port = int(found["port"])
            if not is_port(port):
                raise NoAddress("its port is no number from 1 to 65535")
    return Address(_host(host), port, scheme)


def _without_user(text: str) -> str:
    """Return a text without the user in front of `@`, who has a password, masked or not.

    A name alone may be one too in front of an IP address; else it is that of a mail address.
    """
    user, _, host = text.rpartition("@")
    user = user.removeprefix("//")
    is_one = ":" in user or not user.strip("*") or re.fullmatch(r"[0-9.]+(:[0-9]+)?", host)
    return host if is_one and _NO_USER.isdisjoint(user) else text


def may_be_one(one: Address, other: Address) -> bool:
    """Whether two addresses lead to one place: one host, and no ports that tell them apart.

    Behind a router several devices share a host, each with a port of its own.
    """
    if one.host != other.host or one.port is None or other.port is None:
        return one.host == other.host
    return other.port in ports_like(one.port)


def ports_like(port: int) -> tuple[int | None, ...]:
    """Return with which ports an address of a host may lead to the same place as with this one."""
    if port in _PORTS_OF_ONE_PAGE:
        return (None, *_PORTS_OF_ONE_PAGE)
    return None, port


def _host(text: str) -> str:
    """Return a host in one spelling. Raises `NoAddress`."""
    found = _ip(text)
    if found is not None:
        return _of_a_device(found)
    if re.fullmatch(r"[0-9.]+(/\d+)?|[0-9a-f:]*:[0-9a-f:.]*(/\d+)?", text, re.I):
        raise NoAddress("it is no IP address")
    name = text.rstrip(".").casefold()
    labels = name.split(".")
    if not name or len(name) > _LONGEST or not all(map(_LABEL.fullmatch, labels)):
        raise NoAddress("it is neither an IP address nor a host name")
    if len(labels) > 1 and (labels[-1].isdigit() or _MISTYPED.fullmatch(name)):
        raise NoAddress("it is no IP address")
    if len(labels) > 1 and (_OPEN.fullmatch(name) or not _DOMAIN.fullmatch(labels[-1])):
        raise NoAddress("it is neither an IP address nor a host name")
    if len(labels) == 1 and re.sub(r"[\d_-]", "", name) in _NO_NAMES:
        raise NoAddress("it is neither an IP address nor a host name")
    return name


def _ip(text: str) -> IPv4Interface | IPv6Interface | IPv4Address | IPv6Address | None:
    try:
        return ip_interface(text) if "/" in text else ip_address(text)
    except ValueError:
        return None


def _of_a_device(found: IPv4Interface | IPv6Interface | IPv4Address | IPv6Address) -> str:
    """Return an IP address without its network's length. Raises `NoAddress` for no device's."""
    own: IPv4Address | IPv6Address = found
    if isinstance(found, (IPv4Interface, IPv6Interface)):
        own, network = found.ip, found.network
        if network.prefixlen < network.max_prefixlen - 1:
            if own == network.network_address:
                raise NoAddress(f"it is the address of the network {network}")
            if own.version == 4 and own == network.broadcast_address:
                raise NoAddress(f"it is the broadcast address of the network {network}")
    if isinstance(own, IPv6Address) and own.ipv4_mapped is not None:
        own = own.ipv4_mapped
    if own.is_unspecified or own.is_multicast or own.is_loopback or str(own) == "255.255.255.255":
        raise NoAddress("no device can have it as its own")
    return str(own)
