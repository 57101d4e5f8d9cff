"""Opening databases: the embedded SQLite file, or any server that SQLAlchemy can reach.

The only module that knows engines and connections. Reads go through `Reader`: SQL text with
`:name` parameters, the same text for both. The embedded file is read with the standard library
alone, because importing SQLAlchemy takes longer than the whole answer.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from integration_db import cache
from integration_db.errors import DatabaseError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION_ID: Final = 0x49444231  # "IDB1", so that a foreign SQLite file is known for one
LIBRARY: Final = Path(__file__).parent
"""The folder of this package: its code shapes a database as much as the seed does."""
SCHEMA_VERSION: Final = 1
"""Goes up when a table changes so that an older program could not read it."""

Row = tuple[Any, ...]
Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and a word for the stage."""


class Reader(Protocol):
    """What the queries need of a database."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql` (or another of SQLAlchemy's names)."""

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return all rows of a query with `:name` parameters. Raises `DatabaseError`."""

    def close(self) -> None:
        """Give the connection back."""


class SqliteReader:
    """The embedded database through the standard library."""

    dialect: Final = "sqlite"

    def __init__(self, connection: sqlite3.Connection, place: str) -> None:
        self.connection = connection
        self.place = place

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return all rows. Raises `DatabaseError` where the file is damaged or foreign."""
        try:
            return self.connection.execute(sql, parameters or {}).fetchall()
        except sqlite3.DatabaseError as error:
            raise DatabaseError(self.place, f"cannot read database {self.place}: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


class SqlAlchemyReader:
    """Any other database, through SQLAlchemy; imported only when one is asked for."""

    def __init__(self, engine: Engine, place: str) -> None:
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        self._text, self._error = text, SQLAlchemyError
        self.engine = engine
        self.place = place
        self.dialect = engine.dialect.name
        try:
            self.connection = engine.connect()
        except SQLAlchemyError as error:
            engine.dispose()
            raise DatabaseError(place, f"cannot reach database {place}: {_brief(error)}") from None

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return all rows. Raises `DatabaseError`."""
        try:
            result = self.connection.execute(self._text(sql), dict(parameters or {}))
            return [tuple(row) for row in result]
        except self._error as error:
            self.connection.rollback()
            raise DatabaseError(
                self.place, f"cannot read database {self.place}: {_brief(error)}"
            ) from None

    def close(self) -> None:
        """Close connection and pool."""
        self.connection.close()
        self.engine.dispose()


def open_database(database: str) -> Reader:
    """Open a database that the user named: a path to an SQLite file, or a SQLAlchemy URL.

    Raises `DatabaseError` where there is none, where it is not one of ours, or where it was made
    by another version of this program.
    """
    if "://" in database:
        engine, place = make_engine(database)
        reader: Reader = SqlAlchemyReader(engine, place)
    else:
        reader = open_file(Path(database))
        place = database
    try:
        found: dict[str, str] = dict(reader.rows("SELECT key, value FROM meta"))
    except DatabaseError:
        reader.close()
        raise DatabaseError(
            place,
            f"database {place} holds no integration-db catalogue; "
            "make one with 'integration-db seed build --database ...'",
        ) from None
    if found.get("schema") != str(SCHEMA_VERSION):
        reader.close()
        raise DatabaseError(
            place,
            f"database {place} has schema {found.get('schema')}, this program reads "
            f"{SCHEMA_VERSION}; make it again with 'integration-db seed build --database ...'",
        )
    return reader


def open_file(path: Path) -> SqliteReader:
    """Open an SQLite file for reading only. Raises `DatabaseError`; never makes a file."""
    place = str(path)
    if not path.is_file():
        what = "is a folder, not a database file" if path.is_dir() else "does not exist"
        raise DatabaseError(place, f"database {place} {what}")
    try:
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    except (sqlite3.DatabaseError, OSError) as error:
        raise DatabaseError(place, f"cannot open database {place}: {error}") from None
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DatabaseError(place, f"cannot open database {place}: {error}") from None
    if application != APPLICATION_ID:
        connection.close()
        raise DatabaseError(place, f"database {place} is not an integration-db database")
    return SqliteReader(connection, place)


def make_engine(url: str) -> tuple[Engine, str]:
    """Return a SQLAlchemy engine and the URL without its password. Raises `DatabaseError`."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        place = parsed.render_as_string(hide_password=True)
        return create_engine(parsed), place
    except ModuleNotFoundError as error:
        raise DatabaseError(
            place, f"database {place}: the driver {error.name!r} is not installed"
        ) from None
    except SQLAlchemyError:
        scheme = url.split("://", 1)[0]
        raise DatabaseError(
            f"{scheme}://...",
            f"database URL {scheme}://... cannot be read; see --help for examples",
        ) from None


def _brief(error: Exception) -> str:
    """Return the first line of a driver's message; the rest is SQL and parameters."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__


def open_catalogue_database(
    folders: Sequence[Path],
    *,
    cache_folder: Path | None = None,
    progress: Progress | None = None,
) -> Reader:
    """Return the database made from the seed folders (base first, overlays after).

    Found in the cache by content, or built now. Where the cache cannot be used, the database is
    built in memory: slower, but right. Raises `SeedError` where the seed has problems; the old
    database is left as it is.
    """
    folder = cache.Folder(cache_folder or cache.default_folder())
    key = cache.key_of(folders)
    inputs = cache.scan([*folders, LIBRARY], (".yaml", ".yml", ".py", ".sql"))
    path = folder.quick(key, inputs)
    if path is not None:
        with suppress(DatabaseError):
            return open_file(path)
    from integration_db import origin

    digest = origin.digest_of(origin.files_of(folders))
    path = folder.find(digest)
    if path is None:
        with folder.lock():
            path = folder.find(digest)
            if path is None:
                built = _build(folder, key, folders, progress)
                if isinstance(built, SqliteReader):
                    return built
                path = built
    folder.remember(key, inputs, path)
    return open_file(path)


def _build(
    folder: cache.Folder, key: str, folders: Sequence[Path], progress: Progress | None
) -> Path | SqliteReader:
    from integration_db import build

    temporary: Path | None = None
    try:
        temporary = folder.temporary()
        build.build_file(temporary, folders, previous=folder.previous(key), progress=progress)
        with closing(open_file(temporary)) as reader:
            ((digest,),) = reader.rows("SELECT value FROM meta WHERE key = 'inputs'")
        return folder.adopt(temporary, digest)
    except (OSError, sqlite3.OperationalError):
        return open_in_memory(folders, progress=progress)
    finally:
        if temporary is not None:
            _remove(temporary)


def open_in_memory(folders: Sequence[Path], *, progress: Progress | None = None) -> SqliteReader:
    """Build the database in memory and return it; for one use. Raises `SeedError`."""
    from integration_db import build

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        build.build_into(connection, folders, progress=progress)
    except BaseException:
        connection.close()
        raise
    return SqliteReader(connection, "(in memory)")


def copy_database(reader: Reader, path: Path) -> None:
    """Copy the embedded database page by page into a new file, and check the copy.

    Raises `UsageError` for a database on a server, `DatabaseError` where the copy is not sound.
    """
    if not isinstance(reader, SqliteReader):
        raise UsageError(
            "a database on a server cannot be exported as a file: "
            "build one with 'integration-db seed build --database ...'",
            code="not-a-file",
        )
    try:
        with closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # it would be left behind on a full disk
            reader.connection.backup(copy)
            ((verdict,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise DatabaseError(
            reader.place, f"database {reader.place} cannot be copied: {verdict}"
        ) from None


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            os.unlink(name)


def default_seed_root() -> Path:
    """Return the seed that comes with the program: inside the wheel, or `data/` of a checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "data"
    return packaged if packaged.is_dir() else here.parent / "data"


def seed_folders(
    named: Sequence[str | os.PathLike[str]], environment: Mapping[str, str]
) -> list[Path]:
    """Return the folders of a catalogue: the built-in seed, then its overlays. Raises `UsageError`.

    The overlays are those that were named, or else those of the setting; see `overlay_folders`.
    """
    return [default_seed_root(), *overlay_folders(named, environment)]


def overlay_folders(
    named: Sequence[str | os.PathLike[str]], environment: Mapping[str, str]
) -> list[Path]:
    """Return the overlay folders that were named, or else those of the setting.

    The setting is `INTEGRATION_DB_DATA`, folders separated as in PATH. Raises `UsageError` for
    one that is not a folder.
    """
    if not named:
        named = [f for f in environment.get("INTEGRATION_DB_DATA", "").split(os.pathsep) if f]
    folders = [Path(folder) for folder in named]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"overlay {str(folder)!r}: there is no such folder", code="no-overlay")
    return folders


def executemany(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that give every column of a table in order."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
