"""Writes the smallest binary Excel workbooks, for tests: no library writes XLSB.

The records are those of [MS-XLSB], https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record: its kind and length, seven bits to a byte, and what it holds."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(data)
    while True:
        length += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + length + data


def write_xlsb(
    path: Path,
    sheets: dict[str, Sequence[Sequence[str | float]]],
    hidden: str,
    *,
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> None:
    """Write worksheets by their names; the one called `hidden` is hidden.

    In each of them rows and columns (from 0) may be hidden, and cells be `merged`: from a row to a
    row, from a column to a column.
    """
    links, book = "", record(131) + record(153, bytes(12) + _text("")) + record(143)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        for number, (name, rows) in enumerate(sheets.items(), 1):
            part = f"worksheets/sheet{number}.bin"
            links += f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="{part}"/>'
            state = struct.pack("<II", name == hidden, number)
            book += record(156, state + _text(f"r{number}") + _text(name))
            archive.writestr(f"xl/{part}", _sheet(rows, hidden_rows, hidden_columns, merged))
        archive.writestr("xl/workbook.bin", book + record(144) + record(132))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        )


def _sheet(
    rows: Sequence[Sequence[str | float]],
    hidden_rows: Collection[int],
    hidden_columns: Collection[int],
    merged: Sequence[tuple[int, int, int, int]],
) -> bytes:
    extent = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    data = record(129) + record(148, extent)
    for column in hidden_columns:
        data += record(60, struct.pack("<IIIIH", column, column, 2000, 0, 1))
    data += record(145)
    for number, row in enumerate(rows):
        flags = (number in hidden_rows) << 12
        data += record(0, struct.pack("<IIHHBI", number, 0, 300, flags, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                data += record(6, place + _text(value))
            else:
                data += record(5, place + struct.pack("<d", value))
    data += record(146) + record(177, struct.pack("<I", len(merged)))
    for one in merged:
        data += record(176, struct.pack("<IIII", *one))
    return data + record(178) + record(130)


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
