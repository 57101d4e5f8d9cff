"""A seed file's white space put in order; never a value, a quote or a comment.

Line ends, spaces at the end of lines, blank lines. A text that would be read differently afterwards
(a block of text whose blank lines count), or cannot be read, is left as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from integration_db.curation import overlay_files
from integration_db.curation.changed_files import ChangedFile
from integration_db.errors import FileProblems
from integration_db.seed.reading import list_files
from integration_db.seed.yaml_text import read_yaml


def tidied(text: str) -> str:
    """Return the text with its white space in order, or unchanged where that would change data."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    tidy_text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    try:
        same = read_yaml("", text.encode()) == read_yaml("", tidy_text.encode())
    except FileProblems:
        return text
    return tidy_text if same else text


def tidy_folder(folder: Path, *, write: bool = True) -> list[Path]:
    """Put all files of a seed folder in order, or none; return those that were not.

    Without `write` nothing is changed. The former content is kept beside each file. Raises
    `OverlayError`, and `SeedError` where a folder in it cannot be listed or is a link.
    """
    if not write:
        return [change.path for change in _changes(folder)]
    with overlay_files.lock_overlay(folder):
        changes = _changes(folder)
        overlay_files.replace_all(changes)
    return [change.path for change in changes]


def _changes(folder: Path) -> list[ChangedFile]:
    read = [(path, overlay_files.read_text(path)) for path in list_files(folder)]
    changes = [ChangedFile(path, text, tidied(text)) for path, text in read if text]
    return [change for change in changes if change.new != change.old]
