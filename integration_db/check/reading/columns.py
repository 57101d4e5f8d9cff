"""How the columns of a list are read, as values: which is which field, and what is to be said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from integration_db.check.reading.headings import HEADINGS
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.suggestions import near_words
from integration_db.text.secrets import names_secret
from integration_db.text.sentences import all_of, capital, first_of, hint
from integration_db.vocabulary import ColumnCode

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    field: tuple(dict.fromkeys(one for texts in languages.values() for one in texts.split(", ")))
    for field, languages in HEADINGS.items()
}
"""What a list can say of a camera, each with the headings that say it."""


IDENTIFYING: Final = ("model", "part_number", "description", "scopes")
"""The fields one of which a list must have."""


REMARK: Final = "remark"
"""The field that several columns may have; of remarks only what they say of positions is heard."""


_MOST_NAMED: Final = 20
"""Tables that a sentence names; more are counted."""


class ColumnNote(NamedTuple):
    """What a person should know of how a column was read.

    Of a column that was left alone although it holds known `models`, `field` is what it might be
    read as.
    """

    code: ColumnCode
    text: str
    heading: str
    field: str
    models: int = 0


class Columns(NamedTuple):
    """How the columns of one table of a list are read.

    `places` holds the column number (from 0) of each field that the table has. `export` is the
    known export that it is; `notes` are what belongs into the answer. `sheet` is its worksheet,
    None where the list has only one; `line` that of its header, 0 where it has none. `remarks` are
    the numbers of all columns of remarks, which are no field of a camera.
    """

    header: tuple[str, ...]
    places: Mapping[str, int]
    export: KnownExport | None
    notes: tuple[ColumnNote, ...] = ()
    sheet: str | None = None
    line: int = 0
    remarks: tuple[int, ...] = ()

    @property
    def profile(self) -> str | None:
        """Return the name of the known export."""
        return self.export.name if self.export else None

    @property
    def settings(self) -> Mapping[str, str]:
        """Return what the known export says of all its lines."""
        return self.export.settings if self.export else {}

    @property
    def meanings(self) -> tuple[tuple[str, str | None], ...]:
        """Return every heading with the field it was read as, None for one left alone."""
        fields = {place: field for field, place in self.places.items()}
        fields |= dict.fromkeys(self.remarks, REMARK)
        return tuple((heading, fields.get(n)) for n, heading in enumerate(self.header))

    @property
    def numbered(self) -> tuple[str, ...]:
        """Return the headings with a number by which they are told from others."""
        there = set(self.header)
        return tuple(h for h in self.header if (one := without_number(h)) != h and one in there)

    @property
    def secrets(self) -> tuple[int, ...]:
        """Return the numbers of columns that hold passwords and the like."""
        used = {*self.places.values(), *self.remarks}
        return tuple(n for n, h in enumerate(self.header) if n not in used and names_secret(h))

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "sheet": self.sheet,
            "header_line": self.line or None,
            "profile": self.profile,
            "columns": [{"heading": heading, "field": field} for heading, field in self.meanings],
        }


class ReadAlike(NamedTuple):
    """Tables of a list whose columns are read alike.

    `where` names them, with a capital in front; it is empty where they are all of the list.
    """

    where: str
    columns: Columns


def read_alike(tables: Sequence[Columns]) -> tuple[ReadAlike, ...]:
    """Return how the columns of all tables are read, each way once, in the order of the list."""
    alike: dict[object, list[Columns]] = {}
    for one in tables:
        alike.setdefault((one.meanings, one.profile), []).append(one)
    if len(alike) == 1:
        return (ReadAlike("", tables[0]),)
    first: dict[str | None, Columns] = {}
    for one in tables:
        first.setdefault(one.sheet, one)
    return tuple(
        ReadAlike(capital(_several([_table_words(one, first[one.sheet]) for one in own])), own[0])
        for own in alike.values()
    )


def _several(words: Sequence[str]) -> str:
    return first_of(words, _MOST_NAMED) if len(words) > _MOST_NAMED else all_of(words)


def _table_words(one: Columns, first: Columns) -> str:
    """Return a table as people find it; `first` is the first one of its worksheet."""
    sheet = [] if one.sheet is None else [f"worksheet {one.sheet!r}"]
    below = [] if one is first and sheet else [f"below line {one.line:,}"]
    return " ".join([*sheet, *below])


def check_field(heading: str, field: str) -> None:
    """Raise `UsageError` where a column is mapped to a field that does not exist."""
    if field and field not in FIELDS:
        near = near_words(field, tuple(FIELDS), 1)
        better = hint(near) or f"; it is one of {', '.join(FIELDS)}"
        raise UsageError(
            f"column {heading!r} cannot be {field!r}{better}",
            code="unknown-field",
            suggestions=near or tuple(FIELDS),
        )


_NUMBERED: Final = re.compile(r" \(\d+\)$")


def without_number(heading: str) -> str:
    """Return a heading without the number by which it was told from another column's."""
    return _NUMBERED.sub("", heading)
