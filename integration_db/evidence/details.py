"""The details of statements that hold where an answer is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.evidence.cells import Cell
from integration_db.evidence.regions import OtherVersions, as_marks, marks_by_region, truths
from integration_db.evidence.statements import Statement, by_strength
from integration_db.vocabulary import Layer


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
    places = [cell.region for cell in cells]
    columns = [truths(statement, places, beside) for statement in ordered]
    by_cell = [
        _certain(statement for statement, sure in held if sure)
        for held in marks_by_region(as_marks(ordered), columns, len(places))
    ]
    if not by_cell:
        return {}
    first, *others = by_cell
    return {
        name: value
        for name, value in first.items()
        if value is not None and all(other.get(name) == value for other in others)
    }


def _certain(statements: Iterable[Statement]) -> dict[str, object]:
    """Return what the strongest statement that speaks of each detail says, None in a dispute.

    The statements stand in their order: the pairing's before the camera's, strongest first.
    """
    details: dict[str, object] = {}
    decided_by: dict[str, tuple[Layer, int, int]] = {}
    for statement in statements:
        rank = (statement.layer, *statement.strength)
        for name, value in statement.details.items():
            if decided_by.setdefault(name, rank) != rank:
                continue
            if details.setdefault(name, value) != value:
                details[name] = _union(details[name], value)
    return details


def _union(one: object, other: object) -> object:
    """Add lists up (a camera can speak two ways); let two different single words cancel out."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted({*one, *other})
    return None
