"""What a catalogue holds, to be listed, counted and searched: the part of it that answers nothing.

Whoever only looks at these waits for no code that answers, so it imports the least.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property, lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from integration_db import environment
from integration_db.catalog.queries import meta
from integration_db.database import opening, readers
from integration_db.errors import NotFound, UsageError
from integration_db.text.sentences import hint
from integration_db.vocabulary import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from integration_db.catalog.queries.contents import Coverage, ListedManufacturer
    from integration_db.catalog.queries.name_index import NameIndex
    from integration_db.catalog.queries.search import Hit, NamedMaker
    from integration_db.catalog.queries.sought_cameras import Sought
    from integration_db.catalog.queries.sources import ListedSource, RestingOn

_Own = TypeVar("_Own", bound="Holdings")


def open_reader(
    database: str | None = None,
    data: Sequence[str | os.PathLike[str]] = (),
    *,
    cache_folder: Path | None = None,
    progress: Progress | None = None,
) -> readers.Reader:
    """Open the database of a catalogue; parameters and errors are those of `open_catalog`."""
    chosen = environment.chosen_database(database, os.environ)
    if chosen is not None:
        if data:
            raise UsageError(
                "a database and overlay folders cannot be combined: build the database with the "
                "overlays instead",
                code="database-with-data",
            )
        return readers.open_database(chosen)
    folders = environment.seed_folders(data, os.environ)
    return opening.open_catalogue_database(folders, cache_folder=cache_folder, progress=progress)


class Holdings:
    """What an open catalogue holds. Use it as a context manager, or call `close`."""

    def __init__(self, reader: readers.Reader) -> None:
        self.reader = reader
        self._coverage = lru_cache(1)(self._read_coverage)
        self._sources_listed = lru_cache(1)(self._list_sources)

    @cached_property
    def names(self) -> NameIndex:
        """The names of the catalogue, as the resolution of written ones asks for them."""
        from integration_db.catalog.queries.name_index import NameIndex

        return NameIndex(self.reader)

    def __enter__(self: _Own) -> _Own:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.reader.close()

    @property
    def data_version(self) -> str:
        """Return what identifies the data: the same seed gives the same text."""
        return meta.data_version(self.reader)

    @property
    def data_license(self) -> str | None:
        """The licence of the data (SPDX identifier); None where facts of an overlay are in it."""
        return meta.data_license(self.reader)

    def copy_to(self, path: Path) -> None:
        """Copy the database into a new file. Raises `UsageError` for one on a server."""
        opening.copy_database(self.reader, path)

    @property
    def is_on_server(self) -> bool:
        """Whether each answer may have to wait for a database server."""
        return self.reader.dialect != "sqlite"

    def current(self) -> bool:
        """Whether what was opened is still what its place holds; a new build or load ends that."""
        return self.reader.current()

    def place_for_others(self, path: Path) -> str | None:
        """Return the database that other processes open to read the very same data.

        A URL, or `path`, where an embedded one is put; None where there is no such thing. Raises
        `OSError`.
        """
        return opening.place_for_others(self.reader, path)

    def give_back(self, path: Path) -> None:
        """Remove the database that `place_for_others` put at `path`, if it put one there."""
        opening.give_back(self.reader, path)

    def ping(self) -> None:
        """Ask the database something small. Raises `DatabaseError` where it does not answer."""
        self.reader.rows("SELECT 1")

    def manufacturer(self, written: str) -> tuple[int, str]:
        """Return number and printed name of a manufacturer. Raises `NotFound`."""
        from integration_db.names import resolve_manufacturer
        from integration_db.names.suggestions import near_words

        number = resolve_manufacturer(written, self.names)
        if number is None:
            known = [str(name) for (name,) in self.reader.rows("SELECT name FROM manufacturer")]
            near = near_words(written, known)
            message = f"unknown manufacturer {written!r}{hint(near)}"
            raise NotFound("manufacturer", written, message, suggestions=near)
        return number, self.names.manufacturer_names(number)[0]

    def manufacturers(self) -> list[ListedManufacturer]:
        """Return every manufacturer by name."""
        from integration_db.catalog.queries import contents

        return contents.manufacturers(self.reader)

    def said_of_models(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return what statements say of a model alone, to compare, by manufacturer and model."""
        from integration_db.catalog.queries import contents

        return contents.said_of_models(self.reader)

    def sources(self) -> list[ListedSource]:
        """Return every source by its id, with how much rests on it."""
        return list(self._sources_listed())

    def source(
        self, name: str, *, limit: int = 50, skip_statements: int = 0, skip_cameras: int = 0
    ) -> RestingOn:
        """Return a source by its id, with a part of the statements and cameras that rest on it.

        Raises `NotFound`.
        """
        from integration_db.catalog.queries.sources import resting_on
        from integration_db.names.suggestions import near_words

        known = {one.source.id: one for one in self._sources_listed()}
        if name not in known:
            near = near_words(name, list(known))
            raise NotFound("source", name, f"unknown source {name!r}{hint(near)}", suggestions=near)
        return resting_on(
            self.reader,
            known[name],
            limit=limit,
            skip_statements=skip_statements,
            skip_cameras=skip_cameras,
        )

    def _list_sources(self) -> list[ListedSource]:
        from integration_db.catalog.queries.sources import sources

        return sources(self.reader)

    def coverage(self) -> list[Coverage]:
        """Return how much is known of each manufacturer's cameras, by name."""
        return list(self._coverage())

    def stats(self) -> dict[str, object]:
        """Return what the catalogue holds, as sizes and coverage; see `queries/contents`."""
        from integration_db.catalog.queries import contents

        return contents.stats(self.reader, self._coverage())

    def _read_coverage(self) -> list[Coverage]:
        from integration_db.catalog.queries import contents

        return contents.coverage(self.reader)

    def search(self, text: str, *, manufacturer: str | None = None, limit: int = 20) -> list[Hit]:
        """Return models that fit a text, surest first; see `queries/search`.

        Raises `UsageError` for a limit that is none.
        """
        from integration_db.catalog.queries.cut import check_count
        from integration_db.catalog.queries.search import search

        check_count("limit", limit, 1)
        return search(self.reader, self.names, text, manufacturer=manufacturer, limit=limit)

    def sought(self, text: str, manufacturer: str | None = None) -> Sought:
        """Return what a text looks for; a list asked for with it has all cameras that it finds."""
        from integration_db.catalog.queries.sought_cameras import sought

        return sought(self.reader, self.names, text, manufacturer)

    def named_makers(self, text: str) -> list[NamedMaker]:
        """Return the makers that a text names, and those whose names it begins, by their names."""
        from integration_db.catalog.queries.search import named_makers

        return named_makers(self.reader, self.names, text)
