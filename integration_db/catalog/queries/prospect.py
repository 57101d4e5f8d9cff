"""What a recorder has encrypted with a camera of a list, at best: for a column, in a word or two.

Each stretch of firmware comes to what `context` says of its kind of cell. The whole answer for one
camera, with its reasons, is a prediction.
"""

from __future__ import annotations

from collections.abc import Sequence

from integration_db.catalog.queries.context import CellReading, Outcome, Prospect, worth_of
from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.evidence.spans import Span, join_spans
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED, RANK, Worth, at_least, floor
from integration_db.prediction.setting import Setting
from integration_db.vocabulary import GRADES, Grade, Level, TaskCode


class CameraProspect(NamedTuple):
    """The best that a recorder comes to with a camera, among the firmware that a list has of it.

    `now` and `after` the tasks, least first; `needed` are the tasks without which the least of
    `after` is not sure, use of some firmware among them. `ranges` is the firmware that leads there,
    empty where all of it does. `rests_on` is the weakest evidence behind it, None where nothing was
    decided.
    """

    setting: Setting
    now: tuple[Level, ...]
    after: tuple[Level, ...]
    needed: frozenset[TaskCode]
    ranges: tuple[Span, ...]
    rests_on: Grade | None

    @property
    def tasks(self) -> int:
        """Return how many tasks there are, as a verdict counts them; none leads to nothing."""
        return len(self.needed) if floor(self.after) in ENCRYPTED else 0


def prospect_of(
    camera: SelectedCamera, readings: Sequence[CellReading], settings: Sequence[Setting]
) -> CameraProspect | None:
    """Return the best for a camera; `readings` are those of its stretches.

    None where no setting can be chosen.
    """
    read = [
        (span, reading, best)
        for span, reading in zip(camera.spans, readings, strict=True)
        if (best := reading.best(settings)) is not None
    ]
    if not read:
        return None
    tried = [(span, best, reading.prospect(best.setting)) for span, reading, best in read]
    _, _, here = max(tried, key=_promise)
    enough = [_is_enough(here, other) for _, _, other in tried]
    fitting = [span for (span, _, _), fits in zip(read, enough, strict=True) if fits]
    grounds = [
        reading.level_grounds for (_, reading, _), fits in zip(read, enough, strict=True) if fits
    ]
    rests_on = GRADES[min(grounds) - 1] if min(grounds) else None
    needed = here.needed
    if len(fitting) == len(camera.spans):
        return CameraProspect(here.setting, here.now, here.after, needed, (), rests_on)
    ranges = join_spans(tuple(fitting), (), several_lines=camera.several_lines)
    if floor(here.after) in ENCRYPTED and any(
        span.shown and not _is_enough(here, other) for span, _, other in tried
    ):
        needed |= {"use_firmware"}
    return CameraProspect(here.setting, here.now, here.after, needed, ranges, rests_on)


def _promise(one: tuple[Span, Outcome, Prospect]) -> tuple[int, Worth, int]:
    """Return by what the best stretch is chosen; of equal ones, the one with the fewest tasks."""
    _, best, prospect = one
    worth, _ = worth_of(best)
    return RANK[floor(best.levels)], worth, -len(prospect.needed)


def _is_enough(here: Prospect, other: Prospect) -> bool:
    """Whether another stretch leads to no less, by no other tasks."""
    return at_least(floor(other.after), floor(here.after)) and other.needed <= here.needed
