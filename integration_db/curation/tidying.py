"""A seed file's white space put in order; never a value, a quote or a comment.

Line ends, spaces at the end of lines, blank lines. A text that would be read differently afterwards
(a block of text whose blank lines count), or cannot be read, is left as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from integration_db.curation import overlay_files
from integration_db.errors import FileProblems
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


def tidy_file(path: Path, *, write: bool = True) -> bool:
    """Put a file in order and return whether it was not. Raises `OverlayError`.

    Without `write` nothing is changed. The former content is kept beside the file.
    """
    text = overlay_files.read_text(path)
    if text is None:
        return False
    tidy_text = tidied(text)
    if tidy_text == text:
        return False
    if write:
        overlay_files.replace_overlay_file(path, tidy_text)
    return True
