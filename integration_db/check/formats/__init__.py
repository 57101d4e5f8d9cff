"""The formats in which a checked list is written: a file each, and a row here.

Each file holds `write(sheet, out)`, where `sheet` is a `shared.CheckedSheet`, and is loaded when a
list is written in its format. The table for a terminal is the command line's own, and HTML is the
business of `report`.
"""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from integration_db.check.formats.shared import CheckedSheet


class Format(NamedTuple):
    """One format: its name, the file of this folder that writes it, the endings of its files."""

    name: str
    file: str
    suffixes: tuple[str, ...]
    is_binary: bool = False

    def write(self, sheet: CheckedSheet, out: IO[Any]) -> None:
        """Write a list line by line as it is answered; `out` takes text, or bytes if binary."""
        import_module(f"{__name__}.{self.file}").write(sheet, out)


LIST_FORMATS: Final = (
    Format("csv", "delimited", (".csv",)),
    Format("json", "json_document", (".json",)),
    Format("ndjson", "json_lines", (".ndjson", ".jsonl")),
    Format("markdown", "markdown", (".md",)),
    Format("xlsx", "workbook", (".xlsx",), is_binary=True),
)
"""Every format of a written list."""
