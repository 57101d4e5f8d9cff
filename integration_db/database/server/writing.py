"""Writing onto a server what lies over its catalogue: at the edition that was worked on, or again.

Who writes looks at one edition. Before it commits, it takes the lock that every writer and every
load takes, and sees whether that edition is still the current one. Where another was made
meanwhile, or is just being made, all is worked out again, and then with the lock from the
beginning: so nothing is lost, nobody waits for a writer that thinks, and nobody tries more than
twice.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final, TypeVar

from integration_db.database.readers import SCHEMA_VERSION
from integration_db.database.server import generations
from integration_db.database.server.connection import (
    Server,
    query,
    server_at,
    state_of,
)
from integration_db.database.server.entering import enter
from integration_db.database.server.generations import Generation
from integration_db.errors import DatabaseError

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

Done = TypeVar("Done")

_LOCK: Final = 0x49444232
"""The number of the lock that is held while the current edition becomes another one."""

_OVERTAKEN: Final = frozenset(("23505", "40001", "40P01"))
"""States of SQL where two wrote the same at once: a key is taken, or each waits for the other."""

_NOT_ALLOWED: Final = "42501"
_READ_ONLY: Final = "25006"


class _Overtaken(Exception):
    """Another edition became current while this one was worked on."""


def hold(connection: Connection) -> None:
    """Let nobody else change which edition is current until the transaction ends."""
    query(connection, f"SELECT pg_advisory_xact_lock({_LOCK})")


def _free(connection: Connection) -> bool:
    """Take the lock until the transaction ends, unless somebody holds it."""
    ((taken,),) = query(connection, f"SELECT pg_try_advisory_xact_lock({_LOCK})")
    return bool(taken)


def write_over(url: str, work: Callable[[Connection, Generation], tuple[Generation, Done]]) -> Done:
    """Do work on the current edition in one transaction, and make its revision the current one.

    `work` is called again where another edition became current while it ran; nothing of the first
    time stays. Returns what it returns beside the revision. Raises `DatabaseError` where the
    server cannot be written to, and what `work` raises.
    """
    import psycopg2

    server = server_at(url)
    with closing(server.connect()) as connection:
        try:
            _check(connection, server)
            connection.autocommit = False
            try:
                return _write(connection, server, work, held=False)
            except _Overtaken:
                return _write(connection, server, work, held=True)
            except psycopg2.Error as error:
                if state_of(error) not in _OVERTAKEN:
                    raise
                return _write(connection, server, work, held=True)
        except psycopg2.Error as error:
            if state_of(error) in (_NOT_ALLOWED, _READ_ONLY):
                raise _may_not(server) from None
            raise server.cannot("write", error) from None


def read_at(url: str, read: Callable[[Connection, Generation], Done]) -> Done:
    """Return what is read at the current edition of a server. Raises `DatabaseError`."""
    server = server_at(url)
    with closing(server.connect()) as connection:
        try:
            return read(connection, _enter(connection, server))
        except DatabaseError:
            raise
        except Exception as error:  # a driver raises whatever it likes
            raise server.cannot("read", error) from None


def _write(
    connection: Connection,
    server: Server,
    work: Callable[[Connection, Generation], tuple[Generation, Done]],
    *,
    held: bool,
) -> Done:
    with connection:
        if held:
            hold(connection)
        current = _enter(connection, server)
        revision, done = work(connection, current)
        # Who holds the lock may wait for rows that were written here, so it is not waited for.
        if not (held or _free(connection)) or not generations.is_current(connection, current):
            raise _Overtaken
        generations.revise(connection, revision)
    return done


def _check(connection: Connection, server: Server) -> None:
    """Refuse a server that cannot be written to, or not by this role. Raises `DatabaseError`."""
    place = server.place.shown
    ((standby,),) = query(connection, "SELECT pg_is_in_recovery()")
    if standby:
        raise DatabaseError.standby(place, "record there")
    current = _enter(connection, server)
    ((allowed, laying),) = query(
        connection,
        "SELECT has_any_column_privilege('integration_db.observation', 'INSERT') AND "
        "has_any_column_privilege('integration_db.revision', 'INSERT'), "
        "has_table_privilege('cell_rows', 'INSERT')",
    )
    if not allowed:
        raise _may_not(server)
    if not laying:
        raise DatabaseError(
            place,
            f"database {place} was loaded before your role was allowed to record "
            f"(data version {current.data_version}): it has to be loaded again",
            code="loaded-before",
        )


def _enter(connection: Connection, server: Server) -> Generation:
    return enter(connection, server.place.shown, SCHEMA_VERSION, to_write=True)


def _may_not(server: Server) -> DatabaseError:
    place = server.place.shown
    return DatabaseError(
        place, f"your role may read database {place}, and not record in it", code="may-not-record"
    )
