"""The formats in which a checked list is written: a file each, and a row here.

Each file holds `write(sheet, out)`, where `sheet` is a `shared.CheckedSheet`. The table for a
terminal is the command line's own, and HTML is the business of `report`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, Final

from integration_db.check.formats import (
    acceptance,
    delimited,
    json_document,
    json_lines,
    markdown,
    moves,
    workbook,
)
from integration_db.check.formats.shared import CheckedSheet
from integration_db.named_tuple import NamedTuple


class Format(NamedTuple):
    """One format: its name, what writes it, the endings of its files.

    `write` takes a list, which it answers line by line, and a file of text, or of bytes if binary.
    One that `covers` can be written without addresses; others hand back the list's own cells.
    """

    name: str
    write: Callable[[CheckedSheet, IO[Any]], None]
    suffixes: tuple[str, ...]
    is_binary: bool = False
    covers: bool = False


LIST_FORMATS: Final = (
    Format("csv", delimited.write, (".csv",)),
    Format("json", json_document.write, (".json",)),
    Format("ndjson", json_lines.write, (".ndjson", ".jsonl")),
    Format("markdown", markdown.write, (".md",)),
    Format("xlsx", workbook.write, (".xlsx",), is_binary=True),
    Format("moves", moves.write, ()),
    Format("acceptance", acceptance.write, (), is_binary=True, covers=True),
)
"""Every format of a written list."""
