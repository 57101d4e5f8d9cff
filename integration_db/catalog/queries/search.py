"""Searching: models, aliases and identifiers that fit a text, surest first.

For people who look around. What fits is the business of `sought_cameras`; nothing found here
answers a question about a camera: that is the business of `names.resolve`, whose level is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.catalog.queries.name_index import NameIndex
from integration_db.catalog.queries.searched_names import beginning, holding
from integration_db.catalog.queries.sought_cameras import Sought, found_in_order, sought
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.names import loose_key, resolve, resolve_manufacturer

_NAMES_EACH: Final = 4
"""Names of one model that may hold a text, before fewer models are found than are asked for."""


class Hit(NamedTuple):
    """One model that fits; `score` runs from 1 (it is that model) towards 0.

    `level` is that of the match which means this one model, else `prefix` (a name of it begins with
    the text, or the text is its maker's name), `substring` (a name of it, its series or its maker
    holds the text, or every word of it), or `suggest` (only near: none fits).
    """

    manufacturer: str
    model: str
    level: str
    score: float

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            "manufacturer": self.manufacturer,
            "model": self.model,
            "level": self.level,
            "score": self.score,
        }


class NamedMaker(NamedTuple):
    """A maker that a text names or begins to name, and how many cameras of it are listed."""

    name: str
    cameras: int

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {"name": self.name, "cameras": self.cameras}


def search(
    reader: Reader,
    names: NameIndex,
    text: str,
    *,
    manufacturer: str | None = None,
    limit: int,
) -> list[Hit]:
    """Return the models that fit a text, at most `limit`; near names only where none fits."""
    one = sought(reader, names, text, manufacturer)
    maker = resolve_manufacturer(manufacturer, names) if manufacturer is not None else None
    hits: dict[int, Hit] = {}
    for model, level, score in _fitting(reader, one, maker, limit) if one.finds else ():
        if model not in hits:
            whose, name = names.model_name(model)
            hits[model] = Hit(names.manufacturer_names(whose)[0], name, level, round(score, 3))
            if len(hits) == limit:
                break
    if hits:
        return list(hits.values())
    match = resolve(text, names, manufacturer=manufacturer)
    near = (resolve(name, names) for name in match.suggestions[:limit])
    return [
        Hit(one.manufacturer_name or "", one.name or "", "suggest", 0.1)
        for one in near
        if one.resolved
    ]


def _fitting(
    reader: Reader, one: Sought, maker: int | None, limit: int
) -> Iterator[tuple[int, str, float]]:
    """Yield models in the order of `Sought.order`, some more than once; of many, few are read."""
    if one.match.resolved and one.match.model is not None:
        yield one.match.model, one.match.level, 1.0
    way = one.way
    if way is not None and way.by == "held":
        whose = maker if way.maker is None else way.maker
        for model, other in beginning(reader, way.key, whose):
            yield model, "prefix", 0.5 + len(way.key) / len(other) * 0.4
        for model, other in holding(reader, way.key, whose, limit * _NAMES_EACH):
            yield model, "substring", 0.2 + len(way.key) / len(other) * 0.3
    level, score = ("prefix", 0.8) if way is not None and way.by == "maker" else ("substring", 0.2)
    for model in found_in_order(reader, one, maker, limit):
        yield model, level, score


def named_makers(reader: Reader, names: NameIndex, text: str) -> list[NamedMaker]:
    """Return the makers that a text names, and those whose names it begins, by their names."""
    key = loose_key(text)
    whole = resolve_manufacturer(text, names)
    way = sought(reader, names, text).way if whole is None else None
    named = way.maker if way is not None else whole
    found = {named} if named is not None else set()
    begins = "SELECT manufacturer_id FROM manufacturer_name WHERE key >= :key AND key < :after"
    if key:
        rows = reader.rows(begins, {"key": key, "after": key + "\uffff"})
        found.update(int(maker) for (maker,) in rows)
    if not found:
        return []
    ids = ", ".join(map(str, sorted(found)))
    rows = reader.rows(
        "SELECT f.name, COUNT(m.id) FROM manufacturer f JOIN model m ON m.manufacturer_id = f.id "
        f"WHERE f.id IN ({ids}) GROUP BY f.id ORDER BY f.sort_key"
    )
    return [NamedMaker(str(name), int(number)) for name, number in rows]
