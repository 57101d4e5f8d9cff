"""Writing overlay files: whole or not at all, one writer at a time, the former content kept.

Knows nothing of YAML.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from integration_db.errors import OverlayError

BACKUP = ".bak"
"""Behind the name of a file: its content before the last change."""


def read_text(path: Path) -> str | None:
    """Return the text of a file with its line ends, None where there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise OverlayError(str(path), f"overlay file {path} is not UTF-8 text") from None
    except OSError as error:
        raise OverlayError(
            str(path), f"overlay file {path} cannot be read: {error.strerror}"
        ) from None


def replace_text(path: Path, text: str) -> Path | None:
    """Put a new text in the place of a file and return the backup, if there was a file.

    A link is followed, permissions are kept. Raises `OverlayError`; then the file is as it was.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        backup = _keep(target)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        else:
            os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        raise OverlayError(
            str(path), f"overlay file {path} cannot be written: {error.strerror or error}"
        ) from None
    return backup


def _keep(target: Path) -> Path | None:
    """Write the backup as carefully as the file, so that one good copy is there at any moment."""
    if not target.exists():
        return None
    backup = target.with_name(target.name + BACKUP)
    handle, temporary = tempfile.mkstemp(prefix=f".{backup.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(target.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, backup)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return backup


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Let one process change the overlay at a time. Raises `OverlayError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / ".lock").open("a+b")
    except OSError as error:
        raise OverlayError(
            str(folder), f"overlay folder {folder} cannot be written: {error.strerror}"
        ) from None
    with handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            with suppress(OSError):  # a file system without locks: one writer has to do
                fcntl.flock(handle.fileno(), fcntl.LOCK_EX)
        yield
