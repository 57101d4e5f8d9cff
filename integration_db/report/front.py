"""The front page of a report: what was asked of which recorder, and how sure the answers are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, get_args

from integration_db.check import Assessment, Tally
from integration_db.named_tuple import NamedTuple
from integration_db.report.digest import LineGroup
from integration_db.text.labels import LEVEL, SUBJECT
from integration_db.text.sentences import counted
from integration_db.vocabulary import (
    CAMERA_SUBJECTS,
    GRADES,
    MET,
    NO_CAMERA,
    OPEN_SUBJECTS,
    STATUSES,
    SUBJECTS,
    Grade,
    Level,
    Status,
    Subject,
)

Strength: TypeAlias = Literal["proven", "documented", "inferred", "none"]

STRENGTHS: Final[tuple[Strength, ...]] = get_args(Strength)
"""How strong the evidence behind an answer is, the strongest first."""

STRENGTH_WORDS: Final = {
    "proven": "proven: seen on a device: a lab test, a reading, a recorded observation",
    "documented": "documented: written down by the maker of the camera or of the recorder",
    "inferred": "inferred: concluded from similar cameras or recorders, or reported by a user",
    "none": "no answer, or none that is sure",
}

_OF_GRADE: Final[dict[Grade, Strength]] = {
    "lab_test": "proven",
    "device_reading": "proven",
    "vendor_document": "documented",
    "recorder_document": "documented",
    "field_report": "inferred",
    "inferred": "inferred",
}

_BEST: Final[tuple[Level, ...]] = ("full", "stream")
"""The levels that nobody may promise unless they are proven."""


class Counted(NamedTuple):
    """Some words, and how many cameras or lines they are about."""

    text: str
    number: int


class Tile(NamedTuple):
    """Lines of one kind and the cameras that they mean.

    `status` is theirs, None for those that are about no camera; `look` is the status whose colour
    they have.
    """

    label: str
    lines: int
    cameras: int
    look: Status
    status: Status | None = None


class Front(NamedTuple):
    """What the front page says of a list, each part with its cameras, those of the most first.

    `recorders` are named with their version, `settings` are those after the work. `strengths` sorts
    cameras by the evidence for them, `contents` cameras and other lines by what is known of them.
    `reservations` are sentences: what nobody may promise, and what would prove it. `tiles` are the
    lines about cameras by status, then all others; `asked` is how many lines can reach the
    requirement, `after_tasks` how many about cameras do once the tasks are done.
    """

    recorders: tuple[Counted, ...]
    plugins: tuple[Counted, ...]
    settings: tuple[Counted, ...]
    strengths: tuple[Counted, ...]
    contents: tuple[Counted, ...]
    reservations: tuple[str, ...]
    tiles: tuple[Tile, ...]
    asked: int
    after_tasks: int


def front_of(tally: Tally, groups: Sequence[LineGroup]) -> Front:
    """Return what the front page says of the groups of a list."""
    answered = [group for group in groups if group.assessment.answer and group.cameras]
    strengths = Counter[Strength]()
    for group in groups:
        strengths[strength_of(group.assessment)] += group.cameras
    return Front(
        _counted((_recorder(group.assessment), group.cameras) for group in answered),
        _counted((group.assessment.plugin or "not named", group.cameras) for group in answered),
        _counted((_setting(group.assessment), group.cameras) for group in answered),
        tuple([Counted(STRENGTH_WORDS[one], strengths[one]) for one in STRENGTHS]),
        _contents(tally, groups),
        tuple(_reservations(answered)),
        tuple(_tiles(tally)),
        sum(tally.subjects[one] for one in OPEN_SUBJECTS),
        _lines_about_cameras(tally, "meets after tasks"),
    )


def _tiles(tally: Tally) -> Iterable[Tile]:
    """Yield lines and cameras as the totals count them: optional ones neither reach nor fail."""
    for status in STATUSES:
        lines = _lines_about_cameras(tally, status)
        if lines:
            yield Tile(status, lines, tally.cameras_by_status[status], status, status)
    subjects = tally.subjects
    others = sum(subjects[one] for one in NO_CAMERA)
    if number := subjects["unclear"]:
        label = SUBJECT["unclear"]
        yield Tile(label.one if number == 1 else label.many, number, 0, "not found")
    if subjects["optional"]:
        yield Tile("optional, not counted", subjects["optional"], 0, "not a camera")
    if others:
        yield Tile("not a camera", others, 0, "not a camera", "not a camera")


def _lines_about_cameras(tally: Tally, status: Status) -> int:
    return sum(tally.found[subject, status] for subject in CAMERA_SUBJECTS)


def _contents(tally: Tally, groups: Iterable[LineGroup]) -> tuple[Counted, ...]:
    """Return what a list is made of, by subject: cameras by number, all else by lines."""
    cameras = Counter[Subject]()
    for group in groups:
        cameras[group.assessment.subject] += group.cameras
    counts = []
    for subject in SUBJECTS:
        is_camera = subject in CAMERA_SUBJECTS
        number = cameras[subject] if is_camera else tally.subjects[subject]
        label = SUBJECT[subject].one if number == 1 else SUBJECT[subject].many
        noun = "line" if number == 1 else "lines"
        if number:
            counts.append(Counted(label if is_camera else f"{noun}: {label}", number))
    return tuple(counts)


def strength_of(assessment: Assessment) -> Strength:
    """Return how strong the weaker side of the evidence is; none where nothing is sure."""
    verdict = assessment.verdict
    if verdict is None or verdict.code == "not_known" or verdict.if_runs:
        return "none"
    grades = [grade for grade in verdict.rests_on if grade is not None]
    return _OF_GRADE[min(grades, key=GRADES.index)] if grades else "none"


def _recorder(assessment: Assessment) -> str:
    version = assessment.request.recorder_version
    return f"{assessment.recorder}, {f'version {version}' if version else 'version not said'}"


def _setting(assessment: Assessment) -> str:
    chosen = assessment.leading
    return chosen.setting.label if chosen else "not planned"


def _counted(pairs: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    counts = Counter[str]()
    for text, cameras in pairs:
        counts[text] += cameras
    return tuple([Counted(text, cameras) for text, cameras in counts.most_common()])


def _reservations(answered: Iterable[LineGroup]) -> Iterable[str]:
    """Yield a sentence for each level, as its recorder shows it, that is possible and not proven.

    A level that is certain by documents alone is not proven either. Where the requirement is
    reached without it, that is said: it is more than was asked for.
    """
    found: dict[tuple[bool, str, str], list[LineGroup]] = {}
    for group in answered:
        assessment = group.assessment
        prediction = assessment.leading or assessment.prediction
        assert prediction is not None, "an answer has a prediction"
        best = next((one for one in _BEST if one in prediction.after.levels), None)
        proven = strength_of(assessment) == "proven" and prediction.after.levels == (best,)
        if best is None or proven:
            continue
        symbol = prediction.shows.get(best)
        level = f"{LEVEL[best].name} ({symbol})" if symbol else LEVEL[best].name
        key = (assessment.status in MET, assessment.recorder or "the recorder", level)
        found.setdefault(key, []).append(group)
    for (is_reached, recorder, level), groups in found.items():
        number = sum(group.cameras for group in groups)
        cameras = counted(number, "camera")
        reaching = f"{cameras} {'reaches' if number == 1 else 'reach'} the requirement; beyond it,"
        types = "its device type" if len(groups) == 1 else f"each of the {len(groups):,} types"
        yield (
            f"{reaching if is_reached else f'For {cameras},'} {level} is possible and not proven; "
            "it is not promised. It would be proven by a test: connect one camera of "
            f"{types} to {recorder} as planned, look at what it shows, and record it."
        )
