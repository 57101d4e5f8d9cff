"""The parts of a workbook that is a ZIP archive, looked at before anything is unpacked whole.

Each is read once, piece by piece, with nothing kept but what a reader of rows is not told: whether
there are pictures, which cells are merged, and which row is the last with content.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import BinaryIO, Final

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import CHUNK
from integration_db.sheets.rows import MOST_COLUMNS, MOST_ROWS
from integration_db.sheets.strict_workbook import MARK
from integration_db.sheets.worksheets import (
    MOST_MERGED,
    NOTHING_HIDDEN,
    Hidden,
    HiddenRows,
    MergedRange,
    damaged,
)

_LARGEST_UNPACKED: Final = 512 << 20
_LARGE_MEMBER: Final = 50 << 20
_DENSEST: Final = 200
_OVERLAP: Final = 512

_DRAWING: Final = re.compile(rb"<(?:\w+:)?(?:drawing|legacyDrawing|picture)\b")
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^<>]*?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_ROW: Final = re.compile(rb'\brow\s[^<>]*?\br="(\d{1,7})"')
_ROW_BEGIN: Final = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="(\d{1,30})"[^<>]*')
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s[^<>]*")
_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
_FROM_TO: Final = re.compile(rb'\b(min|max)="(\d{1,7})"')
_TEXT: Final = re.compile(rb"[^>]</(?:\w+:)?[vtf]>")
_DATA_END: Final = re.compile(rb"</(?:\w+:)?sheetData>")


class PartFacts(NamedTuple):
    """What is in the part of one worksheet; `last_row` is None where its rows have no numbers."""

    has_pictures: bool = False
    merged: tuple[MergedRange, ...] = ()
    last_row: int | None = None
    hidden: Hidden = NOTHING_HIDDEN


class Archive(NamedTuple):
    """What kind of workbook an archive is, and the facts of its worksheets by the part's name."""

    kind: str
    parts: dict[str, PartFacts]


def looked_into(file: BinaryIO, place: str) -> Archive:
    """Look into an archive: `xlsx`, `strict` (the other namespaces of XLSX), `xlsb` or `ods`.

    Raises `SheetError` before a bomb is unpacked, and for what is no workbook.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_bomb(place, members)
            kind = _kind(archive, place, {member.filename for member in members})
            parts: dict[str, PartFacts] = {}
            if kind in ("xlsx", "strict"):
                parts = {
                    member.filename: _facts(archive, member, place)
                    for member in members
                    if member.filename.startswith("xl/worksheets/") and not member.is_dir()
                }
            return Archive(kind, parts)
    except SheetError:
        raise
    except Exception as error:  # zipfile, zlib and lzma have many, for bytes that are not theirs
        raise damaged(place, error) from None


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


def _kind(archive: zipfile.ZipFile, place: str, names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return "strict" if MARK in archive.read("xl/workbook.xml") else "xlsx"
    if "[Content_Types].xml" in names and not any(name.startswith("word/") for name in names):
        return "xlsx"
    if "mimetype" in names:
        said = archive.read("mimetype")[:100]
        if b"opendocument.spreadsheet" in said:
            if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
                raise protected(place)
            return "ods"
        raise SheetError(place, "this is an OpenDocument file and no spreadsheet; save it as CSV")
    if any(name.startswith("word/") for name in names):
        raise SheetError(place, "this is a Word document; save the list as XLSX or CSV")
    if any(name.lower().endswith(".iwa") for name in names):
        raise SheetError(place, "this is a Numbers spreadsheet; save the list as XLSX or CSV")
    raise SheetError(place, "this is a ZIP archive and no workbook; save the list as XLSX or CSV")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def protected(place: str) -> SheetError:
    """Return the error for a workbook that is encrypted."""
    return SheetError(
        place,
        "the workbook is protected with a password; save it without one",
        code="protected-workbook",
    )


def _facts(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str) -> PartFacts:
    """Return what is in the part of a worksheet, read once.

    Raises `SheetError` for rows out of order, before any of them is answered.
    """
    pictures = ended = counts = False
    merged: dict[MergedRange, None] = {}
    hidden = HiddenRows()
    columns = bytearray(MOST_COLUMNS)
    last = row = begun = 0
    before = told_to = -1  # where the data held begin, and how far rows were looked at
    with archive.open(member) as part:
        end = b""
        while chunk := part.read(CHUNK):
            data = end + chunk
            if b"\0" in data[:_OVERLAP]:
                return PartFacts()  # in UTF-16, which no program writes
            if not pictures and (b"rawing" in data or b"picture" in data):
                pictures = _DRAWING.search(data) is not None
            if len(merged) < MOST_MERGED and b"mergeCell" in data:
                merged.update(dict.fromkeys(_range(found) for found in _MERGED.finditer(data)))
            hides = b"hidden=" in data
            if begun == 0 and hides:
                _mark_hidden(data, columns)
            for found in _ROW_BEGIN.finditer(data):
                if (at := before + found.start()) > told_to and found.end() < len(data):
                    told_to, begun = at, _next_row(int(found[1]), begun, place)
                    if hides and _HIDDEN.search(found[0]):
                        hidden.add(begun)
            before += len(data) - len(data[-_OVERLAP:])
            if not ended:
                stop = _DATA_END.search(data)
                ended = stop is not None
                until = stop.start() if stop else len(data)
                filled = _filled(data, until)
                if filled >= 0:
                    counts = True
                    last = _row_before(data, filled) or row
                row = _row_before(data, until) or row
            end = data[-_OVERLAP:]
    told = last if last or not counts else None
    concealed = Hidden(
        hidden.ranges, frozenset(n for n, is_hidden in enumerate(columns) if is_hidden)
    )
    return PartFacts(pictures, tuple(merged), told, concealed)


def _mark_hidden(data: bytes, columns: bytearray) -> None:
    """Mark the columns that the beginning of a worksheet says are hidden."""
    for found in _COLUMN.finditer(data):
        ends = {name: int(number) for name, number in _FROM_TO.findall(found[0])}
        if _HIDDEN.search(found[0]) and b"min" in ends:
            last = min(ends.get(b"max", ends[b"min"]), MOST_COLUMNS)
            first = max(ends[b"min"], 1) - 1
            columns[first:last] = b"\1" * (last - first)


def _filled(data: bytes, end: int) -> int:
    """Return where the last element with a text in it ends, before a place; -1 if none does."""
    at = max(data.rfind(mark, 0, end) for mark in (b"v>", b"t>", b"f>"))
    begin = data.rfind(b"</", 0, at) if at > 0 else -1
    if begin > 0 and b"<" not in data[begin + 1 : at] and data[begin - 1 : begin] != b">":
        return at
    return max((found.start() for found in _TEXT.finditer(data, 0, end)), default=-1)


def _next_row(number: int, before: int, place: str) -> int:
    """Return the number of a row that comes behind another one; raises `SheetError`."""
    if number > MOST_ROWS:
        problem = f"it has a row {number}, and {MOST_ROWS:,} are the most"
    elif number <= before:
        problem = f"row {number} stands behind row {before}"
    else:
        return number
    raise damaged(place, ValueError(problem))


def _row_before(data: bytes, end: int) -> int:
    """Return the number of the last row that begins before a place; 0 if none does."""
    at = data.rfind(b"row ", 0, end)
    found = _ROW.match(data, at) if at > 0 else None
    return int(found[1]) if found else 0


def _range(found: re.Match[bytes]) -> MergedRange:
    first, top, last, bottom = found.groups()
    return MergedRange(int(top), _column(first), int(bottom), _column(last))


def _column(letters: bytes) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return min(number, MOST_COLUMNS) - 1
