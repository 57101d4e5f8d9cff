"""What each protocol setting tries, and what the recorder can show after it.

A setting is one entry of `SETTINGS`; whatever depends on the setting is read from there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from integration_db.errors import PortNotAllowed, UsageError
from integration_db.prediction.site import HTTP_PORT, HTTPS_PORT, NO_PORT, Site, is_port
from integration_db.vocabulary import (
    HTTPS_SUPPORT,
    NEEDS_CUSTOM_CERT,
    OUTCOMES,
    REGEN_CERT_ON_IP_CHANGE,
    VIDEO_ENCRYPTION,
    Answers,
    Outcome,
    Protocol,
    Support,
)


class Setting(NamedTuple):
    """What the recorder does where a camera has this protocol setting.

    `tries` are the schemes that it connects with, HTTPS first, until one is answered: a setting
    that tries `http` too goes on in the clear where HTTPS is not reached, another fails. A port can
    be set for the first one where `port_editable`. With `may_delay` the first connection may take a
    little longer.
    """

    tries: tuple[str, ...]
    port_editable: bool
    may_delay: bool

    @property
    def encrypts(self) -> bool:
        """Return whether HTTPS is tried at all."""
        return "https" in self.tries

    @property
    def in_clear(self) -> bool:
        """Return whether the recorder may be connected without encryption."""
        return "http" in self.tries


SETTINGS: Final[dict[Protocol, Setting]] = {
    "http": Setting(("http",), port_editable=True, may_delay=False),
    "https-if-available": Setting(("https", "http"), port_editable=False, may_delay=True),
    "https-required": Setting(("https",), port_editable=True, may_delay=False),
}
"""Every protocol setting, in the order of `PROTOCOLS`."""

HTTPS_ONLY: Final = next(name for name, setting in SETTINGS.items() if not setting.in_clear)
"""The setting that never goes on in the clear; a symbol is asked for with it if none is said."""

_PORTS: Final = {"http": HTTP_PORT, "https": HTTPS_PORT}


class Attempt(NamedTuple):
    """One connection that the recorder tries, in order."""

    scheme: str
    port: int


def check_site(protocol: Protocol, site: Site) -> None:
    """Raise `UsageError` or `PortNotAllowed` where the recorder could not be set like that."""
    if protocol not in SETTINGS:
        raise UsageError(
            f"protocol {protocol!r}: the recorder offers {', '.join(SETTINGS)}",
            code="unknown-protocol",
            suggestions=tuple(SETTINGS),
            option="protocol",
        )
    ports = {"port": ("port", site.port), "https_port": ("HTTPS port", site.https_port)}
    for option, (name, port) in ports.items():
        if port is not None and not is_port(port):
            raise UsageError(f"{name} {port}: {NO_PORT}", code="bad-port", option=option)
    setting = SETTINGS[protocol]
    if site.port is not None and not setting.port_editable:
        tried = ", then ".join(str(_PORTS[scheme]) for scheme in setting.tries)
        others = tuple(name for name in reversed(SETTINGS) if SETTINGS[name].port_editable)
        raise PortNotAllowed(
            f"port {site.port}: with {protocol} the recorder's port cannot be edited "
            f"(it tries {tried}); use {' or '.join(others)} to set a port",
            suggestions=others,
        )


def site_for(protocol: Protocol, site: Site, asked: Protocol | None) -> Site:
    """Return the site as one setting of several sees it: without a port where it has no field.

    Where the setting was `asked` for, a port that it cannot have stays, and is refused.
    """
    if asked is None and site.port is not None and not SETTINGS[protocol].port_editable:
        return site._replace(port=None)
    return site


class Trial(NamedTuple):
    """What comes of connecting: all that may be shown, what is tried, whether HTTPS is reached.

    `outcomes` are in the order of `OUTCOMES`.
    """

    outcomes: tuple[Outcome, ...]
    attempts: tuple[Attempt, ...]
    reached: Support


_OVER_HTTPS: Final[dict[Support, frozenset[Outcome]]] = {
    "yes": frozenset({"padlock"}),
    "no": frozenset({"gear"}),
    "unknown": frozenset({"gear", "padlock"}),
}
"""What may be shown where HTTPS is reached, by whether the video can be encrypted."""


@lru_cache(maxsize=4096)
def connect(capabilities: Answers, protocol: Protocol, site: Site) -> Trial:
    """Return what comes of connecting a camera. Raises as `check_site` does."""
    check_site(protocol, site)
    setting = SETTINGS[protocol]
    first, *others = setting.tries
    attempts = (
        Attempt(first, site.port or _PORTS[first]),
        *(Attempt(scheme, _PORTS[scheme]) for scheme in others),
    )
    reached: Support = _reached(capabilities, attempts[0].port, site) if setting.encrypts else "no"
    possible: set[Outcome] = set()
    if reached != "yes":
        possible.add("empty" if setting.in_clear and not site.http_off else "fails")
    if reached != "no":
        possible |= _OVER_HTTPS[VIDEO_ENCRYPTION.of(capabilities)]
    return Trial(tuple(o for o in OUTCOMES if o in possible), attempts, reached)


def _reached(capabilities: Answers, tried: int, site: Site) -> Support:
    """Return whether the recorder gets an HTTPS connection on the port that it tries.

    Derived rules: a certificate that is needed and not there, a port that is not the camera's,
    and a certificate that has to be made again after an IP change.
    """
    https = HTTPS_SUPPORT.of(capabilities)
    needs_cert = NEEDS_CUSTOM_CERT.of(capabilities)
    if https == "no" or tried != (site.https_port or HTTPS_PORT):
        return "no"
    if site.cert_installed is False and needs_cert == "yes":
        return "no"
    if site.cert_installed is not True and needs_cert != "no":
        return "unknown"
    if site.ip_changed and REGEN_CERT_ON_IP_CHANGE.of(capabilities) != "no":
        return "unknown"
    return https
