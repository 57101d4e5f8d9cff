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
from integration_db.vocabulary import HTTPS_SUPPORT, Answers, Capability

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
    for capability in conditions.asked or [HTTPS_SUPPORT]:
        value = capability.of(answers)
        enough = capability.of(context.grades) >= conditions.grade
        if value == "yes":
            yield (capability,) if enough else ()
        elif value == "no":
            refusing = list(_refusing(capability, answers, context, conditions.grade))
            own = unpack(code)
            if None not in refusing:
                yield tuple(one for one in refusing if one is not None and one.of(own) == "no")


def _refusing(
    capability: Capability, answers: Answers, context: Context, grade: int
) -> Iterable[Capability | None]:
    """Yield the capabilities whose no makes this one no; None where the plugin's is enough."""
    limited = capability.of(context.values) == "no"
    yield None if limited and capability.of(context.grades) >= grade else capability
    if capability.needs is not None and capability.needs.of(answers) == "no":
        yield from _refusing(capability.needs, answers, context, grade)


def _graded(any_of: Grounds, grade: int) -> str:
    columns = [f"c.{capability.of(GRADE_COLUMNS)} >= {grade}" for capability in any_of]
    return f"({' OR '.join(columns) or '1 = 0'})"
