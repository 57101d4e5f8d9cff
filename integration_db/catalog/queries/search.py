"""Searching: models, aliases and identifiers that fit a text, surest first.

For people who look around. Nothing found here answers a question about a camera; that is the
business of `names.resolve`, which decides first and whose level is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.catalog.queries.name_index import NameIndex
from integration_db.catalog.queries.searched_names import beginning, holding
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.names import Match, exact_key, loose_key, resolve, resolve_manufacturer
from integration_db.names.manufacturers import split_maker

_NAMES_EACH: Final = 4
"""Names of one model that may hold a text, before fewer models are found than are asked for."""


class Hit(NamedTuple):
    """One model that fits; `score` runs from 1 (it is that model) towards 0.

    `level` is that of the match which means this one model, else `prefix`, `substring` (a name of
    it begins with the text, or holds it) or `suggest` (only near).
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


def search(
    reader: Reader,
    names: NameIndex,
    text: str,
    *,
    manufacturer: str | None = None,
    limit: int,
) -> list[Hit]:
    """Return the models that fit a text, at most `limit`; near names only where none fits."""
    match = resolve(text, names, manufacturer=manufacturer, suggest=False)
    hits: dict[int, Hit] = {}
    for model, level, score in _fitting(reader, names, text, match, manufacturer, limit):
        if model not in hits:
            maker, name = names.model_name(model)
            hits[model] = Hit(names.manufacturer_names(maker)[0], name, level, round(score, 3))
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
    reader: Reader,
    names: NameIndex,
    text: str,
    match: Match,
    manufacturer: str | None,
    limit: int,
) -> Iterator[tuple[int, str, float]]:
    if match.resolved and match.model is not None:
        yield match.model, match.level, 1.0
    for model, _ in match.members:
        yield model, "prefix", 0.9
    maker, key = _narrowed(names, text, manufacturer)
    if maker is not None and not key:
        yield from ((model, "prefix", 0.8) for model in _of_maker(reader, maker, limit))
        return
    if not key:
        return
    for model, other in beginning(reader, key, maker):
        yield model, "prefix", 0.5 + len(key) / len(other) * 0.4
    for model, other in holding(reader, key, maker, limit * _NAMES_EACH):
        yield model, "substring", 0.2 + len(key) / len(other) * 0.3


def _narrowed(names: NameIndex, text: str, manufacturer: str | None) -> tuple[int | None, str]:
    """Return the manufacturer that is meant, if one is, and the rest of the text as a key."""
    if manufacturer is not None:
        return resolve_manufacturer(manufacturer, names), loose_key(text)
    whole = resolve_manufacturer(text, names)
    if whole is not None:
        return whole, ""
    for maker, rest in split_maker(exact_key(text), names):
        return maker, loose_key(rest)
    return None, loose_key(text)


def _of_maker(reader: Reader, maker: int, limit: int) -> list[int]:
    rows = reader.rows(
        "SELECT id FROM model WHERE manufacturer_id = :maker ORDER BY sort_key LIMIT :limit",
        {"maker": maker, "limit": limit},
    )
    return [int(model) for (model,) in rows]
