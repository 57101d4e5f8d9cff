"""A private folder that lasts as long as the process that has it, however that ends."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_PREFIX: Final = "integration-db-served-"
_LOCK: Final = "lock"


class HeldFolder:
    """A new temporary folder. Those that killed processes left are removed before.

    A file in it is locked for as long as this process is there, where the system has such locks.
    Raises `OSError` where there is no place for it.
    """

    def __init__(self) -> None:
        _sweep()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        unlocked = self.path / f"{_LOCK}.new"
        self._held = unlocked.open("wb")
        _lock(self._held)
        # Only now can it be found by others who sweep.
        with suppress(OSError):
            unlocked.rename(self.path / _LOCK)

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._held.close()


def _sweep() -> None:
    """Remove the folders of processes that are gone; what cannot be removed stays."""
    if sys.platform == "win32":
        return
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if not entry.name.startswith(_PREFIX) or not entry.is_dir(follow_symlinks=False):
                continue
            if entry.stat(follow_symlinks=False).st_uid != os.getuid():
                continue
            with suppress(OSError), open(os.path.join(entry.path, _LOCK), "rb+") as file:
                _lock(file)
                shutil.rmtree(entry.path, ignore_errors=True)


def _lock(file: BinaryIO) -> None:
    """Lock an open file. Raises `OSError` where somebody else has the lock."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
