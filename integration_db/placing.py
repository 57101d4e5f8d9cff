"""Putting an export in its place: written beside it, moved when it is complete.

Whoever reads the place sees the old file or the new one, never half of one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from integration_db.errors import ExportError, UsageError


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
        raise UsageError(f"{target} is not a file: name one, or - for stdout", code="not-a-file")
    if os.path.lexists(target) and not force:
        raise UsageError(
            f"{target} is there already: name another file, or say --force to replace it",
            code="exists",
        )


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
