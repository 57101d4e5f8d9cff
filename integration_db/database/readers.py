"""Opening databases: the embedded SQLite file, or a PostgreSQL server.

Reads go through `Reader`: SQL text with `:name` parameters, the same text for both. Each is read by
its driver alone, because importing SQLAlchemy takes longer than the whole answer.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, Protocol

from integration_db.database.notes import Notes, StrPath
from integration_db.environment import default_cache_folder
from integration_db.errors import DatabaseError

APPLICATION_ID: Final = 0x49444231  # "IDB1", so that a foreign SQLite file is known for one


SCHEMA_VERSION: Final = 9
"""Goes up when what a database holds changes so that one of the two programs could not read it."""

COUNTED: Final = ("manufacturer", "model", "statement")
"""The tables whose sizes stand in `meta`."""

DatabaseRow = tuple[Any, ...]
"""One value per column."""


class Reader(Protocol):
    """What the queries need of a database."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
        """Return all rows of a query with `:name` parameters. Raises `DatabaseError`."""

    def current(self) -> bool:
        """Whether what this reader reads is still what its place holds.

        False after a new build or load. Raises `DatabaseError` where a server does not say.
        """

    def close(self) -> None:
        """Give the connection back."""


FileIdentity = tuple[int, int, int, int]
"""Device, inode, size, time of change in ns: what another file in the same place has not."""


def identity_of(path: StrPath) -> FileIdentity | None:
    """Return which file stands there; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class SqliteReader:
    """The embedded database through the standard library.

    `file` is the file as it was opened; a database in memory has none. One that is `named` by the
    user may be replaced; what is found by its content stays what it is.
    """

    dialect: Final = "sqlite"

    def __init__(
        self,
        connection: sqlite3.Connection,
        place: str,
        file: FileIdentity | None = None,
        *,
        named: bool = False,
    ) -> None:
        connection.execute("PRAGMA temp_store = MEMORY")  # to read needs no room on a disk
        self.connection = connection
        self.place = place
        self._file = file
        self._named = named

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
        """Return all rows. Raises `DatabaseError` where the file is damaged or foreign.

        Likewise for values that no file can hold: halves of characters, huge numbers.
        """
        try:
            return self.connection.execute(sql, parameters or {}).fetchall()
        except (sqlite3.Error, ValueError, OverflowError) as error:
            raise DatabaseError(self.place, f"cannot read database {self.place}: {error}") from None

    def current(self) -> bool:
        """Whether the file that was named is still the one that was opened."""
        return not self._named or self.reads(self.place)

    def reads(self, path: StrPath) -> bool:
        """Whether the file that stands there is the one that was opened."""
        return self._file is not None and self._file == identity_of(path)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def open_database(database: str) -> Reader:
    """Open a database that the user named: a path to an SQLite file, or a URL of PostgreSQL.

    Raises `DatabaseError` where there is none, where it is not one of ours, where it was made by
    another version of this program, and where it is not as it was built.
    """
    from integration_db.database.urls import file_named  # most starts name no database

    path = file_named(database)
    if path is None:
        from integration_db.database.server.reader import open_server

        return open_server(database, SCHEMA_VERSION, COUNTED)
    reader = open_file(path, named=True)
    try:
        _check(reader, reader.place)
        if not Notes(default_cache_folder()).vouch_for(path):
            raise DatabaseError.changed(reader.place)
    except OSError as error:
        reader.close()
        raise DatabaseError(
            reader.place, f"cannot read database {reader.place}: {error.strerror}"
        ) from None
    except DatabaseError:
        reader.close()
        raise
    return reader


def _check(reader: Reader, place: str) -> None:
    """Raise `DatabaseError` unless the file holds a catalogue that this program can read."""
    try:
        meta: dict[str, str] = dict(reader.rows("SELECT key, value FROM meta"))
    except DatabaseError:
        raise DatabaseError.no_catalogue(place) from None
    if meta.get("schema") != str(SCHEMA_VERSION):
        raise DatabaseError.other_schema(place, meta.get("schema"), SCHEMA_VERSION)
    if "data_version" not in meta:
        raise DatabaseError.changed(place)


def open_file(path: StrPath, *, named: bool = False) -> SqliteReader:
    """Open an SQLite file for reading only. Raises `DatabaseError`; never makes a file.

    One that is `named` by the user may be replaced while it is read; `SqliteReader.current` tells.
    """
    place = os.fspath(path)
    found = identity_of(path)  # first: a file that comes later is another one
    if not os.path.isfile(path):
        there = "is not a file" if os.path.lexists(path) else "does not exist"
        what = "is a folder, not a database file" if os.path.isdir(path) else there
        raise DatabaseError(place, f"database {place} {what}")
    try:
        connection = sqlite3.connect(_uri_of(place), uri=True, check_same_thread=False)
    except (sqlite3.Error, ValueError, OSError) as error:
        raise DatabaseError(place, f"cannot open database {place}: {error}") from None
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    except (sqlite3.Error, ValueError) as error:
        connection.close()
        raise DatabaseError(place, f"cannot open database {place}: {error}") from None
    if application != APPLICATION_ID:
        connection.close()
        raise DatabaseError(place, f"database {place} is not an integration-db database")
    return SqliteReader(connection, place, found, named=named)


def _uri_of(place: str) -> str:
    """Return the URI by which SQLite opens a file that nobody writes to, for reading only."""
    path = os.path.realpath(place).replace(os.sep, "/")
    for sign in "%?#":  # what SQLite would not take for a part of the path
        path = path.replace(sign, f"%{ord(sign):02x}")
    return f"file://{'' if path.startswith('/') else '/'}{path}?mode=ro&immutable=1"


def executemany(connection: sqlite3.Connection, table: str, rows: Sequence[DatabaseRow]) -> None:
    """Insert rows that give every column of a table in order.

    Columns that are empty in all of them are left out: the driver takes longer over a null than
    over a text, and half of the columns of a hundred thousand statements hold nothing else.
    """
    if not rows:
        return
    names = [f'"{name}"' for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    given = [n for n, first in enumerate(rows[0]) if first is not None or _is_given(n, rows)]
    values: Iterable[DatabaseRow] = rows
    if 1 < len(given) < len(names):
        names, values = [names[n] for n in given], map(itemgetter(*given), rows)
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def _is_given(column: int, rows: Iterable[DatabaseRow]) -> bool:
    return {*map(itemgetter(column), rows)} != {None}
