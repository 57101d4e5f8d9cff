"""The JSON Schema of the feed, as it ships."""

from __future__ import annotations

from importlib.resources import files


def schema_text() -> str:
    """Return the text of feed.schema.json."""
    return files(__package__).joinpath("feed.schema.json").read_text(encoding="utf-8")
