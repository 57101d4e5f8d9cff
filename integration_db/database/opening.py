"""The database of some seed folders: the shipped one, found in the cache by content, or built."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from integration_db.database.notes import Notes, StrPath, key_of
from integration_db.database.readers import Reader, SqliteReader, open_file
from integration_db.database.shipped import SHIPPED, open_shipped
from integration_db.environment import LIBRARY, default_cache_folder, default_seed_root
from integration_db.errors import DatabaseError, UsageError
from integration_db.vocabulary import SEED_SUFFIXES, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from integration_db.database.cache_folder import CacheFolder, Inputs

IN_MEMORY: Final = "(in memory)"
"""The place of a database that has no file."""


def open_catalogue_database(
    folders: Sequence[StrPath],
    *,
    cache_folder: StrPath | None = None,
    progress: Progress | None = None,
) -> Reader:
    """Return the database made from the seed folders (base first, overlays after).

    For the built-in seed alone it is the one that came with the program, while that is what it was
    made of; else it is found in the cache by content, or built now. Where the cache cannot be used,
    the database is built in memory: slower, but right. Raises `SeedError` where the seed has
    problems; the old database is left as it is.
    """
    place = cache_folder or default_cache_folder()
    if (shipped := _shipped(place, folders)) is not None:
        return shipped
    from pathlib import Path

    from integration_db.database.cache_folder import CacheFolder  # an installed program seldom asks

    folder, paths = CacheFolder(place), [Path(folder) for folder in folders]
    inputs = _inputs_of(paths)
    if (remembered := _remembered(folder, paths, inputs)) is not None:
        return remembered
    from integration_db.database.inputs import files_of, inputs_digest

    digest = inputs_digest(files_of(paths))
    path = folder.find(digest)
    if path is None:
        with folder.lock():
            path = folder.find(digest)
            if path is None:
                built = _build(folder, key_of(paths), paths, progress)
                if isinstance(built, SqliteReader):
                    return built
                path = built
    folder.remember(key_of(paths), inputs, path)
    return open_file(path)


def open_at_hand(
    folders: Sequence[StrPath], *, cache_folder: StrPath | None = None
) -> Reader | None:
    """Open the database of the seed folders if that takes no time; never builds one."""
    place = cache_folder or default_cache_folder()
    if (shipped := _shipped(place, folders)) is not None:
        return shipped
    from integration_db.database.cache_folder import CacheFolder

    return _remembered(CacheFolder(place), folders, _inputs_of(folders))


def _shipped(cache_folder: StrPath, folders: Sequence[StrPath]) -> SqliteReader | None:
    if [os.fspath(folder) for folder in folders] != [default_seed_root()]:
        return None
    return open_shipped(notes=Notes(cache_folder))


def _inputs_of(folders: Sequence[StrPath]) -> Inputs:
    from integration_db.database.cache_folder import scan
    from integration_db.database.code import SUFFIXES, code_of

    return scan([*folders, *code_of(LIBRARY)], (*SEED_SUFFIXES, *SUFFIXES))


def _remembered(
    folder: CacheFolder, folders: Sequence[StrPath], inputs: Inputs
) -> SqliteReader | None:
    """Open the database of inputs that were not touched since last time."""
    path = folder.quick(key_of(folders), inputs)
    if path is not None:
        with suppress(DatabaseError):
            return open_file(path)
    return None


def _build(
    folder: CacheFolder, key: str, folders: Sequence[Path], progress: Progress | None
) -> Path | SqliteReader:
    from pathlib import Path

    from integration_db.database import building
    from integration_db.database.inputs import INPUTS

    temporary: Path | None = None
    try:
        temporary = folder.temporary()
        previous = folder.previous(key) or Path(SHIPPED)
        building.build_file(temporary, folders, previous=previous, progress=progress)
        with closing(open_file(temporary)) as reader:
            ((digest,),) = reader.rows("SELECT value FROM meta WHERE key = :key", {"key": INPUTS})
        return folder.adopt(temporary, digest)
    except (OSError, sqlite3.OperationalError):
        return open_in_memory(folders, progress=progress)
    finally:
        if temporary is not None:
            _remove(temporary)


def open_in_memory(folders: Sequence[Path], *, progress: Progress | None = None) -> SqliteReader:
    """Build the database in memory and return it; for one use. Raises `SeedError`."""
    from integration_db.database import building

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        building.build_into(connection, folders, progress=progress)
    except BaseException:
        connection.close()
        raise
    return SqliteReader(connection, IN_MEMORY)


def copy_database(reader: Reader, path: Path) -> None:
    """Copy the embedded database page by page into a new file, and check the copy.

    Raises `UsageError` for a database on a server, `DatabaseError` where the original or the copy
    is not sound.
    """
    if not isinstance(reader, SqliteReader):
        raise UsageError(
            "a database on a server cannot be exported as a file", code="database-on-server"
        )
    try:
        from integration_db.database.seal import is_sealed, seal

        with closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # it would be left behind on a full disk
            reader.connection.backup(copy)
            ((verdict,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
        if reader.place != IN_MEMORY and not is_sealed(reader.place):
            verdict = "it is not as it was built: it was changed or damaged since"
        seal(path)  # the copy's header is its own
    except (sqlite3.DatabaseError, OSError) as error:
        verdict = str(error)
    if verdict != "ok":
        raise DatabaseError(
            reader.place, f"database {reader.place} cannot be copied: {verdict}"
        ) from None


def place_for_others(reader: Reader, path: Path) -> str | None:
    """Return what others open to read what a reader reads; an embedded database is put at `path`.

    The file itself where it can be linked, which costs nothing, else a copy. None for a reader of
    another kind. Raises `OSError`.
    """
    if not isinstance(reader, SqliteReader):
        from integration_db.database.server.reader import ServerReader

        return reader.url if isinstance(reader, ServerReader) else None
    with suppress(OSError):
        with Notes(default_cache_folder()).linking(reader.place):
            os.link(reader.place, path)
        if reader.reads(path):
            return str(path)
        path.unlink()  # another one has come to its place
    try:
        copy_database(reader, path)
    except DatabaseError as error:
        raise OSError(0, error.message) from None
    return str(path)


def give_back(reader: Reader, path: Path) -> None:
    """Remove what `place_for_others` put at `path`, if it put anything there."""
    if isinstance(reader, SqliteReader):
        with Notes(default_cache_folder()).linking(reader.place):
            _remove(path)


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            os.unlink(name)
