"""One camera's profile, and cameras side by side: all that is known, for people who compare.

Shapes what `answer` and `queries` find; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.catalog.answer import Answer
from integration_db.catalog.queries.cameras import Release
from integration_db.catalog.queries.facts import Source
from integration_db.evidence.details import as_written
from integration_db.evidence.firmware_span import FirmwareSpan, RunEvidence
from integration_db.evidence.spans import Span, interval_objects, intervals
from integration_db.evidence.statements import Statement
from integration_db.firmware.ranges import Clauses, range_text
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, Capability, by_name


class Profile(NamedTuple):
    """All that the catalogue knows of a camera.

    `answer` has the verdict with the default recorder; `intervals` and `details` are the camera's
    own. `near` are other models that are easily taken for it; `details` hold for every firmware
    that it is shown to run, `span` tells which those are.
    """

    answer: Answer
    intervals: tuple[Span, ...]
    identifiers: tuple[str, ...]
    aliases: tuple[str, ...]
    near: tuple[str, ...]
    details: Mapping[str, object]
    statements: tuple[Statement, ...]
    releases: tuple[Release, ...]
    span: FirmwareSpan
    sources: Mapping[str, Source]
    confirmed: bool

    @property
    def named_in(self) -> tuple[Source, ...]:
        """Return the documents and lists in which it was read that the model exists."""
        known = map(self.sources.get, self.answer.question.model.sources)
        return tuple([source for source in known if source is not None])

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        match, model = self.answer.question.match, self.answer.question.model
        return {
            "manufacturer": model.manufacturer,
            "model": model.name,
            "match": match.to_dict(),
            "series": model.series,
            "identifiers": list(self.identifiers),
            "aliases": list(self.aliases),
            "hardware_versions": list(model.hardware_versions),
            "rebrand_of": model.rebrand_of,
            "note": model.note,
            "named_in": [source.to_dict() for source in self.named_in],
            "confirmed": self.confirmed,
            "verdict": self.answer.verdict.to_dict() if self.answer.verdict else None,
            "capabilities": by_name(self.answer.camera),
            "intervals": interval_objects(self.intervals),
            "details": {name: as_written(value) for name, value in self.details.items()},
            "near": list(self.near),
            "firmware_span": [self.bound_object(one) for one in self.span.evidence],
            "releases": [release._asdict() for release in self.releases],
            "statements": [self.statement_object(statement) for statement in self.statements],
        }

    def bound_object(self, bound: RunEvidence) -> dict[str, object]:
        """Return what a source says of the firmware that the camera runs as an object."""
        source = self.sources.get(bound.source)
        return {
            "bound": bound.side,
            "firmware": bound.text,
            "grade": bound.grade,
            "source": source.to_dict() if source else {"id": bound.source},
        }

    def statement_object(self, statement: Statement) -> dict[str, object]:
        """Return one statement with its source as an object."""
        source = self.sources.get(statement.source)
        values = by_name(statement.values)
        return {
            "layer": statement.layer,
            "scope": statement.scope,
            "firmware": statement.firmware.text,
            "hardware_version": statement.hardware_version,
            "capabilities": {name: value for name, value in values.items() if value is not None},
            "details": dict(statement.details),
            "grade": statement.grade,
            "verified_on": statement.verified_on,
            "note": statement.note,
            "source": source.to_dict() if source else {"id": statement.source},
            "anchor": statement.anchor.to_dict() if statement.anchor else None,
        }


class ComparedValue(NamedTuple):
    """One value of a compared field, and the firmware for which it holds where that decides."""

    value: str
    clauses: Clauses | None = None

    @property
    def text(self) -> str:
        """Return the value, and behind it its firmware as a range."""
        return self.value if self.clauses is None else f"{self.value} {range_text(self.clauses)}"


ComparedValues = tuple[ComparedValue, ...]
"""What one camera has in a compared field: one value, one per stretch of firmware, or all
levels that remain after the tasks."""


class Comparison(NamedTuple):
    """Answers about several cameras to the same question, and the fields in which they differ."""

    answers: tuple[Answer, ...]

    @property
    def rows(self) -> tuple[tuple[str, tuple[ComparedValues, ...]], ...]:
        """Return the compared fields in order, each with what every camera has in it."""
        rows: list[tuple[str, tuple[ComparedValues, ...]]]
        rows = [("series", tuple((ComparedValue(a.question.model.series),) for a in self.answers))]
        rows.append(("firmware", tuple((ComparedValue(_firmware(a)),) for a in self.answers)))
        for capability in CAPABILITIES:
            rows.append((capability.name, tuple(_along(a, capability) for a in self.answers)))
        for number, prediction in enumerate(self.answers[0].predictions):
            levels = (answer.predictions[number].after.levels for answer in self.answers)
            rows.append(
                (prediction.setting.id, tuple(tuple(map(ComparedValue, one)) for one in levels))
            )
        return tuple(rows)

    @property
    def differences(self) -> tuple[str, ...]:
        """Return the names of the answers in which not all cameras are alike.

        Another series or other firmware is no difference by itself. Where several makers number
        their firmware, a range of one says nothing beside that of another: values count alone.
        """
        one_maker = len({answer.question.model.manufacturer for answer in self.answers}) == 1
        different = []
        for name, cells in self.rows:
            if name in _NO_ANSWERS:
                continue
            compared = cells if one_maker else [tuple({v.value: None for v in c}) for c in cells]
            if len(set(compared)) > 1:
                different.append(name)
        return tuple(different)

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "differences": list(self.differences),
            "cameras": [answer.to_dict() for answer in self.answers],
        }


_NO_ANSWERS: Final = frozenset({"series", "firmware"})
"""The rows that tell of what the answers are."""


def _firmware(answer: Answer) -> str:
    """Return of which firmware the answers about a camera are."""
    if answer.question.firmware is not None:
        return answer.question.firmware.raw
    spans = () if answer.members else intervals(answer.cells, ())
    return " | ".join([span.text for span in spans if span.clauses]) or "any"


def _along(answer: Answer, capability: Capability) -> ComparedValues:
    """Return what a camera can do by itself, along the firmware where that decides.

    What a recorder makes of it, the levels say.
    """
    value = capability.of(answer.camera)
    if answer.question.firmware is None and value == "unknown":
        own = [cell._replace(values=cell.own) for cell in answer.cells]
        spans = intervals(own, (capability,))
        if len(spans) > 1:
            return tuple(ComparedValue(capability.of(span.answers), span.clauses) for span in spans)
    return (ComparedValue(value),)
