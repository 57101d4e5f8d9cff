"""Entering the current generation of a server, or telling why there is none that can be read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from integration_db.database.server import generations
from integration_db.database.server.connection import (
    UNDEFINED_COLUMN,
    UNDEFINED_TABLE,
    query,
    state_of,
)
from integration_db.database.server.generations import Generation
from integration_db.errors import DatabaseError

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

_BY_OLDER_PROGRAMS: Final = (
    "SELECT 1 FROM meta WHERE key = 'schema'",
    "SELECT 1 FROM integration_db.generation LIMIT 1",
)
"""What finds catalogues from before there were generations, and before they had revisions."""


def enter(
    connection: Connection, place: str, schema_version: int, *, to_write: bool = False
) -> Generation:
    """Have a connection see the current generation from now on, and return it.

    It writes nothing unless it is to. Raises `DatabaseError` where there is no generation of this
    schema, and the driver's errors. `place` is what may be shown of the server.
    """
    try:
        found = generations.enter_current(connection, to_write=to_write)
    except Exception as error:
        if state_of(error) not in (UNDEFINED_TABLE, UNDEFINED_COLUMN):
            raise
        found = None
    if found is None:
        raise _nothing_here(connection, place)
    if found.schema_version != schema_version:
        raise DatabaseError.other_schema(place, found.schema_version, schema_version)
    return found


def _nothing_here(connection: Connection, place: str) -> DatabaseError:
    """Return the error for a database without generations: nothing, or tables of old."""
    for written in _BY_OLDER_PROGRAMS:
        with suppress(Exception):
            if query(connection, written):
                return DatabaseError(
                    place,
                    f"database {place} was written by an older version of this program",
                    code="other-schema",
                )
    return DatabaseError.no_catalogue(place)
