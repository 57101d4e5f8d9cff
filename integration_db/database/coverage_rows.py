"""How much is known of each manufacturer's cameras, counted from the rows that say it.

Counting takes as long as many a start, so it is done where those rows are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeAlias

from integration_db.database.readers import DatabaseRow
from integration_db.database.stored_values import DOCUMENTED
from integration_db.evidence.firmware_span import LEAST_STANDING
from integration_db.evidence.statements import GRADE_RANK
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, GRADES, SUPPORT

Ask: TypeAlias = Callable[[str], Iterable[Any]]
"""What returns the rows of a query, of a database of either kind."""


def coverage_rows(ask: Ask, makers: Collection[int] | None = None) -> list[DatabaseRow]:
    """Return a row per manufacturer that has cameras; of `makers` alone, if some are named."""
    models = "SELECT m.id FROM model m"
    if makers is not None:
        models += f" WHERE m.manufacturer_id IN ({', '.join(map(str, makers)) or 'NULL'})"
    confirmed = _confirmed(ask, models)
    return [
        (maker, int(count), confirmed[maker], *map(int, counts))
        for maker, count, *counts in ask(_counted(models))
    ]


def _counted(models: str) -> str:
    """Return the query for the number of models of each maker, and their counts in order."""
    size, grades = len(SUPPORT), len(GRADES) + 1
    best = ", ".join(  # the value that counts, and with it the best evidence for it
        f"MAX((k.packed / {size**one.position}) % {size} * {grades} + k.{one.name}_grade) "
        f"AS {one.name}"
        for one in CAPABILITIES
    )
    per_model = (
        f"SELECT c.model_id AS model_id, {best} FROM cell c JOIN kind k ON k.id = c.kind_id "
        f"WHERE c.context_id = 0 AND c.standing >= {LEAST_STANDING[None]} "
        f"AND c.model_id IN ({models}) GROUP BY c.model_id"
    )
    sums = ", ".join(
        f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        for name in CAPABILITY_NAMES
        for condition in (
            *(f"v.{name} / {grades} = {digit}" for digit in range(size)),
            f"v.{name} / {grades} > 0 AND v.{name} % {grades} = {GRADE_RANK['inferred']}",
        )
    )
    return (
        f"SELECT m.manufacturer_id, COUNT(*), {sums} FROM ({per_model}) v "
        "JOIN model m ON m.id = v.model_id GROUP BY m.manufacturer_id ORDER BY m.manufacturer_id"
    )


def _confirmed(ask: Ask, models: str) -> Counter[int]:
    """Return how many models of each maker a document names, or speaks of."""
    lists = {name for (name,) in ask("SELECT id FROM source WHERE kind = 'catalogue'")}
    found: Counter[int] = Counter()
    for maker, sources, documented, count in ask(
        f"SELECT m.manufacturer_id, m.sources, {DOCUMENTED}, COUNT(*) FROM model m "
        f"WHERE m.id IN ({models}) GROUP BY 1, 2, 3"
    ):
        if documented or not lists.issuperset((sources or "").split()):
            found[maker] += count
    return found
