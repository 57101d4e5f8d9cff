"""Firmware from old to new as a ladder of bars: one column per capability, equal neighbours joined.

As browser-support tables do. Each bar is a cell that spans rows, so the picture *is* a table and
needs no second text beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OTHER_LINE
from integration_db.evidence.spans import Span, intervals, only_if_run
from integration_db.evidence.statements import Statement
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import if_it_runs, range_words
from integration_db.vocabulary import CAPABILITIES, Capability, Support


class Stretch(NamedTuple):
    """One value of a capability, and the firmware for which it holds, if not for all shown."""

    value: str
    firmware: str | None


class Bar(NamedTuple):
    """One value of a capability over `rows` stretches of firmware, and what decides it there."""

    capability: str
    value: Support
    rows: int
    grounds: tuple[Statement, ...]


class Rung(NamedTuple):
    """One stretch of firmware, with the bars that begin in it; `newest` is that of today's."""

    firmware: str
    bars: tuple[Bar, ...]
    newest: bool


class Ladder(NamedTuple):
    """One line of firmware from old to new; named only where a camera has several."""

    line: str | None
    rungs: tuple[Rung, ...]


def ladders(cells: Sequence[Cell]) -> tuple[Ladder, ...]:
    """Return the ladders of what a camera can do by itself, one per line of firmware."""
    own_values = [cell._replace(values=cell.own) for cell in cells]
    known = [cell for cell in own_values if cell.region.lineage != OTHER_LINE]
    lines = [(line, list(own)) for line, own in groupby(known, lambda c: c.region.lineage)]
    return tuple(
        Ladder(line if len(lines) > 1 else None, _rungs(intervals(own), own)) for line, own in lines
    )


def _rungs(spans: Sequence[Span], cells: Sequence[Cell]) -> tuple[Rung, ...]:
    rungs = []
    grounds = {one: _grounds(cells, one) for one in CAPABILITIES}
    doubtful = only_if_run(spans)
    newest = max((at for at, doubt in enumerate(doubtful) if not doubt), default=None)
    for at, span in enumerate(spans):
        bars = []
        for capability in CAPABILITIES:
            value = capability.of(span.answers)
            if at and capability.of(spans[at - 1].answers) == value:
                continue
            rows = 1
            while at + rows < len(spans) and capability.of(spans[at + rows].answers) == value:
                rows += 1
            bars.append(Bar(capability.name, value, rows, next(grounds[capability], ())))
        words = range_words(span.clauses)
        rungs.append(Rung(if_it_runs(words, doubtful[at]), tuple(bars), at == newest))
    return tuple(rungs)


def _grounds(cells: Sequence[Cell], capability: Capability) -> Iterator[tuple[Statement, ...]]:
    """Yield what decides each run of equal values, from old firmware to new."""
    for _, run in groupby(cells, lambda cell: capability.of(cell.values)):
        decisions = [cell.camera[capability.position] for cell in run]
        yield tuple({one.id: one for made in decisions for one in made.deciding}.values())
