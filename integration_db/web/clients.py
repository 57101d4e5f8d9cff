"""Who a client is, as far as its address tells: for shares, and for nothing else."""

from __future__ import annotations

import ipaddress
from typing import Final

_SITE: Final = 64
"""Bits of an IPv6 address that tell clients apart; each has all addresses behind them."""


def client_at(host: str) -> str:
    """Return what all addresses of one client have in common."""
    if ":" not in host:
        return host
    try:
        return str(ipaddress.ip_network((host.partition("%")[0], _SITE), strict=False))
    except ValueError:
        return host
