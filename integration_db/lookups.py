"""Reading single things: names, a model with its statements and firmware, sources.

Everything here is given a reader and asks it a few indexed questions; nothing is opened or
printed. Recorders are in `recorders`, filters over the whole catalogue in `query`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from integration_db.firmware import FirmwareRange, Interval
from integration_db.names import NameEntry, NamingRules, loose_key
from integration_db.statements import EVERY_FIRMWARE, Statement
from integration_db.storage import Reader
from integration_db.vocabulary import SUPPORT, Support

TRIGRAM: Final = 3
"""Characters in a piece of the full-text index; shorter text is looked for in another way."""


class Model(NamedTuple):
    """A camera model with what identifies it."""

    id: int
    name: str
    manufacturer_id: int
    manufacturer: str
    scheme: str
    series_id: int
    series: str
    hardware_versions: tuple[str, ...]
    rebrand_of: str | None
    source: str | None
    note: str | None


class Source(NamedTuple):
    """A document that statements rest on."""

    id: str
    title: str
    url: str | None
    document: str | None
    kind: str
    published: str | None
    accessed: str | None
    note: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return the object of the JSON promise; `document` only where there is no address."""
        short = {"id": self.id, "title": self.title, "url": self.url}
        return short if self.document is None else short | {"document": self.document}


class Release(NamedTuple):
    """A firmware that a document says was released."""

    version: str
    released: str | None
    track: str | None
    hardware_version: str | None
    source: str


class NameIndex:
    """The catalogue's names as the ladder asks for them (`names.Index`), answered by SQL."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rules: dict[int, NamingRules] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._models: dict[int, tuple[int, str]] = {}
        self._prefixes: list[tuple[str, int]] | None = None

    def manufacturer(self, key: str) -> int | None:
        """Return the manufacturer that has this loose key, if exactly one has."""
        rows = self.reader.rows(
            "SELECT DISTINCT manufacturer_id FROM manufacturer_name WHERE key = :key", {"key": key}
        )
        return int(rows[0][0]) if len(rows) == 1 else None

    def manufacturer_names(self, manufacturer: int) -> tuple[str, ...]:
        """Return the printed name, then the other spellings."""
        found = self._names.get(manufacturer)
        if found is None:
            rows = self.reader.rows(
                "SELECT text FROM manufacturer_name WHERE manufacturer_id = :id ORDER BY id",
                {"id": manufacturer},
            )
            found = self._names[manufacturer] = tuple(text for (text,) in rows)
        return found

    def rules(self, manufacturer: int) -> NamingRules:
        """Return how the manufacturer's model names may be written."""
        found = self._rules.get(manufacturer)
        if found is None:
            rows = self.reader.rows(
                "SELECT naming FROM manufacturer WHERE id = :id", {"id": manufacturer}
            )
            found = self._rules[manufacturer] = naming_rules(json.loads(rows[0][0]))
        return found

    def optional_prefixes(self) -> Sequence[tuple[str, int]]:
        """Return the loose keys of all makers' optional prefixes, each with its maker."""
        if self._prefixes is None:
            self._prefixes = [
                (loose_key(prefix), number)
                for number, naming in self.reader.rows("SELECT id, naming FROM manufacturer")
                for prefix in naming_rules(json.loads(naming)).optional_prefixes
            ]
        return self._prefixes

    def scheme(self, manufacturer: int) -> str:
        """Return the name of the scheme that reads the manufacturer's firmware."""
        ((scheme,),) = self.reader.rows(
            "SELECT scheme FROM manufacturer WHERE id = :id", {"id": manufacturer}
        )
        return str(scheme)

    def by_key(
        self, column: Literal["exact", "loose", "base"], key: str, manufacturer: int | None
    ) -> list[NameEntry]:
        """Return every name with this key."""
        sql = (
            "SELECT manufacturer_id, model_id, kind, text, members FROM name "
            f"WHERE {column}_key = :key"
        )
        if manufacturer is not None:
            sql += " AND manufacturer_id = :manufacturer"
        rows = self.reader.rows(sql, {"key": key, "manufacturer": manufacturer})
        return [
            NameEntry(maker, model, kind, text, tuple(json.loads(members)) if members else ())
            for maker, model, kind, text, members in rows
        ]

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word occurs in any model name of the manufacturer."""
        return bool(
            self.reader.rows(
                "SELECT 1 FROM word WHERE word = :word AND manufacturer_id = :id LIMIT 1",
                {"word": word, "id": manufacturer},
            )
        )

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""
        found = self._models.get(model)
        if found is None:
            ((maker, name),) = self.reader.rows(
                "SELECT manufacturer_id, name FROM model WHERE id = :id", {"id": model}
            )
            found = self._models[model] = (int(maker), str(name))
        return found

    def similar(self, key: str, manufacturer: int | None, limit: int) -> list[tuple[int, int, str]]:
        """Return models whose names share most pieces of three characters with the key.

        Without full-text search (other databases than the embedded one) names that begin alike.
        """
        narrowed = "" if manufacturer is None else " AND n.manufacturer_id = :manufacturer"
        parameters: dict[str, object] = {"manufacturer": manufacturer, "limit": limit}
        if self.reader.dialect == "sqlite" and len(key) >= TRIGRAM:
            pieces = dict.fromkeys(key[i : i + TRIGRAM] for i in range(len(key) - TRIGRAM + 1))
            parameters["pieces"] = " OR ".join(
                '"' + piece.replace('"', '""') + '"' for piece in pieces
            )
            sql = (
                "SELECT n.manufacturer_id, m.id, m.name FROM name_search t JOIN name n ON "
                "n.id = t.rowid JOIN model m ON m.id = n.model_id WHERE t.text MATCH :pieces"
                f"{narrowed} ORDER BY t.rank, n.loose_key, m.id LIMIT :limit"
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
            dict.fromkeys((int(maker), int(model), str(name)) for maker, model, name in rows)
        )


def like_text(text: str) -> str:
    """Return text that LIKE takes literally; the pattern needs `ESCAPE '!'`."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def nearest(written: str, known: Sequence[str], limit: int = 3) -> tuple[str, ...]:
    """Return the known words that look most like what was written; suggestions, never choices."""
    from difflib import get_close_matches  # slow to import, and only wanted when something is wrong

    folded = {word.casefold(): word for word in known}
    found = get_close_matches(written.casefold(), folded, n=limit, cutoff=0.6)
    return tuple(folded[word] for word in found)


