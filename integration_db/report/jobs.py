"""The jobs that a checked list leaves, each with the device types that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from integration_db.prediction.notes import CERTIFICATE_JOBS
from integration_db.report.digest import LineGroup


class Job(NamedTuple):
    """Something to do, and the groups that it is for."""

    text: str
    groups: tuple[LineGroup, ...]

    @property
    def cameras(self) -> int:
        """Return for how many cameras it is to be done."""
        return sum(group.cameras for group in self.groups)


class Jobs(NamedTuple):
    """All that a list leaves to do.

    `before_handover` and `after_move` need a certificate then, `untold` are those of which
    nobody says one or the other; `settings` are the other jobs at the camera; `upgrades` would
    reach the level with other firmware; `open_points` settle what is undetermined; `names` are
    lines to be written again.
    """

    before_handover: tuple[Job, ...]
    after_move: tuple[LineGroup, ...]
    untold: tuple[LineGroup, ...]
    settings: tuple[Job, ...]
    upgrades: tuple[LineGroup, ...]
    open_points: tuple[Job, ...]
    names: tuple[LineGroup, ...]


def jobs_of(groups: Sequence[LineGroup]) -> Jobs:
    """Return what the groups of a list leave to do, each job with its groups in list order."""
    answered = [group for group in groups if group.assessment.answer is not None]

    def told(group: LineGroup) -> tuple[str, str]:
        assessment = group.assessment
        return assessment.certificate_before_handover, assessment.certificate_after_move

    return Jobs(
        before_handover=_by_text(
            (_certificate(group), group) for group in answered if told(group)[0] == "yes"
        ),
        after_move=tuple(group for group in answered if told(group)[1] == "yes"),
        untold=tuple(group for group in answered if "unknown" in told(group)),
        settings=_by_text(
            (note.text, group)
            for group in answered
            for note in group.assessment.actions
            if note.code not in CERTIFICATE_JOBS
        ),
        upgrades=tuple(group for group in answered if group.assessment.upgrade is not None),
        open_points=_by_text(
            (group.assessment.settled_by.text, group)
            for group in answered
            if group.assessment.settled_by is not None
        ),
        names=tuple(group for group in groups if group.assessment.answer is None),
    )


def _certificate(group: LineGroup) -> str:
    """Return how the certificate comes onto a camera."""
    notes = group.assessment.actions
    return " ".join(note.text for note in notes if note.code in CERTIFICATE_JOBS)


def _by_text(pairs: Iterable[tuple[str, LineGroup]]) -> tuple[Job, ...]:
    """Return the jobs with their groups, those for the most cameras first."""
    by_text: dict[str, list[LineGroup]] = {}
    for text, group in pairs:
        by_text.setdefault(text, []).append(group)
    jobs = [Job(text, tuple(groups)) for text, groups in by_text.items()]
    return tuple(sorted(jobs, key=lambda job: -job.cameras))
