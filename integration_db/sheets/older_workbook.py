"""XLS, XLSB and ODS to lines, by python-calamine, which is an extra.

It holds whole worksheets in memory, as rectangles, so XLSX is not read by it; it tells no formulas,
and of ODS and XLSB no merged cells. It runs in a process of its own, see `calamine_process`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import IO, Any, BinaryIO, Final, TypeVar

from integration_db.errors import IntegrationDBError, SheetError
from integration_db.sheets.calamine_process import read_apart
from integration_db.sheets.encodings import CHUNK
from integration_db.sheets.workbook import needs_extra
from integration_db.sheets.workbook_parts import protected
from integration_db.sheets.worksheets import MOST_MERGED, BookSheet, MergedRange, SheetLine, damaged
from integration_db.text.sentences import with_article

NAMES: Final = {
    "xls": "old Excel workbook (.xls)",
    "xlsb": "binary Excel workbook (.xlsb)",
    "ods": "OpenDocument spreadsheet (.ods)",
}
"""Each kind of workbook as people know it."""

_AT_ONCE: Final = 256
_MOST_CELLS: Final = 20_000_000
_ROW, _FIRST_CELL, _LAST_CELL = 0, 1, 11
"""Records of XLSB: https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb, 2.3.2."""

_BOF: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS: Final = b"\x2f\x00"
_FIRST_RECORDS: Final = 8
_LARGEST_XLS: Final = 1 << 28

_TABLES: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_Result = TypeVar("_Result")


def older_worksheets(
    file: BinaryIO, place: str, kind: str, resources: ExitStack
) -> list[BookSheet]:
    """Return the worksheets of a workbook of one of the kinds in `NAMES`; raises `SheetError`."""
    try:
        import defusedxml  # noqa: F401 - for the merged cells of ODS
        import python_calamine  # noqa: F401 - the other process uses it
    except ImportError as missing:
        raise needs_extra(with_article(NAMES[kind]), missing) from None
    if kind == "xls" and _is_encrypted(file):
        raise protected(place)
    if kind == "xlsb":
        _refuse_vast(file, place)
    merged = _careful(place, kind, lambda: _merged_of_ods(file)) if kind == "ods" else {}
    lines, problem = read_apart(file, resources)
    if lines is None:
        raise damaged(place, ValueError(problem), called=NAMES[kind])
    found = []
    while line := lines.readline():
        about = json.loads(line) if line.startswith(b"{") else None
        if about is None:
            continue
        if "problem" in about:
            raise damaged(place, ValueError(about["problem"]), called=NAMES[kind])
        found.append(_worksheet(lines, about, merged))
    return found


def _worksheet(
    lines: IO[bytes], about: dict[str, Any], merged: dict[str, list[MergedRange]]
) -> BookSheet:
    ranges = merged.get(about["name"]) or [
        MergedRange(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in about["merged"]
    ]
    return BookSheet(
        about["name"],
        about["state"],
        partial(_lines, lines, lines.tell()),
        tuple(ranges),
        last_row=about["last_row"],
    )


def _lines(lines: IO[bytes], place: int) -> Iterator[SheetLine]:
    """Yield the rows of a worksheet, which stand from a place on; others may be read meanwhile."""
    while True:
        lines.seek(place)
        batch = list(islice(iter(lines.readline, b""), _AT_ONCE))
        place = lines.tell()
        for line in batch:
            if line.startswith(b"{"):
                return
            number, texts, odd = json.loads(line)
            yield SheetLine(number, texts, tuple(odd))
        if len(batch) < _AT_ONCE:
            return


def _careful(place: str, kind: str, work: Callable[[], _Result]) -> _Result:
    """Return what is read of a ZIP archive; of whatever is raised there, one `SheetError`."""
    try:
        return work()
    except (MemoryError, IntegrationDBError):
        raise
    except Exception as error:
        raise damaged(place, error, called=NAMES[kind]) from None


def _is_encrypted(file: BinaryIO) -> bool:
    """Tell whether an XLS says behind its beginning that the rest is encrypted.

    The records of a workbook begin with BOF, and FILEPASS is one of the first behind it:
    https://learn.microsoft.com/openspecs/office_file_formats/ms-xls, 2.4.21 and 2.4.117.
    """
    file.seek(0)
    data = file.read(_LARGEST_XLS)
    at = data.find(_BOF)
    for _ in range(_FIRST_RECORDS):
        if not 0 <= at < len(data) - 4:
            return False
        if data[at : at + 2] == _FILEPASS:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False


def _refuse_vast(file: BinaryIO, place: str) -> None:
    """Raise `SheetError` for an XLSB with a worksheet of too many cells, full or not."""

    def looked() -> None:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".bin"):
                    with archive.open(name) as part:
                        rows, columns = _extent(part)
                    if rows * columns > _MOST_CELLS:
                        size = f"{rows:,} rows by {columns:,} columns"
                        raise SheetError(place, f"a worksheet has {size}; save the list as XLSX")

    _careful(place, "xlsb", looked)


def _extent(part: IO[bytes]) -> tuple[int, int]:
    """Return how many rows and columns the part of a worksheet spans."""
    rows = columns = 0
    while (kind := _number(part, 2)) is not None:
        data = part.read(_number(part, 4) or 0)
        if kind == _ROW:
            rows = max(rows, int.from_bytes(data[:4], "little") + 1)
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            columns = max(columns, int.from_bytes(data[:4], "little") + 1)
    return rows, columns


def _number(part: IO[bytes], longest: int) -> int | None:
    """Return a number of up to so many bytes with seven bits each; None at the end."""
    number = 0
    for place in range(longest):
        byte = part.read(1)
        if not byte:
            return None
        number |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:
            break
    return number


def _has_spans(file: BinaryIO) -> bool:
    """Tell whether an ODS has merged cells at all: most have none, and need not be parsed."""
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as part:
        end = b""
        while chunk := part.read(CHUNK):
            if b"-spanned=" in end + chunk:
                return True
            end = chunk[-16:]
    return False


def _merged_of_ods(file: BinaryIO) -> dict[str, list[MergedRange]]:
    """Return the merged cells of each worksheet of an ODS, which calamine does not tell."""
    from defusedxml.ElementTree import iterparse

    found: dict[str, list[MergedRange]] = {}
    if not _has_spans(file):
        return found
    ranges: list[MergedRange] = []
    row = column = 0
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as part:
        for event, element in iterparse(part, ("start", "end")):
            tag: Any = element.tag
            if event == "start":
                if tag == f"{_TABLES}table":
                    ranges = found.setdefault(element.get(f"{_TABLES}name", ""), [])
                    row = 0
                elif tag == f"{_TABLES}table-row":
                    row, column = row + 1, 0
                elif tag in (f"{_TABLES}table-cell", f"{_TABLES}covered-table-cell"):
                    rows = int(element.get(f"{_TABLES}number-rows-spanned", "1"))
                    columns = int(element.get(f"{_TABLES}number-columns-spanned", "1"))
                    if (rows > 1 or columns > 1) and len(ranges) < MOST_MERGED:
                        last = column + columns - 1
                        ranges.append(MergedRange(row, column, row + rows - 1, last))
                    column += int(element.get(f"{_TABLES}number-columns-repeated", "1"))
            else:
                if tag == f"{_TABLES}table-row":
                    row += int(element.get(f"{_TABLES}number-rows-repeated", "1")) - 1
                element.clear()
    return found
