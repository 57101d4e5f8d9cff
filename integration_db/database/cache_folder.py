"""Derived databases in the user's cache folder: found by content, swapped in whole.

A database is named after what it was made from (seed files and library code) and after its own
bytes: `<inputs>.<content>.sqlite`. So a name can never hold the wrong data, a damaged file shows
itself, and two processes that build the same thing cannot harm each other. This module knows
files and names; what is inside a database it does not know.

Nothing here is user data: any file in the folder may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from integration_db import files
from integration_db.database import notes
from integration_db.database.notes import Notes, StrPath
from integration_db.listing import below
from integration_db.named_tuple import NamedTuple

KEEP: Final = 4
"""How many databases stay in the folder; the oldest go first."""

_DATABASE_NAME: Final = r"[0-9a-f]{20}\.[0-9a-f]{20}\.sqlite"
_TEMPORARY_NAME: Final = r"build-[0-9]+-[0-9]+\.tmp(-journal|-wal|-shm)?"

Stat = tuple[str, int, int, int, int]
"""Path, size, modification time, change time (both ns), inode."""


class Inputs(NamedTuple):
    """The files that a database is made from, as the file system describes them right now."""

    files: tuple[Stat, ...]

    @property
    def signature(self) -> str:
        """Return names, sizes and times as text, which changes with every edit.

        Kept whole: a digest of it would take longer than the look-up that it is for, and numbers
        are written twice as fast in hexadecimal.
        """
        return "\n".join(["%s %x %x %x %x" % stat for stat in self.files])  # noqa: UP031 (the fastest)

    def settled(self, now_ns: int) -> bool:
        """Whether no file is so young that its time stamp may not show the next change.

        One of a time to come, from before the clock was set back, will show it.
        """
        return all(
            abs(now_ns - when) > notes.RACY_NS
            for _, _, modified, changed, _ in self.files
            for when in (modified, changed)
        )


def scan(folders: Sequence[StrPath], suffixes: tuple[str, ...]) -> Inputs:
    """Return all that `listing.below` finds in the folders, sorted by path.

    A file may be named in place of a folder. What cannot be read is here too: when it comes,
    whoever reads the files has to say so.
    """
    stats: list[Stat] = []

    def unlisted(error: OSError) -> None:
        stats.append(_stat(error.filename))

    for folder in folders:
        stats += [_stat(path) for path, _ in below(folder, suffixes, unlisted)]
    return Inputs(tuple(sorted(stats)))


def _stat(path: str) -> Stat:
    try:
        s = os.stat(path)
    except OSError:
        return path, -1, 0, 0, 0
    return path, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino


class Stamp(NamedTuple):
    """What was found last time: inputs of this signature belong to that database."""

    signature: str
    database: str


class CacheFolder:
    """A cache folder; every method copes with a folder that is missing or cannot be written."""

    def __init__(self, path: StrPath, *, now_ns: Callable[[], int] = time.time_ns) -> None:
        self.path = Path(path)
        self._now_ns = now_ns
        self._notes = Notes(path, now_ns=now_ns)

    def quick(self, key: str, inputs: Inputs) -> Path | None:
        """Return the database for these inputs if nothing at all was touched since last time."""
        stamp = self._stamp(key)
        if stamp is None or stamp.signature != inputs.signature:
            return None
        path = self.path / stamp.database
        return path if self._notes.vouch_for(path) else None

    def find(self, digest: str) -> Path | None:
        """Return the sound database made from inputs of this digest; remove damaged ones."""
        with suppress(OSError):
            for path in sorted(self.path.glob(f"{digest[:20]}.*.sqlite")):
                if re.fullmatch(_DATABASE_NAME, path.name):
                    if _sound(path):
                        return path
                    path.unlink()
        return None

    def previous(self, key: str) -> Path | None:
        """Return the database that the key led to last time, sound or not, whatever its inputs."""
        stamp = self._stamp(key)
        return None if stamp is None else self.path / stamp.database

    def remember(self, key: str, inputs: Inputs, database: Path) -> None:
        """Write the stamp that makes the next look-up quick; do without if that fails.

        The caller has just looked through the database.
        """
        if not inputs.settled(self._now_ns()):
            return
        text = json.dumps([inputs.signature, database.name])
        with suppress(OSError), files.replacing(self.path / f"{key}.stamp", _as_it_is) as temporary:
            temporary.write_text(text, encoding="ascii")
        self._notes.write(database)

    def temporary(self) -> Path:
        """Return a new file name in the folder, which is made if need be. Raises OSError."""
        self.path.mkdir(parents=True, exist_ok=True)
        return self.path / f"build-{os.getpid()}-{time.monotonic_ns()}.tmp"

    def adopt(self, temporary: Path, digest: str) -> Path:
        """Give a finished database its name, and let the oldest ones go. Raises OSError."""
        final = self.path / f"{digest[:20]}.{_content(temporary)}.sqlite"
        files.settle(temporary, final)
        self._prune(final)
        return final

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let one process build at a time; where locks do not work, all may, safely."""
        with files.lock(self.path / "lock") as held:
            if held:
                self._sweep()
            yield

    def _stamp(self, key: str) -> Stamp | None:
        try:
            signature, database = json.loads((self.path / f"{key}.stamp").read_bytes())
            if re.fullmatch(_DATABASE_NAME, database):
                return Stamp(str(signature), database)
        except (OSError, ValueError, TypeError):
            pass
        return None

    def _prune(self, keep: Path) -> None:
        with suppress(OSError):
            aged = sorted(
                (
                    p
                    for p in self.path.iterdir()
                    if re.fullmatch(_DATABASE_NAME, p.name) and p != keep
                ),
                key=lambda p: p.stat().st_mtime_ns,
                reverse=True,
            )
            for path in aged[KEEP - 1 :]:
                with suppress(OSError):
                    path.unlink()

    def _sweep(self) -> None:
        """Remove what builds left that were killed, and old notes; the caller holds the lock."""
        with suppress(OSError):
            for path in self.path.iterdir():
                old = re.fullmatch(notes.NAME, path.name) and (
                    self._now_ns() - path.stat().st_mtime_ns > notes.LOOK_AGAIN_NS
                )
                if old or re.fullmatch(_TEMPORARY_NAME, path.name):
                    path.unlink(missing_ok=True)


def _content(path: Path) -> str:
    return files.digest_of(path).digest[:20]


def _sound(path: Path) -> bool:
    """Whether the file's bytes are the ones that its name promises."""
    try:
        return path.name.split(".")[1] == _content(path)
    except (OSError, IndexError):
        return False


def _as_it_is(error: OSError) -> Exception:
    return error
