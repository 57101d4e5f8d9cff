"""Notes of the databases that were looked through, each a file in the cache folder.

Looking through all bytes of a database takes longer than an answer from it. So a note is kept of
each that was looked through, and with what size, times and inode: while these are the same, once a
day is enough. What the disk changes silently is found within that day of use; what somebody writes
is found at once, because no program can set the change time back.

Any note may be deleted at any time. Every look-up comes by here, so places are plain text.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

RACY_NS: Final = 2_000_000_000
"""A file changed this shortly before it was read might change again without a new time stamp."""

LOOK_AGAIN_NS: Final = 24 * 3600 * 1_000_000_000
"""After this time a database is looked through again, although nothing tells of a change."""

NAME: Final = r"[0-9a-f]{8}\.looked"
"""The pattern of the names of notes."""

StrPath = str | os.PathLike[str]

Identity = tuple[int, int, int, int]
"""How the file system tells a file: size, modification time, change time (both ns), inode."""


class Notes:
    """The notes in a folder; every method copes with one that is missing or cannot be written."""

    def __init__(self, folder: StrPath, *, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._folder = os.fspath(folder)
        self._now_ns = now_ns

    def vouch_for(self, database: StrPath, *, new_is_sound: bool = False) -> bool:
        """Whether a sealed database, wherever it lies, is as it was sealed.

        It is looked through unless that was done within a day and nothing tells of a change since.
        With `new_is_sound`, one without a note that came to its place within a day is believed.
        """
        identity = _identity(database)
        if identity is None:
            return False
        with suppress(OSError), open(self._place_of(database), "rb") as note:
            if note.read() != _noted(database, identity):
                new_is_sound = False
            elif 0 <= self._now_ns() - os.fstat(note.fileno()).st_mtime_ns < LOOK_AGAIN_NS:
                return True
        _, _, changed, _ = identity
        if not (new_is_sound and 0 <= self._now_ns() - changed < LOOK_AGAIN_NS):
            from integration_db.database import seal  # most starts look through nothing

            try:
                if not seal.is_sealed(database):
                    return False
            except OSError:
                return False
        self._write(database, identity)
        return True

    @contextmanager
    def linking(self, database: StrPath) -> Iterator[None]:
        """Let a link to a database be made or removed, which changes its time of change alone.

        A note of it stays one, and is no younger than it was.
        """
        before = _identity(database)
        yield
        after, place = _identity(database), self._place_of(database)
        if before is None or after is None or _written(before) != _written(after):
            return
        with suppress(OSError), open(place, "r+b") as note:
            if note.read() == _noted(database, before):
                looked = os.fstat(note.fileno())
                note.seek(0)
                note.write(_noted(database, after))
                note.truncate()
                note.flush()
                os.utime(place, ns=(looked.st_atime_ns, looked.st_mtime_ns))

    def write(self, database: StrPath) -> None:
        """Keep that a database was looked through just now."""
        identity = _identity(database)
        if identity is not None:
            self._write(database, identity)

    def _write(self, database: StrPath, identity: Identity) -> None:
        """Keep that a database was looked through, unless its times may not show a change.

        A note that is written in part is one of another database, so nothing is moved into place.
        """
        _, modified, changed, _ = identity
        if min(abs(self._now_ns() - when) for when in (modified, changed)) > RACY_NS:
            with suppress(OSError):
                os.makedirs(self._folder, exist_ok=True)
                with open(self._place_of(database), "wb") as note:
                    note.write(_noted(database, identity))

    def _place_of(self, database: StrPath) -> str:
        return os.path.join(self._folder, f"{key_of([database])}.looked")


def key_of(places: Sequence[StrPath]) -> str:
    """Return a short name for a list of places, order included.

    Two lists may share one by chance; who uses it compares what is kept under it. It is a number
    of the text as a whole, because the modules with better ones take a while to import.
    """
    text = os.fsencode(chr(0).join(map(os.path.abspath, places)))
    return f"{int.from_bytes(text, 'big') % 0xFFFF_FFFB:08x}"


def _identity(path: StrPath) -> Identity | None:
    try:
        s = os.stat(path)
    except OSError:
        return None
    return s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino


def _written(identity: Identity) -> tuple[int, int, int]:
    """Return what tells that a file was written to: size, modification time, inode."""
    size, modified, _, inode = identity
    return size, modified, inode


def _noted(database: StrPath, identity: Identity) -> bytes:
    """Return what the note of a database says."""
    return os.fsencode(f"{os.path.abspath(database)} {identity}")
