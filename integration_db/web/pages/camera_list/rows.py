"""One camera of the list: what the recorder comes to with it, and what its firmware can do."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from integration_db.catalog.filter_request import Selection
from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.catalog.queries.prospect import CameraProspect
from integration_db.evidence.spans import Span
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED, floor
from integration_db.text import sentences
from integration_db.vocabulary import CAPABILITIES, Capability, Grade, Level
from integration_db.web.pages.parts.ladder import Stretch

Sureness: TypeAlias = Literal["certain", "between", "open"]


class Reached(NamedTuple):
    """What a recorder comes to with a camera, in short, as a list shows it.

    `levels` are those that remain after the `tasks`, least first; no connection is among them only
    where it is all that remains, else `may_not_connect` tells it. It is `open`, as in a verdict,
    where nothing above `nothing` is sure. `now` has what remains before the tasks, where that is
    another answer.
    """

    sureness: Sureness
    levels: tuple[Level, ...]
    may_not_connect: bool
    tasks: int
    now: tuple[Level, ...]
    firmware: str
    grade: Grade | None


class CameraRow(NamedTuple):
    """One camera: the firmware that meets the filters, and per capability what is known there."""

    manufacturer: str
    model: str
    series: str
    firmware: tuple[str, ...]
    values: tuple[tuple[Stretch, ...], ...]
    reached: Reached | None = None


def row_of(camera: SelectedCamera, chosen: Selection | None = None) -> CameraRow:
    """Return a camera's row: a range is written beside a value only where values differ.

    With a question about a recorder it has what that comes to.
    """
    values = tuple(_stretches(camera, capability) for capability in CAPABILITIES)
    firmware = tuple(map(_words, camera.ranges_by(())))
    prospect = chosen.prospect(camera) if chosen is not None else None
    reached = reached_of(prospect) if prospect is not None else None
    return CameraRow(camera.manufacturer, camera.model, camera.series, firmware, values, reached)


def reached_of(prospect: CameraProspect) -> Reached:
    """Return what a recorder comes to in short."""
    after, now = prospect.after, prospect.now
    connected = tuple(level for level in after if level != "fails") or after
    sureness: Sureness = "between" if floor(after) in ENCRYPTED else "open"
    if len(after) == 1:
        sureness = "certain"
    ranges = prospect.ranges[:_MOST_RANGES]
    return Reached(
        sureness,
        connected,
        "fails" in after and connected != after,
        prospect.tasks,
        now if now != after else (),
        " or ".join(map(_words, ranges)),
        prospect.rests_on,
    )


_MOST_RANGES: Final = 2
"""Ranges of firmware that a cell has room for."""


def _words(span: Span) -> str:
    return sentences.if_it_runs(sentences.range_words(span.clauses), span.in_doubt)


def _stretches(camera: SelectedCamera, capability: Capability) -> tuple[Stretch, ...]:
    stretches = [
        Stretch(capability.of(span.answers), sentences.range_words(span.clauses))
        for span in camera.ranges_by((capability,))
    ]
    alike = len({one.value for one in stretches}) == 1
    return (Stretch(stretches[0].value, None),) if alike else tuple(stretches)
