"""The bars of a report: counts as parts of a line. Geometry only; a template draws them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from integration_db.check import STATUSES, Tally


class Part(NamedTuple):
    """One part of a bar: what it counts, and where it lies, in percent of the bar."""

    word: str
    count: int
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


def outcome_bar(tally: Tally) -> list[Part]:
    """Return what the recorder shows, in cameras, the best first; the last part got no answer."""
    counts = [(word, tally.outcomes[word]) for word in _OUTCOMES]
    answered = sum(count for _, count in counts)
    return _bar([*counts, ("no answer", tally.cameras - answered)])


def status_bar(tally: Tally) -> list[Part]:
    """Return what the lines come to, in lines, the best first."""
    return _bar((status, tally.statuses[status]) for status in STATUSES)


_OUTCOMES = ("padlock", "gear", "undetermined", "empty", "fails")


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
