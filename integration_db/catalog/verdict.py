"""The prediction in one sentence, made here and nowhere else; as code and parameters too.

What is assumed, what it rests on and how often it was seen stand in it, because an answer without
its limits is a promise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from integration_db.errors import assert_never
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED
from integration_db.text.labels import ASSUMPTION, GRADE, LEVEL
from integration_db.text.sentences import all_of, counted, spoken_range, with_article
from integration_db.vocabulary import GRADES, Assumption, Grade, Level

if TYPE_CHECKING:
    from collections.abc import Sized

    from integration_db.catalog.queries.cameras import Model
    from integration_db.catalog.question import Question
    from integration_db.firmware.ranges import Clauses
    from integration_db.prediction.prediction import Prediction

VerdictCode: TypeAlias = Literal[
    "certain", "at_least", "not_encrypted", "does_not_connect", "not_known"
]
"""What a verdict comes to: one level, a least one, or none that is above `nothing` for sure."""


class RestsOn(NamedTuple):
    """The weakest grade behind an answer, on the camera's and on the recorder's side.

    None where nothing was decided there.
    """

    camera: Grade | None
    recorder: Grade | None

    def to_dict(self) -> dict[str, str | None]:
        """Return the object of the JSON promise."""
        return self._asdict()


class Seen(NamedTuple):
    """On which firmware of the camera and version of the recorder somebody saw it."""

    firmware: str | None
    recorder_version: str | None

    @property
    def text(self) -> str:
        """Return it as it follows `last`."""
        on = f" on {self.firmware}" if self.firmware else ""
        return f"{on} with {self.recorder_version}" if self.recorder_version else on


class Verdict(NamedTuple):
    """One prediction in one sentence, and its parts for programs."""

    code: VerdictCode
    text: str
    setting: str
    floor: Level
    ceiling: Level
    symbols: tuple[str, ...] | None
    firmware_from: str | None
    if_runs: bool
    tasks: int
    may_not_connect: bool
    assumes: tuple[Assumption, ...]
    rests_on: RestsOn
    seen: int
    last_seen: Seen | None
    disputed: bool

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            **self._asdict(),
            "symbols": None if self.symbols is None else list(self.symbols),
            "assumes": list(self.assumes),
            "rests_on": self.rests_on.to_dict(),
            "last_seen": self.last_seen._asdict() if self.last_seen else None,
        }


class OfAnswer(Protocol):
    """What a verdict has to know of an answer; `members` are those of a family."""

    @property
    def question(self) -> Question:
        """Return what was asked."""

    @property
    def members(self) -> Sized:
        """Return the answers of a family's members; none for one camera."""

    def rests_on(self, prediction: Prediction) -> RestsOn:
        """Return the weakest grade behind a prediction, per side."""

    def seen(self, prediction: Prediction) -> int:
        """Return how many observations of this pairing a prediction rests on."""

    def last_seen(self, prediction: Prediction) -> Seen | None:
        """Return on what the prediction was last observed."""

    def disputed(self, prediction: Prediction) -> bool:
        """Return whether records of the pairing that a prediction is about disagree."""

    def firmware_from(self, prediction: Prediction) -> str | None:
        """Return the firmware that *after* is about as a range."""

    def clauses_of(self, prediction: Prediction) -> Clauses:
        """Return the same range in its parts."""

    def begins_with(self, prediction: Prediction) -> str | None:
        """Return the version from which on *after* holds, if it is one."""


def verdict_of(answer: OfAnswer, prediction: Prediction) -> Verdict:
    """Return the verdict on one prediction of an answer."""
    after = prediction.after
    code = _code(after.floor, after.ceiling)
    rests_on = answer.rests_on(prediction)
    seen = answer.seen(prediction)
    symbols = None
    if prediction.shows:
        symbols = tuple(prediction.shows[one] for one in after.levels if one in prediction.shows)
    verdict = Verdict(
        code,
        "",
        prediction.setting.id,
        after.floor,
        after.ceiling,
        symbols,
        answer.firmware_from(prediction),
        prediction.if_runs,
        prediction.counted_tasks,
        "fails" in after.levels,
        prediction.assumes,
        rests_on,
        seen,
        answer.last_seen(prediction),
        answer.disputed(prediction),
    )
    return verdict._replace(text=_sentence(answer, prediction, verdict))


def best_of(predictions: tuple[Prediction, ...]) -> Prediction:
    """Return the prediction of the setting to choose: the last one that is worth most."""
    return max(reversed(predictions), key=lambda one: one.worth)


def _code(floor: Level, ceiling: Level) -> VerdictCode:
    if floor == ceiling:
        return _CERTAIN[floor]
    return "at_least" if floor in ENCRYPTED else "not_known"


_CERTAIN: Final[dict[Level, VerdictCode]] = {
    "fails": "does_not_connect",
    "nothing": "not_encrypted",
    "control": "certain",
    "stream": "certain",
    "full": "certain",
}


def _sentence(answer: OfAnswer, prediction: Prediction, verdict: Verdict) -> str:
    main = _main(answer, prediction, verdict)
    if verdict.code == "at_least":
        main = f"{_opening(answer, prediction, verdict)}: {promised(prediction)}"
    elif verdict.code == "not_known":
        point = prediction.settled_by
        main += f" What would settle it: {point.text if point else '?'}."
    return " ".join([*_who(answer), main, *_limits(verdict, answer)])


def in_short(answer: OfAnswer, prediction: Prediction, verdict: Verdict) -> str:
    """Return a verdict without what is said once where many stand together.

    That is on what evidence it rests, what it assumes, what is not proven or was never seen, and
    for which cameras it is if the one that was asked for is not listed.
    """
    family = [_any_member(answer)] if answer.members else []
    own = [*_unplaced(verdict, answer), *([_DISPUTED] if verdict.disputed else [])]
    return " ".join([*family, _main(answer, prediction, verdict), *own])


