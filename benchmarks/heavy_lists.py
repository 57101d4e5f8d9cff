"""Lists that are small to send and heavy to check: what attackers send again and again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

LINES = 2_000
COLUMNS = 500


def wide() -> bytes:
    """Return a list with thousands of columns."""
    return (",".join(["Model", *(f"h{n}" for n in range(16_000))]) + "\n" + "E100,\n" * 40).encode()


def one_wide_line() -> bytes:
    """Return a list of one line with hundreds of thousands of cells."""
    return ",".join("x" * 450_000).encode()


def unknown_names() -> bytes:
    return (
        "Model\n" + "\n".join(f"ZQX-{n * 7919 % 100_003}-LVE{n}" for n in range(LINES))
    ).encode()


def prose() -> bytes:
    """Return a list whose cameras stand in sentences."""
    lines = (
        f"Provide {n} nos of Acme XQ-{n * 7919 % 10_007}Z outdoor camera, IR {n}m, or equivalent"
        for n in range(LINES)
    )
    return ("Description\n" + "\n".join(lines)).encode()


def secret_headings() -> bytes:
    """Return a list with as many columns as there may be, nearly all of them of passwords."""
    headings = ",".join(["Model", *(f"Password of user {n}" for n in range(COLUMNS - 1))])
    return (headings + "\n" + ("E100" + ",a@b:c" * (COLUMNS - 1) + "\n") * 200).encode()


def families() -> bytes:
    """Return a list of families, each line for another firmware."""
    return ("Model,Firmware\n" + "".join(f"P32*,9.{n}\n" for n in range(LINES))).encode()


def moves(new: Callable[[int], str]) -> bytes:
    """Return a list whose devices all get new addresses."""
    lines = (f"P3245-LV,{_address(n)},{new(n)}\n" for n in range(LINES - 1))
    return ("Model,IP,New IP\n" + "".join(lines)).encode()


def moves_to_one_address() -> bytes:
    return moves(lambda _: "10.9.9.9")


def moves_in_a_ring() -> bytes:
    return moves(lambda n: _address((n + 1) % (LINES - 1)))


def scattered_workbook() -> bytes:
    """Return a small workbook with a cell in the last column and one in the last row."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["XFD2"], sheet["A1048576"] = "Model", "E100", "x", "E100"
    for number in range(300):
        book.create_sheet(f"S{number}")["A1"] = "Model"
    return _saved(book)


def workbook_of_tables() -> bytes:
    """Return a workbook of ten thousand headers, each unlike the one above."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(10_000):
        sheet.append(["Model", "Name", "Firmware" if number % 2 else "IP"])
        if number % 6 == 0:
            sheet.append(["E100"])
    return _saved(book)


def swelling_workbook() -> bytes:
    """Return a workbook of some hundred thousand bytes whose only worksheet has 64 million."""
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Model"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_saved(book))) as small,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as large,
    ):
        for name in small.namelist():
            content = small.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(b"</sheetData>", b"<row/>" * 10_700_000 + b"</sheetData>")
            large.writestr(name, content)
    return out.getvalue()


def deep_objects() -> bytes:
    """Return JSON whose objects lie in each other, without an end."""
    return b'{"lines":[' + b'{"Model":' * 100_000


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _address(number: int) -> str:
    return f"10.0.{number // 200}.{number % 200 + 1}"
