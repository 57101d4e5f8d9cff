"""Names by their pieces of three characters, on a server: which share most of them with a key.

An SQLite file has its full-text search for that. What a server has of the kind has to be installed
by its administrator and ranks otherwise; here the same names come in the same order, by the formula
of SQLite's `bm25`: https://www.sqlite.org/fts5.html#the_bm25_function
"""

from __future__ import annotations

from typing import Final

from integration_db.database.searched import SEARCHED

FILL: Final = f"""\
CREATE TABLE piece (piece TEXT COLLATE "C" PRIMARY KEY, names integer[] NOT NULL);
INSERT INTO piece
    SELECT substr(loose_key, at, 3), array_agg(id ORDER BY id)
    FROM name, generate_series(1, length(loose_key) - 2) AS at WHERE {SEARCHED} GROUP BY 1;
INSERT INTO meta
    SELECT 'searched_names', count(*)::text FROM name WHERE {SEARCHED}
    UNION ALL SELECT 'searched_pieces', coalesce(sum(cardinality(names)), 0)::text FROM piece"""
"""Makes the table of pieces, each with the numbers of the names in which it stands, and how many
names and pieces there are. A name in which a piece stands twice is there twice."""

HAVING: Final = """\
SELECT DISTINCT one FROM piece, unnest(names) AS one WHERE piece = :piece LIMIT :most"""
"""The names that have `:piece`, up to `:most`."""

RANKED: Final = """\
WITH whole AS (
    SELECT
        (SELECT value FROM meta WHERE key = 'searched_names')::float8 AS names,
        (SELECT value FROM meta WHERE key = 'searched_pieces')::float8 AS pieces
), hit AS (
    SELECT place, one.id AS name_id, count(*)::float8 AS times
    FROM unnest(:pieces) WITH ORDINALITY AS asked(piece, place) JOIN piece USING (piece),
        unnest(piece.names) AS one(id) GROUP BY place, one.id
), rare AS (
    SELECT place, CASE WHEN count(*) < names / 2
        THEN ln((names - count(*) + 0.5) / (count(*) + 0.5)) ELSE 1e-6 END::float8 AS weight
    FROM hit, whole GROUP BY place, names
), ranked AS (
    SELECT name_id, sum(
        weight * (
            times * (1.2::float8 + 1.0::float8)
            / (times + 1.2::float8 * (0.25::float8
                + 0.75::float8 * (length(loose_key) - 2) / (pieces / whole.names)))
        ) ORDER BY place
    ) AS score
    FROM hit JOIN rare USING (place) JOIN name ON name.id = name_id, whole GROUP BY name_id
)"""
"""The names that share some of `:pieces`, each with its score."""
