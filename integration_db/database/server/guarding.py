"""Keeping a loaded catalogue from being changed by hand, which would make its answers wrong.

Who edits a row means well and breaks what others read: cells that were worked out from a statement
do not follow it. What is to change is recorded as an observation, or loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.database.server.connection import query

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

_ALLOWED: Final = "integration_db.laying"
"""The setting of a transaction that lays something over a catalogue."""

REFUSAL: Final = f"""\
CREATE OR REPLACE FUNCTION integration_db.refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('{_ALLOWED}', true), '') <> 'on' THEN
        RAISE EXCEPTION 'a catalogue of integration-db is not changed by hand'
            USING HINT = 'Record what was seen as an observation, or load a changed seed.';
    END IF;
    RETURN NULL;
END $$"""
"""The function that refuses a statement which changes a table of a catalogue."""


def guard(connection: Connection, place: str) -> None:
    """Have every table of a generation refuse changes, once its rows are there."""
    tables = query(
        connection,
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n "
        "ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relkind = 'r'",
        [place],
    )
    for (table,) in tables:
        query(
            connection,
            f"CREATE TRIGGER by_hand BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "EXECUTE FUNCTION integration_db.refuse_by_hand()",
        )


def allow(connection: Connection) -> None:
    """Let the current transaction change what is guarded."""
    query(connection, f"SELECT set_config('{_ALLOWED}', 'on', true)")
