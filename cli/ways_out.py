"""What to type next: the way out of an error or an open point, which only this door can offer.

The library says what is wrong or open, for every door alike, and names it with a code; what
follows its words here stands in these tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.errors import IntegrationDBError, NoModelColumn, OnlyHidden, SameHeading
from integration_db.text.sentences import any_of

if TYPE_CHECKING:
    from integration_db.check.reading.columns import ColumnNote
    from integration_db.prediction.open_points import OpenPoint

ERRORS: Final = {
    "addresses-collide": "; --map 'COLUMN=' leaves a column of new addresses alone",
    "bad-database-url": "; see --help for examples",
    "board-with-plugin": "; leave --hardware-version out and say it in --note",
    "changed-database": "; make it again with 'integration-db seed build --database ...'",
    "columns": "; --map 'COLUMN=NAME' reads a column as another one, --map 'COLUMN=' leaves it out",
    "database-on-server": ": build one with 'integration-db seed build --database ...'",
    "database-with-data": " ('integration-db --data DIR seed build --database ...')",
    "exists": ", or say --force to replace it",
    "loaded-before": " by its owner, with 'integration-db seed build --database ...'",
    "may-not-record": ": have its owner allow it (docs/postgresql.md)",
    "no-observation": "; 'integration-db export observations -' lists those of the server",
    "not-observations": ": load the folder with the seed ('integration-db --data DIR seed build "
    "--database ...')",
    "no-catalogue": "; make one with 'integration-db seed build --database ...'",
    "no-firmware": ": say --firmware",
    "no-header": "; if one of them is the header, say what a column of it is, as in "
    "--map 'Item=model'; else put a row with the names of the columns above the list",
    "no-moves": ": name a list of old and new addresses with --readdress",
    "no-model-column": ": say which one does, as in --map 'Item=model'",
    "nothing-to-override": ": say the option too, or leave it out of --override",
    "not-a-file": ": name one, or - for stdout",
    "nothing-to-go-with": ": say that too, or leave this out",
    "other-schema": "; make it again with 'integration-db seed build --database ...'",
    "too-many-to-read": ": name those that are the list with --sheet",
    "unknown-manufacturer": "; see integration-db manufacturers",
    "unknown-model": " (try integration-db search)",
    "unlisted-model": "; predict and show answer what is true of all of them",
}
"""Per code of an error, what follows its sentence."""

OPEN_POINTS: Final = {
    "plugin_https": "keep what you saw with 'integration-db record'",
    "plugin_video": "keep what you saw with 'integration-db record'",
    "plugin_video_unshown": "keep what you saw with 'integration-db record'",
}
"""Per code of an open point, what is to be done once it is settled."""


LIMITS: Final = {
    "no_plugin_named": "--plugin names the plugin",
    "firmware_not_said": "--firmware says the firmware",
    "assumed": "--strict leaves open what is assumed",
    "encodings_mixed": "--encoding names what the whole text is in",
}
"""Per code of a limit of a list, the option that would take it away."""

ROWS: Final = {
    "no-grade": " (--grade, for all rows that say none)",
    "no-manufacturer": " (--manufacturer, for all rows that say none)",
    "no-series": " (--series, for all rows that name none)",
    "no-source": " (--source, for all rows that name none)",
    "unknown-manufacturer": " (--new-manufacturers takes makers that the seed lacks)",
}
"""Per code of a row that an import does not take, the option that would change that."""


def of_error(error: IntegrationDBError) -> str:
    """Return what follows an error's sentence; nothing where it suggests something itself."""
    if isinstance(error, NoModelColumn) and error.columns:
        return f": say --map {f'{error.columns[0]}=model'!r}"
    if isinstance(error, SameHeading):
        either = (f"--map {f'{column}={error.field}'!r}" for column in error.columns)
        return f": say {any_of(either)}"
    if isinstance(error, OnlyHidden):
        return f": say --sheet {error.worksheets[0]!r}"
    return "" if error.suggestions else ERRORS.get(error.code, "")


def of_column(column: ColumnNote) -> str:
    """Return how a column is read otherwise than it was, nothing where nobody can know."""
    if column.code == "recorders_unknown":
        return (
            f" --map {f'{column.heading}='!r} leaves it alone; --recorder NAME --override recorder "
            "asks another recorder."
        )
    if not column.field:
        return ""
    return f" --map {f'{column.heading}={column.field}'!r} reads it so."


def settled_by(point: OpenPoint) -> str:
    """Return what would settle an open point, and what to do then."""
    then = OPEN_POINTS.get(point.code)
    return f"{point.text}, then {then}" if then else point.text
