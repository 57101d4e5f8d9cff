"""What the recorder will do: capabilities, protocol setting and site conditions to outcomes.

The connection rules are those of the exacqVision knowledge base article
https://exacq-cms.johnsoncontrols.com/?p=1342 (protocol menu, ports, fallback, symbols); rules that
only follow from it are marked "derived" where they stand. This module decides nothing about what
a camera can do; it is told.

A prediction keeps *every* outcome that the knowledge allows. More knowledge can only take
outcomes away, never add one; the tests hold this for every combination.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from integration_db import advice
from integration_db.advice import Note
from integration_db.cells import Answers
from integration_db.errors import PortNotAllowed, UsageError
from integration_db.vocabulary import (
    CHANNELS,
    NO_DETAILS,
    OUTCOMES,
    PROTOCOLS,
    Outcome,
    Protocol,
    Support,
)

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


class Attempt(NamedTuple):
    """One connection that the recorder tries, in order."""

    scheme: str
    port: int


class Prediction(NamedTuple):
    """What the recorder will show for one protocol setting.

    `outcomes` are all that remain possible, least encrypted first; `outcome` is the only one, or
    `undetermined`, and then `settled_by` names the observation or fact that would decide.
    `channels` tells per channel whether it is encrypted; `actions` are jobs to do on site.
    """

    protocol: Protocol
    outcome: str
    outcomes: tuple[Outcome, ...]
    attempts: tuple[Attempt, ...]
    port_editable: bool
    may_delay: bool
    channels: Mapping[str, Support]
    actions: tuple[Note, ...]
    findings: tuple[Note, ...]
    settled_by: str | None

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            "protocol": self.protocol,
            "outcome": self.outcome,
            "outcomes": list(self.outcomes),
            "attempts": [{"scheme": a.scheme, "port": a.port} for a in self.attempts],
            "port_editable": self.port_editable,
            "may_delay": self.may_delay,
            "channels": dict(self.channels),
            "actions": [note.to_dict() for note in self.actions],
            "findings": [note.to_dict() for note in self.findings],
            "settled_by": self.settled_by,
        }


class Circumstances(NamedTuple):
    """What surrounds the rules and never changes an outcome.

    `details` are the camera's (`vocabulary.DETAILS`), `advisories` the recorder's notes that
    apply, `open_points` one sentence per capability that is unknown: what would settle it.
    """

    details: Mapping[str, object] = NO_DETAILS
    advisories: Sequence[Note] = ()
    open_points: Mapping[str, str] = MappingProxyType({})


NO_CIRCUMSTANCES: Final = Circumstances()
"""Nothing is known but the capabilities."""


def predict(
    capabilities: Answers,
    protocol: Protocol,
    site: Site = ANY_SITE,
    circumstances: Circumstances = NO_CIRCUMSTANCES,
) -> Prediction:
    """Return the prediction for one protocol setting.

    Raises `PortNotAllowed` for a port with `https-if-available`, and `UsageError` for a port
    outside 1 to 65535 or a protocol that the recorder does not have.
    """
    outcomes, attempts, reach = _outcomes(capabilities, protocol, site)
    outcome = outcomes[0] if len(outcomes) == 1 else "undetermined"
    settled_by = None
    if outcome == "undetermined":
        settled_by = _settled_by(capabilities, reach, site, circumstances.open_points)
    return Prediction(
        protocol=protocol,
        outcome=outcome,
        outcomes=outcomes,
        attempts=attempts,
        port_editable=protocol != "https-if-available",
        may_delay=protocol == "https-if-available",
        channels=_channels(outcomes),
        actions=advice.actions(capabilities, protocol, outcomes, site, circumstances.details),
        findings=advice.findings(
            capabilities, protocol, outcomes, attempts[0].port, site, circumstances.details
        )
        + tuple(circumstances.advisories),
        settled_by=settled_by,
    )


@lru_cache(maxsize=4096)
def _outcomes(
    capabilities: Answers, protocol: Protocol, site: Site
) -> tuple[tuple[Outcome, ...], tuple[Attempt, ...], Support]:
    """Return outcomes in order, the connections tried, and whether HTTPS can be reached."""
    check_site(protocol, site)
    without_https: Outcome = "fails" if site.http_off else "empty"
    if protocol == "http":
        return (without_https,), (Attempt("http", site.port or HTTP_PORT),), "no"
    tried = site.port or HTTPS_PORT
    attempts: tuple[Attempt, ...] = (Attempt("https", tried),)
    if protocol == "https-if-available":
        attempts += (Attempt("http", HTTP_PORT),)
    else:
        without_https = "fails"
    reach = reachable(capabilities, tried, site)
    possible: set[Outcome] = set()
    if reach != "yes":
        possible.add(without_https)
    if reach != "no":
        video = capabilities[1]
        possible |= {"padlock"} if video == "yes" else set()
        possible |= {"gear"} if video == "no" else set()
        possible |= {"gear", "padlock"} if video == "unknown" else set()
    return tuple(o for o in OUTCOMES if o in possible), attempts, reach


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


def reachable(capabilities: Answers, tried: int, site: Site) -> Support:
    """Return whether the recorder gets an HTTPS connection on the port that it tries.

    Derived rules: a certificate that is needed and not there, a port that is not the camera's,
    and a certificate that has to be made again after an IP change.
    """
    https, _, needs_cert, regen = capabilities
    if https == "no" or tried != (site.https_port or HTTPS_PORT):
        return "no"
    if site.cert_installed is False and needs_cert == "yes":
        return "no"
    if site.cert_installed is not True and needs_cert != "no":
        return "unknown"
    if site.ip_changed and regen != "no":
        return "unknown"
    return https


@lru_cache(maxsize=64)
def _channels(outcomes: tuple[Outcome, ...]) -> Mapping[str, Support]:
    """Return, per channel, whether it travels encrypted; one that cannot be set up does not."""
    control = {outcome in ("gear", "padlock") for outcome in outcomes}
    video = {outcome == "padlock" for outcome in outcomes}
    words = {frozenset({True}): "yes", frozenset({False}): "no"}
    found: dict[str, Support] = {}
    for channel in CHANNELS:
        seen = frozenset(video if channel == "video" else control)
        word = words.get(seen)
        found[channel] = "yes" if word == "yes" else "no" if word == "no" else "unknown"
    return MappingProxyType(found)


def _settled_by(
    capabilities: Answers, reach: Support, site: Site, open_points: Mapping[str, str]
) -> str:
    """Return the one fact or observation that would narrow the outcomes most."""
    https, video, needs_cert, _ = capabilities
    if https == "unknown":
        return open_points.get("https_support", "whether HTTPS is supported")
    if reach == "unknown":
        if site.cert_installed is not True and needs_cert == "yes":
            return "whether the camera's own certificate is installed"
        if site.cert_installed is not True and needs_cert == "unknown":
            return (
                "whether HTTPS works before a certificate is put on the camera: open its web page "
                "over https, or install a certificate and say that it is there"
            )
        return "whether the camera's certificate was made again after its address changed"
    assert video == "unknown", "only an open video encryption is left"
    return open_points.get("video_encryption", "whether the video stream is encrypted")
