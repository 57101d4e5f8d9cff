"""The files of an overlay: read, replaced, changed by one process at a time.

What goes wrong is an `OverlayError` that names the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from integration_db import files
from integration_db.curation.changed_files import ChangedFile
from integration_db.errors import FileProblems, OverlayError
from integration_db.seed.reading import data_of, list_files
from integration_db.vocabulary import SEED_SUFFIXES


def read_text(path: Path) -> str | None:
    """Return the text of a file with its line ends, None where there is none."""
    try:
        return data_of(path, str(path)).decode("utf-8") if os.path.lexists(path) else None
    except UnicodeDecodeError:
        raise OverlayError(str(path), f"overlay file {path} is not UTF-8 text") from None
    except FileProblems as refused:
        why = refused.problems[0].message
        raise OverlayError(str(path), f"overlay file {path} {why}") from None


def replace_overlay_file(path: Path, text: str) -> Path | None:
    """Put a new text in the place of a file; return the backup as `files.replace_text` does."""

    def refusal(error: OSError) -> OverlayError:
        why = error.strerror or error
        return OverlayError(str(path), f"overlay file {path} cannot be written: {why}")

    return files.replace_text(path, text, refusal)


def replace_all(changes: Sequence[ChangedFile]) -> list[Path]:
    """Put new texts in the place of files, all or none, and return the backups.

    They are written in their order. Where one cannot be, is no longer as it was read, or somebody
    interrupts, those before it get their former content again. Raises `OverlayError`.
    """
    done: list[tuple[Path, Path | None]] = []
    try:
        for path, old, new in changes:
            if read_text(path) != old:
                raise changed_meanwhile(path)
            done.append((path, replace_overlay_file(path, new)))
    except BaseException:
        for path, backup in reversed(done):
            _put_back(path, backup)
        raise
    return [backup for _, backup in done if backup is not None]


def _put_back(path: Path, backup: Path | None) -> None:
    """Have a file be again as it was; needs no room on the disk."""
    with suppress(OSError):
        if backup is None:
            path.unlink()
        else:
            os.replace(backup, os.path.realpath(path))


def changed_meanwhile(path: Path) -> OverlayError:
    """Return the error for a file that somebody else writes, or that the seed does not read."""
    told = f"overlay file {path} has changed while it was read: nothing is written, do it again"
    return OverlayError(str(path), told)


@contextmanager
def lock_overlay(folder: Path) -> Iterator[None]:
    """Let one process change the overlay at a time; what killed ones left in it goes.

    Raises `OverlayError` where it cannot be written, `SeedError` where it would not be read as it
    is written.
    """

    def refusal(error: OSError) -> OverlayError:
        why = error.strerror
        return OverlayError(str(folder), f"overlay folder {folder} cannot be written: {why}")

    if os.path.lexists(folder) and not folder.is_dir():
        raise OverlayError(str(folder), f"overlay {folder} is no folder: name one, or a new one")
    with files.lock(folder / ".lock", refusal):
        list(list_files(folder))
        for place, inner, _ in os.walk(folder):
            inner[:] = [name for name in inner if not name.startswith(".")]
            files.sweep(Path(place), _WRITTEN)
        yield


_WRITTEN: Final = rf".*(?:{'|'.join(map(re.escape, SEED_SUFFIXES))})(?:{re.escape(files.BACKUP)})?"
"""Pattern of the names of the files that are written to an overlay."""
