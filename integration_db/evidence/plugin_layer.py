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
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability


class PluginLayer(NamedTuple):
    """What a plugin can do, for one recorder version, and whether one was asked for at all.

    `decisions` has one entry per capability; of those that no plugin decides nothing is said.
    """

    decisions: tuple[Decision, ...] = (NOTHING,) * len(CAPABILITIES)
    asked: bool = False

    def limits(self, capability: Capability) -> bool:
        """Return whether the plugin has a part in what is answered about a capability."""
        return self.asked and capability.plugin_decides

    @property
    def values(self) -> Answers:
        """Return what the plugin can do; `yes` where it has no part, because it sets no limit.

        Without a plugin the answer is about the camera alone.
        """
        return tuple(
            [
                (decision.value or "unknown") if self.limits(capability) else "yes"
                for capability, decision in zip(CAPABILITIES, self.decisions, strict=True)
            ]
        )

    @property
    def grades(self) -> tuple[int, ...]:
        """Return the rank of the evidence behind each value; the best where it sets no limit."""
        return tuple(
            [
                decision.grade if self.limits(capability) else len(GRADES)
                for capability, decision in zip(CAPABILITIES, self.decisions, strict=True)
            ]
        )


NO_PLUGIN: Final = PluginLayer()
"""No plugin was asked for."""

UNKNOWN_PLUGIN: Final = PluginLayer(asked=True)
"""A plugin of which nothing is said."""


def plugin_layer(statements: Sequence[Statement], recorder_version: Firmware | None) -> PluginLayer:
    """Return what the plugin can do at a recorder version; all versions must agree for None."""
    ordered = by_strength(statements)
    layers = []
    for region in regions(ordered, axis="recorder_version"):
        if recorder_version is None:
            if region.lineage == OTHER_LINE:
                continue
        elif region.lineage is not None and not region.meets(recorder_version):
            continue
        layers.append(_plugin_in(ordered, region))
    if not layers:
        layers.append(_plugin_in(ordered, Region(OTHER_LINE)))
    return PluginLayer(tuple(_joined(column) for column in zip(*layers, strict=True)), asked=True)


def _plugin_in(statements: Sequence[Statement], region: Region) -> list[Decision]:
    (held,) = marks_by_region(
        as_marks(statements), [covered(s.recorder_version, [region]) for s in statements], 1
    )
    return [
        decide(held, capability) if capability.plugin_decides else NOTHING
        for capability in CAPABILITIES
    ]


def _joined(decisions: Sequence[Decision]) -> Decision:
    """Return one decision for several regions: certain only where all say the same."""
    first = decisions[0]
    if all(d.value == first.value and not d.undecided for d in decisions):
        deciding = {s.id: s for d in decisions for s in d.deciding}
        overruled = {s.id: s for d in decisions for s in d.overruled if s.id not in deciding}
        return Decision(first.value, tuple(deciding.values()), tuple(overruled.values()))
    open_ = {s.id: s for d in decisions for s in (*d.deciding, *d.undecided)}
    return Decision(undecided=tuple(open_.values()))
