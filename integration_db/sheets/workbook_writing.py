"""Writing a workbook of text: every cell is text, so that nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, Any, Final

from integration_db.errors import UsageError

MOST_ROWS: Final = 1_048_576
"""Rows that a worksheet can have."""
LONGEST_WRITTEN_CELL: Final = 32_767
"""Characters that a cell can have."""


def write_workbook(
    out: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write header and rows as the one worksheet of an XLSX file, row by row.

    Raises `UsageError` where openpyxl is missing, and where a worksheet cannot hold the rows.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ModuleNotFoundError:
        raise UsageError(
            "writing XLSX needs openpyxl: pip install 'integration-db[xlsx]'", code="missing-extra"
        ) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"

    def cell(text: str, *, bold: bool = False) -> object:
        made = WriteOnlyCell(sheet, text[:LONGEST_WRITTEN_CELL])
        made.data_type = "s"  # openpyxl takes text that begins with = for a formula
        made.quotePrefix = True  # and so would a spreadsheet, once somebody edits the cell
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(text, bold=True) for text in header])
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise UsageError(
                f"a worksheet holds {MOST_ROWS:,} rows and the list has more: write CSV instead",
                code="too-many-rows",
            )
        sheet.append([cell(text) for text in row])
    _save(book, out)


def _save(book: Any, out: IO[bytes]) -> None:
    """Write the book; closed here also on a full disk, else the interpreter tries it once more."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    archive = ZipFile(out, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        with suppress(OSError, ValueError):
            archive.close()
        raise
