"""The seal of a database file: a sum over its bytes, in the place that SQLite leaves to programs.

SQLite notices damage only where its own structure suffers. A byte that changed inside a value
would be answered as if it were a fact, or break whoever reads it.
"""

from __future__ import annotations

import os
import zlib
from typing import Final

_AT: Final = 60
"""Where a file has its `user_version`: https://www.sqlite.org/fileformat2.html#the_database_header"""

_SIZE: Final = 4
_CHUNK: Final = 1 << 20


def seal(path: str | os.PathLike[str]) -> None:
    """Seal a finished file. Raises `OSError`."""
    mark = _sum(path)
    with open(path, "r+b") as file:
        file.seek(_AT)
        file.write(mark)


def is_sealed(path: str | os.PathLike[str]) -> bool:
    """Return whether every byte of the file is as it was sealed. Raises `OSError`.

    That takes about as long as reading it: 1 ms for 1.5 MB.
    """
    with open(path, "rb") as file:
        file.seek(_AT)
        mark = file.read(_SIZE)
    return mark == _sum(path)


def _sum(path: str | os.PathLike[str]) -> bytes:
    """Return a sum over all bytes but the seal."""
    with open(path, "rb") as file:
        value = zlib.crc32(file.read(_AT))
        file.seek(_AT + _SIZE)
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return value.to_bytes(_SIZE, "big")
