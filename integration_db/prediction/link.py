"""What is known of the leg between one recorder and one camera, in one stretch of its firmware.

The link is all that the rules of prediction are told: `evidence` has joined the layers before.
"""

from __future__ import annotations

from typing import Any

from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Answers, Check, CheckState, Interface, Takes


class Link(NamedTuple):
    """Joined capabilities, the camera's details, and how the plugin uses the camera.

    `details` are those of `vocabulary.DETAILS`, `uses` the interfaces that the plugin talks to
    (empty: not known). `checks` says of each check whether the recorder makes it, and
    `check_defaults` how an optional one stands unless somebody chose; what is missing there is
    unknown. `recorder_tls` are the TLS versions that the recorder speaks, `recorder_ways` those in
    which it takes encrypted video. `observed` tells that somebody saw this camera connected by this
    plugin, which settles interface, TLS and checks.
    One that does not `fit` is of a maker whose cameras the plugin does not take.
    """

    capabilities: Answers
    details: tuple[tuple[str, Any], ...] = ()
    takes: Takes = "camera"
    uses: tuple[Interface, ...] = ()
    checks: tuple[tuple[Check, CheckState], ...] = ()
    check_defaults: tuple[tuple[Check, CheckState], ...] = ()
    recorder_tls: tuple[str, ...] = ()
    recorder_ways: tuple[str, ...] = ()
    observed: bool = False
    fits: bool = True

    @property
    def ways(self) -> frozenset[str]:
        """Return in which ways encrypted video may come.

        Those that camera and recorder have in common; where nobody knows of one, the camera's.
        """
        own = frozenset(self.detail("video_via") or ())
        return own.intersection(self.recorder_ways) or own

    def detail(self, name: str) -> Any:
        """Return a detail of the camera, None where nobody says."""
        return next((value for known, value in self.details if known == name), None)

    def check(self, name: Check) -> CheckState | None:
        """Return whether the recorder makes a check, None where nobody says."""
        return next((state for known, state in self.checks if known == name), None)

    def check_default(self, name: Check) -> CheckState | None:
        """Return how an optional check stands unless somebody chose, None where nobody says."""
        return next((state for known, state in self.check_defaults if known == name), None)


def link_through(
    side: PluginLayer,
    capabilities: Answers,
    details: tuple[tuple[str, Any], ...],
    observed: bool,
    fits: bool = True,
) -> Link:
    """Return the link between a recorder's side and a camera of which this is known."""
    return Link(
        capabilities,
        details,
        side.takes,
        side.uses,
        side.detail("checks") or (),
        side.detail("checks_default") or (),
        side.detail("tls") or (),
        side.detail("video_via") or (),
        observed,
        fits,
    )
