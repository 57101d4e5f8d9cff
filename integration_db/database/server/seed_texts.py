"""The texts of a generation's seed on the server, for rules that look at records and not at rows.

What is laid over a generation has to fit the files that it was made from, which whoever records an
observation need not have. They are found by whom they are about.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from integration_db.database.server.connection import query
from integration_db.errors import Problem, SeedError
from integration_db.names import loose_key
from integration_db.seed import reading, shapes
from integration_db.seed.reading import File, Seed

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

TABLE: Final = """\
CREATE TABLE seed_text (
    file_id integer PRIMARY KEY,
    root integer NOT NULL,
    path text NOT NULL,
    about text COLLATE "C" NOT NULL,
    deflated bytea NOT NULL
);
ALTER TABLE seed_text ALTER COLUMN deflated SET STORAGE EXTERNAL;
CREATE INDEX ix_seed_text_about ON seed_text (about)"""
"""Files of manufacturers, cameras and recorders; `deflated` is their bytes, compressed by zlib."""

COLUMNS: Final = ("file_id", "root", "path", "about", "deflated")

_FAST: Final = 1
"""The level of compression that takes the least time; it makes a sixth of a file."""


def about(record: object) -> str | None:
    """Return whom a file is about, None where nobody asks for it: the sources."""
    match record:
        case shapes.CameraFile():
            return f"series {loose_key(record.manufacturer)} {loose_key(record.series)}"
        case shapes.ManufacturerFile():
            return f"manufacturer {loose_key(record.name)}"
        case shapes.RecorderFile():
            return f"recorder {loose_key(record.name)}"
    return None


def rows_of_texts(seed: Seed) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `seed_text`. Raises `SeedError` where a file changed since it was read."""
    for number, file in enumerate(seed.files, 1):
        whom = about(file.record)
        if whom is None:
            continue
        data = reading.data_of(file.on_disk, file.shown)
        if hashlib.sha256(data).hexdigest() != file.digest:
            told = "has changed while it was read: load again"
            raise SeedError([Problem(file.shown, 0, 0, "F001", told)])
        yield number, file.root, file.path, whom, zlib.compress(data, _FAST)


def seed_about(connection: Connection, whom: Iterable[str]) -> Seed:
    """Return the part of a generation's seed that is about some makers, series and recorders."""
    rows = query(
        connection,
        "SELECT root, path, deflated FROM seed_text WHERE about = ANY(%s) ORDER BY file_id",
        [sorted(set(whom))],
    )
    seed = Seed()
    for root, path, deflated in rows:
        data = zlib.decompress(bytes(deflated))
        seed.add(file_of_text(root, path, data))
    return seed


def file_of_text(root: int, path: str, data: bytes) -> File[Any]:
    """Return a file that is on no disk with its record. Raises `FileProblems`."""
    digest = hashlib.sha256(data).hexdigest()
    return File(root, path, path, digest, reading.parse(path, path, data), Path())