def _main(answer: OfAnswer, prediction: Prediction, verdict: Verdict) -> str:
    """Return with which setting, firmware and tasks what is reached, as a sentence."""
    opening = _opening(answer, prediction, verdict)
    shown = _words(verdict.floor, prediction)
    if verdict.code == "certain":
        return f"{opening}: {shown}."
    if verdict.code == "at_least":
        return f"{opening}: at least {shown}."
    if verdict.code == "not_encrypted":
        return f"{opening}: nothing is encrypted."
    if verdict.code == "does_not_connect":
        return f"{opening}: the recorder does not connect{_reason(prediction)}."
    if verdict.code != "not_known":
        assert_never(verdict.code)
    return f"{opening}: not known."


def promised(prediction: Prediction) -> str:
    """Return what may be promised where more is possible, as a clause with its full stop."""
    after = prediction.after
    shown, more = _words(after.floor, prediction), _words(after.ceiling, prediction)
    return f"at least {shown}; {more} is not proven, do not promise it."


def _who(answer: OfAnswer) -> list[str]:
    """Return of which camera and plugin the answer is, where they are not listed ones."""
    said = [answer.question.side.unlisted] if answer.question.side.unlisted else []
    if answer.question.is_unlisted:
        said.append(not_listed(answer.question.model))
    if answer.members:
        said.append(_any_member(answer))
    return said


def _any_member(answer: OfAnswer) -> str:
    return f"Any of {counted(len(answer.members), 'camera')} of that name."


_DISPUTED: Final = "The records of this pairing disagree."


def not_listed(model: Model) -> str:
    """Return what is said first of a camera that is not listed: for which ones its answer is."""
    whose = f"{model.manufacturer} {model.series}".strip()
    return f"Not a listed camera: answered as any {whose} camera."


def _opening(answer: OfAnswer, prediction: Prediction, verdict: Verdict) -> str:
    question = answer.question
    parts = [prediction.setting.label]
    if question.plugin_name is not None:
        parts[0] += f" through {question.plugin_name}"
    if question.recorder is not None and not question.recorder.is_default:
        parts[0] += f" on {question.recorder.name}"
    if question.firmware is not None:
        parts[0] += f" on firmware {question.firmware.raw}"
    elif answer.members and verdict.if_runs and verdict.code != "not_known":
        parts.insert(0, "If it runs firmware that nobody has shown all of them to run")
    elif clauses := answer.clauses_of(prediction):
        begin = answer.begins_with(prediction)
        if verdict.if_runs:
            stretch = f"{begin} or later" if begin else spoken_range(clauses)
            parts.insert(0, f"If it runs {stretch}")
        elif verdict.code != "not_known":
            parts.append(f"from {begin}" if begin else f"with firmware {spoken_range(clauses)}")
    if question.firmware_wish == "newest" and not verdict.if_runs:
        parts[0] += " on the newest firmware that it is shown to run"
    if verdict.tasks:
        parts.append(f"after {counted(verdict.tasks, 'task')}")
    return ", ".join(parts)


def _words(level: Level, prediction: Prediction) -> str:
    symbol = prediction.shows.get(level)
    return with_article(symbol) if symbol else LEVEL[level].name


def _reason(prediction: Prediction) -> str:
    obstacle = next((note.obstacle for note in prediction.findings if note.obstacle), None)
    return f" ({obstacle})" if obstacle else ""


def _limits(verdict: Verdict, answer: OfAnswer) -> list[str]:
    """Return what limits the answer, as sentences."""
    limits = _unplaced(verdict, answer)
    if verdict.code in ("certain", "at_least"):
        sides = [
            f"{GRADE[grade].brief} ({side})"
            for side, grade in (
                ("camera", verdict.rests_on.camera),
                ("recorder", verdict.rests_on.recorder),
            )
            if grade is not None
        ]
        if sides:
            limits.append(f"Evidence: {', '.join(sides)}.")
        if verdict.seen:
            last = verdict.last_seen.text if verdict.last_seen else ""
            limits.append(f"Seen {counted(verdict.seen, 'time')}{last and f', last{last}'}.")
        elif not verdict.disputed:
            limits.append("Nobody has recorded what it shows.")
    if verdict.disputed:
        limits.append(_DISPUTED)
    if verdict.assumes and verdict.code != "not_known":
        limits.append(f"Assumed: {all_of(ASSUMPTION[name].brief for name in verdict.assumes)}.")
    return limits


def _unplaced(verdict: Verdict, answer: OfAnswer) -> list[str]:
    """Return what is to be known of a firmware that nobody can place, as sentences."""
    firmware = answer.question.firmware
    if firmware is None or firmware.lineage is not None or verdict.code == "not_known":
        return []
    reason = firmware.reason or "it is no version"
    return [f"That firmware cannot be placed ({reason}): this holds whatever it runs."]


def weaker_of(sides: Iterable[RestsOn]) -> RestsOn:
    """Return per side the weakest of several grades."""
    camera, recorder = zip(*sides, strict=True)
    return RestsOn(_least(camera), _least(recorder))


def _least(grades: Iterable[Grade | None]) -> Grade | None:
    return weakest([GRADES.index(grade) + 1 for grade in grades if grade is not None])


def weakest(grades: list[int]) -> Grade | None:
    """Return the weakest of some ranks as a grade; ranks of what nobody decided do not count."""
    decided = [grade for grade in grades if grade]
    return GRADES[min(decided) - 1] if decided else None
