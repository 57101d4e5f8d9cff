"""Loading a catalogue onto a PostgreSQL server, beside what is there.

Everything is written in one transaction: a load that is killed, or finds the disk full, leaves
nothing. Readers go on with the generation that they have, and those that open after the commit
read the new one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from integration_db.database import building
from integration_db.database.coverage_rows import coverage_rows
from integration_db.database.inputs import inputs_digest
from integration_db.database.readers import SCHEMA_VERSION, DatabaseRow
from integration_db.database.server import (
    generations,
    guarding,
    name_pieces,
    observations,
    revisions,
    seed_texts,
)
from integration_db.database.server.connection import (
    LOCK_NOT_AVAILABLE,
    UNDEFINED_COLUMN,
    Server,
    query,
    server_at,
    state_of,
)
from integration_db.database.server.generations import Generation
from integration_db.errors import DatabaseError
from integration_db.seed import loading, reading
from integration_db.vocabulary import Progress

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

_LOCK: Final = 0x49444231
"""The number of the lock that a load holds, in its database alone."""

_PATIENCE: Final = 5
"""Seconds that a load waits for another one: enough for what is left of one that was killed."""

_BY_BYTES: Final = 'TEXT COLLATE "C"'
"""Text that sorts as in an SQLite file, whatever the language of the database."""

_LINES: Final = 500
"""Rows that are handed to the driver together."""


_CONTROL: Final = f"""\
CREATE SCHEMA IF NOT EXISTS integration_db;
CREATE SEQUENCE IF NOT EXISTS integration_db.generation_number;
CREATE TABLE IF NOT EXISTS integration_db.generation (
    number bigint PRIMARY KEY,
    schema_version integer NOT NULL,
    data_version text NOT NULL,
    place text NOT NULL UNIQUE,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    loaded_by text NOT NULL DEFAULT current_user
);
CREATE TABLE IF NOT EXISTS integration_db.revision (
    generation bigint NOT NULL,
    number integer NOT NULL,
    data_version text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    made_by text NOT NULL DEFAULT current_user,
    PRIMARY KEY (generation, number)
);
{observations.TABLES}
{revisions.SEEN};
{guarding.REFUSAL};
COMMENT ON TABLE integration_db.generation IS 'Catalogues of integration-db; the last is current';
LOCK TABLE integration_db.generation IN ROW EXCLUSIVE MODE;
SELECT number, schema_version, data_version, place, loaded_at, loaded_by
    FROM integration_db.generation LIMIT 0"""
"""What every load makes sure of first: that the table is there, ours, and may be written."""

Over: TypeAlias = Callable[["Connection", Generation], Generation]
"""What lays over a new generation what was kept on the server, and returns what is then current."""


def write_generation(
    url: str, folders: Sequence[Path], *, over: Over, progress: Progress | None = None
) -> str:
    """Load the seed folders as a new generation, which becomes the current one.

    `over` is called in the transaction of the load, when all rows of the seed are there. Returns
    what may be shown of the URL. Raises `SeedError`, `DatabaseError`.
    """
    say = progress or building.silent
    server = server_at(url)
    with closing(server.connect()) as connection:
        try:
            _prepare(connection, server)
            seed = loading.load(folders, progress=progress)
            connection.autocommit = False
            with connection:
                _write(connection, seed, over, say)
            generations.drop_old(connection)
        except _driver_error() as error:
            raise server.cannot("write", error) from None
    return server.place.shown


def _prepare(connection: Connection, server: Server) -> None:
    """Refuse what cannot come to an end before the work is begun. Raises `DatabaseError`."""
    place = server.place.shown
    ((standby, encoding),) = query(
        connection, "SELECT pg_is_in_recovery(), current_setting('server_encoding')"
    )
    if standby:
        raise DatabaseError.standby(place, "load them there")
    if encoding != "UTF8":
        raise DatabaseError(
            place,
            f"database {place} has the encoding {encoding}, and a catalogue needs UTF8",
            code="bad-encoding",
        )
    try:
        query(connection, f"SET lock_timeout = '{_PATIENCE}s'; SELECT pg_advisory_lock({_LOCK})")
        query(connection, "RESET lock_timeout")
    except _driver_error() as error:
        if state_of(error) != LOCK_NOT_AVAILABLE:
            raise
        raise DatabaseError(
            place,
            f"another load of database {place} is under way; load again when it has ended",
            code="loading",
        ) from None
    try:
        query(connection, _CONTROL)
    except _driver_error() as error:
        if state_of(error) != UNDEFINED_COLUMN:
            raise
        raise DatabaseError(
            place,
            f"the schema integration_db of database {place} is not of this program: rename it, "
            "or take another database",
            code="foreign-schema",
        ) from None


def _write(connection: Connection, seed: reading.Seed, over: Over, say: Progress) -> None:
    """Write a generation, which is current when the transaction commits."""
    inputs = inputs_digest(building.seed_files(seed))
    number, place = generations.begin(connection, inputs)
    tables, indexes = building.definitions()
    columns: dict[str, str] = {}
    for definition in tables:
        columns[revisions.table_of(definition)] = ", ".join(revisions.columns_made(definition))
        for made in revisions.revised_table(definition):
            query(connection, re.sub(r"\b(VARCHAR|TEXT)\b", _BY_BYTES, made))
    query(connection, seed_texts.TABLE)
    texts = f"seed_text ({', '.join(seed_texts.COLUMNS)})"
    copy_rows(connection, texts, seed_texts.rows_of_texts(seed), "(FREEZE)")
    names: dict[str, None] = {}
    meta: dict[str, str] = {}
    for table, rows in building.rows_of(seed, say):
        names[table] = None
        if table == "meta":
            meta |= dict(rows)
        target = f"{revisions.stored(table)} ({columns[table]})"
        copy_rows(connection, target, rows, "(FREEZE)")
    say(0, 1, "writing")
    for definition in indexes:
        query(connection, revisions.revised_index(definition))
    query(connection, name_pieces.FILL)
    counted = f"{revisions.stored('coverage')} ({columns['coverage']})"
    copy_rows(connection, counted, coverage_rows(partial(query, connection)), "(FREEZE)")
    names["coverage"] = None
    query(connection, f"ANALYZE piece, {', '.join(map(revisions.stored, names))}")
    loaded = Generation(number, SCHEMA_VERSION, meta["data_version"], place, 0)
    _let_record(connection, place)
    guarding.guard(connection, place)
    generations.finish(connection, over(connection, loaded))
    say(1, 1, "done")


def _let_record(connection: Connection, place: str) -> None:
    """Let those lay something over a generation who may add to the observations."""
    roles = query(
        connection,
        "SELECT quote_ident(rolname) FROM pg_roles WHERE NOT rolsuper AND rolname <> current_user "
        "AND rolname !~ '^pg_' "
        "AND has_any_column_privilege(oid, 'integration_db.observation', 'INSERT')",
    )
    for (role,) in roles:
        for table in (*map(revisions.stored, revisions.REVISED), "kind", "region"):
            query(connection, f"GRANT INSERT ON {place}.{table} TO {role}")
        for table in map(revisions.stored, revisions.REVISED):
            query(connection, f"GRANT UPDATE (died) ON {place}.{table} TO {role}")


def copy_rows(
    connection: Connection, target: str, rows: Iterable[DatabaseRow], how: str = ""
) -> None:
    """Write rows into a table and its columns.

    `(FREEZE)` spares the server from touching every row once more later; it is allowed for a table
    that nobody else can see yet.
    """
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN {how}", _CopyText(rows))


class _CopyText(io.BufferedIOBase):
    """Rows in the text form of COPY, as a file that is read once.

    https://www.postgresql.org/docs/current/sql-copy.html
    """

    def __init__(self, rows: Iterable[DatabaseRow]) -> None:
        self._rows = iter(rows)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next lines, none at the end; the driver takes more than it asks for."""
        return "".join(map(_line, islice(self._rows, _LINES))).encode()


def _line(row: DatabaseRow) -> str:
    return "\t".join([_WRITTEN[type(value)](value) for value in row]) + "\n"


_ESCAPED: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_WRITTEN: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: "\\N",
    bool: lambda value: "1" if value else "0",
    int: str,
    str: lambda text: text if text.isalnum() else text.translate(_ESCAPED),
    bytes: lambda data: f"\\\\x{data.hex()}",
}
"""How a value is written, by its type; true and false so that columns of numbers take them too."""


def _driver_error() -> type[Exception]:
    import psycopg2

    return psycopg2.Error
