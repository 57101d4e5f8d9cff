"""What is known of an export of a program: how it is told, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping

from integration_db.named_tuple import NamedTuple


class KnownExport(NamedTuple):
    """An export of a known program: the headings that tell it, and what its columns mean.

    It is told by all headings of one of `tells` and none of `never`. `columns` has the headings of
    each field, the surest first; `ignored` are headings that elsewhere would mean a field.
    `settings` are what the export says of all its lines, where the lines do not say otherwise.

    An export that has no column for the model may have the names of cameras in other columns,
    `may_name_cameras`: one is read as the description if its cells name some. Otherwise the list
    says no models.

    `source` is where the headings were read, None where only such a list was seen and no page.
    """

    name: str
    title: str
    tells: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, str]
    source: str | None
    never: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    may_name_cameras: tuple[str, ...] = ()
