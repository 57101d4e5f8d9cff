"""What to type next: the way out of an error, which only the command line can offer.

The library says what is wrong, for every door alike, and names it with a code; what follows the
sentence here stands in this table.
"""

from __future__ import annotations

from typing import Final

from integration_db.errors import IntegrationDBError

ERRORS: Final = {
    "bad-database-url": "; see --help for examples",
    "board-with-plugin": "; leave --hardware-version out and say it in --note",
    "database-on-server": ": build one with 'integration-db seed build --database ...'",
    "database-with-data": " ('integration-db --data DIR seed build --database ...')",
    "exists": ", or say --force to replace it",
    "no-catalogue": "; make one with 'integration-db seed build --database ...'",
    "no-model-column": ": say which one does, as in --map 'Item=model'",
    "not-a-file": ": name one, or - for stdout",
    "other-schema": "; make it again with 'integration-db seed build --database ...'",
    "unknown-manufacturer": "; see integration-db manufacturers",
    "unknown-model": " (try integration-db search)",
}
"""Per code of an error, what follows its sentence."""


def of_error(error: IntegrationDBError) -> str:
    """Return what follows an error's sentence; nothing where it suggests something itself."""
    return "" if error.suggestions else ERRORS.get(error.code, "")
