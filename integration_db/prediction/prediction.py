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

from integration_db.prediction import notes
from integration_db.prediction.notes import Note
from integration_db.prediction.open_points import OpenPoint
from integration_db.prediction.outcomes import SETTINGS, Attempt, connect
from integration_db.prediction.site import ANY_SITE, Site
from integration_db.vocabulary import (
    CHANNELS,
    HTTPS_SUPPORT,
    NEEDS_CUSTOM_CERT,
    NO_DETAILS,
    UNDETERMINED,
    VIDEO_ENCRYPTION,
    Answers,
    Outcome,
    Protocol,
    Support,
)


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
    settled_by: OpenPoint | None

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
            "settled_by": self.settled_by.text if self.settled_by else None,
        }


class Circumstances(NamedTuple):
    """What surrounds the rules and never changes an outcome.

    `details` are the camera's (`vocabulary.DETAILS`), `advisories` the recorder's notes that
    apply, `open_points` per capability that is unknown what would settle it.
    """

    details: Mapping[str, object] = NO_DETAILS
    advisories: Sequence[Note] = ()
    open_points: Mapping[str, OpenPoint] = MappingProxyType({})


NO_CIRCUMSTANCES: Final = Circumstances()
"""Nothing is known but the capabilities."""


def predict(
    capabilities: Answers,
    protocol: Protocol,
    site: Site = ANY_SITE,
    circumstances: Circumstances = NO_CIRCUMSTANCES,
) -> Prediction:
    """Return the prediction for one protocol setting.

    Raises `PortNotAllowed` for a port where the setting has no field for it, and `UsageError` for
    a port outside 1 to 65535 or a protocol that the recorder does not have.
    """
    outcomes, attempts, reached = connect(capabilities, protocol, site)
    setting = SETTINGS[protocol]
    outcome = outcomes[0] if len(outcomes) == 1 else UNDETERMINED
    settled_by = None
    if outcome == UNDETERMINED:
        settled_by = _settled_by(capabilities, reached, site, circumstances.open_points)
    return Prediction(
        protocol=protocol,
        outcome=outcome,
        outcomes=outcomes,
        attempts=attempts,
        port_editable=setting.port_editable,
        may_delay=setting.may_delay,
        channels=_channels(outcomes),
        actions=notes.actions(capabilities, setting, outcomes, site, circumstances.details),
        findings=notes.findings(
            capabilities, setting, outcomes, attempts[0].port, site, circumstances.details
        )
        + tuple(circumstances.advisories),
        settled_by=settled_by,
    )


_ENCRYPTED: Final[Mapping[Outcome, frozenset[str]]] = {
    "fails": frozenset(),
    "empty": frozenset(),
    "gear": frozenset(CHANNELS) - {"video"},
    "padlock": frozenset(CHANNELS),
}
"""The channels that travel encrypted with each outcome."""


@lru_cache(maxsize=64)
def _channels(outcomes: tuple[Outcome, ...]) -> Mapping[str, Support]:
    """Return, per channel, whether it travels encrypted; one that cannot be set up does not."""
    encrypted: dict[str, Support] = {}
    for channel in CHANNELS:
        seen = [channel in _ENCRYPTED[outcome] for outcome in outcomes]
        encrypted[channel] = "yes" if all(seen) else "unknown" if any(seen) else "no"
    return MappingProxyType(encrypted)


def _settled_by(
    capabilities: Answers, reached: Support, site: Site, known: Mapping[str, OpenPoint]
) -> OpenPoint:
    """Return the one fact or observation that would narrow the outcomes most."""
    needs_cert = NEEDS_CUSTOM_CERT.of(capabilities)
    if HTTPS_SUPPORT.of(capabilities) == "unknown":
        return known.get(HTTPS_SUPPORT.name) or OpenPoint("https_support")
    if reached == "unknown":
        if site.cert_installed is not True and needs_cert == "yes":
            return OpenPoint("certificate_installed")
        if site.cert_installed is not True and needs_cert == "unknown":
            return OpenPoint("https_before_certificate")
        return OpenPoint("certificate_remade")
    assert VIDEO_ENCRYPTION.of(capabilities) == "unknown", "only an open video encryption is left"
    return known.get(VIDEO_ENCRYPTION.name) or OpenPoint("video_encryption")
