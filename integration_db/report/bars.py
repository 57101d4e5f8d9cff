"""The bars of a report: counts as parts of a line. Geometry only; a template draws them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from integration_db.check import Assessment, Tally
from integration_db.report.digest import LineGroup
from integration_db.vocabulary import STATUSES, UNDETERMINED

_GEAR_OR_PADLOCK: Final = "gear or padlock"
_NO_ANSWER: Final = "no answer"
OUTCOME_PARTS: Final = (
    *("padlock", _GEAR_OR_PADLOCK, "gear", UNDETERMINED, "empty", "fails"),
    _NO_ANSWER,
)
"""What the bar of outcomes tells apart, in its order."""


class Part(NamedTuple):
    """One part of a bar: what it counts, and where it lies, in percent of the bar."""

    word: str
    number: int
    start: float
    width: float

    @property
    def share(self) -> str:
        """Return the part as a share for people: never 0 % of something, nor 100 % of less."""
        if 0 < self.width < 1:
            return "< 1 %"
        if 99 < self.width < 100:
            return "> 99 %"
        return f"{self.width:.0f} %"


def outcome_bar(groups: Iterable[LineGroup]) -> list[Part]:
    """Return what the recorder shows, in cameras, the best first; the last part got no answer.

    What `Tally` counts as undetermined is two parts here: where only gear or padlock is open, the
    camera is at least reached over HTTPS.
    """
    counts = dict.fromkeys(OUTCOME_PARTS, 0)
    for group in groups:
        counts[_outcome_part(group.assessment)] += group.cameras
    return _bar(counts.items())


def _outcome_part(assessment: Assessment) -> str:
    prediction = assessment.prediction
    if prediction is None:
        return _NO_ANSWER
    return _GEAR_OR_PADLOCK if prediction.outcomes == ("gear", "padlock") else prediction.outcome


def status_bar(tally: Tally) -> list[Part]:
    """Return what the lines come to, in lines, the best first."""
    return _bar((status, tally.statuses[status]) for status in STATUSES)


def _bar(counts: Iterable[tuple[str, int]]) -> list[Part]:
    """Return the parts that are not empty, side by side."""
    filled = [(word, count) for word, count in counts if count]
    total = sum(count for _, count in filled)
    parts: list[Part] = []
    before = 0
    for word, count in filled:
        parts.append(Part(word, count, 100 * before / total, 100 * count / total))
        before += count
    return parts
