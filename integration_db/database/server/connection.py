"""A connection to a PostgreSQL server, and what its driver says in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from integration_db.database.urls import ShownUrl, read_server
from integration_db.errors import DatabaseError
from integration_db.named_tuple import NamedTuple

if TYPE_CHECKING:
    import psycopg2.extensions

    Connection: TypeAlias = psycopg2.extensions.connection

SqlValues: TypeAlias = Sequence[Any] | Mapping[str, Any]

UNDEFINED_TABLE: Final = "42P01"
UNDEFINED_COLUMN: Final = "42703"
LOCK_NOT_AVAILABLE: Final = "55P03"
STILL_USED: Final = "2BP01"
"""States of SQL that mean something to us: https://www.postgresql.org/docs/current/errcodes-appendix.html"""

_LOST: Final = ("08", "57P")
"""How states begin with which a server takes its leave."""

UNLESS_SAID: Final[dict[str, Any]] = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "tcp_user_timeout": 30_000,
    "fallback_application_name": "integration-db",
}
"""Settings that the URL may give otherwise: after half a minute a server that is silent is gone."""


class Server(NamedTuple):
    """A database on a server: the URL as the driver takes it, and what may be shown of it."""

    url: str
    place: ShownUrl

    def connect(self) -> Connection:
        """Return a new connection that commits each statement by itself. Raises `DatabaseError`."""
        name = self.place.shown
        try:
            import psycopg2.extensions
        except ModuleNotFoundError as error:
            raise DatabaseError(
                name, f"database {name}: the driver {error.name!r} is not installed"
            ) from None
        try:
            said = psycopg2.extensions.parse_dsn(self.url)
        except Exception:  # what it says repeats the URL
            raise self.place.unreadable() from None
        unsaid = {key: value for key, value in UNLESS_SAID.items() if key not in said}
        try:
            connection: Connection = psycopg2.connect(self.url, client_encoding="UTF8", **unsaid)
        except Exception as error:  # a driver raises whatever it likes
            raise DatabaseError(
                name, f"cannot reach database {name}: {self.place.cause(error)}"
            ) from None
        connection.autocommit = True
        return connection

    def cannot(self, what: str, error: Exception) -> DatabaseError:
        """Return the error for what the server did not do: `read` or `write`."""
        name = self.place.shown
        return DatabaseError(name, f"cannot {what} database {name}: {self.place.cause(error)}")


def server_at(url: str) -> Server:
    """Return the server that a URL names. Raises `DatabaseError`."""
    return Server(*read_server(url))


def query(
    connection: Connection, sql: str, parameters: SqlValues | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, none where it gives none. Raises the driver's errors."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [] if cursor.description is None else cursor.fetchall()


def is_lost(connection: Connection, error: Exception) -> bool:
    """Return whether an error means that nothing more comes over a connection."""
    import psycopg2

    state = state_of(error)
    if connection.closed:
        return True
    if state is None:  # the server never said it
        return isinstance(error, psycopg2.Error)
    return state.startswith(_LOST)


def state_of(error: Exception) -> str | None:
    """Return the state of SQL that a driver's error carries, if it carries one."""
    return getattr(error, "pgcode", None)
