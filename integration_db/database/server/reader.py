"""Reading one generation of a catalogue on a PostgreSQL server.

A reader stays with the generation that was current when it was opened, over every connection that
it needs, so that what was read through it never mixes two. It cannot write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from threading import RLock
from typing import Any, Final, TypeVar

from integration_db.database.server import generations
from integration_db.database.server.connection import (
    Server,
    is_lost,
    query,
    server_at,
)
from integration_db.database.server.entering import enter
from integration_db.errors import DatabaseError

Told = TypeVar("Told")

_PARAMETER: Final = re.compile(r"(?<![:\w]):(\w+)(?!:)")


class ServerReader:
    """The current generation of a catalogue on a server, at the moment of opening.

    Raises `DatabaseError` where there is none that this program can read.
    """

    dialect: Final = "postgresql"

    def __init__(self, server: Server, schema_version: int, counted: Sequence[str]) -> None:
        self.place = server.place.shown
        self._server = server
        self._lock = RLock()
        self._connection = server.connect()
        try:
            self.generation = enter(self._connection, self.place, schema_version)
            self._check(counted)
        except DatabaseError:
            self.close()
            raise
        except Exception as error:  # a driver raises whatever it likes
            self.close()
            raise server.cannot("read", error) from None
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """The whole URL: for processes that read the same, and never to be shown."""
        return self._server.url

    def rows(
        self, sql: str, parameters: Mapping[str, object] | None = None
    ) -> list[tuple[Any, ...]]:
        """Return all rows of a query with `:name` parameters.

        Where the connection was lost it is asked once more over a new one. Raises `DatabaseError`,
        also for values that no server takes: halves of characters, NUL.
        """
        written, takes_any = _as_written(sql)
        given = dict(parameters) if takes_any and parameters else None
        return self._twice(lambda: query(self._connection, written, given))

    def current(self) -> bool:
        """Whether what this reader reads is still what its place holds: false after a new load.

        Raises `DatabaseError` where the server does not say.
        """
        return self._twice(lambda: generations.is_current(self._connection, self.generation))

    def close(self) -> None:
        """Close the connection."""
        with suppress(Exception):  # where the server is gone, so is the connection
            self._connection.close()

    def _check(self, counted: Sequence[str]) -> None:
        """Raise `DatabaseError` unless the tables of `counted` end as they were loaded.

        Their numbers count up from 1, so that the last one tells how many there were, and an index
        tells the last one at once.
        """
        last = (f"UNION ALL SELECT '{one}', max(id)::text FROM {one}" for one in counted)
        found = self.rows(f"SELECT 'was ' || key, value FROM meta {' '.join(last)}")
        values = dict(found) | {"data_version": self.generation.data_version}
        if any(values[one] != values.get(f"was {one}") for one in (*counted, "data_version")):
            raise DatabaseError.changed(self.place)

    def _twice(self, read: Callable[[], Told]) -> Told:
        """Return what is read, at the second try where the connection was lost at the first."""
        with self._lock:
            try:
                return read()
            except Exception as error:  # a driver raises whatever it likes
                if not is_lost(self._connection, error):
                    raise self._refused(error) from None
            try:
                self._connect_again()
                return read()
            except DatabaseError:
                raise
            except Exception as error:
                raise self._refused(error) from None

    def _connect_again(self) -> None:
        self.close()
        self._connection = self._server.connect()
        if not generations.enter_again(self._connection, self.generation):
            raise self._replaced()

    def _refused(self, error: Exception) -> DatabaseError:
        """Return the error for a read that failed: that its generation is gone, or the driver's."""
        with suppress(Exception):
            if not generations.is_there(self._connection, self.generation):
                return self._replaced()
        return self._server.cannot("read", error)

    def _replaced(self) -> DatabaseError:
        return DatabaseError(
            self.place,
            f"database {self.place} was loaded anew, and what was read before is no longer "
            "there: ask again",
            code="replaced-database",
        )


def open_server(url: str, schema_version: int, counted: Sequence[str]) -> ServerReader:
    """Open the catalogue on a server. Raises `DatabaseError` as `open_database` says."""
    return ServerReader(server_at(url), schema_version, counted)


@lru_cache(maxsize=512)
def _as_written(sql: str) -> tuple[str, bool]:
    """Return SQL with its `:name` parameters as the driver writes them, and whether it has any."""
    written, count = _PARAMETER.subn(r"%(\1)s", sql.replace("%", "%%"))
    return (written, True) if count else (sql, False)
