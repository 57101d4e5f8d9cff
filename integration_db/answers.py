"""Answers for people and programs: values, predictions, and the explanation behind them.

Puts together what the pure core decided and gives it the shape of the JSON promise. There is no
answer without its explanation; the explanation is worked out only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from integration_db.advice import Note
from integration_db.cells import Answers, Cell, PluginLayer
from integration_db.firmware import Firmware, compare, parse_firmware
from integration_db.lookups import Model, Source
from integration_db.names import Match
from integration_db.predict import Circumstances, Prediction
from integration_db.recorders import Plugin, Recorder
from integration_db.spans import interval_objects, intervals
from integration_db.statements import Decision, Statement
from integration_db.vocabulary import CAPABILITIES, Support

SourceLookup = Callable[[frozenset[str]], dict[str, Source]]

WORDS: Final = {
    "https_support": "HTTPS support",
    "video_encryption": "video encryption",
    "needs_custom_cert": "own certificate needed",
    "regen_cert_on_ip_change": "new certificate after IP change",
}
"""The capabilities as people read them."""


class Reason(NamedTuple):
    """One statement's part in an answer; `decisive` if the value rests on it."""

    capability: str
    value: Support
    statement: Statement
    decisive: bool
    source: Source | None
    newer: bool

    @property
    def layer_words(self) -> str:
        """Return of what the statement speaks, in words."""
        layer, scope = self.statement.layer, self.statement.scope
        return f"pairing ({scope})" if layer == "pairing" else scope

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        statement = self.statement
        source = self.source
        found: dict[str, object] = {
            "capability": self.capability,
            "layer": statement.layer,
            "scope": statement.scope,
            "value": self.value,
            "firmware": statement.firmware.text,
            "recorder_version": statement.recorder_version.text,
            "hardware_version": statement.hardware_version,
            "grade": statement.grade,
            "verified_on": statement.verified_on,
            "newer_than_verified": self.newer,
            "source": source.to_dict() if source else {"id": statement.source},
            "note": statement.note,
            "decisive": self.decisive,
        }
        return found


class Gap(NamedTuple):
    """What is missing for a capability, in which layer, and what would fill it."""

    capability: str
    layer: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return {"capability": self.capability, "layer": self.layer, "text": self.text}


class Question(NamedTuple):
    """What was asked, each part as it was understood."""

    match: Match
    model: Model
    firmware: Firmware | None
    hardware_version: str | None
    recorder: Recorder | None
    plugin: Plugin | None
    recorder_version: Firmware | None


class Answer(NamedTuple):
    """The capabilities of one camera as asked, the predictions, and why.

    `cells` are those that the firmware may lie in; `all_cells` the whole camera; `circumstances`
    what the predictions were told beside the capabilities; `gaps` what is missing for each
    capability that is unknown. The explanation reads its sources when
    it is asked for, so the catalogue has to be open then.
    """

    question: Question
    capabilities: Answers
    cells: tuple[Cell, ...]
    all_cells: tuple[Cell, ...]
    plugin_layer: PluginLayer
    predictions: tuple[Prediction, ...]
    circumstances: Circumstances
    gaps: tuple[Gap, ...]
    find_sources: SourceLookup

    @property
    def explanation(self) -> tuple[Reason, ...]:
        """Return every statement that decided or was overruled, capability by capability."""
        entries: list[tuple[str, Support, Statement, bool]] = []
        for index, capability in enumerate(CAPABILITIES):
            value = self.capabilities[index]
            seen: dict[int, tuple[str, Support, Statement, bool]] = {}
            for decision, counts in self._decisions(index, value):
                for statement in decision.deciding:
                    _add(seen, capability, index, statement, counts)
                for statement in (*decision.undecided, *decision.overruled):
                    _add(seen, capability, index, statement, False)
            entries += sorted(seen.values(), key=lambda e: (not e[3], _LAYERS.index(e[2].layer)))
        sources = self.find_sources(frozenset(entry[2].source for entry in entries))
        return tuple(
            Reason(
                capability,
                value,
                statement,
                decisive,
                sources.get(statement.source),
                self._newer(statement),
            )
            for capability, value, statement, decisive in entries
        )

    @property
    def intervals(self) -> tuple[tuple[str, Answers], ...]:
        """Return the answer per firmware range, neighbours with equal answers joined."""
        return intervals(self.all_cells)

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise (design, section 6)."""
        question = self.question
        return {
            "manufacturer": question.model.manufacturer,
            "model": question.model.name,
            "match": {
                "level": question.match.level,
                "written": question.match.written,
                "rule": question.match.rule,
            },
            "firmware": question.firmware.raw if question.firmware else None,
            "hardware_version": question.hardware_version,
            "recorder": question.recorder.name if question.recorder else None,
            "plugin": question.plugin.name if question.plugin else None,
            "recorder_version": (
                question.recorder_version.raw if question.recorder_version else None
            ),
            "capabilities": dict(zip(CAPABILITIES, self.capabilities, strict=True)),
            "intervals": interval_objects(self.intervals),
            "predictions": [prediction.to_dict() for prediction in self.predictions],
            "explanation": [reason.to_dict() for reason in self.explanation],
            "missing": [gap.to_dict() for gap in self.gaps],
        }

    def _decisions(self, index: int, value: Support) -> list[tuple[Decision, bool]]:
        """Return each layer's decisions, and whether the final value rests on that layer."""
        plugin = (self.plugin_layer.https, self.plugin_layer.video)
        found = []
        for cell in self.cells:
            pairing, camera = cell.pairing[index], cell.camera[index]
            found.append((pairing, pairing.value is not None))
            by_camera = pairing.value is None
            camera_counts = by_camera and not (value == "no" and camera.value != "no")
            found.append((camera, camera_counts))
            if self.plugin_layer.asked and index < len(plugin):
                decision = plugin[index]
                counts = by_camera and not (value == "no" and decision.value != "no")
                found.append((decision, counts))
        return found

    def _newer(self, statement: Statement) -> bool:
        """Whether the firmware asked about is above the one that the statement was checked on."""
        firmware = self.question.firmware
        if firmware is None or statement.verified_on is None or statement.layer == "plugin":
            return False
        checked = parse_firmware(statement.verified_on, scheme=firmware.scheme)
        return compare(firmware, checked) == 1


