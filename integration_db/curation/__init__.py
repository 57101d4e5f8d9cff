"""The user's overlay: observations are kept as statements, and new entries are scaffolded.

Overlay files are the only user data there is. Text is inserted, never written anew, so every
comment and line that is not ours stays; `files` sees to it that a write is whole or not at all.
"""

from integration_db.curation.observations import (
    Observation,
    Recorded,
    record_observation,
    values_of_symbol,
)
from integration_db.curation.scaffold import scaffold, write_scaffold
from integration_db.curation.tidying import tidied, tidy_file

__all__ = [
    "Observation",
    "Recorded",
    "record_observation",
    "scaffold",
    "tidied",
    "tidy_file",
    "values_of_symbol",
    "write_scaffold",
]
