"""Files written whole or not at all, one writer at a time, and their digests.

A file is written beside its place and moved there when it is complete.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from integration_db.errors import ExportError, OverlayError, UsageError


class Written(NamedTuple):
    """What was written: its size in bytes and the SHA-256 of it."""

    size: int
    digest: str


@contextmanager
def placed(target: Path, *, force: bool) -> Iterator[Path]:
    """Yield the path of a new file beside `target`, and move it there if all goes well.

    Raises `UsageError` where something is there and `force` is not given, or where it is not a
    file; `ExportError` where it cannot be written.
    """
    check_free(target, force=force)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.open("xb").close()  # never through a link that somebody put there
    except OSError as error:
        raise _cannot_write(target, error) from None
    try:
        yield temporary
        check_free(target, force=force)
        os.replace(temporary, target)
    except OSError as error:
        raise _cannot_write(target, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _cannot_write(target: Path, error: Exception) -> ExportError:
    reason = getattr(error, "strerror", None) or error
    return ExportError(str(target), f"cannot write {target}: {reason}")


def check_free(target: Path, *, force: bool) -> None:
    """Raise `UsageError` unless an export may be put there, `ExportError` where nothing can be."""
    try:
        other = target.exists() and not target.is_file()  # a folder, a pipe, /dev/null
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        raise _cannot_write(target, error) from None
    if other:
        raise UsageError(f"{target} is not a file", code="not-a-file")
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target} is there already: name another file", code="exists")


def write(target: Path, parts: Iterable[str], *, force: bool) -> Written:
    """Write text in UTF-8. Raises as `placed` does."""
    with placed(target, force=force) as temporary:
        digest, size = hashlib.sha256(), 0
        with temporary.open("wb") as file:
            for part in parts:
                content = part.encode("utf-8")
                digest.update(content)
                size += file.write(content)
            file.flush()
            os.fsync(file.fileno())
    return Written(size, digest.hexdigest())


def digest_of(path: Path) -> Written:
    """Return size and SHA-256 of a file. Raises `OSError`."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return Written(size, digest.hexdigest())


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


def lock_if_possible(descriptor: int) -> None:
    """Wait for the lock of an open file. Raises `OSError` where there are no locks."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