_LAYERS: Final = ("pairing", "camera", "plugin")


def _add(
    seen: dict[int, tuple[str, Support, Statement, bool]],
    capability: str,
    index: int,
    statement: Statement,
    decisive: bool,
) -> None:
    value = statement.values[index] or "unknown"
    if statement.id not in seen or (decisive and not seen[statement.id][3]):
        seen[statement.id] = (capability, value, statement, decisive)


def gaps(
    question: Question, capabilities: Answers, cells: Sequence[Cell], plugin: PluginLayer
) -> tuple[Gap, ...]:
    """Return, for each unknown capability, the layers that leave it open and what would help."""
    found: list[Gap] = []
    for index, capability in enumerate(CAPABILITIES):
        if capabilities[index] != "unknown":
            continue
        if len(cells) > 1 and len({cell.values[index] for cell in cells}) > 1:
            found.append(Gap(capability, "camera", _firmware_gap(question)))
            continue
        if any(cell.pairing[index].conflict for cell in cells):
            found.append(Gap(capability, "pairing", "statements about this pairing disagree"))
            continue
        for decision in [cell.camera[index] for cell in cells]:
            text = _camera_gap(question, capability, decision)
            if text and Gap(capability, "camera", text) not in found:
                found.append(Gap(capability, "camera", text))
        if plugin.asked and index < 2:
            decision = plugin.https if index == 0 else plugin.video
            if decision.value in (None, "unknown"):
                found.append(Gap(capability, "plugin", _plugin_gap(question, index, decision)))
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


def _camera_gap(question: Question, capability: str, decision: Decision) -> str | None:
    what = WORDS[capability]
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


def _plugin_gap(question: Question, index: int, decision: Decision) -> str:
    assert question.plugin is not None
    plugin, recorder = question.plugin.name, question.plugin.recorder.name
    if decision.undecided and any(s.recorder_version.intervals for s in decision.undecided):
        return f"the version of {recorder}: say which"
    if decision.conflict:
        return f"sources of equal grade disagree about the {plugin} plugin of {recorder}"
    if index == 0:
        return (
            f"whether the {plugin} plugin of {recorder} uses HTTPS with this camera: connect one "
            "with https-required, then keep what you saw with 'integration-db record'"
        )
    return (
        f"the symbol that {recorder} shows for this camera with the {plugin} plugin, gear or "
        "padlock: connect one, then keep what you saw with 'integration-db record'"
    )


def advisory_notes(
    found: Iterable[tuple[str, object, str, str]], version: Firmware | None
) -> tuple[Note, ...]:
    """Return the recorder's advisories that apply, or may apply, to its version."""
    notes = []
    for code, versions, text, _ in found:
        truth = versions.holds(version)  # type: ignore[attr-defined]
        if truth == "no":
            continue
        spoken = versions.text  # type: ignore[attr-defined]
        maybe = "" if truth == "yes" else f" Applies to recorder versions {spoken}."
        notes.append(Note(code, text + maybe))
    return tuple(notes)
