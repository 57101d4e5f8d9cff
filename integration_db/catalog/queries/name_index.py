"""The names of the catalogue as the resolution ladder asks for them, answered by SQL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from integration_db.catalog.queries.literal_text import like_text, phrase
from integration_db.database.readers import DatabaseRow, Reader
from integration_db.names import CameraPattern, NameEntry
from integration_db.names.folding import exact_key
from integration_db.names.index import TRIGRAM, KeyName, ListedModel, OtherProduct, pieces

_LOOKED_AT: Final = 2_000
"""Names among which those that look most like a text are looked for, whatever the catalogue has."""

_MAKERS_KEPT: Final = 1_024
"""So many texts are kept at hand with the manufacturer that each is, if it is one."""

_PIECES_KEPT: Final = 8_192
"""So many pieces of names are kept at hand with the number of names that have them."""


class NameIndex:
    """The catalogue's names as the ladder asks for them (`names.Index`), answered by SQL."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._forms: list[tuple[str, int]] | None = None
        self._patterns: dict[int | None, list[CameraPattern]] = {}
        self._others: dict[int | None, list[OtherProduct]] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._models: dict[int, tuple[int, str]] = {}
        self._keys: frozenset[str] | None = None
        self._manufacturer = lru_cache(_MAKERS_KEPT)(self._find_manufacturer)
        self._names_with = lru_cache(_PIECES_KEPT)(self._count_with)

    def keep_keys(self) -> None:
        """Keep at hand which keys there are: who asks for many names asks for most of them in vain.

        It takes as long as some hundred questions, and a hundred bytes for each name.
        """
        if self._keys is None:
            rows = self.reader.rows(
                "SELECT exact_key, loose_key, base_key FROM name UNION ALL "
                "SELECT key, key, key FROM manufacturer_name"
            )
            self._keys = frozenset(key for keys in rows for key in keys)

    def _has(self, key: str) -> bool:
        """Whether some name may have a key."""
        return self._keys is None or key in self._keys

    def manufacturer(self, key: str) -> int | None:
        """Return the manufacturer that has this loose key, if exactly one has."""
        return self._manufacturer(key) if self._has(key) else None

    def _find_manufacturer(self, key: str) -> int | None:
        rows = self.reader.rows(
            "SELECT DISTINCT manufacturer_id FROM manufacturer_name WHERE key = :key", {"key": key}
        )
        return int(rows[0][0]) if len(rows) == 1 else None

    def manufacturer_names(self, manufacturer: int) -> tuple[str, ...]:
        """Return the printed name, then the other spellings."""
        names = self._names.get(manufacturer)
        if names is None:
            rows = self.reader.rows(
                "SELECT text FROM manufacturer_name WHERE manufacturer_id = :id ORDER BY id",
                {"id": manufacturer},
            )
            names = self._names[manufacturer] = tuple(text for (text,) in rows)
        return names

    def written_forms(self, manufacturer: int) -> Sequence[str]:
        """Return what may stand around the maker's names, as patterns with `<name>`."""
        return [form for form, maker in self.all_written_forms() if maker == manufacturer]

    def all_written_forms(self) -> Sequence[tuple[str, int]]:
        """Return such patterns of all makers, each with its maker."""
        if self._forms is None:
            rows = self.reader.rows(
                "SELECT pattern, manufacturer_id FROM name_pattern WHERE kind = 'written' "
                "ORDER BY id"
            )
            self._forms = [(str(form), int(maker)) for form, maker in rows]
        return self._forms

    def camera_patterns(self, manufacturer: int | None) -> Sequence[CameraPattern]:
        """Return how a maker's names are built; without a maker, patterns that tell the maker."""
        patterns = self._patterns.get(manufacturer)
        if patterns is None:
            rows = self._name_patterns(
                "manufacturer_id, series_id, pattern", ("camera",), manufacturer
            )
            patterns = self._patterns[manufacturer] = [CameraPattern(*row) for row in rows]
        return patterns

    def other_products(self, manufacturer: int | None) -> Sequence[OtherProduct]:
        """Return how a maker's other products are named; without a maker, what tells the maker."""
        others = self._others.get(manufacturer)
        if others is None:
            rows = self._name_patterns("kind, pattern", ("product", "device"), manufacturer)
            others = self._others[manufacturer] = [OtherProduct(*row) for row in rows]
        return others

    def _name_patterns(
        self, columns: str, kinds: Sequence[str], manufacturer: int | None
    ) -> Sequence[DatabaseRow]:
        """Return a maker's patterns of some kinds; without a maker, those that tell the maker."""
        which = "tells_maker" if manufacturer is None else "manufacturer_id = :maker"
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        return self.reader.rows(
            f"SELECT {columns} FROM name_pattern WHERE kind IN ({listed}) AND {which} ORDER BY id",
            {"maker": manufacturer},
        )

    def series_name(self, series: int) -> str:
        """Return the printed name of a series."""
        ((name,),) = self.reader.rows("SELECT name FROM series WHERE id = :id", {"id": series})
        return str(name)

    def series_called(self, manufacturer: int, name: str) -> int | None:
        """Return the maker's series of this printed name."""
        rows = self.reader.rows(
            "SELECT id FROM series WHERE manufacturer_id = :id AND name = :name",
            {"id": manufacturer, "name": name},
        )
        return int(rows[0][0]) if rows else None

    def scheme(self, manufacturer: int) -> str:
        """Return the name of the scheme that reads the manufacturer's firmware."""
        ((scheme,),) = self.reader.rows(
            "SELECT scheme FROM manufacturer WHERE id = :id", {"id": manufacturer}
        )
        return str(scheme)

    def by_key(self, column: KeyName, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return every name with this key."""
        if not self._has(key):
            return []
        sql = (
            "SELECT manufacturer_id, model_id, kind, text, members FROM name "
            f"WHERE {column}_key = :key"
        )
        if manufacturer is not None:
            sql += " AND manufacturer_id = :manufacturer"
        rows = self.reader.rows(sql, {"key": key, "manufacturer": manufacturer})
        self._models |= {
            model: (maker, text) for maker, model, kind, text, _ in rows if kind == "name"
        }
        return [
            NameEntry(maker, model, kind, text, _members(members) if members else ())
            for maker, model, kind, text, members in rows
        ]

    def beginning(self, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return the printed names whose loose keys begin with this one."""
        narrowed = "" if manufacturer is None else " AND manufacturer_id = :manufacturer"
        rows = self.reader.rows(
            "SELECT manufacturer_id, model_id, kind, text FROM name WHERE kind = 'name' "
            f"AND loose_key >= :key AND loose_key < :after{narrowed} ORDER BY loose_key",
            {"key": key, "after": key + "\uffff", "manufacturer": manufacturer},
        )
        return [NameEntry(*row) for row in rows]

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word occurs in any model name of the manufacturer."""
        return bool(
            self.reader.rows(
                "SELECT 1 FROM word WHERE word = :word AND manufacturer_id = :id LIMIT 1",
                {"word": word, "id": manufacturer},
            )
        )

    def names_with_word(self, manufacturer: int, word: str) -> list[str]:
        """Return the model names of the manufacturer in which the word stands, as exact keys."""
        rows = self.reader.rows(
            "SELECT name FROM model WHERE manufacturer_id = :id AND UPPER(name) LIKE :word "
            "ESCAPE '!'",
            {"id": manufacturer, "word": f"%{like_text(word)}%"},
        )
        names = [exact_key(str(name)) for (name,) in rows]
        return [name for name in names if word in name.split()]

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""
        owner_and_name = self._models.get(model)
        if owner_and_name is None:
            ((maker, name),) = self.reader.rows(
                "SELECT manufacturer_id, name FROM model WHERE id = :id", {"id": model}
            )
            owner_and_name = self._models[model] = (int(maker), str(name))
        return owner_and_name

    def called(self, model: int) -> list[str]:
        """Return what a model is called: its name, what it prints, other spellings, its series."""
        rows = self.reader.rows(
            "SELECT text FROM name WHERE model_id = :id AND kind <> 'hardware' UNION ALL "
            "SELECT s.name FROM model m JOIN series s ON s.id = m.series_id WHERE m.id = :id",
            {"id": model},
        )
        return [str(text) for (text,) in rows]

    def similar(self, key: str, manufacturer: int | None, limit: int) -> list[ListedModel]:
        """Return models whose names share pieces with the key, most of them first.

        Pieces that many names have tell little: those that fewest have are asked for, up to
        `_LOOKED_AT` names. For a key that is shorter than a piece, names that begin alike.
        """
        narrowed = "" if manufacturer is None else " AND n.manufacturer_id = :manufacturer"
        parameters: dict[str, object] = {"manufacturer": manufacturer, "limit": limit}
        if len(key) >= TRIGRAM:
            telling = self._telling_pieces(key)
            if not telling:
                return []
            if self.reader.dialect == "sqlite":
                parameters["pieces"] = " OR ".join(map(phrase, telling))
                sql = (
                    "SELECT n.manufacturer_id, m.id, m.name FROM name_search t JOIN name n ON "
                    "n.id = t.rowid JOIN model m ON m.id = n.model_id WHERE t.text MATCH :pieces"
                    f"{narrowed} ORDER BY t.rank, n.loose_key, m.id LIMIT :limit"
                )
            else:
                from integration_db.database.server.name_pieces import RANKED

                parameters["pieces"] = telling
                sql = (
                    f"{RANKED} SELECT n.manufacturer_id, m.id, m.name FROM ranked JOIN name n ON "
                    "n.id = ranked.name_id JOIN model m ON m.id = n.model_id WHERE true"
                    f"{narrowed} ORDER BY ranked.score DESC, n.loose_key, m.id LIMIT :limit"
                )
        else:
            parameters["begins"] = like_text(key[:TRIGRAM]) + "%"
            sql = (
                "SELECT n.manufacturer_id, m.id, m.name FROM name n JOIN model m ON "
                f"m.id = n.model_id WHERE n.loose_key LIKE :begins ESCAPE '!'{narrowed} "
                "ORDER BY n.loose_key, m.id LIMIT :limit"
            )
        rows = self.reader.rows(sql, parameters)
        return list(
            dict.fromkeys(
                ListedModel(int(maker), int(model), str(name)) for maker, model, name in rows
            )
        )

    def _telling_pieces(self, key: str) -> list[str]:
        """Return the pieces of a key that fewest names have, always one if any name has one."""
        numbers = {piece: self._names_with(piece) for piece in pieces(key)}
        rarest = sorted((number, piece) for piece, number in numbers.items() if number)
        telling: list[str] = []
        left = _LOOKED_AT
        for number, piece in rarest:
            if telling and number > left:
                break
            telling.append(piece)
            left -= number
        return telling

    def _count_with(self, piece: str) -> int:
        """Return how many names have a piece; of more than are looked at, one more than those."""
        if self.reader.dialect == "sqlite":
            piece = phrase(piece)
            having = "SELECT 1 FROM name_search WHERE text MATCH :piece LIMIT :most"
        else:
            from integration_db.database.server.name_pieces import HAVING

            having = HAVING
        ((number,),) = self.reader.rows(
            f"SELECT COUNT(*) FROM ({having}) AS found",
            {"piece": piece, "most": _LOOKED_AT + 1},
        )
        return int(number)


def _members(stored: str) -> tuple[int, ...]:
    import json  # most names are of no family

    return tuple(json.loads(stored))
