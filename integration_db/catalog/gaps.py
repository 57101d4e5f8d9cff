"""What is missing where an answer is unknown, and which one fact would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.catalog.queries.recorders import Plugin
from integration_db.catalog.question import Question
from integration_db.evidence.cells import Cell
from integration_db.evidence.details import value_of
from integration_db.evidence.firmware_span import NO_SPAN, FirmwareSpan
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.spans import intervals
from integration_db.evidence.statements import Decision
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.open_points import OpenPoint, open_point
from integration_db.text.labels import CAPABILITY
from integration_db.text.sentences import EVERY, any_of, spoken_range
from integration_db.vocabulary import (
    CAPABILITIES,
    HTTPS_SUPPORT,
    VIDEO_ENCRYPTION,
    Answers,
    Capability,
)


class Gap(NamedTuple):
    """What is missing for a capability, in which layer, and what would fill it."""

    capability: str
    layer: str
    point: OpenPoint

    @property
    def text(self) -> str:
        """Return it as a clause for people."""
        return self.point.text

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return {"capability": self.capability, "layer": self.layer, "text": self.text}


def gaps(
    question: Question,
    capabilities: Answers,
    cells: Sequence[Cell],
    plugin: PluginLayer,
    everywhere: Sequence[Cell] = (),
    span: FirmwareSpan = NO_SPAN,
) -> tuple[Gap, ...]:
    """Return, for each unknown capability, the layers that leave it open and what would help.

    `cells` are those that the answer speaks of, `everywhere` all of the camera.
    """
    missing: list[Gap] = []
    for capability, value in zip(CAPABILITIES, capabilities, strict=True):
        if value != "unknown":
            continue
        if question.firmware is not None and not cells:
            missing.append(Gap(capability.name, "camera", out_of_span(question, span)))
            continue
        if len(cells) > 1 and len({capability.of(cell.values) for cell in cells}) > 1:
            missing.append(Gap(capability.name, "camera", _firmware_gap(question)))
            continue
        if any(capability.of(cell.pairing).conflict for cell in cells):
            missing.append(Gap(capability.name, "pairing", open_point("pairing_disputed")))
            continue
        for decision in [capability.of(cell.camera) for cell in cells]:
            point = _camera_gap(question, capability, decision, everywhere)
            if point and Gap(capability.name, "camera", point) not in missing:
                missing.append(Gap(capability.name, "camera", point))
        if plugin.limits(capability):
            decision = capability.of(plugin.decisions)
            connecting = question.plugin
            if connecting is not None and not connecting.accepts(question.model.manufacturer):
                missing.append(Gap(capability.name, "plugin", _other_maker(connecting)))
            elif decision.value in (None, "unknown"):
                point = _plugin_gap(question, capability, decision)
                missing.append(Gap(capability.name, "plugin", point))
            elif not any(gap.capability == capability.name for gap in missing) or (
                capability == VIDEO_ENCRYPTION and not any(_have_a_way(c, plugin) for c in cells)
            ):
                missing.append(Gap(capability.name, "plugin", _no_common_way(question)))
    return tuple(missing)


def open_points(missing: Iterable[Gap]) -> dict[str, OpenPoint]:
    """Return per unknown capability the one observation or fact that would settle it."""
    points: dict[str, OpenPoint] = {}
    for gap in missing:
        known = points.get(gap.capability)
        if known is not None and gap.point.code == "transport":
            points[gap.capability] = known._replace(beside=gap.point)
        elif known is None or gap.layer == "plugin":
            points[gap.capability] = gap.point
    return points


def _have_a_way(cell: Cell, plugin: PluginLayer) -> bool:
    """Whether camera and plugin are known to have a way of encrypted video in common."""
    ways = value_of(cell.details, "video_via") or ()
    return bool(set(ways) & set(plugin.detail("video_via") or ()))


def _other_maker(plugin: Plugin) -> OpenPoint:
    return open_point(
        "other_maker",
        plugin=plugin.name,
        recorder=plugin.recorder.name,
    )


def _no_common_way(question: Question) -> OpenPoint:
    assert question.recorder is not None
    name = question.plugin_name or "the plugin"
    return open_point("transport", plugin=name, recorder=question.recorder.name)


def out_of_span(question: Question, span: FirmwareSpan) -> OpenPoint:
    """Return what is to be said where the camera cannot run the firmware that was asked about."""
    firmware = question.firmware
    line = span.line_of(firmware.lineage) if firmware else None
    return open_point(
        "firmware_out_of_span",
        firmware=firmware.raw if firmware else "",
        camera=question.camera_name,
        span=spoken_range(line.clauses) if line else "",
    )


def _firmware_gap(question: Question) -> OpenPoint:
    if question.firmware is None:
        return open_point("firmware")
    return open_point("exact_firmware", firmware=question.firmware.raw)


def _camera_gap(
    question: Question, capability: Capability, decision: Decision, everywhere: Sequence[Cell]
) -> OpenPoint | None:
    what = CAPABILITY[capability.name].name
    name = question.camera_name
    if decision.value not in (None, "unknown"):
        return None
    if decision.conflict:
        return open_point("camera_disputed", what=what, camera=name)
    if decision.value == "unknown" and decision.deciding and not decision.undecided:
        return open_point("looked_for", what=what, camera=name)
    if decision.undecided:
        if any(s.hardware_version for s in decision.undecided) and not question.hardware_version:
            return open_point("hardware_version", what=what, camera=name)
        firmware = question.firmware
        if firmware is not None and firmware.lineage is None:
            return open_point(
                "firmware_of_no_line",
                what=what,
                firmware=firmware.raw,
                reason=firmware.reason or "",
            )
        return open_point("firmware_not_covered", what=what, camera=name)
    spoken_of = [c for c in everywhere if capability.of(c.camera).value in ("yes", "no")]
    if spoken_of:
        ranges = spoken_range([one for span in intervals(spoken_of, ()) for one in span.clauses])
        return open_point(
            "no_source_for_firmware", what=what, camera=name, firmware=ranges or EVERY
        )
    return open_point("no_source", what=what, camera=name)


def _plugin_gap(question: Question, capability: Capability, decision: Decision) -> OpenPoint:
    """Return what would settle the recorder's side: an observation that this recorder can show."""
    assert question.recorder is not None
    recorder = question.recorder
    name = question.plugin_name
    whole = f"the {name} plugin" if name else "its plugin"
    names = {"plugin": whole, "recorder": recorder.name}
    if decision.undecided and any(s.recorder_version.intervals for s in decision.undecided):
        return open_point("recorder_version", recorder=recorder.name)
    if decision.conflict:
        return open_point("plugin_disputed", **names)
    if capability == HTTPS_SUPPORT:
        if question.plugin_name is None:
            return open_point("no_plugin", recorder=recorder.name)
        return open_point("plugin_https", **names)
    by_address = question.plugin is not None and question.plugin.takes == "stream_address"
    told_apart = ("stream",) if by_address else ("control", "full")
    symbols = [symbol for level, symbol in recorder.shows if level in told_apart]
    if symbols:
        return open_point("plugin_video", symbols=any_of(symbols), **names)
    return open_point("plugin_video_unshown", **names)
