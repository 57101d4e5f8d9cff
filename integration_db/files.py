"""Files written whole or not at all, one writer at a time, and their digests.

A file is written beside its place and moved there when it is complete. What to raise where the
file system refuses is said by whoever calls. Locks are the system's own and not `filelock`, which
asks again every 50 ms where these wait, and raises where a file system knows no locks.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from integration_db.errors import ExportError, UsageError
from integration_db.named_tuple import NamedTuple

BACKUP = ".bak"
"""Behind the name of a file: its content before the last change."""

Refusal = Callable[[OSError], Exception]
"""Makes the exception to raise from what the file system says."""


class Written(NamedTuple):
    """What was written: its size in bytes and the SHA-256 of it."""

    size: int
    digest: str


@contextmanager
def replacing(target: Path, refusal: Refusal, *, like: Path | None = None) -> Iterator[Path]:
    """Yield the path of a new file beside `target`, and move it there if all goes well.

    A link stays and is followed, also to where nothing is yet. The file gets the permissions and,
    where the system lets us, the owner of the one that is there, or of the one that it shall be
    `like`; else those of any new file. Raises what `refusal` makes, also where the file that is
    there may not be written; then `target` is as it was.
    """
    target = Path(os.path.realpath(target))
    _sweep(target)
    try:
        _check_leads_somewhere(target)
        if like is None and os.path.exists(target) and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        model = _status(like or target)
        temporary, held = _new_beside(target, 0o666 if model is None else 0o600)
    except OSError as error:
        raise refusal(error) from None
    try:
        yield temporary
        settle(temporary, target, model=model)
    except OSError as error:
        raise refusal(error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if held is not None:
            os.close(held)


def _check_leads_somewhere(path: Path) -> None:
    """Raise `OSError` for a link to itself."""
    if os.path.islink(os.path.realpath(path)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _status(path: Path) -> os.stat_result | None:
    return path.stat() if path.exists() else None


def make_like(path: Path, model: os.stat_result) -> None:
    """Give a file the permissions of another one, and its owner and group where that is allowed."""
    if hasattr(os, "chown"):
        for user, group in ((-1, model.st_gid), (model.st_uid, -1)):
            with suppress(OSError):
                os.chown(path, user, group)
    path.chmod(stat.S_IMODE(model.st_mode))


def _new_beside(target: Path, mode: int) -> tuple[Path, int | None]:
    """Make a new file beside another; return it, and what holds its lock. Raises `OSError`.

    Only on Linux: Windows moves no file that is held open, and on BSD the lock would keep SQLite
    from writing to the file.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY  # never through a link that somebody put there
    while True:
        temporary = _beside(target)
        held = os.open(temporary, flags, mode)
        if sys.platform != "linux":
            os.close(held)
            return temporary, None
        _locked(held)
        if os.path.exists(temporary):
            return temporary, held
        os.close(held)  # it was swept before it was locked


def _sweep(target: Path) -> None:
    """Remove the files beside `target` that writers of it left who were killed."""
    sweep(target.parent, re.escape(target.name))


