"""XLSX to rows, by openpyxl, which is an extra: the stored values as text.

What a spreadsheet may have changed on its own, a version that became a number or a date, is told
in `Row.odd`; so are formulas that were never calculated, which stand as they are written. Sizes are
looked at before anything is unpacked.
"""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from integration_db.errors import IntegrationDBError, SheetError, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import CHUNK
from integration_db.sheets.sheet import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    IsHeader,
    Row,
    Sheet,
    above_notes,
    checked_row,
    column_names,
    excerpt,
    no_header,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


_LARGEST_UNPACKED: Final = 512 << 20
_LARGE_MEMBER: Final = 50 << 20
_DENSEST: Final = 200
_LAST_ROW: Final = 1_048_576
_AT_ONCE: Final = 256
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LARGEST_EXACT: Final = 10**15

_Result = TypeVar("_Result")


class _Line(NamedTuple):
    """A row of a worksheet that holds something: its texts, and the numbers of odd cells."""

    number: int
    cells: list[str]
    odd: tuple[int, ...]
    unknown: bool


def open_workbook(
    file: BinaryIO,
    place: str,
    resources: ExitStack,
    *,
    worksheet: str | None,
    is_header: IsHeader,
) -> Sheet:
    """Return the sheet of a workbook; raises `SheetError`, and `UsageError` for the worksheet."""
    try:
        import defusedxml  # noqa: F401 - openpyxl uses it where it is installed
        import openpyxl
    except ImportError as missing:
        raise IntegrationDBError(
            f"reading XLSX needs {missing.name}; run: pip install 'integration-db[xlsx]'"
        ) from None

    formulas = _looked_into(file, place)

    def load(data_only: bool) -> Workbook:
        book = openpyxl.load_workbook(file, read_only=True, data_only=data_only)
        resources.callback(book.close)
        return book

    values = _careful(place, lambda: load(True))
    names = [sheet.title for sheet in values.worksheets]
    chosen = _chosen(names, worksheet)
    written = _careful(place, lambda: load(False)) if formulas else None
    nearest: list[tuple[int, Sequence[str]]] = []
    for name in chosen:
        last = values[name].max_row
        lines = _lines(place, values, written, name)
        above: list[_Line] = []
        for line in islice(lines, HEADER_WITHIN):
            header = _without_empty_end(line.cells)
            if is_header(header):
                break
            above.append(line)
        else:
            nearest += [(line.number, line.cells) for line in above]
            continue
        if len(header) > MOST_COLUMNS:
            raise SheetError(
                place, f"more than {MOST_COLUMNS:,} columns", line=line.number, unit="row"
            )
        notes = []
        if len(names) > 1:
            notes.append(f"worksheet {name!r} was read, of {len(names)} in the workbook")
        notes += above_notes(above)
        return Sheet(
            kind="xlsx",
            worksheet=name,
            header=column_names(header),
            header_line=line.number,
            preamble=tuple(tuple(_without_empty_end(row.cells)) for row in above),
            expected=None if last is None else max(0, last - line.number),
            notes=notes,
            pieces=iter([_rows(lines, column_names(header), notes)]),
        )
    raise no_header(place, nearest, "row")


def _looked_into(file: BinaryIO, place: str) -> bool:
    """Tell whether the workbook has formulas; raises `SheetError` before a bomb is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_bomb(place, members)
            _refuse_foreign(place, {member.filename for member in members})
            sheets = [m for m in members if m.filename.startswith("xl/worksheets/")]
            return any(_has_formula(archive, member) for member in sheets)
    except SheetError:
        raise
    except Exception as error:  # zipfile, zlib and lzma have many, for bytes that are not theirs
        raise _damaged(place, error) from None


def _refuse_bomb(place: str, members: Sequence[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    if total > _LARGEST_UNPACKED:
        size, limit = total >> 20, _LARGEST_UNPACKED >> 20
        raise SheetError(
            place, f"unpacks to {size:,} MB, and {limit} are the most; save the list as CSV"
        )
    for member in members:
        if member.file_size > max(_LARGE_MEMBER, _DENSEST * member.compress_size):
            raise SheetError(
                place,
                f"{member.filename!r} in it is packed more than {_DENSEST} times smaller, as no "
                "list is; save the list as CSV",
            )


def _refuse_foreign(place: str, names: set[str]) -> None:
    if "[Content_Types].xml" in names and "xl/workbook.bin" not in names:
        return
    what = "a ZIP archive and no workbook"
    if "xl/workbook.bin" in names:
        what = "a binary Excel workbook (.xlsb)"
    elif "mimetype" in names:
        what = "an OpenDocument file"
    raise SheetError(place, f"this is {what}; save the list as XLSX or CSV")


def _has_formula(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as part:
        end = b""
        while chunk := part.read(CHUNK):
            if _FORMULA.search(end + chunk):
                return True
            end = chunk[-64:]
    return False


def _careful(place: str, work: Callable[[], _Result], after: int = 0) -> _Result:
    """Return what openpyxl gives; whatever it raises for a damaged workbook is one `SheetError`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            return work()
        except MemoryError:
            raise
        except Exception as error:  # KeyError, TypeError, ParseError...: it checks little itself
            raise _damaged(place, error, after) from None


