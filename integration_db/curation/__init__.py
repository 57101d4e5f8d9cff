"""The user's overlay: what is observed, what lists have to say, new entries to fill in.

Overlay files are the only user data there is. Text is inserted, never written anew, so every
comment and line that is not ours stays; `files` sees to it that a write is whole or not at all.
"""

from integration_db.curation.contribution import Contribution, NotTaken
from integration_db.curation.contribution_rows import (
    check_defaults,
    contribution_columns,
    contributions,
    is_contribution_header_of,
)
from integration_db.curation.importing import Imported, import_contributions
from integration_db.curation.intake import IntakeOptions
from integration_db.curation.observations import (
    Observation,
    Recorded,
    record_observation,
    values_of_symbol,
)
from integration_db.curation.scaffold import scaffold, write_scaffold
from integration_db.curation.tidying import tidied, tidy_folder

__all__ = [
    "Contribution",
    "Imported",
    "IntakeOptions",
    "NotTaken",
    "Observation",
    "Recorded",
    "check_defaults",
    "contribution_columns",
    "contributions",
    "import_contributions",
    "is_contribution_header_of",
    "record_observation",
    "scaffold",
    "tidied",
    "tidy_folder",
    "values_of_symbol",
    "write_scaffold",
]
