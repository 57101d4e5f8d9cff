"""The names of the catalogue as the resolution ladder asks for them, answered by SQL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from integration_db.catalog.queries.literal_text import like_text, phrase
from integration_db.database.readers import DatabaseRow, Reader
from integration_db.names import CameraPattern, NameEntry
from integration_db.names.folding import LONGEST_NAME, SHORTEST_BEGINNING, exact_key
from integration_db.names.grammar import WrittenForms
from integration_db.names.index import (
    TRIGRAM,
    KeyName,
    ListedModel,
    OtherProduct,
    pieces,
)

if TYPE_CHECKING:
    from integration_db.catalog.queries.kept_names import KeptNames

_LOOKED_AT: Final = 500
"""Names among which those that look like a text are looked for, whatever the catalogue has."""

_LOOKED_AT_AT_LEAST: Final = 2_000
"""So many where even the piece that fewest names have is in more."""

_GOING_ON: Final = 20
"""Names that go on from a text, the shortest of which are looked at."""

_LONGER: Final = 30
"""Characters by which they are longer at most."""

_MANY_NEAR: Final = 500
"""So many texts whose near names are looked for, before all names are read for it."""

_MAKERS_KEPT: Final = 1_024
"""So many texts are kept at hand with the manufacturer that each is, if it is one."""

_PIECES_KEPT: Final = 8_192
"""So many pieces of names are kept at hand with the number of names that have them."""


class NameIndex:
    """The catalogue's names as the ladder asks for them (`names.Index`), answered by SQL."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._forms: dict[int | None, WrittenForms] = {}
        self._patterns: dict[int | None, list[CameraPattern]] = {}
        self._others: dict[int | None, list[OtherProduct]] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._models: dict[int, tuple[int, str]] = {}
        self._keys: frozenset[str] | None = None
        self._kept: KeptNames | None = None
        self._looked_for = 0
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

    def written_forms(self, manufacturer: int | None) -> WrittenForms:
        """Return what may stand around the maker's names; without a maker, those of all."""
        forms = self._forms.get(manufacturer)
        if forms is None:
            whose = "" if manufacturer is None else " AND manufacturer_id = :maker"
            rows = self.reader.rows(
                "SELECT pattern, manufacturer_id FROM name_pattern "
                f"WHERE kind = 'written'{whose} ORDER BY id",
                {"maker": manufacturer},
            )
            forms = self._forms[manufacturer] = WrittenForms(
                [(str(form), int(maker)) for form, maker in rows]
            )
        return forms

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

    def similar(self, key: str, manufacturer: int | None, edits: int) -> list[ListedModel]:
        """Return models whose names may be so many edits from a key, or begin it, or go on from it.

        Pieces that many names have tell little: of the names that have those which fewest have,
        the ones of about its length are returned.
        """
        length = len(key)
        telling = self._telling_pieces(key) if length >= TRIGRAM else []
        begun = [key[:end] for end in range(SHORTEST_BEGINNING, min(length, LONGEST_NAME) + 1)]
        begun = [beginning for beginning in begun if self._has(beginning)]
        longest = length + (edits if length < SHORTEST_BEGINNING else _LONGER)
        kept = self._kept_names()
        if kept is not None:
            lengths = range(length - edits, length + edits + 1)
            near = set(kept.with_pieces(telling, lengths, _LOOKED_AT_AT_LEAST))
            near.update(kept.called(begun), kept.going_on(key, longest, manufacturer, _GOING_ON))
            return [one for one in near if manufacturer in (None, one.manufacturer)]
        from integration_db.database.searched import SEARCHED  # of few look-ups

        narrowed = "" if manufacturer is None else " AND n.manufacturer_id = :maker"
        asked: dict[str, object] = {
            "maker": manufacturer,
            "key": key,
            "after": key + "\uffff",
            "shortest": length - edits,
            "longest": length + edits,
            "most": _LOOKED_AT_AT_LEAST,
            "going_on": _GOING_ON,
        }
        sources = []
        if telling:
            if self.reader.dialect == "sqlite":
                asked["pieces"] = " OR ".join(map(phrase, telling))
                having_some = (
                    "SELECT rowid AS id FROM name_search WHERE text MATCH :pieces LIMIT :most"
                )
            else:
                from integration_db.database.server.name_pieces import HAVING_SOME

                asked["pieces"] = telling
                having_some = HAVING_SOME
            sources.append(
                f"({having_some}) AS one JOIN name n ON n.id = one.id "
                "WHERE LENGTH(n.loose_key) BETWEEN :shortest AND :longest"
            )
        if begun:
            asked |= {f"begun{at}": beginning for at, beginning in enumerate(begun)}
            places = ", ".join(f":begun{at}" for at in range(len(begun)))
            sources.append(f"name n WHERE n.loose_key IN ({places})")
        going_on = ", ".join(map(str, range(length, longest + 1)))
        sources.append(
            f"(SELECT id FROM name n WHERE {SEARCHED} AND LENGTH(loose_key) IN ({going_on}) "
            f"AND loose_key >= :key AND loose_key < :after{narrowed} ORDER BY LENGTH(loose_key), "
            "loose_key, id LIMIT :going_on) AS one JOIN name n ON n.id = one.id WHERE true"
        )
        rows = self.reader.rows(
            " UNION ALL ".join(
                f"SELECT n.manufacturer_id, n.model_id, n.text, n.loose_key FROM {source} "
                f"AND n.kind = 'name'{narrowed}"
                for source in sources
            ),
            asked,
        )
        return [ListedModel(*row) for row in dict.fromkeys(rows)]

    def _kept_names(self) -> KeptNames | None:
        """Return the names at hand, which are read where very many are looked for."""
        if self._kept is None and self._keys is not None:
            self._looked_for += 1
            if self._looked_for > _MANY_NEAR:
                from integration_db.catalog.queries.kept_names import KeptNames

                self._kept = KeptNames(self.reader)
        return self._kept

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
        if self._kept is not None:
            return min(self._kept.number_with(piece), _LOOKED_AT + 1)
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
