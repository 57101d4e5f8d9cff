"""A camera's page, and an answer on any page: what the library found, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from integration_db.advice import GENERAL, Note
from integration_db.answers import Answer, Gap, Reason
from integration_db.lookups import Release, Source
from integration_db.predict import Prediction
from integration_db.profile import Comparison, Profile
from integration_db.statements import Statement
from integration_db.vocabulary import CAPABILITIES, PROTOCOLS, Protocol, Support
from integration_db.web.pages import words
from integration_db.web.pages.ladder import Ladder, Stretch, ladders

RELEASES: Final = 12
"""How many releases are shown at once; the rest are folded away."""

_GENERAL: Final = frozenset(note.code for note in GENERAL)


class Why(NamedTuple):
    """One capability: its value, the statements behind it, and what is missing."""

    capability: str
    value: Support
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]


class Shared(NamedTuple):
    """A finding, and the protocol settings that it is for where it is not for all of them."""

    note: Note
    protocols: tuple[str, ...]


class Answered(NamedTuple):
    """An answer as a page shows it.

    `findings` are said once for all settings, the `general` ones (true for every HTTPS
    connection) apart.
    """

    answer: Answer
    predictions: tuple[Prediction, ...]
    ladders: tuple[Ladder, ...]
    whys: tuple[Why, ...]
    findings: tuple[Shared, ...]
    general: tuple[Note, ...]


class CameraPage(NamedTuple):
    """A camera's page."""

    profile: Profile
    answered: Answered
    statements: tuple[tuple[Statement, Source | None], ...]
    releases: tuple[Release, ...]
    older: tuple[Release, ...]


def camera_page(profile: Profile) -> CameraPage:
    """Return the page; statements of the narrowest scope come first, new releases too."""
    newest = tuple(reversed(profile.releases))
    ordered = sorted(profile.statements, key=lambda s: s.strength, reverse=True)
    return CameraPage(
        profile,
        answered(profile.answer),
        tuple((one, profile.sources.get(one.source)) for one in ordered),
        newest[:RELEASES],
        newest[RELEASES:],
    )


def answered(answer: Answer) -> Answered:
    """Return an answer in the order of reading."""
    reasons, gaps = answer.explanation, answer.gaps
    whys = tuple(
        Why(
            capability,
            value,
            tuple(reason for reason in reasons if reason.capability == capability),
            tuple(gap for gap in gaps if gap.capability == capability),
        )
        for capability, value in zip(CAPABILITIES, answer.capabilities, strict=True)
    )
    shared = _shared(answer.predictions)
    return Answered(
        answer,
        answer.predictions,
        ladders(answer.all_cells),
        whys,
        tuple(one for one in shared if one.note.code not in _GENERAL),
        tuple(one.note for one in shared if one.note.code in _GENERAL),
    )


def _shared(predictions: Sequence[Prediction]) -> Iterable[Shared]:
    found: dict[Note, list[Protocol]] = {}
    for prediction in predictions:
        for note in prediction.findings:
            found.setdefault(note, []).append(prediction.protocol)
    labels: Mapping[Protocol, str] = words.PROTOCOL_LABELS
    return [
        Shared(note, tuple(labels[p] for p in own) if len(own) < len(predictions) else ())
        for note, own in found.items()
    ]


class Compared(NamedTuple):
    """One field of several cameras: each camera's text in pieces, and whether they differ."""

    name: str
    label: str
    cells: tuple[tuple[Stretch, ...], ...]
    differs: bool


def compared(comparison: Comparison) -> tuple[Compared, ...]:
    """Return the rows of a comparison; each camera's text in pieces."""
    found = []
    for name, texts in comparison.rows:
        if name in CAPABILITIES:
            label = words.CAPABILITY_LABELS[name]
            cells = tuple(tuple(_piece(part) for part in text.split("; ")) for text in texts)
        elif name in PROTOCOLS:
            label = words.PROTOCOL_LABELS[name]
            cells = tuple(
                tuple(Stretch(part, None) for part in text.split(" or ")) for text in texts
            )
        else:
            label = name.capitalize()
            cells = tuple((Stretch(text, None),) for text in texts)
        found.append(Compared(name, label, cells, name in comparison.differences))
    return tuple(found)


def _piece(text: str) -> Stretch:
    value, _, firmware = text.partition(" ")
    return Stretch(value, words.range_words(firmware) if firmware else None)
