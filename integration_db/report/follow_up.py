"""What a checked list needs and leaves open beside its plan, each with its device types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from integration_db.check.answering.certificates import CERTIFICATE_NEEDS, CertificateNeed
from integration_db.named_tuple import NamedTuple
from integration_db.report.digest import LineGroup
from integration_db.text.labels import CERTIFICATE_NEED
from integration_db.vocabulary import NO_CAMERA, OPEN_SUBJECTS

LOOK_AT_CERTIFICATE: Final = (
    "Open its page over https, under the address at which it will stay: does it open, whose "
    "certificate does it show, and for which name or address?"
)
"""What to look at where nobody says whether a certificate is needed."""


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

    `certificates` says which certificate is needed for whom. `settings` and `upgrades` would reach
    the level with another setting or other firmware, `open_points` settle what is open; `names` are
    lines to be written again, `waived` those that may stay as they are. `optional` are positions
    that count nowhere, answered or not, `others` lines that are no cameras and need nothing.
    """

    certificates: tuple[Point, ...]
    settings: tuple[Point, ...]
    upgrades: tuple[LineGroup, ...]
    open_points: tuple[Point, ...]
    names: tuple[LineGroup, ...]
    waived: tuple[LineGroup, ...]
    optional: tuple[LineGroup, ...]
    others: tuple[LineGroup, ...]


def follow_up_of(groups: Sequence[LineGroup]) -> FollowUp:
    """Return what the groups of a list leave open, each thing with its groups in list order."""
    wanted = [group for group in groups if group.assessment.subject != "optional"]
    answered = [group for group in wanted if group.assessment.answer is not None]
    untold = [group for group in wanted if group.assessment.answer is None]
    unclear = [group for group in untold if group.assessment.subject in OPEN_SUBJECTS]
    return FollowUp(
        certificates=_certificates(wanted),
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
        names=tuple(group for group in unclear if group.unwaived),
        waived=tuple(group for group in unclear if not group.unwaived),
        optional=tuple(group for group in groups if group.assessment.subject == "optional"),
        others=tuple(group for group in untold if group.assessment.subject in NO_CAMERA),
    )


def _certificates(groups: Sequence[LineGroup]) -> tuple[Point, ...]:
    """Return who needs which certificate, in the order of `CERTIFICATE_NEEDS`, without none."""
    by_need: dict[CertificateNeed, list[LineGroup]] = {need: [] for need in CERTIFICATE_NEEDS}
    for group in groups:
        if group.cameras:
            by_need[group.assessment.certificate].append(group)
    del by_need["none"]
    return tuple(
        Point(CERTIFICATE_NEED[need], tuple(groups)) for need, groups in by_need.items() if groups
    )


def _by_text(pairs: Iterable[tuple[str, LineGroup]]) -> tuple[Point, ...]:
    """Return the points with their groups, those for the most cameras first."""
    by_text: dict[str, list[LineGroup]] = {}
    for text, group in pairs:
        by_text.setdefault(text, []).append(group)
    points = [Point(text, tuple(groups)) for text, groups in by_text.items()]
    return tuple(sorted(points, key=lambda point: -point.cameras))
