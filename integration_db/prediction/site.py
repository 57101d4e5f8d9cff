"""What is known of one camera's place on site, each condition optional."""

from __future__ import annotations

from typing import Final

from integration_db.errors import UsageError, check_choice
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import (
    DETAILS,
    Certificate,
    CertificateName,
    HttpState,
    TaskCode,
    UrlScheme,
)

USUAL_PORTS: Final[dict[UrlScheme, int]] = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
"""The registered port of each scheme: https://www.iana.org/assignments/service-names-port-numbers"""

NO_PORT: Final = "a port is a number from 1 to 65535"
"""What is wrong with a port that is none."""

TICKED_OFF: Final[tuple[TaskCode, ...]] = (
    "set_clock",
    "open_port",
    "trust_ca",
    "remake_certificate",
    "pin_certificate",
    "check_https",
)
"""The tasks of which no other condition tells that they are done."""


def is_port(number: int) -> bool:
    """Whether a number can be that of a port."""
    return 1 <= number <= 65535


def read_option(text: str) -> tuple[str, str] | None:
    """Return name and value of a choice that is written as `NAME=VALUE`, None for other text."""
    name, _, value = (part.strip() for part in text.partition("="))
    return (name, value) if name and value else None


class Site(NamedTuple):
    """What is known about the place; None and empty where nobody said.

    `port` is the recorder's port for the camera, `https_port` the one under which the recorder
    reaches the camera over HTTPS. Behind `nat` the ports that a camera states say nothing of those
    outside. `as_shipped` tells that switches and certificate of which nothing else is said stand as
    at the factory. `certificate_names` is what the certificate is made out to. `done` are tasks
    that are done, `options` choices of the recorder by name. `strict` takes back every assumption.
    """

    port: int | None = None
    https_port: int | None = None
    nat: bool | None = None
    as_shipped: bool | None = None
    http: HttpState | None = None
    https_on: bool | None = None
    video_on: bool | None = None
    certificate: Certificate | None = None
    certificate_names: tuple[CertificateName, ...] = ()
    address_changed: bool | None = None
    done: tuple[TaskCode, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    strict: bool = False

    def option(self, name: str) -> str | None:
        """Return the value that an option was given, None if none was."""
        return next((value for known, value in self.options if known == name), None)


ANY_SITE: Final = Site()
"""Nothing is known of the site."""


def check_site(site: Site) -> None:
    """Raise `UsageError` for what no site can be."""
    for option, (what, port) in {
        "port": ("port", site.port),
        "https_port": ("HTTPS port", site.https_port),
    }.items():
        if port is not None and not is_port(port):
            raise UsageError(f"{what} {port}: {NO_PORT}", code="bad-port", option=option)
    for task in site.done:
        check_choice("done", task, TICKED_OFF)
    for name in site.certificate_names:
        check_choice("certificate_names", name, DETAILS["certificate_names"])
    if site.certificate_names and site.certificate in (None, "none"):
        raise UsageError(
            f"certificate names {', '.join(site.certificate_names)}: say which certificate is "
            "made out to them",
            code="nothing-to-go-with",
            option="certificate_names",
        )
