"""Reading what is known of a maker's cameras one by one, for the statistic of peers."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.evidence.cells import agreed_answers
from integration_db.evidence.packing import unpack
from integration_db.vocabulary import CAPABILITY_NAMES, Answers, Capability


class KnownValue(NamedTuple):
    """A camera with the values that are said of it or its series, and the grade behind each.

    They hold for all firmware that it is shown to run; a grade of 0 tells that nothing is said.
    """

    model_id: int
    series_id: int
    values: Answers
    grades: tuple[int, ...]


def known_values(reader: Reader, maker_id: int) -> list[KnownValue]:
    """Return what is known of each camera of a maker."""
    grades = ", ".join(f"k.{name}_grade" for name in CAPABILITY_NAMES)
    rows = reader.rows(
        f"SELECT c.model_id, m.series_id, k.packed, k.specific, {grades} FROM cell c "
        "JOIN model m ON m.id = c.model_id JOIN kind k ON k.id = c.kind_id "
        "WHERE m.manufacturer_id = :maker AND c.context_id = 0 AND c.shown "
        "ORDER BY c.model_id",
        {"maker": maker_id},
    )
    return [
        KnownValue(model_id, series_id, *_together(tuple([tuple(cell[2:]) for cell in cells])))
        for (model_id, series_id), cells in groupby(rows, key=itemgetter(0, 1))
    ]


@lru_cache(maxsize=4096)
def _together(cells: tuple[tuple[Any, ...], ...]) -> tuple[Answers, tuple[int, ...]]:
    """Return values and grades of a camera's cells together; hundreds of cameras have the same."""
    values = agreed_answers([unpack(packed) for packed, *_ in cells])
    grades = [
        min(cell[2 + n] for cell in cells) if all(cell[1][n] == "1" for cell in cells) else 0
        for n in range(len(CAPABILITY_NAMES))
    ]
    return values, tuple(grades)


def sources_of(reader: Reader, model: Model, capability: Capability, in_series: bool) -> int:
    """Return how many documents say something of a capability of a maker's cameras, or a series'.

    What is said of all cameras of the maker does not count.
    """
    series = "s.id = :series" if in_series else "s.manufacturer_id = :maker"
    asked = {"series": model.series_id} if in_series else {"maker": model.manufacturer_id}
    ((number,),) = reader.rows(
        "SELECT COUNT(DISTINCT t.source) FROM statement t LEFT JOIN model m ON m.id = t.model_id "
        f"JOIN series s ON s.id = COALESCE(t.series_id, m.series_id) WHERE {series} AND "
        f"t.layer = 'camera' AND t.{capability.name} IS NOT NULL",
        asked,
    )
    return int(number)
