"""Why an answer is what it is: per capability the statements behind it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from integration_db.catalog.gaps import Gap
from integration_db.catalog.queries.facts import Source, SourceLookup
from integration_db.catalog.question import Question
from integration_db.evidence.cells import Cell
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.statements import Decision, Statement
from integration_db.firmware import Firmware, is_numbered_above, main_line, parse_firmware
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, Answers, Capability, Layer, Support


class Reason(NamedTuple):
    """One statement's part in an answer; `decisive` if the value rests on it."""

    capability: str
    value: Support
    statement: Statement
    decisive: bool
    source: Source | None
    newer: bool

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        statement = self.statement
        source = self.source
        entry: dict[str, object] = {
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
            "anchor": statement.anchor.to_dict() if statement.anchor else None,
            "note": statement.note,
            "decisive": self.decisive,
        }
        return entry


class Why(NamedTuple):
    """One capability of an answer: its value, the statements behind it, and what is missing."""

    capability: Capability
    value: Support
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]

    @property
    def follows_from(self) -> Capability | None:
        """Return the capability that decides this one too; None where it has an own reason."""
        if self.gaps or any(reason.decisive for reason in self.reasons):
            return None
        return self.capability.needs


def explanation_of(
    question: Question,
    capabilities: Answers,
    cells: Sequence[Cell],
    side: PluginLayer,
    find_sources: SourceLookup,
) -> tuple[Reason, ...]:
    """Return every statement that decided or was overruled, capability by capability.

    `cells` are those that the answer speaks of, `side` is the recorder's.
    """
    parts = [
        (capability, statement, decisive)
        for capability, value in zip(CAPABILITIES, capabilities, strict=True)
        for statement, decisive in _parts(_decisions(capability, value, cells, side))
    ]
    sources = find_sources(frozenset(statement.source for _, statement, _ in parts))
    return tuple(
        [
            Reason(
                capability.name,
                _value(capability, statement),
                statement,
                decisive,
                sources.get(statement.source),
                _is_newer(question.firmware, statement),
            )
            for capability, statement, decisive in parts
        ]
    )


def whys_of(
    capabilities: Answers, reasons: Sequence[Reason], gaps: Sequence[Gap]
) -> tuple[Why, ...]:
    """Return an explanation and what is missing, sorted to the capabilities."""
    return tuple(
        Why(
            capability,
            value,
            tuple(reason for reason in reasons if reason.capability == capability.name),
            tuple(gap for gap in gaps if gap.capability == capability.name),
        )
        for capability, value in zip(CAPABILITIES, capabilities, strict=True)
    )


def _parts(decisions: Iterator[tuple[Decision, bool]]) -> list[tuple[Statement, bool]]:
    """Return every statement, and whether the answer rests on it, the decisive ones first."""
    parts: dict[int, tuple[Statement, bool]] = {}
    for decision, counts in decisions:
        for statement in decision.deciding:
            if counts or statement.id not in parts:
                parts[statement.id] = (statement, counts)
        for statement in (*decision.undecided, *decision.overruled):
            parts.setdefault(statement.id, (statement, False))
    return sorted(parts.values(), key=lambda part: (not part[1], _LAYERS.index(part[0].layer)))


def _decisions(
    capability: Capability, value: Support, cells: Sequence[Cell], side: PluginLayer
) -> Iterator[tuple[Decision, bool]]:
    """Yield each layer's decisions, and whether the value rests on that layer."""
    for cell in cells:
        pairing = capability.of(cell.pairing)
        yield pairing, pairing.value is not None
        joined = [capability.of(cell.camera)]
        if side.limits(capability):
            joined.append(capability.of(side.decisions))
        for decision in joined:  # where only one of them says no, that alone decides
            counts = pairing.value is None and not (value == "no" and decision.value != "no")
            yield decision, counts


def _value(capability: Capability, statement: Statement) -> Support:
    """Return what a statement says of a capability."""
    said = capability.of(statement.values)
    return said or "unknown"


def is_newer(firmware: Firmware, verified_on: str) -> bool:
    """Whether a firmware is above the one on which a statement was checked."""
    maker = main_line(firmware.lineage or "")
    return is_numbered_above(firmware, _checked(verified_on, maker, firmware.scheme))


@lru_cache(maxsize=4096)
def _checked(text: str, maker: str, scheme: str) -> Firmware:
    return parse_firmware(text, manufacturer=maker, scheme=scheme)


def _is_newer(firmware: Firmware | None, statement: Statement) -> bool:
    """Whether the firmware asked about is above the one that the statement was checked on."""
    if firmware is None or statement.verified_on is None or statement.layer == "plugin":
        return False
    return is_newer(firmware, statement.verified_on)


_LAYERS: Final[tuple[Layer, ...]] = ("pairing", "camera", "plugin")
"""The layers in the order in which they are explained."""
