"""Names of files and folders of a seed, from printed names."""

from __future__ import annotations

from typing import Final

LONGEST_SLUG: Final = 100
"""Characters of a file's name in front of its ending; some systems take no more than 140 in all."""

_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def why_no_slug(text: str) -> str | None:
    """Return why no file can be called after a printed name, None if one can."""
    name = slug(text)
    if not name:
        return "has no letter of a to z and no digit"
    if len(name) > LONGEST_SLUG:
        return f"is longer than {LONGEST_SLUG} characters"
    if name in _DEVICES:
        return "is the name of a device on Windows, which no file can have there"
    return None


def slug(text: str) -> str:
    """Return the file name for a printed name: `Hanwha Vision` to `hanwha-vision`."""
    parts = "".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split()
    return "-".join(parts)
