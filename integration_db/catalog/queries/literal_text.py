"""Text that conditions in SQL take literally."""

from __future__ import annotations


def like_text(text: str) -> str:
    """Return text that LIKE takes literally; the pattern needs `ESCAPE '!'`."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def phrase(text: str) -> str:
    """Return text that full-text search takes literally."""
    return '"' + text.replace('"', '""') + '"'
