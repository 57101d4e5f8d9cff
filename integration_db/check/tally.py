"""Totals of a checked list: what lines and cameras come to, and how many need a certificate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from integration_db.text.sentences import counted
from integration_db.vocabulary import MET, STATUSES

if TYPE_CHECKING:
    from integration_db.check.assessment import Assessment


@dataclass(slots=True)
class Tally:
    """What a list comes to. Lines are lines of the list; cameras are lines times quantity.

    `questions` are the different ones that the lines ask. `before_handover` are cameras that need a
    certificate put on them, `after_move` those whose certificate has to be made again after
    re-addressing, each with the cameras of which nobody says so (`..._unknown`): those that got no
    answer are among them. `reaches` counts cameras by what will be encrypted (`reach_of`),
    `may_not_connect` those that the recorder may lose, `unlisted` those that the catalogue does not
    list and that are answered as all of their maker or series.
    """

    lines: int = 0
    cameras: int = 0
    questions: int = 0
    waived: int = 0
    expired: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    cameras_by_status: Counter[str] = field(default_factory=Counter)
    reaches: Counter[str] = field(default_factory=Counter)
    may_not_connect: int = 0
    unlisted: int = 0
    before_handover: int = 0
    before_handover_unknown: int = 0
    after_move: int = 0
    after_move_unknown: int = 0

    def add(self, assessment: Assessment, lines: int, cameras: int) -> None:
        """Count lines and cameras that have one answer."""
        self.questions += 1
        self.lines += lines
        self.cameras += cameras
        self.statuses[assessment.status] += lines
        self.cameras_by_status[assessment.status] += cameras
        self.reaches[reach_of(assessment)] += cameras
        self.may_not_connect += cameras * assessment.may_not_connect
        self.unlisted += cameras * assessment.is_unlisted
        before, after = assessment.certificate_before_handover, assessment.certificate_after_move
        self.before_handover += cameras * (before == "yes")
        self.before_handover_unknown += cameras * (before == "unknown")
        self.after_move += cameras * (after == "yes")
        self.after_move_unknown += cameras * (after == "unknown")

    @property
    def failed(self) -> int:
        """Return how many lines neither reach the requirement nor are waived.

        What is no camera has nothing to reach.
        """
        without = sum(self.statuses[status] for status in (*MET, "not a camera"))
        return self.lines - without - self.waived

    @property
    def passed(self) -> bool:
        """Whether every line with a camera reaches the requirement or is waived."""
        return self.failed == 0

    @property
    def sentence(self) -> str:
        """Return the totals in one sentence."""
        parts = [f"{self.statuses[s]:,} {s}" for s in STATUSES if self.statuses[s]]
        text = f"{counted(self.lines, 'line')} in, {counted(self.lines, 'line')} out"
        if self.cameras != self.lines:
            text += f" ({counted(self.cameras, 'camera')})"
        text += f": {', '.join(parts)}" if parts else ""
        if self.may_not_connect:
            text += f"; {counted(self.may_not_connect, 'camera')} may not connect"
        if self.unlisted:
            text += f"; {counted(self.unlisted, 'camera')} not listed"
        if self.waived:
            text += f"; {self.waived:,} waived"
        if self.expired:
            text += f"; {counted(self.expired, 'waiver')} expired"
        return text + "."

    @property
    def certificate_sentence(self) -> str:
        """Return how many cameras need a certificate, and when, in two sentences."""
        before = _needing(self.before_handover, self.before_handover_unknown)
        after = _needing(self.after_move, self.after_move_unknown)
        return f"Certificates before hand-over: {before}. Again after re-addressing: {after}."

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "lines": self.lines,
            "cameras": self.cameras,
            "device_types": self.questions,
            "passed": self.passed,
            "failed": self.failed,
            "waived": self.waived,
            "expired_waivers": self.expired,
            "lines_by_status": {s: self.statuses[s] for s in STATUSES},
            "cameras_by_status": {s: self.cameras_by_status[s] for s in STATUSES},
            "cameras_by_reach": {reach: self.reaches[reach] for reach in REACHES},
            "cameras_that_may_not_connect": self.may_not_connect,
            "cameras_not_listed": self.unlisted,
            "certificates": {
                "before_handover": self.before_handover,
                "before_handover_unknown": self.before_handover_unknown,
                "after_readdressing": self.after_move,
                "after_readdressing_unknown": self.after_move_unknown,
            },
        }


REACHES: Final = (
    *("full", "at least stream", "stream", "at least control", "control"),
    *("not known", "nothing", "fails", "no answer"),
)
"""What cameras come to once the tasks are done, the best first."""


def reach_of(assessment: Assessment) -> str:
    """Return which of `REACHES` an answer is."""
    verdict = assessment.verdict
    if verdict is None:
        return "no answer"
    if verdict.code == "not_known" or verdict.if_runs:
        return "not known"  # firmware that nobody has shown it to run is no promise
    return f"at least {verdict.floor}" if verdict.code == "at_least" else verdict.floor


def _needing(number: int, unknown: int) -> str:
    if not number and unknown:
        return f"for {counted(unknown, 'camera')} nobody says whether one is needed"
    needs = "needs" if number < 2 else "need"
    text = f"{counted(number, 'camera') if number else 'no camera'} {needs} one"
    return f"{text}, for {unknown:,} nobody says" if unknown else text
