"""Building a database from seed folders: whole, or the parts that changed.

Reads and checks the seed, has `camera_rows` and `recorder_rows` work the rows out, and writes them:
tables first, rows next, indexes and full-text last, because that is the fastest order. A database
is only ever written beside its place. `server.loading` writes the same rows onto a server.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from integration_db import files
from integration_db.database.camera_rows import Rows
from integration_db.database.coverage_rows import coverage_rows
from integration_db.database.inputs import SeedFile, meta_rows
from integration_db.database.readers import (
    APPLICATION_ID,
    COUNTED,
    DatabaseRow,
    executemany,
    open_file,
)
from integration_db.database.recorder_rows import RecorderRows
from integration_db.database.seal import seal
from integration_db.database.searched import SEARCHED_NAMES
from integration_db.database.stored_values import INDEXES_FOLLOW
from integration_db.database.updating import update_file
from integration_db.environment import LIBRARY
from integration_db.errors import DatabaseError
from integration_db.names import loose_key
from integration_db.seed import loading, reading
from integration_db.seed.shapes import CameraFile, RecorderFile
from integration_db.vocabulary import BuildStage, Progress


def build_file(
    path: Path,
    folders: Sequence[Path],
    *,
    previous: Path | None = None,
    progress: Progress | None = None,
) -> None:
    """Build the database as a new SQLite file. Raises `SeedError`, `OSError`, `sqlite3.Error`.

    `previous` is a database that was built earlier from the same folders; where only a few camera
    files changed since, the new one is made from it.
    """
    if previous is None or not update_file(path, folders, previous):
        path.write_bytes(b"")  # the same file: `files.replacing` holds it, so that nobody sweeps it
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            build_into(connection, folders, progress=progress)
    seal(path)


def replace_file(path: Path, folders: Sequence[Path], *, progress: Progress | None = None) -> Path:
    """Build the database beside `path` and move it there when it is complete.

    A file that is there already is replaced only if it is a database of this program. Raises
    `SeedError`, and `DatabaseError` where the place cannot be written.
    """
    if path.exists():
        open_file(path).close()
    with files.replacing(path, partial(_cannot_write, path)) as temporary:
        fill_file(temporary, folders, target=path, progress=progress)
    return path


def fill_file(
    path: Path, folders: Sequence[Path], *, target: Path, progress: Progress | None = None
) -> None:
    """Build the database as the file that is moved to `target` later, which errors name.

    Raises `SeedError`, `DatabaseError`.
    """
    try:
        build_file(path, folders, progress=progress)
    except (OSError, sqlite3.Error) as error:
        raise _cannot_write(target, error) from None


def _cannot_write(path: Path, error: Exception) -> DatabaseError:
    reason = getattr(error, "strerror", None) or str(error)
    return DatabaseError(str(path), f"cannot write database {path}: {reason}")


def build_into(
    connection: sqlite3.Connection, folders: Sequence[Path], *, progress: Progress | None = None
) -> None:
    """Build the database into an empty SQLite connection. Raises `SeedError`, `sqlite3.Error`."""
    say = progress or silent
    with _no_garbage_collection():
        _write(connection, folders, say)  # a function of its own: all is freed before it collects
    say(1, 1, "done")


def _write(connection: sqlite3.Connection, folders: Sequence[Path], say: Progress) -> None:
    loaded = loading.load(folders, progress=say)
    tables, indexes = definitions()
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("BEGIN")
    for definition in tables:
        connection.execute(definition)
    for table, rows in rows_of(loaded, say):
        executemany(connection, table, rows)
    say(0, 1, "writing")
    for definition in indexes:
        connection.execute(definition)
    _fill_search(connection)
    executemany(connection, "coverage", coverage_rows(connection.execute))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def rows_of(loaded: reading.Seed, say: Progress) -> Iterator[tuple[str, list[DatabaseRow]]]:
    """Yield the rows of every table, some at a time, for a seed that has been loaded and checked.

    Those of a table come in the order of their numbers, the table `meta` comes last. Cameras go
    maker by maker, and what is no longer needed is let go: the records of the seed too.
    """
    rows = Rows()
    made_from = seed_files(loaded)
    numbers = {(file.root, file.path): rows.add_file(*file) for file in made_from}

    def number(file: reading.File[Any]) -> int:
        return numbers[file.root, file.path]

    for sources in loaded.sources:
        rows.add_sources(number(sources), sources.record.items())
    for maker in loaded.manufacturers:
        rows.add_manufacturer(number(maker), maker.record)
    rows.tables["context"].append((0, None, None, None, None, None, "[]"))
    rows.next_id["context"] = 1
    recorders = [(number(recorder), recorder.record) for recorder in loaded.recorders]
    RecorderRows.note_pairings(rows, recorders)
    of_makers = _cameras_by_maker(loaded)
    makers = len(of_makers)
    while of_makers:
        say(makers - len(of_makers), makers, "answers")
        for cameras in of_makers.pop():
            rows.add_cameras(number(cameras), cameras.record)
        rows.finish_cameras()
        rows.let_go()
        yield from rows.taken()
    rows.add_families()
    by_name: dict[str, list[tuple[int, RecorderFile]]] = {}
    for file, record in recorders:
        by_name.setdefault(loose_key(record.name), []).append((file, record))
    for of_recorder in by_name.values():
        RecorderRows(rows, of_recorder).add()
    yield from rows.taken()
    yield "meta", meta_rows(made_from, {name: rows.next_id[name] - 1 for name in COUNTED})


def seed_files(loaded: reading.Seed) -> list[SeedFile]:
    """Return what identifies the files of a seed."""
    return [SeedFile(file.root, file.path, file.digest) for file in loaded.files]


def _cameras_by_maker(loaded: reading.Seed) -> list[list[reading.File[CameraFile]]]:
    """Take the camera files out of a seed, those of one maker together, the last maker first."""
    by_maker: dict[str, list[reading.File[CameraFile]]] = {}
    for file in loaded.cameras:
        by_maker.setdefault(loose_key(file.record.manufacturer), []).append(file)
    loaded.cameras.clear()
    return list(by_maker.values())[::-1]


def definitions() -> tuple[list[str], list[str]]:
    """Return the statements that make the tables, and those that make the indexes.

    They are written down in schema.sql, made from `tables`: importing SQLModel to have them made
    anew takes as long as building a small catalogue.
    """
    text = Path(LIBRARY, "database", "schema.sql").read_text(encoding="utf-8")
    tables, indexes = text.split(INDEXES_FOLLOW)
    return _split(tables), _split(indexes)


def _split(text: str) -> list[str]:
    return [statement for part in text.split(";\n") if (statement := part.strip())]


def _fill_search(connection: sqlite3.Connection) -> None:
    """Make the full-text table: trigrams of every searched name; its row number is the name's."""
    connection.execute("CREATE VIRTUAL TABLE name_search USING fts5(text, tokenize = 'trigram')")
    connection.execute(f"INSERT INTO name_search(rowid, text) {SEARCHED_NAMES}")


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Stop the collector while millions of objects are made that all stay: 2.5 times faster."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def silent(done: int, total: int, stage: BuildStage) -> None:
    """Say nothing."""
