"""What a database is made from: the seed's files and the library's code, and digests of them.

The same digest names a database in the cache and stands inside it, so a file that changes while
it is being read cannot give a database the wrong name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from integration_db.database.cache_folder import scan
from integration_db.database.code import SUFFIXES, code_of
from integration_db.database.notes import StrPath
from integration_db.database.readers import SCHEMA_VERSION
from integration_db.environment import LIBRARY
from integration_db.errors import FileProblems
from integration_db.files import digest_of
from integration_db.named_tuple import NamedTuple
from integration_db.seed import reading
from integration_db.vocabulary import DATA_LICENSE


class SeedFile(NamedTuple):
    """A file of a seed: number of the folder (0 is the base), path in it, digest of the bytes.

    The digest of a file that cannot be read is "".
    """

    root: int
    path: str
    digest: str


INPUTS: Final = "inputs"
"""The key in `meta` of the digest of everything that the database is made from."""

LIBRARY_CODE: Final = "library"
"""The key in `meta` of the digest of the code that made the database."""


def files_of(folders: Sequence[Path]) -> list[SeedFile]:
    """Return the files of seed folders as they are now."""
    return [
        SeedFile(root, reading.path_in(folder, path), _digest(path))
        for root, folder in enumerate(folders)
        for path in reading.list_files(folder)
    ]


def inputs_digest(files: Iterable[SeedFile]) -> str:
    """Return a digest of all that a database is made from: seed files and library code."""
    return hashlib.sha256(f"{library_digest()}\n{_listed(files)}".encode()).hexdigest()


@lru_cache(maxsize=2)
def library_digest(folder: StrPath = LIBRARY) -> str:
    """Return a digest of the code that decides what is in a database, of this library or a copy."""
    paths = [Path(path) for path, *_ in scan(code_of(folder), SUFFIXES).files]
    lines = [f"{p.relative_to(folder).as_posix()}:{digest_of(p).digest}\n" for p in paths]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def meta_rows(files: Sequence[SeedFile], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the rows of `meta`: what the database is made from, and how much is in it.

    Its licence is that of the facts that come with the program; of an overlay nobody knows one.
    `counts` are the sizes of the tables `COUNTED`.
    """
    entries: dict[str, object] = {
        "schema": SCHEMA_VERSION,
        LIBRARY_CODE: library_digest(),
        "data_version": hashlib.sha256(_listed(files).encode()).hexdigest()[:12],
        INPUTS: inputs_digest(files),
        **({} if any(file.root for file in files) else {"license": DATA_LICENSE}),
        **counts,
    }
    return [(key, str(value)) for key, value in entries.items()]


def _listed(files: Iterable[SeedFile]) -> str:
    return "".join(sorted(f"{root}/{path}:{digest}\n" for root, path, digest in files))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(reading.data_of(path, "")).hexdigest()
    except FileProblems:
        return ""
