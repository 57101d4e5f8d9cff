"""The details that statements give in one stretch of firmware, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from integration_db.evidence.statements import GRADE_RANK, Held, Statement
from integration_db.named_tuple import NamedTuple


class Detail(NamedTuple):
    """One detail that holds: a word, a sorted tuple of words, or sorted pairs of part and value.

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

    The strongest statement that speaks decides, of what is said part by part (a port per
    interface) about each part. Lists of equally strong ones add up, those of `ADD_UP` of all;
    words that contradict each other are left out.
    """
    found: dict[tuple[str, str | None], Detail | None] = {}
    decided_by: dict[tuple[str, str | None], tuple[int, tuple[int, int]]] = {}
    for number, layer in enumerate(layers):
        for statement, sure in layer:
            if not sure or not statement.details:
                continue
            rank = (number, statement.strength)
            for name, part, value in _said(statement.details):
                key = (name, part)
                if decided_by.setdefault(key, rank) != rank and name not in ADD_UP:
                    continue
                own = Detail(name, value, GRADE_RANK[statement.grade], (statement,))
                found[key] = _together(found[key], own) if key in found else own
    return _by_name(found)


def _said(details: Mapping[str, Any]) -> Iterator[tuple[str, str | None, Any]]:
    """Yield name, part and value of all that a statement says; part None is the whole.

    How video is switched at the factory is about the ways that the same statement names.
    """
    for name, value in details.items():
        if name == "video_default":
            value = dict.fromkeys(details.get("video_via", ()), value)
        if isinstance(value, Mapping):
            for part, own in value.items():
                yield name, part, own
        else:
            yield name, None, tuple(sorted(value)) if isinstance(value, (list, tuple)) else value


def _together(one: Detail | None, other: Detail) -> Detail | None:
    """Return what two equally strong words come to; None where they contradict each other."""
    if one is None:
        return None
    value = one.value
    if value != other.value:
        if not isinstance(value, tuple) or not isinstance(other.value, tuple):
            return None
        value = tuple(sorted({*value, *other.value}))
    return _joined(one, other, value)


def _by_name(found: Mapping[tuple[str, str | None], Detail | None]) -> Details:
    """Return each detail once, those that are said part by part with all their parts."""
    whole: dict[str, Detail] = {}
    for (name, part), one in sorted(found.items(), key=_name_and_part):
        if one is not None and part is not None:
            one = one._replace(value=((part, one.value),))
            if name in whole:
                one = _joined(whole[name], one, (*whole[name].value, *one.value))
        if one is not None:
            whole[name] = one
    return tuple(whole.values())


def _joined(one: Detail, other: Detail, value: Any) -> Detail:
    """Return a detail with this value that rests on what two others rest on."""
    statements = {s.id: s for s in (*one.statements, *other.statements)}
    return Detail(one.name, value, min(one.grade, other.grade), tuple(statements.values()))


def _name_and_part(one: tuple[tuple[str, str | None], object]) -> tuple[str, str]:
    name, part = one[0]
    return name, part or ""


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


def as_written(value: Any) -> Any:
    """Return the value of a detail as a seed writes it: a word, a list, or values by part."""
    if not isinstance(value, tuple):
        return value
    by_part = bool(value) and isinstance(value[0], tuple)
    return dict(value) if by_part else list(value)
