"""What a recorder and its device-type plugin can do, at a recorder version and with its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from integration_db.evidence.details import Details, details_of, value_of
from integration_db.evidence.regions import (
    NOTHING_SAID,
    OTHER_LINE,
    OtherVersions,
    Region,
    chosen_for,
    covered,
    regions,
)
from integration_db.evidence.statements import (
    NOTHING,
    Decision,
    Statement,
    by_strength,
    conjunction,
    decide,
)
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability, Interface, Takes


class PluginLayer(NamedTuple):
    """What the recorder's side can do, and whether one was asked for at all.

    `decisions` has one entry per capability; of those that no plugin decides nothing is said.
    `takes` and `uses` are how the plugin connects: to a camera or to a stream address, and to
    which interfaces (empty: not known).
    """

    decisions: tuple[Decision, ...] = (NOTHING,) * len(CAPABILITIES)
    asked: bool = False
    details: Details = ()
    takes: Takes = "camera"
    uses: tuple[Interface, ...] = ()

    def limits(self, capability: Capability) -> bool:
        """Return whether the plugin has a part in what is answered about a capability."""
        return self.asked and capability.plugin_decides

    def detail(self, name: str) -> Any:
        """Return a detail of the recorder's side, None where nobody says."""
        return value_of(self.details, name)

    @property
    def joined_by(self) -> tuple[object, ...]:
        """Return all that a camera is joined with: sides alike in it give it the same cells."""
        return self.asked, self.values, self.takes, self.detail("video_via")

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Return what the recorder certainly does not check of a certificate."""
        return tuple(check for check, state in self.detail("checks") or () if state == "off")

    @property
    def values(self) -> Answers:
        """Return what the plugin can do; `yes` where it has no part, because it sets no limit.

        Without a recorder the answer is about the camera alone.
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
"""No recorder was asked for."""

UNKNOWN_PLUGIN: Final = PluginLayer(asked=True)
"""A plugin that does not take the camera at all: nothing is said of the two."""


def choices(values: Mapping[str, Sequence[str]]) -> list[tuple[tuple[str, str], ...]]:
    """Return every way to choose one value of each option; one empty way for no options."""
    return [tuple(zip(values, chosen, strict=True)) for chosen in product(*values.values())]


def newest_with_evidence(statements: Iterable[Statement]) -> Region | None:
    """Return the newest stretch of recorder versions in which a statement certainly holds.

    None where no statement names a version: then all hold at every version.
    """
    given = list(statements)
    stretches = [r for r in regions(given, axis="recorder_version") if r.lineage != OTHER_LINE]
    if len(stretches) == 1 and stretches[0].lineage is None:
        return None
    columns = [covered(statement.recorder_version, stretches) for statement in given]
    for number in reversed(range(len(stretches))):
        if any(column[number] == "yes" for column in columns):
            return stretches[number]
    return stretches[-1]


def plugin_layer(
    statements: Sequence[Statement],
    beside: OtherVersions = NOTHING_SAID,
    takes: Takes = "camera",
    uses: tuple[Interface, ...] = (),
) -> PluginLayer:
    """Return what the recorder's side can do at a version and with options.

    `statements` are those of the plugin and of its recorder as a whole. A version that may lie in
    several stretches, or that nobody said, counts as all of them: they have to agree.
    """
    ordered = by_strength(statements)
    version = beside.recorder_version
    layers = []
    for region in regions(ordered, axis="recorder_version"):
        if version is None:
            if region.lineage == OTHER_LINE:
                continue
        elif region.lineage is not None and not region.meets(version):
            continue
        layers.append(_layer_in(ordered, region, beside))
    if not layers:
        layers.append(_layer_in(ordered, Region(OTHER_LINE), beside))
    decisions, details = zip(*layers, strict=True)
    alike = [
        one for one in details[0] if all(value_of(d, one.name) == one.value for d in details[1:])
    ]
    return PluginLayer(
        tuple(_joined(column) for column in zip(*decisions, strict=True)),
        True,
        tuple(alike),
        takes,
        uses,
    )


def _layer_in(
    statements: Sequence[Statement], region: Region, beside: OtherVersions
) -> tuple[list[Decision], Details]:
    held = []
    for statement in statements:
        (here,) = covered(statement.recorder_version, [region])
        truth = conjunction(here, chosen_for(statement, beside.options))
        if truth != "no":
            held.append((statement, truth == "yes"))
    decisions = [
        decide(held, capability) if capability.plugin_decides else NOTHING
        for capability in CAPABILITIES
    ]
    return decisions, details_of(held)


def _joined(decisions: Sequence[Decision]) -> Decision:
    """Return one decision for several regions: certain only where all say the same."""
    first = decisions[0]
    if all(d.value == first.value and not d.undecided for d in decisions):
        deciding = {s.id: s for d in decisions for s in d.deciding}
        overruled = {s.id: s for d in decisions for s in d.overruled if s.id not in deciding}
        conflict = any(d.conflict for d in decisions)
        return Decision(
            first.value, tuple(deciding.values()), tuple(overruled.values()), conflict=conflict
        )
    open_ = {s.id: s for d in decisions for s in (*d.deciding, *d.undecided)}
    return Decision(undecided=tuple(open_.values()))
