"""The names that are searched: by what they begin with, and by what they hold.

However many names a catalogue has, so many are read at most, and both databases find the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.catalog.queries.literal_text import like_text, phrase
from integration_db.database.readers import Reader
from integration_db.database.searched import SEARCHED
from integration_db.named_tuple import NamedTuple
from integration_db.names.index import TRIGRAM, pieces

_AT_ONCE: Final = 400
"""Names that are read and ordered together; of more, those of one length after the other."""

_ORDERED: Final = 10_000
"""Names that are read at most to find the shortest of them."""


class SearchedName(NamedTuple):
    """A name that was found: the number of its model, and its loose key."""

    model: int
    key: str


def beginning(reader: Reader, key: str, manufacturer: int | None) -> Iterator[SearchedName]:
    """Yield the names that begin with a key: the shortest first, then in the catalogue's order.

    Of many, those of one length are read when they are wanted: who needs few reads few.
    """
    asked: dict[str, object] = {
        "key": key,
        "after": key + "\uffff",
        "maker": manufacturer,
        "limit": _ORDERED,
    }
    begins = f"SELECT id FROM name WHERE {SEARCHED} AND loose_key >= :key AND loose_key < :after"
    ((number,),) = reader.rows(
        f"SELECT COUNT(*) FROM ({begins} LIMIT :most) AS found", {**asked, "most": _AT_ONCE + 1}
    )
    if number <= _AT_ONCE:
        yield from _shortest_first(reader, begins, asked)
        return
    ((longest,),) = reader.rows(f"SELECT MAX(LENGTH(loose_key)) FROM name WHERE {SEARCHED}")
    of_length = f"{begins} AND LENGTH(loose_key) = :length ORDER BY loose_key LIMIT :limit"
    for length in range(len(key), longest + 1):
        yield from _shortest_first(reader, of_length, {**asked, "length": length})


def holding(reader: Reader, key: str, manufacturer: int | None, limit: int) -> list[SearchedName]:
    """Return names that hold a key and do not begin with it: at most `limit`, the shortest first.

    For a key that is shorter than a piece every name is read, of a longer one what has its pieces.
    """
    asked: dict[str, object] = {
        "holds": f"%{like_text(key)}%",
        "begins": f"{like_text(key)}%",
        "maker": manufacturer,
        "limit": limit,
    }
    holds = "loose_key LIKE :holds ESCAPE '!' AND NOT loose_key LIKE :begins ESCAPE '!'"
    found = f"SELECT id FROM name WHERE {SEARCHED} AND {holds}"
    if len(key) >= TRIGRAM and reader.dialect == "sqlite":
        asked |= {"phrase": phrase(key), "most": _ORDERED}
        having = "SELECT rowid FROM name_search WHERE text MATCH :phrase ORDER BY rowid LIMIT :most"
        found = f"SELECT id FROM name WHERE id IN ({having}) AND {holds}"
    elif len(key) >= TRIGRAM:
        asked |= {"pieces": list(pieces(key)), "most": _ORDERED}
        rarest = "SELECT names FROM piece WHERE piece = ANY(:pieces) ORDER BY cardinality(names)"
        having = f"SELECT unnest(names) FROM ({rarest} LIMIT 1) AS rarest"
        found = (
            f"SELECT id FROM (SELECT id, loose_key FROM name WHERE id IN ({having}) "
            "AND loose_key LIKE :holds ESCAPE '!' ORDER BY id LIMIT :most) AS held "
            "WHERE NOT loose_key LIKE :begins ESCAPE '!'"
        )
    return _shortest_first(reader, found, asked)


def _shortest_first(reader: Reader, found: str, asked: dict[str, object]) -> list[SearchedName]:
    """Return the names whose numbers a query tells: the shortest first, then by camera."""
    narrowed = "" if asked["maker"] is None else "AND n.manufacturer_id = :maker "
    rows = reader.rows(
        "SELECT m.id, n.loose_key FROM name n JOIN model m ON m.id = n.model_id "
        f"WHERE n.id IN (SELECT id FROM ({found}) AS found) {narrowed}"
        "ORDER BY LENGTH(n.loose_key), m.sort_key, m.id LIMIT :limit",
        asked,
    )
    return [SearchedName(int(model), str(key)) for model, key in rows]
