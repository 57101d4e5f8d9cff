"""The generations of a catalogue on a server: which there are, which is current, which may go.

Every load writes a schema of its own, which is never changed, and becomes current in the moment in
which its row in `integration_db.generation` is committed. A reader picks one when it opens, so that
nothing it reads is of two. The name of the schema holds the digest of what it was made from: no
schema of that name ever held other data, not even after everything here was deleted by hand.

A load's rows are changed by no one, but not all that a team keeps is made anew with every load.
What is observed between two loads stands in `integration_db.observation`, and is laid over the
current generation as a revision of it (`revisions`). A reader picks (generation, revision) in
`ENTER`, where both are read in one statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.database.server import revisions
from integration_db.database.server.connection import (
    LOCK_NOT_AVAILABLE,
    STILL_USED,
    query,
    state_of,
)
from integration_db.named_tuple import NamedTuple

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

KEPT: Final = 3
"""How many generations stay: who opened one may go on while two loads pass, and a server needs no
more than three times the room of a catalogue (four while it loads)."""

_PATIENCE_MS: Final = 200
"""How long dropping an old generation may wait for its readers; new ones wait behind it."""


class Generation(NamedTuple):
    """One load of the catalogue at one of its revisions; `place` is its schema on the server."""

    number: int
    schema_version: int
    data_version: str
    place: str
    revision: int


_COLUMNS: Final = ", ".join(Generation._fields)
_CURRENT: Final = (
    "SELECT g.number, g.schema_version, r.data_version, g.place, r.number AS revision "
    "FROM integration_db.generation g JOIN integration_db.revision r ON r.generation = g.number "
    "ORDER BY g.number DESC, r.number DESC LIMIT 1"
)
_READ_ONLY: Final = "SET default_transaction_read_only = on"
_PLACED: Final = "set_config('search_path', quote_ident(place), false)"
_ENTERED: Final = f"{_PLACED}, set_config('{revisions.SETTING}', revision::text, false)"
_ENTER: Final = f"SELECT {_COLUMNS}, {_ENTERED} FROM ({_CURRENT}) AS found"

ENTER: Final = f"{_READ_ONLY}; {_ENTER}"
ENTER_AGAIN: Final = (
    f"{_READ_ONLY}; SELECT {_PLACED}, set_config('{revisions.SETTING}', %s, false) "
    "FROM integration_db.generation WHERE place = %s"
)


def enter_current(connection: Connection, *, to_write: bool = False) -> Generation | None:
    """Have a connection read what is current, and write nothing unless it is to.

    None where there is no generation.
    """
    found = query(connection, _ENTER if to_write else ENTER)
    return next((Generation._make(row[:-2]) for row in found), None)


def enter_again(connection: Connection, generation: Generation) -> bool:
    """Have a new connection read what an older one read; return whether that is still there."""
    return bool(query(connection, ENTER_AGAIN, [str(generation.revision), generation.place]))


def is_there(connection: Connection, generation: Generation) -> bool:
    """Return whether a generation has not been dropped."""
    sql = "SELECT 1 FROM integration_db.generation WHERE place = %s"
    return bool(query(connection, sql, [generation.place]))


def is_current(connection: Connection, generation: Generation) -> bool:
    """Return whether no newer generation was loaded, and no newer revision of it made."""
    return query(connection, _CURRENT) == [generation]


def begin(connection: Connection, digest: str) -> tuple[int, str]:
    """Make the schema of a new generation, and return its number and the schema's name.

    `digest` is that of all that it is made from. What follows in the transaction is written there.
    """
    ((number,),) = query(connection, "SELECT nextval('integration_db.generation_number')")
    place = f"integration_db_g{number}_{digest[:12]}"
    query(connection, f"CREATE SCHEMA {place}; SET LOCAL search_path TO {place}")
    return number, place


def finish(connection: Connection, generation: Generation) -> None:
    """Write a generation down, which makes it the current one when the transaction commits."""
    columns = "number, schema_version, data_version, place"
    sql = f"INSERT INTO integration_db.generation ({columns}) VALUES (%s, %s, %s, %s)"
    query(connection, sql, generation[:4])
    revise(connection, generation)


def revise(connection: Connection, generation: Generation) -> None:
    """Write a revision down, which makes it the current one when the transaction commits."""
    query(
        connection,
        "INSERT INTO integration_db.revision (generation, number, data_version) "
        "VALUES (%s, %s, %s)",
        [generation.number, generation.revision, generation.data_version],
    )


def drop_old(connection: Connection) -> None:
    """Drop what is older than the last `KEPT`, each where no reader and nothing else needs it.

    What is needed stays for the next load to try.
    """
    sql = "SELECT place, number FROM integration_db.generation ORDER BY number DESC OFFSET %s"
    with connection:
        old = query(connection, sql, [KEPT])
    for place, number in old:
        try:
            with connection:
                _drop(connection, place)
                for table in ("revision", "not_laid"):
                    query(
                        connection,
                        f"DELETE FROM integration_db.{table} WHERE generation = %s",
                        [number],
                    )
        except Exception as error:
            if state_of(error) not in (LOCK_NOT_AVAILABLE, STILL_USED):
                raise


def _drop(connection: Connection, place: str) -> None:
    """Drop a generation, but nothing of others that builds on it: the driver's error says so."""
    query(connection, f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
    query(connection, "DELETE FROM integration_db.generation WHERE place = %s", [place])
    for kind, word in (("v", "VIEW"), ("r", "TABLE")):
        tables = query(
            connection,
            "SELECT string_agg(c.oid::regclass::text, ', ') FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND relkind = %s "
            "HAVING count(*) > 0",
            [place, kind],
        )
        for (names,) in tables:
            query(connection, f"DROP {word} {names} RESTRICT")
    query(connection, f"DROP SCHEMA IF EXISTS {place} RESTRICT")
