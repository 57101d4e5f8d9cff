"""Totals of a checked list: what lines and cameras come to, and which certificates to order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from integration_db.check.answering.certificates import (
    CERTIFICATE_NEEDS,
    PUT_THERE,
    CertificateNeed,
)
from integration_db.text.labels import CERTIFICATE_NEED, LINE_THING, SUBJECT
from integration_db.text.sentences import all_of, counted
from integration_db.vocabulary import (
    CAMERA_SUBJECTS,
    LINE_THINGS,
    OPEN_SUBJECTS,
    STATUSES,
    SUBJECTS,
    LineThing,
    Status,
    Subject,
)

if TYPE_CHECKING:
    from integration_db.check.answering.assessment import Assessment
    from integration_db.check.lines.line import LineKind


@dataclass(slots=True)
class Tally:
    """What a list comes to.

    Lines are lines of the list, `failing` those that do not reach the requirement, waived or not;
    `inputs` are quantities of lines that are about cameras, `cameras` those of each device once.
    `certificates` counts cameras by what they need (`CERTIFICATE_NEEDS`), each once; of those
    without an answer nobody knows. `reaches` counts cameras by what will be encrypted (`reach_of`),
    `may_not_connect` those that the recorder may lose, `unlisted` those that the catalogue does not
    list and that are answered as all of their maker or series. `is_whole` is False where a part of
    the list that everybody sees was not read. `undecided` are lines that leave open which camera is
    meant, `pieces_undecided` their quantities: they are no cameras yet.
    """

    lines: int = 0
    cameras: int = 0
    inputs: int = 0
    waived: int = 0
    expired: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    subjects: Counter[Subject] = field(default_factory=Counter)
    things: Counter[LineThing] = field(default_factory=Counter)
    found: Counter[tuple[Subject, Status]] = field(default_factory=Counter)
    failing: int = 0
    cameras_by_status: Counter[str] = field(default_factory=Counter)
    reaches: Counter[str] = field(default_factory=Counter)
    may_not_connect: int = 0
    unlisted: int = 0
    certificates: Counter[CertificateNeed] = field(default_factory=Counter)
    is_whole: bool = True
    undecided: int = 0
    pieces_undecided: int = 0
    _types: dict[object, set[str | None]] = field(default_factory=dict)

    def add(self, kind: LineKind) -> None:
        """Count the lines, cameras and inputs of one answer."""
        assessment, lines = kind.assessment, kind.lines
        cameras, inputs = kind.cameras, kind.inputs
        if assessment.answer is not None and assessment.counts:
            firmwares = self._types.setdefault(assessment.device_type_in_any, set())
            firmwares.update((assessment.request.firmware, *kind.firmwares))
        self.undecided += lines * assessment.is_undecided
        self.pieces_undecided += kind.undecided
        self.lines += lines
        self.inputs += inputs
        self.cameras += cameras
        self.statuses[assessment.status] += lines
        self.subjects[assessment.subject] += lines
        if assessment.thing is not None:
            self.things[assessment.thing] += lines
        self.found[assessment.subject, assessment.status] += lines
        self.failing += lines * assessment.fails
        self.cameras_by_status[assessment.status] += cameras
        self.reaches[reach_of(assessment)] += cameras
        self.may_not_connect += cameras * assessment.may_not_connect
        self.unlisted += cameras * assessment.is_unlisted
        self.certificates[assessment.certificate] += cameras

    @property
    def device_types(self) -> int:
        """Return how many different cameras were answered, as a report has a paragraph for each."""
        return sum(map(len, self._types.values()))

    @property
    def failed(self) -> int:
        """Return how many lines neither reach the requirement nor are waived.

        What is no camera, or optional, has nothing to reach.
        """
        return self.failing - self.waived

    @property
    def passed(self) -> bool | None:
        """Whether every line with a camera reaches the requirement or is waived.

        None where nothing that was read fails and there is no more to say: nothing counts as a
        camera, or a part of the list was not read.
        """
        if self.failed:
            return False
        return True if self.is_whole and not self.says_nothing else None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing in the list counts as a camera, and nothing was waived either."""
        return not self.cameras and not self.waived

    @property
    def sentence(self) -> str:
        """Return the totals in one sentence."""
        return f"{'; '.join(self._clauses())}."

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the totals sentence by sentence."""
        return tuple([f"{clause}." for clause in self._clauses()])

    def _clauses(self) -> Iterator[str]:
        lines = sum(self.subjects[one] for one in CAMERA_SUBJECTS)
        statuses = self._statuses(CAMERA_SUBJECTS)
        text = f"{counted(self.lines, 'line')} in, {counted(self.lines, 'line')} out"
        if self.lines == lines == self.cameras == self.inputs:
            yield f"{text}: {statuses}" if statuses else text
        else:
            text += f": {counted(self.cameras, 'camera')} in {counted(lines, 'line')}"
            if self.inputs != self.cameras:
                text += f" with {counted(self.inputs, 'input')}"
            yield f"{text} ({statuses})" if statuses else text
        if self.lines and not self.cameras:
            yield "nothing in the list counts as a camera"
        if beside := self._beside():
            yield ", ".join(beside)
        if self.may_not_connect:
            yield f"{counted(self.may_not_connect, 'camera')} may not connect"
        if self.unlisted:
            yield f"{counted(self.unlisted, 'camera')} not listed"
        if self.waived:
            yield f"{self.waived:,} waived"
        if self.expired:
            yield f"{counted(self.expired, 'waiver')} expired"

    def _statuses(self, subjects: Collection[Subject]) -> str:
        """Return what lines of some subjects come to, with their numbers."""
        numbers = {s: sum(self.found[one, s] for one in subjects) for s in STATUSES}
        return ", ".join(f"{number:,} {status}" for status, number in numbers.items() if number)

    def _things(self) -> str:
        """Return what lines are about that are about something else, as far as their words tell."""
        labels = [(self.things[one], LINE_THING[one]) for one in LINE_THINGS if self.things[one]]
        return ", ".join(f"{n:,} {label.one if n == 1 else label.many}" for n, label in labels)

    def _beside(self) -> list[str]:
        """Return what lines are about that are about no camera, with their numbers."""
        said = []
        for subject in SUBJECTS:
            number = self.subjects[subject]
            if subject == "optional":
                number -= self.undecided
                if self.undecided:
                    said.append(self._undecided())
            if not number or subject in CAMERA_SUBJECTS:
                continue
            if subject == "other":
                verb = "is" if number == 1 else "are"
                things = self._things()
                text = f"{counted(number, 'line')} {verb} {SUBJECT[subject].one}"
                said.append(f"{text} ({things})" if things else text)
            else:
                label = SUBJECT[subject]
                text = f"{number:,} {label.one if number == 1 else label.many}"
                is_open = subject in OPEN_SUBJECTS
                said.append(f"{text} ({self._statuses((subject,))})" if is_open else text)
        return said

    def _undecided(self) -> str:
        """Return what is left open, which nobody may take for answered."""
        positions = counted(self.undecided, "undecided position")
        return f"{positions} ({counted(self.pieces_undecided, 'piece')}, not counted)"

    @property
    def certificate_sentence(self) -> str:
        """Return the order of certificates in one sentence; its numbers are those of the plan."""
        numbers = self.certificates
        kinds = [f"{numbers[one]:,} {CERTIFICATE_NEED[one]}" for one in PUT_THERE if numbers[one]]
        needing = sum(numbers[one] for one in PUT_THERE)
        questions = self.subjects["unclear"] + self.undecided
        untold = numbers["look"] + numbers["unknown"] + questions
        if not self.cameras and not untold:
            return "Certificates: there is no camera to put one on."
        parts = ["the plan puts none on a camera" if untold else "no camera needs one"]
        if needing:
            whole = counted(self.cameras, "camera")
            parts = [f"the plan puts one on {needing:,} of {whole} ({all_of(kinds)})"]
        if numbers["look"]:
            parts.append(f"for {numbers['look']:,} the look whether HTTPS opens tells")
        unsaid = [f"{numbers['unknown']:,}"] if numbers["unknown"] else []
        unsaid += [f"{counted(questions, 'line')} without an answer"] if questions else []
        if unsaid:
            parts.append(f"for {all_of(unsaid)} nobody says whether one is needed")
        if numbers["none"] and (needing or untold):
            parts.append(f"{numbers['none']:,} {'needs' if numbers['none'] == 1 else 'need'} none")
        return f"Certificates: {'; '.join(parts)}."

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "lines": self.lines,
            "cameras": self.cameras,
            "inputs": self.inputs,
            "device_types": self.device_types,
            "passed": self.passed,
            "failed": self.failed,
            "waived": self.waived,
            "expired_waivers": self.expired,
            "undecided_positions": self.undecided,
            "undecided_pieces": self.pieces_undecided,
            "lines_by_subject": {one: self.subjects[one] for one in SUBJECTS},
            "lines_by_thing": {one: self.things[one] for one in LINE_THINGS if one != "camera"},
            "lines_by_status": {s: self.statuses[s] for s in STATUSES},
            "cameras_by_status": {s: self.cameras_by_status[s] for s in STATUSES},
            "cameras_by_reach": {reach: self.reaches[reach] for reach in REACHES},
            "cameras_that_may_not_connect": self.may_not_connect,
            "cameras_not_listed": self.unlisted,
            "certificates": {need: self.certificates[need] for need in CERTIFICATE_NEEDS},
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
