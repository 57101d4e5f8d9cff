"""What limits the answers of a list: what they take for granted, and what nobody said.

Counted in cameras and said once, because it belongs to the answer wherever that goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Protocol

from integration_db.check.totals.plan import Asking
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.note import Note
from integration_db.sheets import ReadingNote
from integration_db.text.labels import ASSUMPTION
from integration_db.text.sentences import counted
from integration_db.vocabulary import ASSUMPTIONS, Assumption, NoteCode

if TYPE_CHECKING:
    from integration_db.check.answering.assessment import Assessment


class Limit(NamedTuple):
    """One thing that limits answers, and for how many cameras; None where it is the whole list.

    `text` is a sentence; of what is `assumed`, because nobody said otherwise, it is a clause.
    `number` is how many worksheets, rows or columns it is about, where it is about some.
    """

    code: NoteCode | Assumption
    text: str
    assumed: bool
    cameras: int | None
    number: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return self._asdict()


def limits_of(kinds: Iterable[Asking]) -> tuple[Limit, ...]:
    """Return the caveats of the lines in the order in which they come up, then the assumptions."""
    caveats: dict[tuple[NoteCode, str], int] = {}
    assumed = dict.fromkeys(ASSUMPTIONS, 0)
    for kind in kinds:
        if not kind.cameras:
            continue  # of inputs whose devices other lines answer for
        for note in (*kind.assessment.caveats, *_unsaid(kind.assessment)):
            key = (note.code, note.text)
            caveats[key] = caveats.get(key, 0) + kind.cameras
        for name in kind.assessment.verdict.assumes if kind.assessment.verdict else ():
            assumed[name] += kind.cameras
    return (
        *(Limit(code, text, False, cameras) for (code, text), cameras in caveats.items()),
        *(
            Limit(name, ASSUMPTION[name].name, True, number)
            for name, number in assumed.items()
            if number
        ),
    )


_NO_FIRMWARE: Final = Note(
    "firmware_not_said",
    "No firmware was said: the answer is for the best that the camera is shown to run.",
)
_INFERRED: Final = {
    "camera": Note(
        "camera_inferred",
        "What the camera can do is inferred; no source states all of it for this model.",
    ),
    "recorder": Note(
        "recorder_inferred",
        "What the recorder does is inferred; no source states all of it.",
    ),
}


_NOT_SEEN: Final = Note("not_seen", "Nobody has recorded what the recorder shows.")


def _unsaid(assessment: Assessment) -> Iterator[Note]:
    """Yield what limits an answer because nobody said it."""
    if assessment.verdict is None or assessment.verdict.code not in ("certain", "at_least"):
        return
    if assessment.request.firmware is None:
        yield _NO_FIRMWARE
    if not assessment.verdict.seen and not assessment.verdict.disputed:
        yield _NOT_SEEN
    for side, note in _INFERRED.items():
        if getattr(assessment.verdict.rests_on, side) == "inferred":
            yield note


class ListNote(Protocol):
    """What a person should know of a list as a whole."""

    @property
    def code(self) -> NoteCode:
        """Return which note it is."""

    @property
    def text(self) -> str:
        """Return it as a sentence."""


def whole_list(notes: Iterable[ListNote]) -> tuple[Limit, ...]:
    """Return what limits the answer of a list as a whole, from how it was read."""
    return tuple(
        Limit(note.code, note.text, False, None, note.number)
        if isinstance(note, ReadingNote)
        else Limit(note.code, note.text, False, None)
        for note in notes
    )


def limit_sentences(limits: Iterable[Limit]) -> list[str]:
    """Return the limits as sentences: one for each caveat, one for what is assumed of as many."""
    limits = list(limits)
    sentences = [one.text for one in limits if one.cameras is None]
    numbered = [(one, counted(one.cameras, "camera")) for one in limits if one.cameras is not None]
    sentences += [f"{cameras}: {one.text}" for one, cameras in numbered if not one.assumed]
    assumed: dict[str, list[str]] = {}
    for one, cameras in numbered:
        if one.assumed:
            assumed.setdefault(cameras, []).append(one.text)
    for cameras, texts in assumed.items():
        listed, each = "; ".join(texts), " each" if len(texts) > 1 else ""
        text = f"Assumed, because nobody said otherwise: {listed} ({cameras}{each})."
        sentences.append(text)
    return sentences
