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

_HAVING_PHRASE: Final = "SELECT rowid FROM name_search WHERE text MATCH :phrase"
_HAVING_RAREST: Final = (
    "SELECT unnest(names) FROM (SELECT names FROM piece WHERE piece = ANY(:pieces) "
    "ORDER BY cardinality(names) LIMIT 1) AS rarest"
)
"""The names that have a key in their text, and those that have the rarest piece of it."""

_BEGINS: Final = f"{SEARCHED} AND loose_key >= :key AND loose_key < :after"
"""The names that begin with a key."""


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
    begins = f"SELECT id FROM name WHERE {_BEGINS}"
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


def has_beginning(reader: Reader, key: str, manufacturer: int | None) -> bool:
    """Whether any name begins with a key."""
    whose = "" if manufacturer is None else " AND manufacturer_id = :maker"
    asked = {"key": key, "after": key + "\uffff", "maker": manufacturer}
    return bool(reader.rows(f"SELECT 1 FROM name WHERE {_BEGINS}{whose} LIMIT 1", asked))


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
        having = f"{_HAVING_PHRASE} ORDER BY rowid LIMIT :most"
        found = f"SELECT id FROM name WHERE id IN ({having}) AND {holds}"
    elif len(key) >= TRIGRAM:
        asked |= {"pieces": list(pieces(key)), "most": _ORDERED}
        found = (
            f"SELECT id FROM (SELECT id, loose_key FROM name WHERE id IN ({_HAVING_RAREST}) "
            "AND loose_key LIKE :holds ESCAPE '!' ORDER BY id LIMIT :most) AS held "
            "WHERE NOT loose_key LIKE :begins ESCAPE '!'"
        )
    return _shortest_first(reader, found, asked)


def having_pieces(key: str, dialect: str) -> tuple[str, dict[str, object]]:
    """Return a condition on names by which few are read that do not hold a key, and its values.

    None for a key that is shorter than a piece: then every name is read.
    """
    if len(key) < TRIGRAM:
        return "", {}
    if dialect == "sqlite":
        return f"id IN ({_HAVING_PHRASE})", {"phrase": phrase(key)}
    return f"id IN ({_HAVING_RAREST})", {"pieces": list(pieces(key))}


def _shortest_first(reader: Reader, found: str, asked: dict[str, object]) -> list[SearchedName]:
    """Return the names whose numbers a query tells: the shortest first, then by camera."""
    narrowed = "" if asked["maker"] is None else "AND n.manufacturer_id = :maker "
    rows = reader.rows(
        "SELECT m.id, n.loose_key FROM name n JOIN model m ON m.id = n.model_id "
        "JOIN manufacturer f ON f.id = m.manufacturer_id "
        f"WHERE n.id IN (SELECT id FROM ({found}) AS found) {narrowed}"
        "ORDER BY LENGTH(n.loose_key), f.sort_key, m.sort_key, m.id LIMIT :limit",
        asked,
    )
    return [SearchedName(int(model), str(key)) for model, key in rows]
