"""What the answers about a camera rest on, the camera itself apart: equal for many of a maker."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final

from integration_db.evidence.firmware_span import FirmwareSpan
from integration_db.evidence.regions import Region
from integration_db.evidence.statements import Statement


def likeness(
    statements: Iterable[Statement], regions: Iterable[Region], span: FirmwareSpan
) -> Hashable:
    """Return what two cameras of one maker have in common that answer the same, names apart.

    `statements` are all that tell the cameras apart, `regions` those of the cameras' firmware. Only
    for a camera of which no pairing speaks: that cuts its regions anew.
    """
    in_order = sorted(statements, key=lambda one: one.id)
    bounds = [(line.lineage, line.clauses) for line in span.lines]
    return tuple(map(_said, in_order)), tuple(regions), tuple(bounds)


def _said(statement: Statement) -> Hashable:
    """Return all of a statement but its number, which is its first value."""
    details = [(name, repr(value)) for name, value in statement.details.items()]
    return (*statement[1:_DETAILS], tuple(details), *statement[_DETAILS + 1 :])


_DETAILS: Final = Statement._fields.index("details")
