"""The partial order of levels: what is encrypted between recorder and camera.

`fails` is below `nothing`, that below `control` and below `stream`, and those two below `full`;
control and stream do not compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from integration_db.vocabulary import LEVELS, Level, Requirement, Support

_AT_LEAST: Final[dict[Level, frozenset[Level]]] = {
    "fails": frozenset({"fails"}),
    "nothing": frozenset({"fails", "nothing"}),
    "control": frozenset({"fails", "nothing", "control"}),
    "stream": frozenset({"fails", "nothing", "stream"}),
    "full": frozenset(LEVELS),
}
"""Per level, those that it is at least."""

_ENOUGH: Final[dict[Requirement, frozenset[Level]]] = {
    "control": frozenset({"control", "full"}),
    "video": frozenset({"stream", "full"}),
    "full": frozenset({"full"}),
}
"""Per requirement, the levels that meet it."""

ENCRYPTED: Final[tuple[Level, ...]] = ("control", "stream", "full")
"""The levels at which something is encrypted, least first."""

RANK: Final[dict[Level, int]] = {"fails": 0, "nothing": 1, "control": 2, "stream": 2, "full": 3}
"""How far up a level stands; of two that do not compare neither stands higher."""


def at_least(level: Level, least: Level) -> bool:
    """Return whether a level is another one or above it."""
    return least in _AT_LEAST[level]


@lru_cache(maxsize=256)
def floor(levels: tuple[Level, ...]) -> Level:
    """Return the greatest level that all are at least: `nothing` for control and stream."""
    shared = frozenset.intersection(*(_AT_LEAST[level] for level in levels))
    return max(shared, key=RANK.__getitem__)


@lru_cache(maxsize=256)
def ceiling(levels: tuple[Level, ...]) -> Level:
    """Return the least level that is at least each: `full` for control and stream."""
    above = [one for one in LEVELS if all(at_least(one, level) for level in levels)]
    return min(above, key=RANK.__getitem__)


Worth: TypeAlias = tuple[int, bool, bool, int, bool]
"""By what settings, choices of the recorder and firmware are chosen; the greatest is the best."""


def worth(levels: tuple[Level, ...], *, strict: bool = True, observed: bool = False) -> Worth:
    """Return by what the best levels are chosen: the floor first, the ceiling last.

    No connection counts as nothing encrypted. A ceiling is only what nobody has ruled out. So where
    the floor is encrypted, a `strict` setting, which cannot go on in clear, and what was `observed`
    come before it.
    """
    least = floor(levels)
    proven = least in ENCRYPTED
    return (
        max(RANK[least], RANK["nothing"]),
        proven and strict,
        proven and observed,
        RANK[ceiling(levels)],
        strict,
    )


def in_order(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Return levels least first, each once."""
    given = set(levels)
    return tuple(level for level in LEVELS if level in given)


def meets(levels: Iterable[Level], requirement: Requirement) -> Support:
    """Return whether all levels meet a requirement, none, or only some of them."""
    answers = {level in _ENOUGH[requirement] for level in levels}
    if len(answers) > 1:
        return "unknown"
    return "yes" if True in answers else "no"
