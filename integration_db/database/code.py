"""The code that decides what is in a database: as much an input of it as the seed.

What only reads databases is none: who changes a page or a command keeps the databases at hand.
"""

from __future__ import annotations

import os
from typing import Final

DECIDING: Final = (
    *("named_tuple.py", "errors.py", "vocabulary.py", "environment.py", "files.py", "listing.py"),
    "text",
    *("firmware", "names", "evidence", "seed", "database"),
)
"""Folders and files of the library: all that building imports (a test keeps it so)."""

SUFFIXES: Final = (".py", ".sql")


def code_of(library: str | os.PathLike[str]) -> list[str]:
    """Return the places of the deciding code in the folder of the library."""
    return [os.path.join(library, name) for name in DECIDING]
