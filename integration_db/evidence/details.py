"""The details of statements that hold where an answer is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OtherVersions, as_marks, marks_by_region, truths
from integration_db.evidence.statements import Statement, by_strength


def details(
    statements: Sequence[Statement], cells: Sequence[Cell], beside: OtherVersions
) -> dict[str, object]:
    """Return the details (certificate set-up, defaults ...) that hold in all the cells given.

    A pairing's word goes before the camera's; inside a layer the strongest statement that
    speaks decides; words that contradict each other at equal strength are left out.
    """
    speaking = [s for s in statements if s.details]
    if not speaking:
        return {}
    ordered = by_strength(s for s in speaking if s.layer == "pairing")
    ordered += by_strength(s for s in speaking if s.layer == "camera")
    by_cell: list[dict[str, object]] = []
    places = [cell.region for cell in cells]
    columns = [truths(statement, places, beside) for statement in ordered]
    for statements_here in marks_by_region(as_marks(ordered), columns, len(places)):
        here: dict[str, object] = {}
        settled: dict[str, tuple[str, int, int]] = {}
        for statement, sure in statements_here:
            if not sure:
                continue
            rank = (statement.layer, *statement.strength)
            for name, value in statement.details.items():
                if settled.setdefault(name, rank) != rank:
                    continue
                if here.setdefault(name, value) != value:
                    here[name] = _union(here[name], value)
        by_cell.append(here)
    if not by_cell:
        return {}
    shared = by_cell[0]
    return {
        name: value
        for name, value in shared.items()
        if value is not None and all(other.get(name) == value for other in by_cell[1:])
    }


def _union(one: object, other: object) -> object:
    """Add lists up (a camera can speak two ways); let two different single words cancel out."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted({*one, *other})
    return None
