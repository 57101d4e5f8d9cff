"""What a database says of itself: which data are in it, and their licence."""

from __future__ import annotations

from integration_db.database.readers import Reader


def data_license(reader: Reader) -> str | None:
    """Return the licence of the data (SPDX identifier), None with facts of an overlay in it."""
    rows = reader.rows("SELECT value FROM meta WHERE key = 'license'")
    return str(rows[0][0]) if rows else None


def data_version(reader: Reader) -> str:
    """Return what identifies the data: the same seed gives the same text."""
    ((version,),) = reader.rows("SELECT value FROM meta WHERE key = 'data_version'")
    return str(version)
