"""A database brought up to date after a few camera files were edited, without reading the others.

The result answers as one built whole would. That is only tried where it is plain to see: the same
files, the same library, edits only in camera files that share their models with no other file and
meet no pairing. Everything else, wrong data included, is left to a whole build.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

from integration_db.database.camera_rows import NameRow, Rows
from integration_db.database.coverage_rows import coverage_rows
from integration_db.database.inputs import (
    LIBRARY_CODE,
    SeedFile,
    files_of,
    library_digest,
    meta_rows,
)
from integration_db.database.readers import COUNTED, executemany
from integration_db.database.seal import is_sealed
from integration_db.database.searched import SEARCHED_NAMES
from integration_db.database.stored_kinds import KIND_COLUMNS, read_kind
from integration_db.database.stored_values import (
    REGION_COLUMNS,
    read_region,
)
from integration_db.names import loose_key
from integration_db.names.grammar import fits
from integration_db.seed import reading, rules
from integration_db.seed.shapes import CameraFile

MOST_FILES: Final = 20
"""More edited files than this are not worth the trouble."""

_OF_FILE: Final = (
    *("model", "name", "name_pattern", "word", "statement", "release", "run_evidence"),
)
"""The tables whose rows tell the camera file that they came from."""

_OF_CAMERAS: Final = (*_OF_FILE, "region", "kind", "cell")
"""The tables that an edited camera file changes; regions and kinds of cells only come in."""

_NEVER_TWICE: Final = {
    "name": ("name", "alias", "printed"),
    "alias": ("name", "alias"),
    "printed": ("name",),
}
"""A new name by its kind, and the kinds of others with which only a whole build can compare it."""

Thing = TypeVar("Thing")

FileKey = tuple[int, str]
"""Which folder of the seed (0 is the base) and the path in it."""


def update_file(path: Path, folders: Sequence[Path], previous: Path) -> bool:
    """Make `path` the database of the seed folders, from the previous database of the same ones.

    Returns False, with whatever was begun left at `path`, where a whole build is needed. Damage
    goes no further: the copy is looked through before anything is built on it.
    """
    try:
        shutil.copyfile(previous, path)
        if not is_sealed(path):
            return False
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            return _Update(connection, folders).run()
    except (OSError, sqlite3.DatabaseError):
        return False


class _WholeBuild(Exception):
    """Only a whole build can tell."""


class _Update:
    """One run over one database."""

    def __init__(self, connection: sqlite3.Connection, folders: Sequence[Path]) -> None:
        self.connection = connection
        self.folders = folders
        self.files: dict[FileKey, tuple[int, str]] = {
            (root, path): (number, digest)
            for number, root, path, digest in self._all(
                "SELECT id, root, path, digest FROM seed_file"
            )
        }

    def run(self) -> bool:
        """Bring everything up to date. Returns False where a whole build is needed."""
        made_by = self._all("SELECT value FROM meta WHERE key = ?", LIBRARY_CODE)
        if made_by != [(library_digest(),)]:
            return False
        try:
            edited = self._edited()
            loaded = self._read(edited)
            rows = self._rows_of_makers(loaded)
            for file in loaded.cameras:
                self._take_out(file, rows)
            for file in loaded.cameras:
                rows.add_cameras(self.files[file.root, file.path][0], file.record)
            rows.add_families()
            rows.finish_cameras()
            self._put_in(rows)
            self._count(loaded.cameras, rows)
            self._note(loaded, edited)
        except _WholeBuild:
            return False
        self.connection.commit()
        return True

    def _all(self, sql: str, *parameters: object) -> list[Any]:
        return self.connection.execute(sql, parameters).fetchall()

    def _none(self, sql: str, *parameters: object) -> None:
        """Insist that a query finds nothing."""
        if self.connection.execute(sql, parameters).fetchone() is not None:
            raise _WholeBuild

    def _edited(self) -> dict[FileKey, str]:
        """Return the files that changed, with their new digests."""
        now = {(root, path): digest for root, path, digest in files_of(self.folders)}
        if now.keys() != self.files.keys():
            raise _WholeBuild
        edited = {key: digest for key, digest in now.items() if digest != self.files[key][1]}
        if len(edited) > MOST_FILES:
            raise _WholeBuild
        if any(reading.kind_of(path) != "cameras" for _, path in edited):
            raise _WholeBuild
        return edited

    def _read(self, edited: dict[FileKey, str]) -> reading.Seed:
        """Return the edited files' records, with those of every file that is not a camera file."""
        loaded, problems = reading.read_all(
            self.folders,
            wanted=lambda root, path: reading.kind_of(path) != "cameras" or (root, path) in edited,
        )
        # Recorders have not changed, and may speak of cameras that were not read.
        checked = reading.Seed(loaded.sources, loaded.manufacturers, loaded.cameras)
        if problems or rules.refusals(checked):
            raise _WholeBuild
        makers = {loose_key(file.record.manufacturer) for file in loaded.cameras}
        pairings = [pairing for file in loaded.recorders for pairing in file.record.pairings]
        if any(loose_key(pairing.manufacturer) in makers for pairing in pairings):
            raise _WholeBuild
        return loaded

    def _rows_of_makers(self, loaded: reading.Seed) -> Rows:
        """Return rows that know the manufacturers and hold nothing yet.

        Manufacturers come before all cameras, so theirs are the numbers they had before.
        """
        rows = Rows()
        for maker in loaded.manufacturers:
            rows.add_manufacturer(self.files[maker.root, maker.path][0], maker.record)
        known = {number: name for number, name, *_ in rows.tables["manufacturer"]}
        if dict(self._all("SELECT id, name FROM manufacturer")) != known:
            raise _WholeBuild
        rows.tables.clear()
        for table in _OF_CAMERAS:
            ((last,),) = self._all(f"SELECT coalesce(max(id), 0) FROM {table}")
            rows.next_id[table] = last + 1
        regions = self._numbers("region", REGION_COLUMNS, read_region)
        rows.regions = {region.place: number for region, number in regions.items()}
        rows.kinds = self._numbers("kind", KIND_COLUMNS, read_kind)
        return rows

    def _numbers(
        self, table: str, columns: Sequence[str], read: Callable[[Sequence[Any]], Thing]
    ) -> dict[Thing, int]:
        """Return what stands in a table with the numbers that it has there."""
        rows = self._all(f"SELECT id, {', '.join(columns)} FROM {table}")
        return {read(row): number for number, *row in rows}

    def _take_out(self, file: reading.File[CameraFile], rows: Rows) -> None:
        """Delete what an edited file brought, having seen that no other file built on it."""
        number = self.files[file.root, file.path][0]
        maker = rows.manufacturers[loose_key(file.record.manufacturer)]
        key = loose_key(file.record.series)
        known = self._all(
            "SELECT id, name FROM series WHERE manufacturer_id = ? AND key = ?", maker, key
        )
        if [name for _, name in known] != [file.record.series]:
            raise _WholeBuild
        series = known[0][0]
        patterns = self._all("SELECT pattern FROM name_pattern WHERE file_id = ?", number)
        if [pattern for (pattern,) in patterns] != [one.pattern for one in file.record.patterns]:
            raise _WholeBuild
        own = "(SELECT id FROM model WHERE file_id = ?)"
        self._none("SELECT 1 FROM seed_file WHERE path = ? AND id <> ?", file.path, number)
        self._none(
            "SELECT 1 FROM model WHERE (series_id = ?) <> (file_id = ?) "
            "AND (series_id = ? OR file_id = ?)",
            *(series, number, series, number),
        )
        self._none(f"SELECT 1 FROM name WHERE model_id IN {own} AND file_id <> ?", number, number)
        self._none(
            f"SELECT 1 FROM name WHERE file_id = ? AND model_id NOT IN {own}", number, number
        )
        for table in ("statement", "release", "run_evidence"):
            self._none(
                f"SELECT 1 FROM {table} WHERE (model_id IN {own} OR series_id = ?) "
                "AND file_id <> ?",
                *(number, series, number),
            )
            self._none(
                f"SELECT 1 FROM {table} WHERE file_id = ? AND model_id NOT IN {own}",
                *(number, number),
            )
        delete = self.connection.execute
        delete(
            "DELETE FROM name_search WHERE rowid IN (SELECT id FROM name WHERE file_id = ?)",
            (number,),
        )
        delete(f"DELETE FROM cell WHERE model_id IN {own}", (number,))
        for table in _OF_FILE:
            delete(f"DELETE FROM {table} WHERE file_id = ?", (number,))
        rows.series[maker, key] = series
        rows.maker_of_series[series] = maker

    def _put_in(self, rows: Rows) -> None:
        """Write the new rows, having seen that no written name now means two cameras."""
        patterns = self._all(
            "SELECT manufacturer_id, series_id, pattern FROM name_pattern WHERE kind = 'camera'"
        )
        for name in map(NameRow._make, rows.tables["name"]):
            if name.model_id is not None and name.kind in _NEVER_TWICE:
                marks = ", ".join("?" * len(_NEVER_TWICE[name.kind]))
                self._none(
                    "SELECT 1 FROM name WHERE loose_key = ? AND manufacturer_id = ? "
                    f"AND kind IN ({marks})",
                    *(name.loose_key, name.manufacturer_id, *_NEVER_TWICE[name.kind]),
                )
                home, is_alias = rows.home[name.model_id], name.kind == "alias"
                for maker, series, pattern in patterns:
                    elsewhere = is_alias or (maker, series or home[1]) != home
                    if elsewhere and fits(pattern, name.text):
                        raise _WholeBuild
        ((before,),) = self._all("SELECT coalesce(max(id), 0) FROM name")
        for table in _OF_CAMERAS:
            executemany(self.connection, table, rows.tables[table])
        self.connection.execute(
            f"INSERT INTO name_search(rowid, text) {SEARCHED_NAMES} AND id > ?", (before,)
        )

    def _count(self, edited: Sequence[reading.File[CameraFile]], rows: Rows) -> None:
        """Count anew how much is known of the cameras of the makers whose files were edited."""
        makers = {rows.manufacturers[loose_key(file.record.manufacturer)] for file in edited}
        self.connection.executemany(
            "DELETE FROM coverage WHERE manufacturer_id = ?", [(maker,) for maker in makers]
        )
        executemany(self.connection, "coverage", coverage_rows(self._all, makers))

    def _note(self, loaded: reading.Seed, edited: dict[FileKey, str]) -> None:
        """Write down what the database is made from now."""
        read = {(file.root, file.path): file.digest for file in loaded.cameras}
        if read != edited:
            raise _WholeBuild  # edited again in between
        for key, digest in edited.items():
            number = self.files[key][0]
            self.connection.execute(
                "UPDATE seed_file SET digest = ? WHERE id = ?", (digest, number)
            )
        counts = {name: self._all(f"SELECT count(*) FROM {name}")[0][0] for name in COUNTED}
        files = [SeedFile(*row) for row in self._all("SELECT root, path, digest FROM seed_file")]
        self.connection.execute("DELETE FROM meta")
        executemany(self.connection, "meta", meta_rows(files, counts))
