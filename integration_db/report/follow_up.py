"""What a checked list leaves open beside its plan, each thing with the device types it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import CERTIFICATE_TASKS
from integration_db.report.digest import LineGroup
from integration_db.vocabulary import Support

LOOK_BEFORE: Final = (
    "open its page over https as it was shipped: does it open, and whose certificate does it show?"
)
"""What to look at where nobody says whether a certificate is needed before hand-over."""

LOOK_AFTER: Final = (
    "change its address and open its page over https again: does it open, and for which address is "
    "the certificate made out?"
)
"""What to look at where nobody says whether a certificate outlasts a change of the address."""


class Point(NamedTuple):
    """Something to do or to find out, and the groups that it is for."""

    text: str
    groups: tuple[LineGroup, ...]

    @property
    def cameras(self) -> int:
        """Return how many cameras it is for."""
        return sum(group.cameras for group in self.groups)


class FollowUp(NamedTuple):
    """All that a list leaves open.

    `before_handover` and `after_move` need a certificate then, `untold` are those of which nobody
    says one or the other. `settings` and `upgrades` would reach the level with another setting or
    other firmware, `open_points` settle what is open; `names` are lines to be written again.
    """

    before_handover: tuple[Point, ...]
    after_move: tuple[LineGroup, ...]
    untold: tuple[LineGroup, ...]
    settings: tuple[Point, ...]
    upgrades: tuple[LineGroup, ...]
    open_points: tuple[Point, ...]
    names: tuple[LineGroup, ...]


def follow_up_of(groups: Sequence[LineGroup]) -> FollowUp:
    """Return what the groups of a list leave open, each thing with its groups in list order."""
    answered = [group for group in groups if group.assessment.answer is not None]
    return FollowUp(
        before_handover=_by_text(
            (_certificate(group), group) for group in answered if told(group)[0] == "yes"
        ),
        after_move=tuple(group for group in answered if told(group)[1] == "yes"),
        untold=tuple(group for group in answered if "unknown" in told(group)),
        settings=_by_text(
            (f"use {group.assessment.better.setting.label}", group)
            for group in answered
            if group.assessment.better is not None
        ),
        upgrades=tuple(group for group in answered if group.assessment.upgrade is not None),
        open_points=_by_text(
            (group.assessment.settled_by.text, group)
            for group in answered
            if group.assessment.settled_by is not None
        ),
        names=tuple(group for group in groups if group.assessment.answer is None),
    )


def told(group: LineGroup) -> tuple[Support, Support]:
    """Return whether a certificate is needed before hand-over, and again after re-addressing."""
    assessment = group.assessment
    return assessment.certificate_before_handover, assessment.certificate_after_move


def _certificate(group: LineGroup) -> str:
    """Return how the certificate comes onto a camera."""
    tasks = group.assessment.tasks
    texts = [task.text for task in tasks if task.code in CERTIFICATE_TASKS]
    return " ".join(texts) or "Put a certificate on the camera."


def _by_text(pairs: Iterable[tuple[str, LineGroup]]) -> tuple[Point, ...]:
    """Return the points with their groups, those for the most cameras first."""
    by_text: dict[str, list[LineGroup]] = {}
    for text, group in pairs:
        by_text.setdefault(text, []).append(group)
    points = [Point(text, tuple(groups)) for text, groups in by_text.items()]
    return tuple(sorted(points, key=lambda point: -point.cameras))