def _damaged(place: str, error: Exception, after: int = 0) -> SheetError:
    what = " ".join(str(error).split()) or type(error).__name__
    return SheetError(
        place,
        f"the workbook is damaged or cut off ({excerpt(what)}); open it in a spreadsheet "
        "program and save it anew",
        line=after + 1 if after else None,
        unit="row",
    )


def _chosen(names: Sequence[str], worksheet: str | None) -> Sequence[str]:
    """Return the worksheets to look into."""
    if worksheet is None:
        return names
    wanted = worksheet.strip().casefold()
    matching = [name for name in names if name.strip().casefold() == wanted]
    if not matching:
        raise UsageError(
            f"there is no worksheet {worksheet!r}; there are: {', '.join(names)}",
            code="unknown-worksheet",
            suggestions=tuple(names),
        )
    return matching[:1]


def _lines(place: str, values: Workbook, written: Workbook | None, name: str) -> Iterator[_Line]:
    """Yield the rows of a worksheet that hold something."""
    rows = _cells(values, name)
    formulas = repeat(()) if written is None else _cells(written, name)
    both = zip(rows, formulas, strict=False)
    number = 0
    while batch := _careful(place, lambda: list(islice(both, _AT_ONCE)), number):
        for cells, as_written in batch:
            number += 1
            line = _line(number, cells, as_written)
            if any(line.cells):
                yield line


def _cells(book: Workbook, name: str) -> Iterator[Sequence[Any]]:
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    return iter(sheet.iter_rows(max_row=_LAST_ROW))


def _line(number: int, cells: Sequence[Any], as_written: Sequence[Any]) -> _Line:
    odd = [n for n, cell in enumerate(cells) if _is_odd(cell.value)]
    texts = [_text(cell.value) for cell in cells]
    unknown = False
    for n, (cell, written) in enumerate(zip(cells, as_written, strict=False)):
        # "str" is the type of a formula whose stored value is an empty text
        if written.data_type == "f" and cell.value is None and cell.data_type != "str":
            texts[n] = str(getattr(written.value, "text", written.value))
            odd.append(n)
            unknown = True
    return _Line(number, texts, tuple(sorted(odd)), unknown)


def _is_odd(value: object) -> bool:
    if isinstance(value, float):
        return not value.is_integer() or abs(value) >= _LARGEST_EXACT
    return isinstance(value, datetime.date | datetime.time | datetime.timedelta)


def _text(value: object) -> str:
    """Return the text of a value, numbers as a spreadsheet shows them when nothing is set."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value)


def _rows(lines: Iterable[_Line], header: Sequence[str], notes: list[str]) -> Iterator[Row]:
    """Yield the rows below the header, as wide as it."""
    width = len(header)
    beside = unknown = 0
    for line in lines:
        if any(line.cells[width:]):
            beside = beside or line.number
        cells = line.cells[:width] + [""] * (width - len(line.cells))
        if line.unknown:
            unknown = unknown or line.number
        odd = tuple(n for n in line.odd if n < width)
        yield checked_row(Row(line.number, cells, None, odd), header)
    if unknown:
        notes.append(
            f"formulas without a stored value were read as they are written (the first: row "
            f"{unknown:,}); save the list anew in a spreadsheet program"
        )
    if beside:
        notes.append(f"cells right of the header were left out (the first: row {beside:,})")


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return list(cells[:end])