def sweep(folder: Path, names: str) -> None:
    """Remove what killed writers left in a folder; `names` is a pattern of what they wrote.

    A file that somebody is at is locked; see `_new_beside`. What cannot be removed stays.
    """
    if sys.platform != "linux":
        return
    import fcntl

    left = re.compile(_left_of(names))
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not left.fullmatch(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            with suppress(OSError), open(entry.path, "rb+") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(entry.path)


def settle(temporary: Path, target: Path, *, model: os.stat_result | None = None) -> None:
    """Move a complete file to its place when its bytes are on the disk. Raises `OSError`.

    It gets permissions and owner of the `model`.
    """
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    if model is not None:
        make_like(temporary, model)
    os.replace(temporary, target)
    with suppress(OSError):  # not every system opens folders
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def staging(folder: Path, refusal: Refusal) -> Iterator[Path]:
    """Yield a new folder in `folder`, which is made if need be; it is gone afterwards.

    What is to be put into `folder` can be moved from there. Raises what `refusal` makes for an
    `OSError`, also for one of whoever fills it. What killed ones left goes.
    """
    import shutil  # takes a while to import

    new = _beside(folder / _STAGED)
    held = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep_staged(folder)
        new.mkdir(mode=0o755)
        if sys.platform == "linux":
            held = os.open(new, os.O_RDONLY)
            _locked(held)
        yield new
    except OSError as error:
        raise refusal(error) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if held is not None:
            os.close(held)


def is_staged(name: str) -> bool:
    """Whether a name is that of a folder that `staging` makes."""
    return re.fullmatch(_left_of(_STAGED), name) is not None


def _sweep_staged(folder: Path) -> None:
    """Remove the folders that `staging` left with those who were killed."""
    if sys.platform != "linux":
        return
    import fcntl
    import shutil

    for name in filter(is_staged, os.listdir(folder)):
        with suppress(OSError):
            held = os.open(folder / name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder / name, ignore_errors=True)
            finally:
                os.close(held)


_STAGED: Final = "staged"


def _beside(target: Path) -> Path:
    """Return a name beside a file that nobody else has."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")


def _left_of(names: str) -> str:
    """Return the pattern of what `_beside` makes of names that fit a pattern."""
    return rf"\.(?:{names})\.[0-9a-f]{{8}}\.tmp"


@contextmanager
def placed(target: Path, *, force: bool) -> Iterator[Path]:
    """Yield the path of a new file to be exported to `target`, and move it there if all goes well.

    A link is there also where it leads to nothing; it stays, and is followed. Raises `UsageError`
    where something is there and `force` is not given, or where it is not a file; `ExportError`
    where it cannot be written.
    """
    check_free(target, force=force)
    with replacing(target, partial(_cannot_write, target)) as temporary:
        yield temporary
        check_free(target, force=force)


def _cannot_write(target: Path, error: Exception) -> ExportError:
    reason = getattr(error, "strerror", None) or error
    return ExportError(str(target), f"cannot write {target}: {reason}")


def check_free(target: Path, *, force: bool) -> None:
    """Raise `UsageError` unless an export may be put there, `ExportError` where nothing can be."""
    try:
        _check_leads_somewhere(target)
        other = target.exists() and not target.is_file()  # a folder, a pipe, /dev/null
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        raise _cannot_write(target, error) from None
    if other:
        raise UsageError(f"{target} is not a file", code="not-a-file")
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target} is there already: name another file", code="exists")


def write_text(target: Path, parts: Iterable[str], *, force: bool) -> Written:
    """Write text in UTF-8. Raises as `placed` does."""
    with placed(target, force=force) as temporary, temporary.open("wb") as file:
        return pour(parts, file.write)


def pour(parts: Iterable[str], write: Callable[[bytes], object]) -> Written:
    """Give text in UTF-8 to whatever takes it, and return what it was in all."""
    import hashlib  # needs the system's library of ciphers

    digest, size = hashlib.sha256(), 0
    for part in parts:
        content = part.encode("utf-8")
        digest.update(content)
        size += len(content)
        write(content)
    return Written(size, digest.hexdigest())


def digest_of(path: Path) -> Written:
    """Return size and SHA-256 of a file. Raises `OSError`."""
    import hashlib

    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return Written(size, digest.hexdigest())


def replace_text(path: Path, text: str, refusal: Refusal) -> Path | None:
    """Put a new text in the place of a file and return the backup, if there was a file.

    A link is followed, permissions are kept. The backup is written as carefully as the file, so
    that one good copy is there at any moment. Raises what `refusal` makes; then the file is as it
    was.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        old = target.read_bytes() if target.exists() else None
    except OSError as error:
        raise refusal(error) from None
    with replacing(target, refusal) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
        if old is None:
            return None
        backup = target.with_name(target.name + BACKUP)
        with replacing(backup, refusal, like=target) as copy:
            copy.write_bytes(old)
    return backup


@contextmanager
def lock(path: Path, refusal: Refusal | None = None) -> Iterator[bool]:
    """Let one process at a time go on, and say whether that is so.

    The lock is that of a file, which is made if need be. Where a file system knows no locks all
    may go on; so may they where the file cannot be made and no `refusal` says what to raise then.
    """
    handle = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, f"{path.name} is not an ordinary file")
        handle = path.open("a+b")
    except OSError as error:
        if refusal is not None:
            raise refusal(error) from None
    try:
        yield handle is not None and _locked(handle.fileno())
    finally:
        if handle is not None:
            handle.close()


def _locked(descriptor: int) -> bool:
    """Wait for the lock of an open file; False where there are no locks."""
    try:
        if sys.platform == "win32":
            _wait_on_windows(descriptor)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return False
    return True


if sys.platform == "win32":

    def _wait_on_windows(descriptor: int) -> None:
        """Wait for as long as it takes; the system gives up after ten seconds."""
        import msvcrt

        while True:
            try:
                return msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:
                    raise
