"""Statements, and how several of them become one word: scope, grade and three-valued logic.

A *statement* says what one source says, for a scope and a firmware range. A *decision* is what
one layer of statements says about one capability, with the statements behind it. Which part of a
firmware line an answer is about is the business of `cells`; nothing here reads a file or a
database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from integration_db.firmware import FirmwareRange
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import (
    GRADES,
    NO_DETAILS,
    OBSERVED,
    Capability,
    Grade,
    Layer,
    Scope,
    Support,
)

Values = tuple[Support | None, ...]
"""What a statement says, one value per capability in the order of `CAPABILITIES`."""

SCOPE_RANK: Final[dict[Scope, int]] = {
    "manufacturer": 0,
    "series": 1,
    "model": 2,
    "recorder": 0,
    "plugin": 1,
}
"""Inside a layer the narrower scope wins; a pairing's scope is that of its camera side."""

GRADE_RANK: Final[dict[Grade, int]] = {grade: rank for rank, grade in enumerate(GRADES, start=1)}
"""At one scope the higher grade wins; 0 is left for "nothing decided"."""

EVERY_FIRMWARE: Final = FirmwareRange("*", ())


class Anchor(NamedTuple):
    """Where in its source a statement stands; what nobody noted is None."""

    page: str | None = None
    section: str | None = None
    phrase: str | None = None

    def to_dict(self) -> dict[str, str]:
        """Return the parts that are there by name."""
        return {name: part for name, part in self._asdict().items() if part is not None}


class Statement(NamedTuple):
    """One sourced fact: for a scope and a range, the values of some capabilities.

    `values` has one entry per capability in the order of `CAPABILITIES`; None says nothing.
    `details` holds the words of `vocabulary.DETAILS` that the statement gives. `when` are, by
    the name of an option, the recorder's choices for which alone it holds. One that
    is `drawn_out` goes beyond what was seen; see `observations`.
    """

    id: int
    layer: Layer
    scope: Scope
    values: Values
    grade: Grade
    source: str
    firmware: FirmwareRange = EVERY_FIRMWARE
    recorder_version: FirmwareRange = EVERY_FIRMWARE
    hardware_version: str | None = None
    verified_on: str | None = None
    note: str | None = None
    details: Mapping[str, object] = NO_DETAILS
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drawn_out: bool = False
    anchor: Anchor | None = None

    @property
    def is_seen(self) -> bool:
        """Whether it rests on what somebody saw, be it elsewhere."""
        return self.drawn_out or self.grade in OBSERVED

    @property
    def strength(self) -> tuple[int, int]:
        """Return the ranks of scope and grade; the larger pair is believed."""
        return SCOPE_RANK[self.scope], GRADE_RANK[self.grade]


class Decision(NamedTuple):
    """What one layer says about one capability, and why.

    `value` is None when the layer says nothing for certain. `possible` holds the values of
    statements that may or may not apply (`undecided`); `conflict` tells that the strongest
    statements contradict each other.
    """

    value: Support | None = None
    deciding: tuple[Statement, ...] = ()
    overruled: tuple[Statement, ...] = ()
    undecided: tuple[Statement, ...] = ()
    conflict: bool = False

    @property
    def seen(self) -> tuple[Statement, ...]:
        """Return the observations that decided; none where they disagree."""
        return () if self.conflict else tuple([s for s in self.deciding if s.is_seen])

    @property
    def grade(self) -> int:
        """Return the rank of the weakest deciding statement; 0 where nothing decided."""
        return min((GRADE_RANK[s.grade] for s in self.deciding), default=0)

    def value_or(self, otherwise: Support, capability: Capability) -> Support:
        """Return this layer's value for the capability decided about, else `otherwise`.

        Statements that may apply leave `otherwise` standing only if they say the same.
        """
        if self.value is not None:
            return self.value
        if all(capability.of(s.values) == otherwise for s in self.undecided):
            return otherwise
        return "unknown"


NOTHING: Final = Decision()


Held = tuple[Statement, bool]
"""A statement that may apply, and whether it certainly does."""


def by_strength(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements strongest first; stable for equal ones."""
    return tuple(sorted(statements, key=_strength, reverse=True))


def decide(held: Sequence[Held], capability: Capability) -> Decision:
    """Return what one layer says about a capability.

    `held` are the layer's statements that may apply, strongest first. The strongest group that
    certainly holds decides; stronger or equal statements which only may hold spoil that unless
    they say the same. So does a wider statement that is much better than a narrow report.
    """
    index = capability.position
    speaking = [(s, sure) for s, sure in held if s.values[index] is not None]
    if not speaking:
        return NOTHING
    undecided: list[Statement] = []
    for strength, group in groupby(speaking, key=_strength_of_held):
        certain: list[Statement] = []
        for statement, sure in group:
            (certain if sure else undecided).append(statement)
        if not certain:
            continue
        values = {s.values[index] for s in certain}
        weaker = [(s, sure) for s, sure in speaking if s.strength < strength]
        against = [(s, sure) for s, sure in weaker if _outweighs(s, certain[0], index)]
        if against:
            certain += [s for s, sure in against if sure]
            undecided += [s for s, sure in against if not sure]
            values = {s.values[index] for s in certain}
        overruled = tuple(s for s, sure in weaker if sure and s not in certain)
        if len(values) == 1 and {s.values[index] for s in undecided} <= values:
            return Decision(certain[0].values[index], tuple(certain), overruled)
        return Decision("unknown", tuple(certain), overruled, tuple(undecided), len(values) > 1)
    return Decision(undecided=tuple(undecided))


def _outweighs(wide: Statement, narrow: Statement, index: int) -> bool:
    """Return whether a wider statement is too good to be overruled by what a narrow one says.

    A report, or what was inferred, does not refute a document about all cameras of a scope.
    """
    said, other = wide.values[index], narrow.values[index]
    return (
        SCOPE_RANK[wide.scope] < SCOPE_RANK[narrow.scope]
        and GRADE_RANK[narrow.grade] < GRADE_RANK["vendor_document"] <= GRADE_RANK[wide.grade]
        and {said, other} == {"yes", "no"}
    )


def _strength(statement: Statement) -> tuple[int, int]:
    return statement.strength


def _strength_of_held(one: Held) -> tuple[int, int]:
    return one[0].strength


def conjunction(*values: Support) -> Support:
    """Return the three-valued AND: `no` wins, then `unknown`."""
    if "no" in values:
        return "no"
    return "unknown" if "unknown" in values else "yes"


def agreed(values: Iterable[Support]) -> Support:
    """Return the one value that all have, else `unknown`; `unknown` for none at all."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else "unknown"
