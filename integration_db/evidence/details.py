"""The details that statements give in one stretch of firmware, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from integration_db.evidence.statements import GRADE_RANK, Held, Statement
from integration_db.named_tuple import NamedTuple


class Detail(NamedTuple):
    """One detail that holds: a word, a sorted tuple of words, or sorted pairs of name and value.

    `grade` is the rank of the weakest of the `statements` that say it.
    """

    name: str
    value: Any
    grade: int
    statements: tuple[Statement, ...] = ()


ADD_UP: Final = frozenset({"video_via", "https_on"})
"""Lists that are never meant to be complete, so that what weaker statements name counts too."""

Details: TypeAlias = tuple[Detail, ...]
"""The details of one region, by name."""


def details_of(*layers: Sequence[Held]) -> Details:
    """Return the details that certainly hold; the layers stand strongest first, as in each layer.

    The strongest statement that speaks decides. Lists of equally strong ones add up, those of
    `ADD_UP` of all; words that contradict each other are left out.
    """
    found: dict[str, Detail | None] = {}
    decided_by: dict[str, tuple[int, tuple[int, int]]] = {}
    for number, layer in enumerate(layers):
        for statement, sure in layer:
            if not sure or not statement.details:
                continue
            rank = (number, statement.strength)
            for name, value in statement.details.items():
                if decided_by.setdefault(name, rank) != rank and name not in ADD_UP:
                    continue
                own = Detail(name, _plain(value), GRADE_RANK[statement.grade], (statement,))
                found[name] = _together(found[name], own) if name in found else own
    return tuple(found[name] for name in sorted(found) if found[name] is not None)  # type: ignore[misc]


def shared_details(regions: Iterable[Details]) -> dict[str, Any]:
    """Return the details that hold alike in all regions."""
    first, *others = [{one.name: one.value for one in region} for region in regions] or [{}]
    return {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in others)
    }


def value_of(details: Details, name: str) -> Any:
    """Return a detail's value, None where nobody says."""
    return next((one.value for one in details if one.name == name), None)


def pairs(details: Details) -> tuple[tuple[str, Any], ...]:
    """Return the details as names and values."""
    return tuple([(one.name, one.value) for one in details])


def _plain(value: object) -> Any:
    """Return a value that can be compared and remembered."""
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return tuple(sorted(value)) if isinstance(value, (list, tuple)) else value


def _together(one: Detail | None, other: Detail) -> Detail | None:
    """Return what two equally strong words come to; None where they contradict each other."""
    if one is None:
        return None
    statements = (*one.statements, *other.statements)
    if one.value == other.value:
        return one._replace(statements=statements)
    if not isinstance(one.value, tuple) or not isinstance(other.value, tuple):
        return None
    value = tuple(sorted({*one.value, *other.value}))
    if value and isinstance(value[0], tuple) and len(dict(value)) < len(value):
        return None
    return Detail(one.name, value, min(one.grade, other.grade), statements)
