"""The parts of an XLSB, looked at record by record for what calamine does not tell.

Its records: https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb, 2.3 and 2.4.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
from typing import IO, BinaryIO, Final

from integration_db.sheets.sheet_facts import SheetFacts
from integration_db.sheets.worksheets import MOST_MERGED, Hidden, HiddenRows, MergedRange

_ROW, _FIRST_CELL, _LAST_CELL = 0, 1, 11
_COLUMNS, _SHEET, _MERGED = 60, 156, 176
_HIDDEN_ROW: Final = 0x10
"""`fDyZero` in byte 11 of a row."""
_MOST_COLUMNS: Final = 16_384


def facts_of_xlsb(file: BinaryIO) -> dict[str, SheetFacts]:
    """Return the facts of each worksheet by its name; one that has none, by that of its part."""
    with zipfile.ZipFile(file) as archive:
        facts = {}
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".bin"):
                with archive.open(part) as opened:
                    facts[part] = _facts(opened)
        names = _names(archive)
    return {names.get(part, part): one for part, one in facts.items()}


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each worksheet by its part."""
    from defusedxml.ElementTree import fromstring

    links = fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    parts = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip(
            "/"
        )
        for link in links
    }
    names = {}
    with archive.open("xl/workbook.bin") as book:
        while (kind := _number(book, 2)) is not None:
            data = book.read(_number(book, 4) or 0)
            if kind == _SHEET:
                link_id, rest = _text(data[8:])
                names[parts.get(link_id, "")] = _text(rest)[0]
    return names


def _text(data: bytes) -> tuple[str, bytes]:
    """Return the text that begins here, and what stands behind it."""
    length = 2 * int.from_bytes(data[:4], "little")
    return data[4 : 4 + length].decode("utf-16-le", "replace"), data[4 + length :]


def _facts(part: IO[bytes]) -> SheetFacts:
    rows = columns = 0
    hidden = HiddenRows()
    hidden_columns: set[int] = set()
    merged: list[MergedRange] = []
    while (kind := _number(part, 2)) is not None:
        data = part.read(_number(part, 4) or 0)
        if kind == _ROW and len(data) >= 12:
            row = int.from_bytes(data[:4], "little") + 1
            rows = max(rows, row)
            if data[11] & _HIDDEN_ROW:
                hidden.add(row)
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            columns = max(columns, int.from_bytes(data[:4], "little") + 1)
        elif kind == _COLUMNS and len(data) >= 18 and data[16] & 1:
            first, last = struct.unpack_from("<II", data)
            hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
        elif kind == _MERGED and len(data) >= 16 and len(merged) < MOST_MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            merged.append(MergedRange(top + 1, left, bottom + 1, right))
    concealed = Hidden(hidden.ranges, frozenset(hidden_columns))
    return SheetFacts(tuple(merged), concealed, rows, columns)


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
