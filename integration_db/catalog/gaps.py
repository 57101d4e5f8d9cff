"""What is missing where an answer is unknown, and which one fact would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from integration_db.catalog.question import Question
from integration_db.evidence.cells import Cell
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.statements import Decision
from integration_db.text.labels import WORDS
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
    text: str

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return {"capability": self.capability, "layer": self.layer, "text": self.text}


def gaps(
    question: Question, capabilities: Answers, cells: Sequence[Cell], plugin: PluginLayer
) -> tuple[Gap, ...]:
    """Return, for each unknown capability, the layers that leave it open and what would help."""
    found: list[Gap] = []
    for capability in CAPABILITIES:
        if capability.of(capabilities) != "unknown":
            continue
        if len(cells) > 1 and len({capability.of(cell.values) for cell in cells}) > 1:
            found.append(Gap(capability.name, "camera", _firmware_gap(question)))
            continue
        if any(capability.of(cell.pairing).conflict for cell in cells):
            found.append(Gap(capability.name, "pairing", "statements about this pairing disagree"))
            continue
        for decision in [capability.of(cell.camera) for cell in cells]:
            text = _camera_gap(question, capability, decision)
            if text and Gap(capability.name, "camera", text) not in found:
                found.append(Gap(capability.name, "camera", text))
        if plugin.limits(capability):
            decision = capability.of(plugin.decisions)
            if decision.value in (None, "unknown"):
                text = _plugin_gap(question, capability, decision)
                found.append(Gap(capability.name, "plugin", text))
    return tuple(found)


def open_points(missing: Iterable[Gap]) -> dict[str, str]:
    """Return per unknown capability the one observation or fact that would settle it."""
    found: dict[str, str] = {}
    for gap in missing:
        if gap.layer == "plugin" or gap.capability not in found:
            found[gap.capability] = gap.text
    return found


def _firmware_gap(question: Question) -> str:
    if question.firmware is None:
        return "the camera's firmware: say which version it runs"
    return (
        f"the exact firmware: {question.firmware.raw!r} may mean several versions with "
        "different answers"
    )


def _camera_gap(question: Question, capability: Capability, decision: Decision) -> str | None:
    what = WORDS[capability.name]
    name = f"{question.model.manufacturer} {question.model.name}"
    if decision.value not in (None, "unknown"):
        return None
    if decision.conflict:
        return f"{what}: sources of equal grade disagree about {name}; a test on the camera decides"
    if decision.value == "unknown" and decision.deciding and not decision.undecided:
        return f"{what}: looked for and not found for {name}; a test on the camera decides"
    if decision.undecided:
        if any(s.hardware_version for s in decision.undecided) and not question.hardware_version:
            return f"{what}: depends on the hardware version of {name}: say which"
        firmware = question.firmware
        if firmware is not None and firmware.lineage is None:
            return f"{what}: firmware {firmware.raw!r} cannot be placed: {firmware.reason}"
        return (
            f"{what}: no statement covers this firmware of {name} for certain; "
            "a test on the camera decides"
        )
    return f"{what}: no source found for {name}; a test on the camera decides"


def _plugin_gap(question: Question, capability: Capability, decision: Decision) -> str:
    assert question.plugin is not None
    plugin, recorder = question.plugin.name, question.plugin.recorder.name
    if decision.undecided and any(s.recorder_version.intervals for s in decision.undecided):
        return f"the version of {recorder}: say which"
    if decision.conflict:
        return f"sources of equal grade disagree about the {plugin} plugin of {recorder}"
    if capability == HTTPS_SUPPORT:
        return (
            f"whether the {plugin} plugin of {recorder} uses HTTPS with this camera: connect one "
            "with https-required, then keep what you saw with 'integration-db record'"
        )
    if capability == VIDEO_ENCRYPTION:
        return (
            f"the symbol that {recorder} shows for this camera with the {plugin} plugin, gear or "
            "padlock: connect one, then keep what you saw with 'integration-db record'"
        )
    return (
        f"{WORDS[capability.name]} with the {plugin} plugin of {recorder}: connect a camera, then "
        "keep what you saw with 'integration-db record'"
    )
