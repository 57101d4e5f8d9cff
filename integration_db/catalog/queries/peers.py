"""Reading how a maker's cameras stand, for the statistic of peers."""

from __future__ import annotations

from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import SUPPORT, Capability, Support


class KnownValue(NamedTuple):
    """A camera of which a value is said, and the rank of the weakest grade behind it."""

    model_id: int
    series_id: int
    value: Support
    rank: int


def known_values(reader: Reader, maker_id: int, capability: Capability) -> list[KnownValue]:
    """Return the cameras of a maker of which a capability is said.

    Said of the camera or its series, and the same for all firmware that the camera is shown to run.
    """
    place = capability.position
    value = f"packed / {len(SUPPORT) ** place} % {len(SUPPORT)}"
    grade = f"{capability.name}_grade"
    rows = reader.rows(
        f"WITH telling AS (SELECT id, {value} AS value, {grade} AS rank FROM kind WHERE {value} <> "
        f":unknown AND {grade} > 0 AND SUBSTR(specific, {place + 1}, 1) = '1'), "
        "camera AS (SELECT m.id, m.series_id, MIN(t.value) AS value, MAX(t.value) AS other, "
        "MIN(t.rank) AS rank, COUNT(*) AS telling_cells, (SELECT COUNT(*) FROM cell a WHERE "
        "a.model_id = m.id AND a.context_id = 0 AND a.shown) AS cells "
        "FROM telling t JOIN cell c ON c.kind_id = t.id AND c.context_id = 0 AND c.shown "
        "JOIN model m ON m.id = c.model_id WHERE m.manufacturer_id = :maker "
        "GROUP BY m.id, m.series_id) "
        "SELECT id, series_id, value, rank FROM camera "
        "WHERE value = other AND telling_cells = cells ORDER BY id",
        {"maker": maker_id, "unknown": SUPPORT.index("unknown")},
    )
    return [KnownValue(model, series, SUPPORT[code], rank) for model, series, code, rank in rows]


def sources_of(
    reader: Reader, capability: Capability, maker_id: int, series_id: int | None = None
) -> int:
    """Return how many documents say something of a capability of a maker's cameras, or a series'.

    What is said of all cameras of the maker does not count.
    """
    series = "s.manufacturer_id = :maker" if series_id is None else "s.id = :series"
    asked = {"maker": maker_id} if series_id is None else {"series": series_id}
    ((number,),) = reader.rows(
        "SELECT COUNT(DISTINCT t.source) FROM statement t LEFT JOIN model m ON m.id = t.model_id "
        f"JOIN series s ON s.id = COALESCE(t.series_id, m.series_id) WHERE {series} AND "
        f"t.layer = 'camera' AND t.{capability.name} IS NOT NULL",
        asked,
    )
    return int(number)
