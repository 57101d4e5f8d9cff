"""Names by their pieces of three characters, on a server: which have some of those of a key.

An SQLite file has its full-text search for that.
"""

from __future__ import annotations

from typing import Final

from integration_db.database.searched import SEARCHED

FILL: Final = f"""\
CREATE TABLE piece (piece TEXT COLLATE "C" PRIMARY KEY, names integer[] NOT NULL);
INSERT INTO piece
    SELECT substr(loose_key, at, 3), array_agg(DISTINCT id ORDER BY id)
    FROM name, generate_series(1, length(loose_key) - 2) AS at WHERE {SEARCHED} GROUP BY 1"""
"""Makes the table of pieces, each with the numbers of the names in which it stands."""

HAVING: Final = """\
SELECT DISTINCT one FROM piece, unnest(names) AS one WHERE piece = :piece LIMIT :most"""
"""The names that have `:piece`, up to `:most`."""

HAVING_SOME: Final = """\
SELECT DISTINCT one AS id FROM piece, unnest(names) AS one WHERE piece = ANY(:pieces)
ORDER BY id LIMIT :most"""
"""The names that have some of `:pieces`, up to `:most`."""
