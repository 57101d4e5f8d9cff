"""What a team observed, as it is kept on a server: rows that are never changed and never deleted.

A correction is a new row that names the one it replaces, a withdrawal one that holds nothing else.
What an observation says is told in `curation`; here it is an object of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from integration_db.database.server.connection import query
from integration_db.named_tuple import NamedTuple

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

TABLES: Final = """\
CREATE TABLE IF NOT EXISTS integration_db.observation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL DEFAULT current_user,
    person text,
    data_version text NOT NULL,
    replaces bigint UNIQUE REFERENCES integration_db.observation,
    observation json,
    CHECK (observation IS NOT NULL OR replaces IS NOT NULL)
);
COMMENT ON TABLE integration_db.observation IS
    'What was seen on real cameras; only ever added to. One without an observation withdraws';
CREATE TABLE IF NOT EXISTS integration_db.not_laid (
    generation bigint NOT NULL,
    observation bigint NOT NULL REFERENCES integration_db.observation,
    why text NOT NULL,
    PRIMARY KEY (generation, observation)
);
COMMENT ON TABLE integration_db.not_laid IS
    'Observations that do not fit a generation, and count again where a later one has room';"""


class KeptObservation(NamedTuple):
    """One row: who kept it, when and looking at which data; what was seen, None for a withdrawal.

    `recorded_at` is UTC. `replaced_by` is the row that took its place, `not_laid` why it does not
    count in the current generation.
    """

    id: int
    recorded_at: str
    recorded_by: str
    person: str | None
    data_version: str
    replaces: int | None
    observation: Mapping[str, Any] | None
    replaced_by: int | None
    not_laid: str | None

    @property
    def stands(self) -> bool:
        """Whether it says something that nobody took back."""
        return self.observation is not None and self.replaced_by is None

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "id": self.id,
            "recorded_at": self.recorded_at,
            "recorded_by": self.recorded_by,
            "person": self.person,
            "data_version": self.data_version,
            "replaces": self.replaces,
            "replaced_by": self.replaced_by,
            "not_laid": self.not_laid,
            "observation": self.observation,
        }


_ALL: Final = """\
SELECT o.id, to_char(o.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    o.recorded_by, o.person, o.data_version, o.replaces, o.observation, later.id, n.why
FROM integration_db.observation o
LEFT JOIN integration_db.observation later ON later.replaces = o.id
LEFT JOIN integration_db.not_laid n ON n.observation = o.id AND n.generation = %s
ORDER BY o.id"""


def kept_observations(connection: Connection, generation: int) -> list[KeptObservation]:
    """Return all rows, and what became of each in a generation, the oldest first."""
    return [KeptObservation._make(row) for row in query(connection, _ALL, [generation])]


def keep(
    connection: Connection,
    observation: Mapping[str, Any] | None,
    *,
    person: str | None,
    data_version: str,
    replaces: int | None,
) -> int:
    """Add a row, and return its number."""
    written = None if observation is None else json.dumps(observation)
    ((number,),) = query(
        connection,
        "INSERT INTO integration_db.observation (person, data_version, replaces, observation) "
        "VALUES (%s, %s, %s, %s) RETURNING id",
        [person, data_version, replaces, written],
    )
    return int(number)


def leave_out(connection: Connection, generation: int, why: Iterable[tuple[int, str]]) -> None:
    """Write down which observations do not fit a generation, each with the reason."""
    for number, reason in why:
        query(
            connection,
            "INSERT INTO integration_db.not_laid VALUES (%s, %s, %s)",
            [generation, number, reason],
        )
