"""Sources as they are listed: what rests on each, and what rests on one of them.

Three things rest on a source: statements, the firmware that cameras are shown to run, and the
names of cameras. Most sources of names carry no statement.
"""

from __future__ import annotations

from typing import Final

from integration_db.catalog.queries.facts import Source
from integration_db.database.readers import Reader
from integration_db.database.stored_values import STATEMENT_COLUMNS, read_statement
from integration_db.evidence.statements import Statement
from integration_db.named_tuple import NamedTuple


class ListedSource(NamedTuple):
    """A source, and how much rests on it.

    `statements` rest on it, `cameras` are the models that it names, `firmware` the bounds that it
    gives of what cameras run. `manufacturers` are those of whose cameras it tells, in order.
    """

    source: Source
    statements: int
    cameras: int
    firmware: int
    manufacturers: tuple[str, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.statements or self.cameras or self.firmware)

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            **self.source.to_dict(),
            "kind": self.source.kind,
            "published": self.source.published,
            "accessed": self.source.accessed,
            "note": self.source.note,
            "statements": self.statements,
            "cameras": self.cameras,
            "firmware": self.firmware,
            "manufacturers": list(self.manufacturers),
        }


class StatementOn(NamedTuple):
    """A statement that rests on a source, and what it speaks of; None for what it does not name."""

    statement: Statement
    recorder: str | None
    plugin: str | None
    manufacturer: str | None
    series: str | None
    model: str | None


class NamedCamera(NamedTuple):
    """A camera that a source names."""

    manufacturer: str
    model: str


class RestingOn(NamedTuple):
    """What rests on one source: the listed source, and a part of the statements and cameras."""

    listed: ListedSource
    statements: tuple[StatementOn, ...]
    cameras: tuple[NamedCamera, ...]


def sources(reader: Reader) -> list[ListedSource]:
    """Return every source by its id, with how much rests on it."""
    columns = ", ".join(Source._fields)
    known = [Source(*row) for row in reader.rows(f"SELECT {columns} FROM source ORDER BY id")]
    return _listed(reader, known)


def _listed(reader: Reader, known: list[Source]) -> list[ListedSource]:
    statements = _counts(reader, "statement")
    firmware = _counts(reader, "run_evidence")
    cameras: dict[str, int] = {}
    makers: dict[str, set[int]] = {}
    for maker, named_in, number in reader.rows(
        "SELECT manufacturer_id, sources, COUNT(*) FROM model WHERE sources IS NOT NULL "
        "GROUP BY manufacturer_id, sources"
    ):
        for source in named_in.split():
            cameras[source] = cameras.get(source, 0) + int(number)
            makers.setdefault(source, set()).add(maker)
    for source, maker in reader.rows(_MAKERS_OF_STATEMENTS):
        makers.setdefault(source, set()).add(maker)
    ordered = reader.rows("SELECT id, name FROM manufacturer ORDER BY sort_key")
    return [
        ListedSource(
            one,
            statements.get(one.id, 0),
            cameras.get(one.id, 0),
            firmware.get(one.id, 0),
            tuple(name for number, name in ordered if number in makers.get(one.id, ())),
        )
        for one in known
    ]


def _counts(reader: Reader, table: str) -> dict[str, int]:
    rows = reader.rows(f"SELECT source, COUNT(*) FROM {table} GROUP BY source")
    return {source: int(number) for source, number in rows}


_ABOUT: Final = (
    "LEFT JOIN model m ON m.id = t.model_id "
    "LEFT JOIN series s ON s.id = coalesce(t.series_id, m.series_id) "
    "LEFT JOIN manufacturer f ON f.id = coalesce(t.manufacturer_id, s.manufacturer_id)"
)
"""What a statement `t` is about: model, series, manufacturer."""

_MAKERS_OF_STATEMENTS: Final = (
    f"SELECT DISTINCT t.source, f.id FROM statement t {_ABOUT} WHERE f.id IS NOT NULL UNION "
    "SELECT DISTINCT t.source, f.id FROM run_evidence t LEFT JOIN model m ON m.id = t.model_id "
    "LEFT JOIN series s ON s.id = coalesce(t.series_id, m.series_id) "
    "JOIN manufacturer f ON f.id = s.manufacturer_id"
)


def resting_on(
    reader: Reader, listed: ListedSource, *, limit: int, skip_statements: int, skip_cameras: int
) -> RestingOn:
    """Return a part of what rests on a source: at most `limit` statements and as many cameras."""
    columns = ", ".join(f"t.{name}" for name in STATEMENT_COLUMNS)
    asked: dict[str, object] = {
        "source": listed.source.id,
        "within": f"% {listed.source.id} %",
        "limit": limit,
    }
    statements = reader.rows(
        f"SELECT r.name, p.name, f.name, s.name, m.name, {columns} FROM statement t {_ABOUT} "
        "LEFT JOIN plugin p ON p.id = t.plugin_id "
        "LEFT JOIN recorder r ON r.id = coalesce(t.recorder_id, p.recorder_id) "
        "WHERE t.source = :source ORDER BY f.sort_key, s.sort_key, m.sort_key, t.id "
        "LIMIT :limit OFFSET :skip",
        {**asked, "skip": skip_statements},
    )
    cameras = reader.rows(
        "SELECT f.name, m.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
        "WHERE ' ' || m.sources || ' ' LIKE :within "
        "ORDER BY f.sort_key, m.sort_key, m.id LIMIT :limit OFFSET :skip",
        {**asked, "skip": skip_cameras},
    )
    return RestingOn(
        listed,
        tuple(
            StatementOn(read_statement(*row), recorder, plugin, maker, series, model)
            for recorder, plugin, maker, series, model, *row in statements
        ),
        tuple(NamedCamera(maker, model) for maker, model in cameras),
    )
