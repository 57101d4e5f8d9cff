"""Which firmware would reach the required level, where the one in use does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from integration_db.catalog.answer import Answer
from integration_db.evidence.cells import Cell, regions_for
from integration_db.evidence.regions import OTHER_LINE
from integration_db.evidence.spans import Span, join_spans, span_of
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import meets
from integration_db.prediction.setting import Setting
from integration_db.vocabulary import Requirement, Support


class Upgrade(NamedTuple):
    """Which firmware would reach the level, and with which setting of the recorder.

    `nearest` is the range above the version asked about that first reaches the level; `older` tells
    that there is only an older one. `ranges` are all the ranges that reach it,
    `regressions` those above `nearest` that certainly do not.
    """

    setting: Setting
    nearest: Span
    older: bool
    ranges: tuple[Span, ...]
    regressions: tuple[Span, ...]

    @property
    def nearest_version(self) -> str:
        """Return the version at which `nearest` begins; its range where it has no first one."""
        since = self.nearest.since
        if since is None:
            return self.nearest.text
        return since.version if since.comparator == ">=" else str(since)

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "setting": self.setting.id,
            "nearest_firmware": self.nearest_version,
            "older": self.older,
            "firmware": [span.text for span in self.ranges],
            "regressions": [span.text for span in self.regressions],
        }


def find_upgrade(answer: Answer, require: Requirement) -> Upgrade | None:
    """Return the firmware that would reach the level with the best setting, None if none would.

    Only firmware of the line that was asked about is compared with it, and only such as the camera
    is known to run. Where no firmware was said, the answer speaks of the best one already; cameras
    that are not told apart have no stretches of firmware in common.
    """
    if answer.question.firmware is None or answer.members:
        return None
    settings = [one.setting for one in reversed(answer.tried) if not one.setting.in_clear]
    found = (_with_setting(answer, setting, require) for setting in settings)
    return next((upgrade for upgrade in found if upgrade is not None), None)


def _with_setting(answer: Answer, setting: Setting, require: Requirement) -> Upgrade | None:
    cells = answer.all_cells
    lines = {cell.region.lineage for cell in answer.cells}
    own = [
        number
        for number in regions_for(cells, None)
        if cells[number].region.lineage not in (OTHER_LINE, None)
        and (cells[number].region.lineage in lines or lines == {OTHER_LINE})
    ]
    reached = {number: _reached(answer, setting, number, require) for number in own}
    passing = [number for number in own if reached[number] == "yes"]
    if not passing:
        return None
    own_lines = {cells[number].region.lineage for number in own}
    asked = [
        number
        for number, cell in enumerate(cells)
        if cell in answer.cells and cell.region.lineage in own_lines
    ]
    above = [number for number in passing if not asked or number > max(asked)]
    below = [number for number in passing if asked and number < min(asked)]
    if not above and not below:
        return None  # it depends on which firmware just this is
    nearest = above[0] if above else below[-1]
    failing = [number for number in own if number > nearest and reached[number] == "no"]

    def reaches(number: int) -> bool:
        same_line = cells[number].region.lineage == cells[nearest].region.lineage
        return same_line and reached.get(number) == "yes"

    after = list(takewhile(reaches, range(nearest, len(cells))))
    before = [] if above else list(takewhile(reaches, range(nearest - 1, -1, -1)))
    (span,) = _ranges([cells[number] for number in sorted((*before, *after))])
    return Upgrade(
        setting,
        span,
        not above,
        _ranges(cells[number] for number in passing),
        _ranges(cells[number] for number in failing),
    )


def _reached(answer: Answer, setting: Setting, number: int, require: Requirement) -> Support:
    """Return whether the level is reached after the tasks in one stretch of firmware."""
    question = answer.question
    prediction = answer.dossier.prediction(
        setting,
        (number,),
        question.site,
        asked=question.setting == setting,
        firmware=question.firmware,
    )
    return meets(prediction.after.levels, require)


def _ranges(cells: Iterable[Cell]) -> tuple[Span, ...]:
    """Return the ranges of cells, adjoining ones joined."""
    spans: Sequence[Span] = tuple([span_of(cell) for cell in cells])
    return join_spans(tuple(spans), (), several_lines=len({span.line for span in spans}) > 1)
