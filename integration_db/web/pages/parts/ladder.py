"""Firmware from old to new as a ladder of bars: one column per capability, equal neighbours joined.

As browser-support tables do. Each bar is a cell that spans rows, so the picture *is* a table and
needs no second text beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OTHER_LINE
from integration_db.evidence.spans import Span, intervals, only_if_run
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import if_it_runs, range_words
from integration_db.vocabulary import CAPABILITIES, Support


class Stretch(NamedTuple):
    """One value of a capability, and the firmware for which it holds, if not for all shown."""

    value: str
    firmware: str | None


class Bar(NamedTuple):
    """One value of a capability over `rows` stretches of firmware."""

    capability: str
    value: Support
    rows: int


class Rung(NamedTuple):
    """One stretch of firmware, with the bars that begin in it."""

    firmware: str
    bars: tuple[Bar, ...]


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
        Ladder(line if len(lines) > 1 else None, _rungs(intervals(own))) for line, own in lines
    )


def _rungs(spans: Sequence[Span]) -> tuple[Rung, ...]:
    rungs = []
    doubtful = only_if_run(spans)
    for at, span in enumerate(spans):
        bars = []
        for capability in CAPABILITIES:
            value = capability.of(span.answers)
            if at and capability.of(spans[at - 1].answers) == value:
                continue
            rows = 1
            while at + rows < len(spans) and capability.of(spans[at + rows].answers) == value:
                rows += 1
            bars.append(Bar(capability.name, value, rows))
        words = range_words(span.clauses)
        rungs.append(Rung(if_it_runs(words, doubtful[at]), tuple(bars)))
    return tuple(rungs)
