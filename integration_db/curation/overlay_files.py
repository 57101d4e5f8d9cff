"""The files of an overlay: read, replaced, changed by one process at a time.

What goes wrong is an `OverlayError` that names the file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from integration_db import files
from integration_db.errors import FileProblems, OverlayError
from integration_db.seed.reading import data_of


def read_text(path: Path) -> str | None:
    """Return the text of a file with its line ends, None where there is none."""
    try:
        return data_of(path, str(path)).decode("utf-8") if os.path.exists(path) else None
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


def replace_all(texts: Mapping[Path, str]) -> list[Path]:
    """Put new texts in the place of files, all or none, and return the backups.

    They are written in their order. Where one cannot be, those before it get their former content
    again; then raises `OverlayError`.
    """
    former = {path: read_text(path) for path in texts}
    backups, done = [], []
    try:
        for path, text in texts.items():
            backup = replace_overlay_file(path, text)
            done.append(path)
            backups += [backup] if backup is not None else []
    except OverlayError:
        for path in reversed(done):
            _put_back(path, former[path])
        raise
    return backups


def _put_back(path: Path, text: str | None) -> None:
    with suppress(OverlayError, OSError):
        if text is None:
            path.unlink()
        else:
            replace_overlay_file(path, text)


def lock_overlay(folder: Path) -> AbstractContextManager[bool]:
    """Let one process change the overlay at a time."""

    def refusal(error: OSError) -> OverlayError:
        why = error.strerror
        return OverlayError(str(folder), f"overlay folder {folder} cannot be written: {why}")

    return files.lock(folder / ".lock", refusal)
