"""Answers along a camera's firmware, as people read them: ranges in text, equal neighbours joined.

Owns how a stretch of firmware is written down. What the answer in it is, `cells` has worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OTHER_LINE
from integration_db.vocabulary import CAPABILITIES, Answers, Capability, by_name

Span = tuple[str | None, str | None, str | None, str | None, str | None, Answers]
"""Line, since, until, built from, built before, and the answers there."""


def join_spans(
    spans: Iterable[Span],
    capabilities: Sequence[Capability] = CAPABILITIES,
    *,
    several_lines: bool,
) -> tuple[tuple[str, Answers], ...]:
    """Return firmware ranges as text with their answers.

    Adjoining stretches are joined where these capabilities have equal answers; `several_lines`
    tells that a line of firmware has to be named where no bound shows it.
    """
    indexes = [capability.position for capability in capabilities]
    joined: list[tuple[tuple[object, ...], Span]] = []
    for span in spans:
        line, since, until, built_from, built_before, answers = span
        key = (line, built_from, built_before, *(answers[index] for index in indexes))
        if joined and joined[-1][0] == key and _adjoin(joined[-1][1][2], since):
            _, (_, first, _, _, _, at_first) = joined.pop()
            span = (line, first, until, built_from, built_before, at_first)
        joined.append((key, span))
    return tuple(
        (range_text(*bounds, line=line if several_lines else None), answers)
        for _, (line, *bounds, answers) in joined
    )


def _adjoin(until: str | None, since: str | None) -> bool:
    if until is None or since is None:
        return False
    return until.lstrip("<=") == since.lstrip(">=")


def range_text(
    since: str | None,
    until: str | None,
    built_from: str | None = None,
    built_before: str | None = None,
    *,
    line: str | None = None,
) -> str:
    """Return a firmware range as people write it; `*` is every firmware."""
    parts = [part for part in (since, until) if part]
    if built_from:
        parts.append(f"build>={built_from}")
    if built_before:
        parts.append(f"build<{built_before}")
    text = ",".join(parts)
    if line and not since and not until:
        text = f"any {line}" + (f",{text}" if text else "")
    return text or "*"


def intervals(
    cells: Iterable[Cell], capabilities: Sequence[Capability] = CAPABILITIES
) -> tuple[tuple[str, Answers], ...]:
    """Return the answers per firmware range, oldest first; lines nobody speaks of are left out.

    Ranges are cut where one of these capabilities changes.
    """
    known = [(c.region, c.values) for c in cells if c.region.lineage != OTHER_LINE]
    return join_spans(
        [
            (r.lineage, r.since, r.until, r.built_from, r.built_before, values)
            for r, values in known
        ],
        capabilities,
        several_lines=len({r.lineage for r, _ in known}) > 1,
    )


def interval_objects(found: Sequence[tuple[str, Answers]]) -> list[dict[str, object]]:
    """Return firmware ranges with their answers as objects of the JSON promise."""
    return [{"firmware": text, "capabilities": by_name(values)} for text, values in found]