def naming_rules(written: dict[str, Any]) -> NamingRules:
    """Return the naming rules that a manufacturer's file gives, as the ladder takes them."""
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in written.items()
    }
    return NamingRules(**values)


def model_by_id(reader: Reader, model_id: int) -> Model:
    """Return the model; the number must come from the same database."""
    row = reader.rows(
        "SELECT m.id, m.name, f.id, f.name, f.scheme, s.id, s.name, m.hardware_versions, "
        "m.rebrand_of, m.source, m.note FROM model m JOIN manufacturer f ON f.id = "
        "m.manufacturer_id JOIN series s ON s.id = m.series_id WHERE m.id = :id",
        {"id": model_id},
    )[0]
    number, name, maker_id, maker, scheme, series_id, series, boards, *rest = row
    versions = tuple(json.loads(boards)) if boards else ()
    return Model(number, name, maker_id, maker, scheme, series_id, series, versions, *rest)


def other_names(reader: Reader, model_id: int) -> dict[str, list[str]]:
    """Return identifiers and aliases of a model, by kind."""
    found: dict[str, list[str]] = {"identifier": [], "alias": []}
    for kind, text in reader.rows(
        "SELECT kind, text FROM name WHERE model_id = :id ORDER BY id", {"id": model_id}
    ):
        if kind in found:
            found[kind].append(text)
    return found


def releases(reader: Reader, model: Model) -> list[Release]:
    """Return the firmware known for a model, its series and its maker, line by line, old to new."""
    rows = reader.rows(
        "SELECT version, released, track, hardware_version, source FROM release WHERE "
        "model_id = :model OR series_id = :series OR manufacturer_id = :maker "
        "ORDER BY lineage, lo, id",
        {"model": model.id, "series": model.series_id, "maker": model.manufacturer_id},
    )
    return [Release(*row) for row in rows]


_STATEMENT = (
    "SELECT id, layer, scope, https_support, video_encryption, needs_custom_cert, "
    "regen_cert_on_ip_change, grade, source, firmware, recorder_version, hardware_version, "
    "verified_on, note, details FROM statement WHERE "
)


def camera_statements(reader: Reader, model: Model, plugin_id: int | None) -> list[Statement]:
    """Return the camera layer of a model, and the pairing layer with the plugin if one is asked."""
    return statements(
        reader,
        "(model_id = :model OR series_id = :series OR manufacturer_id = :maker) "
        "AND (layer = 'camera' OR plugin_id = :plugin)",
        {
            "model": model.id,
            "series": model.series_id,
            "maker": model.manufacturer_id,
            "plugin": plugin_id,
        },
    )


def statements(reader: Reader, where: str, parameters: dict[str, object]) -> list[Statement]:
    """Return the statements that a condition in SQL picks, in the order of the seed."""
    return [_statement(r) for r in reader.rows(f"{_STATEMENT}{where} ORDER BY id", parameters)]


def _statement(row: Sequence[Any]) -> Statement:
    return Statement(
        id=row[0],
        layer=row[1],
        scope=row[2],
        values=(_value(row[3]), _value(row[4]), _value(row[5]), _value(row[6])),
        grade=row[7],
        source=row[8],
        firmware=read_range(row[9]),
        recorder_version=read_range(row[10]),
        hardware_version=row[11],
        verified_on=row[12],
        note=row[13],
        details=json.loads(row[14]) if row[14] else {},
    )


def _value(digit: int | None) -> Support | None:
    return None if digit is None else SUPPORT[digit]


def read_range(stored: str | None) -> FirmwareRange:
    """Return a range from its column; null means every version."""
    if stored is None:
        return EVERY_FIRMWARE
    text, intervals = json.loads(stored)
    return FirmwareRange(text, tuple(Interval(*parts) for parts in intervals))


def write_range(found: FirmwareRange) -> str | None:
    """Return a range as its column holds it."""
    if not found.intervals:
        return None
    parts = [
        [i.lineage, i.lo, i.hi, i.since, i.until, i.built_from, i.built_before]
        for i in found.intervals
    ]
    return json.dumps([found.text, parts])


def sources(reader: Reader, ids: Iterable[str]) -> dict[str, Source]:
    """Return the sources with these ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    marks = ", ".join(f":s{n}" for n in range(len(wanted)))
    rows = reader.rows(
        "SELECT id, title, url, document, kind, published, accessed, note FROM source "
        f"WHERE id IN ({marks})",
        {f"s{n}": source for n, source in enumerate(wanted)},
    )
    return {row[0]: Source(*row) for row in rows}
