"""What a device-type plugin can do at a recorder version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from integration_db.evidence.regions import (
    OTHER_LINE,
    Region,
    as_marks,
    covered,
    marks_by_region,
    regions,
)
from integration_db.evidence.statements import NOTHING, Decision, Statement, by_strength, decide
from integration_db.firmware import Firmware
from integration_db.vocabulary import Support


class PluginLayer(NamedTuple):
    """What a plugin can do, for one recorder version; both parts None: no plugin was asked for."""

    https: Decision = NOTHING
    video: Decision = NOTHING
    asked: bool = False

    @property
    def values(self) -> tuple[Support, Support]:
        """Return HTTPS support and video encryption; `yes` for both when no plugin is asked for.

        Without a plugin the answer is about the camera alone, so the plugin must not limit it.
        """
        if not self.asked:
            return "yes", "yes"
        return self.https.value or "unknown", self.video.value or "unknown"


NO_PLUGIN: Final = PluginLayer()
"""No plugin was asked for."""


def plugin_layer(statements: Sequence[Statement], recorder_version: Firmware | None) -> PluginLayer:
    """Return what the plugin can do at a recorder version; all versions must agree for None."""
    ordered = by_strength(statements)
    layers = []
    for region in regions(ordered, axis="recorder_version"):
        if recorder_version is None:
            if region.lineage == OTHER_LINE:
                continue
        elif region.lineage is not None and not (
            region.lineage == (recorder_version.lineage or OTHER_LINE)
            and region.meets(recorder_version)
        ):
            continue
        layers.append(_plugin_in(ordered, region))
    if not layers:
        layers.append(_plugin_in(ordered, Region(OTHER_LINE)))
    return PluginLayer(_joined([x[0] for x in layers]), _joined([x[1] for x in layers]), True)


def _plugin_in(statements: Sequence[Statement], region: Region) -> tuple[Decision, Decision]:
    (found,) = marks_by_region(
        as_marks(statements), [covered(s.recorder_version, [region]) for s in statements], 1
    )
    return decide(found, 0), decide(found, 1)


def _joined(decisions: Sequence[Decision]) -> Decision:
    """One decision out of those of several regions: certain only where all say the same."""
    first = decisions[0]
    if all(d.value == first.value and not d.undecided for d in decisions):
        deciding = {s.id: s for d in decisions for s in d.deciding}
        overruled = {s.id: s for d in decisions for s in d.overruled if s.id not in deciding}
        return Decision(first.value, tuple(deciding.values()), tuple(overruled.values()))
    open_ = {s.id: s for d in decisions for s in (*d.deciding, *d.undecided)}
    return Decision(undecided=tuple(open_.values()))
