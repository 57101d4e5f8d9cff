"""Answers along a camera's firmware as people read them: equal neighbours joined.

Owns what a stretch of firmware is called. What the answer in it is, `cells` has worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OTHER_LINE
from integration_db.firmware import Bound
from integration_db.firmware.ranges import Clauses, range_text, terms
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, Answers, Capability, by_name


class Span(NamedTuple):
    """A stretch of one firmware line, and the answers there.

    `built_from` and `built_before` are ISO dates, the second one exclusive. `at` is the firmware
    that was asked for, as it was written; then nothing bounds the stretch. `shown` is the region's.
    """

    line: str | None
    since: Bound | None
    until: Bound | None
    built_from: str | None
    built_before: str | None
    answers: Answers
    at: str | None = None
    shown: bool = False

    @property
    def clauses(self) -> Clauses:
        """Return what names the stretch; its line is named where no version does."""
        if self.at is not None:
            return ((("", self.at),),)
        own = terms(self.since, self.until, self.built_from, self.built_before, self.line)
        return (own,) if own else ()

    @property
    def text(self) -> str:
        """Return the stretch as a firmware range; `*` is every firmware."""
        return range_text(self.clauses)

    @property
    def in_doubt(self) -> bool:
        """Whether nobody has shown the camera to run it; one that is every firmware, it does."""
        return not self.shown and bool(self.clauses)


@lru_cache(maxsize=4096)
def join_spans(
    spans: tuple[Span, ...],
    capabilities: tuple[Capability, ...] = CAPABILITIES,
    *,
    several_lines: bool,
) -> tuple[Span, ...]:
    """Join adjoining stretches, shown alike, where these capabilities have equal answers.

    A joined one has the answers at its begin. Only where there are `several_lines` the result
    keeps the lines, so that a stretch is named after its own where nothing else tells it.
    Remembered, because whole series of cameras have the same stretches.
    """
    indexes = [capability.position for capability in capabilities]
    joined: list[tuple[tuple[object, ...], Span]] = []
    for span in spans:
        answers = span.answers
        place = (span.line, span.built_from, span.built_before, span.shown)
        key = (*place, *[answers[n] for n in indexes])
        if joined and joined[-1][0] == key and _adjoin(joined[-1][1].until, span.since):
            _, first = joined.pop()
            span = first._replace(until=span.until)
        joined.append((key, span))
    found = [span for _, span in joined]
    if not several_lines:
        found = [span._replace(line=None) if span.line else span for span in found]
    return tuple(found)


def _adjoin(until: Bound | None, since: Bound | None) -> bool:
    """Whether a stretch begins where another one ends; between < and > lies the version itself."""
    return (
        until is not None
        and since is not None
        and until.version == since.version
        and (until.comparator, since.comparator) in (("<", ">="), ("<=", ">"))
    )


def span_of(cell: Cell) -> Span:
    """Return a cell as a stretch with its answers."""
    region = cell.region
    bounds = (region.since, region.until, region.built_from, region.built_before)
    return Span(region.lineage, *bounds, cell.values, shown=region.shown)


def intervals(
    cells: Iterable[Cell], capabilities: tuple[Capability, ...] = CAPABILITIES
) -> tuple[Span, ...]:
    """Return the answers per firmware range, oldest first; lines nobody speaks of are left out.

    Ranges are cut where one of these capabilities changes.
    """
    known = tuple([span_of(cell) for cell in cells if cell.region.lineage != OTHER_LINE])
    return join_spans(known, capabilities, several_lines=len({span.line for span in known}) > 1)


def only_if_run(spans: Sequence[Span]) -> list[bool]:
    """Return of each stretch whether its answers are only for a camera that turns out to run it.

    That is to be said where the camera is shown to run others and not this one.
    """
    some = any(span.shown for span in spans)
    return [some and not span.shown for span in spans]


def interval_objects(spans: Iterable[Span]) -> list[dict[str, object]]:
    """Return firmware ranges with their answers as objects of the JSON promise."""
    return [
        {"firmware": span.text, "shown": span.shown, "capabilities": by_name(span.answers)}
        for span in spans
    ]
