"""The bars of a report: counts as parts of a line. Geometry only; a template draws them."""

from __future__ import annotations

from collections.abc import Iterable

from integration_db.check import Tally
from integration_db.check.totals.tally import REACHES
from integration_db.named_tuple import NamedTuple
from integration_db.report.words import reach_words


class Part(NamedTuple):
    """One part of a bar: what it counts, and where it lies, in percent of the bar.

    `word` is the closed word, `label` what people read.
    """

    word: str
    label: str
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


def reach_bar(tally: Tally) -> list[Part]:
    """Return what will be encrypted, in cameras, the best first; the last part got no answer."""
    return _bar((reach, reach_words(reach), tally.reaches[reach]) for reach in REACHES)


def _bar(counts: Iterable[tuple[str, str, int]]) -> list[Part]:
    """Return the parts that are not empty, side by side."""
    filled = [one for one in counts if one[2]]
    total = sum(count for _, _, count in filled)
    parts: list[Part] = []
    before = 0
    for word, label, count in filled:
        parts.append(Part(word, label, count, 100 * before / total, 100 * count / total))
        before += count
    return parts
