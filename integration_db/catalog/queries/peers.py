"""Reading how a maker's cameras stand, for the statistic of peers."""

from __future__ import annotations

from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import SUPPORT, Capability, Support


class KnownValues(NamedTuple):
    """How many cameras of a series have one value, and the rank of the weakest grade behind it."""

    series_id: int
    value: Support
    cameras: int
    rank: int


def known_values(reader: Reader, model: Model, capability: Capability) -> list[KnownValues]:
    """Return, per series and value, the other cameras of a camera's maker of which it is said.

    Said of the camera or its series, and the same for all firmware that the camera is shown to run.
    """
    place = capability.position
    value = f"k.packed / {len(SUPPORT) ** place} % {len(SUPPORT)}"
    rows = reader.rows(
        "SELECT series_id, value, COUNT(*), MIN(rank) FROM ("
        f"SELECT m.series_id, MIN({value}) AS value, MAX({value}) AS other, "
        f"MIN(k.{capability.name}_grade) AS rank, MIN(SUBSTR(k.specific, {place + 1}, 1)) AS own "
        "FROM model m JOIN cell c ON c.model_id = m.id AND c.context_id = 0 AND c.shown "
        "JOIN kind k ON k.id = c.kind_id WHERE m.manufacturer_id = :maker AND m.id <> :model "
        "GROUP BY m.id, m.series_id) AS one "
        "WHERE value = other AND value <> :unknown AND own = '1' AND rank > 0 "
        "GROUP BY series_id, value ORDER BY series_id, value",
        {
            "maker": model.manufacturer_id,
            "model": model.id,
            "unknown": SUPPORT.index("unknown"),
        },
    )
    return [KnownValues(series, SUPPORT[code], *found) for series, code, *found in rows]


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
