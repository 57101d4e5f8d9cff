"""Which cells the filters let through: by the values in them, and by the evidence behind those.

A yes rests on camera and plugin together, a no on any of those that say no; so a grade asks
something else of each value. The same rule serves SQL and cells that were read already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from integration_db.catalog.queries.filters import Conditions, Context
from integration_db.database.stored_values import GRADE_COLUMNS
from integration_db.evidence.packing import CODES, unpack
from integration_db.vocabulary import CAPABILITIES, HTTPS_SUPPORT, Answers, Capability

Grounds: TypeAlias = tuple[Capability, ...]
"""The capabilities of a cell of which one has to have the grade; where there are none, none has."""


def cells_sql(conditions: Conditions, context: Context) -> str:
    """Return SQL for the cells `c` that the filters let through."""
    codes_by_grounds: dict[tuple[Grounds, ...], list[int]] = {}
    for code in range(CODES):
        answers = context.answers(code)
        if all(accepts(answers) for accepts in conditions.accepts):
            asked = tuple(grounds(conditions, context, code, answers))
            codes_by_grounds.setdefault(asked, []).append(code)
    if len(codes_by_grounds.get((), ())) == CODES:
        return "c.packed >= 0"
    ways = []
    for asked, codes in codes_by_grounds.items():
        values = f"c.packed IN ({', '.join(map(str, codes))})"
        ways.append(" AND ".join([values, *(_graded(one, conditions.grade) for one in asked)]))
    return f"({' OR '.join(ways) or '1 = 0'})"


def has_grounds(
    conditions: Conditions, context: Context, code: int, grades: Sequence[int], answers: Answers
) -> bool:
    """Whether a cell with these grades has the evidence that `answers` need; see `grounds`."""
    return all(
        any(capability.of(grades) >= conditions.grade for capability in any_of)
        for any_of in grounds(conditions, context, code, answers)
    )


def grounds(
    conditions: Conditions, context: Context, code: int, answers: Answers
) -> Iterable[Grounds]:
    """Yield what must have the grade that was asked for, in a cell of this code.

    The grade is that of the capabilities that were asked about, or else of HTTPS support, in
    `answers`. Unknown rests on no evidence, so a grade does not limit it.
    """
    if not conditions.grade:
        return
    own = unpack(code)
    enough = [c for c in CAPABILITIES if c.of(context.grades) >= conditions.grade]
    for asked in conditions.asked or [HTTPS_SUPPORT]:
        if asked.of(answers) == "yes":
            yield (asked,) if asked in enough else ()
        elif asked.of(answers) == "no":
            refusing = tuple(_refusing(asked, answers))
            if not any(c in enough and c.of(context.values) == "no" for c in refusing):
                yield tuple(c for c in refusing if c.of(own) == "no")


def _refusing(asked: Capability, answers: Answers) -> Iterable[Capability]:
    """Yield a capability that is no, and those that it needs as far as they are: each is enough."""
    capability: Capability | None = asked
    while capability is not None and capability.of(answers) == "no":
        yield capability
        capability = capability.needs


def _graded(any_of: Grounds, grade: int) -> str:
    columns = [f"c.{capability.of(GRADE_COLUMNS)} >= {grade}" for capability in any_of]
    return f"({' OR '.join(columns) or '1 = 0'})"
