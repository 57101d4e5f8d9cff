"""The revisions of a generation: rows that come and go while its readers stay with what they saw.

What is recorded between two loads changes rows of a few tables. A row says in which revision it was
`born`, and from which on it is no longer there (`died`); rows of the load are born in revision 0.
Each of these tables stands behind a view of its name that shows the rows of the revision that the
connection set when it opened, so that every question is the same in both kinds of database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

REVISED: Final = ("meta", "seed_file", "source", "model", "plugin", "statement", "run_evidence",
                  "context", "cell", "coverage")  # fmt: skip
"""The tables whose rows come and go. Kinds and regions only come: a cell has to lead to them."""

ALIVE: Final = 2147483647
"""The revision in which a row dies that is still there."""

SETTING: Final = "integration_db.revision"
"""The setting of a connection that holds the number of the revision that it sees."""

SEEN: Final = f"""\
CREATE OR REPLACE FUNCTION integration_db.seen_revision() RETURNS integer
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN
    RETURN coalesce(nullif(current_setting('{SETTING}', true), '')::integer, {ALIVE - 1});
END $$;
COMMENT ON FUNCTION integration_db.seen_revision IS
    'The revision that this connection sees; the newest where it set none'"""
"""The revision in SQL. Called immutable, which is true of a connection that sets it once, so that a
query is planned with the number, and asks for it once and not with every row."""

_PER_ROW: Final = f"""\
\tborn INTEGER NOT NULL DEFAULT 0,
\tdied INTEGER NOT NULL DEFAULT {ALIVE},
"""


def stored(table: str) -> str:
    """Return the name of the table that holds the rows of a table of the catalogue."""
    return f"{table}_rows" if table in REVISED else table


def revised_table(definition: str) -> Iterator[str]:
    """Yield the statements that make a table, with the view in front of it where rows may go."""
    table = table_of(definition)
    if table not in REVISED:
        yield definition
        return
    key = re.search(r'PRIMARY KEY \("?(\w+)"?\)', definition)
    assert key is not None, "every table has a key"
    rows = definition.replace(f"CREATE TABLE {table}", f"CREATE TABLE {stored(table)}")
    yield rows.replace(f"\t{key[0]}", f'{_PER_ROW}\tPRIMARY KEY ("{key[1]}", born)')
    yield (
        f"CREATE VIEW {table} AS SELECT {', '.join(columns_made(definition))} FROM {stored(table)} "
        "WHERE born <= integration_db.seen_revision() AND died > integration_db.seen_revision()"
    )


def revised_index(definition: str) -> str:
    """Return the statement that makes an index, or a view, on what holds the rows."""
    found = re.match(r"CREATE (?:UNIQUE )?INDEX \w+ ON (\w+) ", definition)
    if found is None or found[1] not in REVISED:
        return definition
    made = definition.replace(f" ON {found[1]} ", f" ON {stored(found[1])} ")
    # A question that an index answers alone asks it about the revision too.
    return f"{made} INCLUDE (born, died)" if found[1] == "cell" else made


def table_of(definition: str) -> str:
    """Return which table a statement makes; the first one stands under a remark."""
    found = re.search(r"CREATE TABLE (\w+)", definition)
    assert found is not None
    return found[1]


def columns_made(definition: str) -> list[str]:
    """Return the columns of a table as SQL names them, in their order."""
    named = re.findall(r'^\t("?\w+"?) [A-Z]', definition, re.MULTILINE)
    return [name for name in named if name not in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK")]
