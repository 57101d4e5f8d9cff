"""What is known of one camera's place on site, and the ports that follow from it."""

from __future__ import annotations

from typing import Final, NamedTuple

from integration_db.errors import PortNotAllowed, UsageError
from integration_db.vocabulary import PROTOCOLS, Protocol

HTTP_PORT: Final = 80
HTTPS_PORT: Final = 443


class Site(NamedTuple):
    """What is known about the place, each part optional.

    `port` is the recorder's port for the camera, `https_port` the camera's own HTTPS port (443
    if not said). `http_off` and `ip_changed` count as no when not said; `cert_installed` stays
    open when not said.
    """

    port: int | None = None
    https_port: int | None = None
    http_off: bool | None = None
    cert_installed: bool | None = None
    ip_changed: bool | None = None


ANY_SITE: Final = Site()
"""Nothing is known of the site."""


def check_site(protocol: str, site: Site) -> None:
    """Raise `UsageError` or `PortNotAllowed` where the recorder could not be set like that."""
    if protocol not in PROTOCOLS:
        raise UsageError(
            f"protocol {protocol!r}: the recorder offers {', '.join(PROTOCOLS)}",
            code="unknown-protocol",
            suggestions=PROTOCOLS,
        )
    for name, port in (("port", site.port), ("HTTPS port", site.https_port)):
        if port is not None and not 1 <= port <= 65535:
            raise UsageError(f"{name} {port}: a port is a number from 1 to 65535", code="bad-port")
    if site.port is not None and protocol == "https-if-available":
        raise PortNotAllowed(
            f"port {site.port}: with https-if-available the recorder's port cannot be edited "
            "(it tries 443, then 80); use https-required or http to set a port",
            suggestions=("https-required", "http"),
        )


def site_for(protocol: Protocol, site: Site, asked: Protocol | None) -> Site:
    """Return the site as one setting of several sees it: without a port where it has no field.

    Where the setting was `asked` for, a port that it cannot have stays, and is refused.
    """
    if asked is None and site.port is not None and protocol == "https-if-available":
        return Site(None, site.https_port, site.http_off, site.cert_installed, site.ip_changed)
    return site
