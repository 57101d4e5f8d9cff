"""What is known of one camera's place on site, and the ports that are usual there."""

from __future__ import annotations

from typing import Final, NamedTuple

HTTP_PORT: Final = 80
HTTPS_PORT: Final = 443

NO_PORT: Final = "a port is a number from 1 to 65535"
"""What is wrong with a port that is none."""


def is_port(number: int) -> bool:
    """Whether a number can be that of a port."""
    return 1 <= number <= 65535


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
