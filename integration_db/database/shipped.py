"""The database that comes with an installed program, made of the seed and the code beside it.

The wheel's build makes it, so that nobody waits for it at the first question. It answers only for
the very files that it was made of. Reading these takes longer than an answer, so they are told by
their sizes, and by coming to their places together, as an installation writes them: whoever edits,
adds or takes away one later is noticed. What escapes is, within `APART_NS` of the installation, an
edit that leaves the sizes as they are, and a new file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from integration_db.database.notes import Notes, StrPath
from integration_db.database.readers import SqliteReader, open_file
from integration_db.environment import LIBRARY
from integration_db.errors import DatabaseError
from integration_db.vocabulary import SEED_SUFFIXES

SHIPPED: Final = os.path.join(LIBRARY, "database", "shipped.sqlite")
"""Where it lies in an installed program. A checkout has none."""

APART_NS: Final = 60_000_000_000
"""How far apart the files of one installation may have been written."""

_SIZE, _FILES = "made_of_bytes", "made_of_files"
"""The keys in `meta` of what it was made of: the bytes together, and the paths, one a line.

The paths are those from the library's folder. Folders of the seed stand among them: a file that is
added or taken away changes the time of its folder. Those of the code do not, where Python puts its
compiled files: a new file of code does nothing until another one is edited.
"""


def open_shipped(path: StrPath = SHIPPED, *, notes: Notes) -> SqliteReader | None:
    """Open the shipped database if there is one, it is sound, and so is what it was made of."""
    if not (os.path.exists(path) and notes.vouch_for(path, new_is_sound=True)):
        return None
    try:
        reader = open_file(path)
    except DatabaseError:
        return None
    try:
        if _is_made_of_what_lies_there(reader, path):
            return reader
    except (OSError, KeyError, DatabaseError):
        pass
    reader.close()
    return None


def _is_made_of_what_lies_there(reader: SqliteReader, path: StrPath) -> bool:
    """Whether what the database was made of is untouched; this is on the way of every start."""
    meta: dict[str, str] = dict(reader.rows("SELECT key, value FROM meta"))
    library = os.path.dirname(os.path.dirname(path))
    size, times = 0, [os.stat(path).st_mtime_ns]
    with _names_in(library) as (folder, before):
        for name in meta[_FILES].split("\n"):
            found = os.stat(before + name, dir_fd=folder)
            times.append(found.st_mtime_ns)
            if name[-1] != "/":
                size += found.st_size
    return max(times) - min(times) <= APART_NS and str(size) == meta[_SIZE]


@contextmanager
def _names_in(folder: str) -> Iterator[tuple[int | None, str]]:
    """Yield the open folder, where the system can start from there, and what stands before a name.

    For a thousand files, walking to the folder each time takes a third of the look at them.
    """
    if os.stat not in os.supports_dir_fd:
        yield None, folder + os.sep
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened, ""
    finally:
        os.close(opened)


def ship(path: StrPath, seed: StrPath, library: StrPath) -> None:
    """Make the database to be shipped with the seed that lies in the library's folder.

    It has the same bytes each time. Raises `SeedError`, `OSError`, `sqlite3.Error`.
    """
    from pathlib import Path

    from integration_db.database.building import build_file
    from integration_db.database.cache_folder import scan
    from integration_db.database.code import SUFFIXES, code_of
    from integration_db.database.seal import seal

    path, seed = Path(path), Path(seed)
    inputs = scan([seed, *code_of(library)], (*SEED_SUFFIXES, *SUFFIXES))
    files = [Path(name) for name, *_ in inputs.files]
    places = {place for file in files for place in file.parents}
    folders = [place for place in places if place == seed or seed in place.parents]
    names = [file.relative_to(library).as_posix() for file in files]
    names += [f"{folder.relative_to(library).as_posix()}/" for folder in folders]
    size = sum(file.stat().st_size for file in files)
    build_file(path, [seed])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        rows = [(_SIZE, str(size)), (_FILES, "\n".join(sorted(names)))]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        connection.commit()
    seal(path)
