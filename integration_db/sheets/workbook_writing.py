"""Writing a workbook of text: every cell is text, so that nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, Any, Final

from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.rows import MOST_ROWS

LONGEST_WRITTEN_CELL: Final = 32_767
"""Characters that a cell can have."""

_A4: Final = 9
"""The number of that paper in OOXML (ECMA-376 part 1, 18.3.1.63 pageSetup)."""

_MARGIN: Final = 0.3
"""Inches beside a page that is laid out."""

_LINE: Final = 15
"""Points that a line of text is high."""

_LONGEST_CHOICE: Final = 255
"""Characters that the words of a drop-down list can have together."""


class DropDown(NamedTuple):
    """The words that the cells of a column offer, from one row to another; the header is row 1."""

    column: int
    first: int
    last: int
    words: tuple[str, ...]


class Worksheet(NamedTuple):
    """A worksheet to be written: its title, its header, its rows.

    With `widths`, in characters, it is laid out as a form: text is wrapped, and on paper it is as
    wide as a page and says its header on each; with `columns` its columns have these widths and
    nothing else. Numbers stay numbers. `choices` is read once all rows are written.
    """

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str | int | float]]
    widths: Sequence[int] = ()
    choices: Iterable[DropDown] = ()
    columns: Sequence[int] = ()


def write_workbook(out: IO[bytes], worksheets: Iterable[Worksheet]) -> None:
    """Write worksheets as an XLSX file, row by row.

    Raises `UsageError` where openpyxl is missing, and where a worksheet cannot hold the rows.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise UsageError(
            "writing XLSX needs openpyxl: pip install 'integration-db[xlsx]'", code="missing-extra"
        ) from None
    book = Workbook(write_only=True)
    for worksheet in worksheets:
        _write(book, worksheet)
    _save(book, out)


def _write(book: Any, worksheet: Worksheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(worksheet.title)
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top") if worksheet.widths else None
    _set_widths(sheet, worksheet.widths or worksheet.columns)
    if worksheet.widths:
        _lay_out(sheet)

    bold, grey = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="E4E8EC")

    def cell(value: str | int | float, *, heads: bool = False) -> object:
        if not isinstance(value, str):
            made = WriteOnlyCell(sheet, value)
        else:
            made = WriteOnlyCell(sheet, value[:LONGEST_WRITTEN_CELL])
            made.data_type = "s"  # openpyxl takes text that begins with = for a formula
            made.quotePrefix = True  # and so would a spreadsheet, once somebody edits the cell
        if heads:
            made.font = bold
        if wrapped:
            made.alignment = wrapped
            if heads:
                made.fill = grey
        return made

    def append(number: int, row: Sequence[str | int | float], *, heads: bool = False) -> None:
        if wrapped:
            sheet.row_dimensions[number].height = _height(row, worksheet.widths)
        sheet.append([cell(value, heads=heads) for value in row])
        sheet.row_dimensions.pop(number, None)  # it is written, and a million would take memory

    append(1, worksheet.header, heads=True)
    try:
        for number, row in enumerate(worksheet.rows, 2):
            if number > MOST_ROWS:
                raise UsageError(
                    f"a worksheet holds {MOST_ROWS:,} rows and the list has more: write CSV "
                    "instead",
                    code="too-many-rows",
                )
            append(number, row)
    except BaseException:
        with suppress(OSError, ValueError):
            sheet.close()  # else it complains once it is thrown away half written
        raise
    _offer(sheet, worksheet.choices)


def _height(row: Sequence[str | int | float], widths: Sequence[int]) -> int:
    """Return the height of a row in points: programs work it out themselves, or do not."""
    pairs = zip(map(str, row), widths, strict=True)
    lines = [-(-len(text) // max(width - 2, 1)) for text, width in pairs]
    return _LINE * max([1, *lines]) + 3


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _lay_out(sheet: Any) -> None:
    """Give a worksheet a page as wide as all its columns, with the header on each."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as there are
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top = sheet.page_margins.bottom = 2 * _MARGIN
    sheet.page_margins.header = sheet.page_margins.footer = _MARGIN
    sheet.print_options.gridLines = True
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _offer(sheet: Any, choices: Iterable[DropDown]) -> None:
    """Add the drop-down lists, one for all cells that offer the same words."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    offered: dict[tuple[str, ...], Any] = {}
    for column, first, last, words in choices:
        listed = ",".join(words)
        if len(listed) > _LONGEST_CHOICE:
            continue
        if words not in offered:
            offered[words] = DataValidation(
                *("list", f'"{listed}"'),
                allow_blank=True,
                showErrorMessage=True,
                error=f"one of: {', '.join(words)}",
            )
            sheet.data_validations.append(offered[words])
        letter = get_column_letter(column)
        offered[words].add(f"{letter}{first}:{letter}{last}")


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
