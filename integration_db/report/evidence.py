"""What an answer rests on, as a report prints it: capabilities, statements, numbered sources."""

from __future__ import annotations

from collections.abc import Iterable

from integration_db.catalog.explanation import Reason
from integration_db.catalog.queries.facts import Source
from integration_db.check import Assessment
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.findings import GENERAL
from integration_db.prediction.note import Note
from integration_db.report.digest import LineGroup
from integration_db.text.labels import CAPABILITY
from integration_db.text.marks import SUPPORT_MARKS, Glyph


class CapabilityEvidence(NamedTuple):
    """A capability with its value as a mark, what decides it, and what is missing."""

    name: str
    mark: Glyph
    reasons: tuple[Reason, ...]
    gaps: tuple[str, ...]
    follows_from: str | None


class SourceList:
    """The sources of a report, numbered as they are first named."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int:
        """Return the number under which the report lists a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def items(self) -> Iterable[tuple[Source, int]]:
        """Return every source named so far, with its number."""
        return self._numbers.items()


def evidence_of(assessment: Assessment) -> list[CapabilityEvidence]:
    """Return what decides each capability of an answered question. Reads the catalogue."""
    assert assessment.answer is not None
    return [
        CapabilityEvidence(
            CAPABILITY[why.capability.name].name,
            SUPPORT_MARKS[why.capability.name][why.value],
            tuple(reason for reason in why.reasons if reason.decisive),
            tuple(gap.text for gap in why.gaps),
            CAPABILITY[why.follows_from.name].name if why.follows_from else None,
        )
        for why in assessment.answer.whys
    ]


def to_know(assessment: Assessment) -> list[Note]:
    """Return the findings of the setting that the status is about, without those of every line."""
    assert assessment.answer is not None
    assert assessment.prediction is not None
    general = {*GENERAL, *assessment.answer.notes}
    return [note for note in assessment.prediction.findings if note not in general]


def advisories_of(groups: Iterable[LineGroup]) -> list[Note]:
    """Return what is to be known of the recorders, each once; what limits answers is told apart."""
    answers = (group.assessment for group in groups if group.assessment.answer is not None)
    notes = (
        note
        for one in answers
        if one.answer is not None
        for note in one.answer.notes
        if note not in one.caveats
    )
    return list(dict.fromkeys(notes))
