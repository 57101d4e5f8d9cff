"""A choice of the recorder's menu for the protocol, as its file describes it, and what it tries."""

from __future__ import annotations

from integration_db.errors import PortNotAllowed
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import USUAL_PORTS, Site
from integration_db.vocabulary import UrlScheme


class Setting(NamedTuple):
    """What the recorder does where a camera has this setting.

    `tries` are the schemes that it connects with, in order, until one is answered. A port can be
    set for the first one where `port_editable`. With `may_delay` the first connection may take a
    little longer. `label` is as the recorder spells it.
    """

    id: str
    label: str
    tries: tuple[UrlScheme, ...]
    port_editable: bool = True
    may_delay: bool = False

    @property
    def encrypts(self) -> bool:
        """Return whether an encrypted connection is tried at all."""
        return "https" in self.tries or "rtsps" in self.tries

    @property
    def in_clear(self) -> bool:
        """Return whether the recorder may be connected without encryption."""
        return "http" in self.tries or "rtsp" in self.tries

    def attempts(self, site: Site) -> tuple[Attempt, ...]:
        """Return what is tried at a site. Raises `PortNotAllowed` for a port it has no field for.

        A port that is set counts for the first scheme; further ones are tried where usual.
        """
        if site.port is not None and not self.port_editable:
            tried = ", then ".join(str(USUAL_PORTS[scheme]) for scheme in self.tries)
            raise PortNotAllowed(
                f"port {site.port}: with {self.label} the recorder's port cannot be edited "
                f"(it tries {tried})"
            )
        first, *others = self.tries
        return (
            Attempt(first, site.port or USUAL_PORTS[first]),
            *(Attempt(scheme, USUAL_PORTS[scheme]) for scheme in others),
        )


class Attempt(NamedTuple):
    """One connection that the recorder tries, in order."""

    scheme: UrlScheme
    port: int

    @property
    def encrypts(self) -> bool:
        """Return whether what is connected like this is encrypted."""
        return self.scheme in ("https", "rtsps")

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {"scheme": self.scheme, "port": self.port}


def site_for(setting: Setting, site: Site, asked: bool) -> Site:
    """Return the site as one setting of several sees it: without a port where it has no field.

    Where the setting was `asked` for, a port that it cannot have stays, and is refused.
    """
    if not asked and site.port is not None and not setting.port_editable:
        return site._replace(port=None)
    return site
