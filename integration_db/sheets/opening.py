"""From a path, a pipe or a stream to a sheet: which kind of list it is, by its content first."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from integration_db.sheets.sheet import IsHeader, Sheet

KINDS: Final = ("csv", "xlsx", "json", "ndjson")


def open_sheet(
    source: str | Path | BinaryIO,
    *,
    kind: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    worksheet: str | None = None,
    is_header: IsHeader,
) -> Sheet:
    """Open a list of any kind and read it up to its header.

    `source` is a path, `-` for standard input, or a binary stream. Kind, encoding and delimiter
    are found out where they are not given; the worksheet is the first with a header. The header
    is the first row, among the first 30 with content, that `is_header` takes for one.

    Raises `UsageError` for a choice that does not exist and `SheetError` for a list that cannot
    be read; the latter also while rows are read.
    """
    raise NotImplementedError
