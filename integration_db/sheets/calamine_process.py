"""Runs python-calamine in a process of its own: it ends its process at some damaged files.

It allocates what a file claims, and where that is more than there is, nothing can be caught. So
the other process reads, and writes what it found as lines of JSON: for each worksheet an object,
then an array for each of its rows. `worksheets_written` is what runs there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack, suppress
from typing import IO, Any, BinaryIO, Final

from integration_db.named_tuple import NamedTuple
from integration_db.sheets.cell_values import cell_text, is_odd
from integration_db.sheets.encodings import CHUNK

_LONGEST: Final = 300
"""Seconds; a workbook that takes longer is none of a list."""
_MOST_MEMORY: Final = 4 << 30
_SCRIPT: Final = (
    "from integration_db.sheets.calamine_process import worksheets_written; worksheets_written()"
)


class ReadApart(NamedTuple):
    """What the other process found: its lines, or why it found none."""

    lines: IO[bytes] | None
    problem: str = ""


def read_apart(file: BinaryIO, resources: ExitStack) -> ReadApart:
    """Return what calamine reads from a workbook."""
    import tempfile

    if not sys.executable:
        return ReadApart(None, "there is no Python to read it in a process of its own")
    source = resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    file.seek(0)
    while chunk := file.read(CHUNK):
        source.write(chunk)
    source.seek(0)
    lines = resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    try:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            stdin=source,
            stdout=lines,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return ReadApart(None, f"it takes more than {_LONGEST} seconds to read")
    lines.seek(0)
    if done.returncode != 0:
        return ReadApart(None, "it claims to hold more than it does")
    return ReadApart(lines)


def worksheets_written() -> None:
    """Read the workbook that is standard input, and write its worksheets to standard output."""
    import io

    from python_calamine import load_workbook

    _limit_memory()
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as out:
        try:
            book = load_workbook(io.BytesIO(source.read()))
            for sheet in book.sheets_metadata:
                _write_worksheet(book, sheet, out)
        except Exception as error:  # a panic ends the process, which tells enough
            out.write(json.dumps({"problem": str(error)}).encode() + b"\n")


def _write_worksheet(book: Any, sheet: Any, out: IO[bytes]) -> None:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    is_chart = sheet.typ != SheetTypeEnum.WorkSheet
    cells = None if is_chart else book.get_sheet_by_name(sheet.name)
    about = {
        "name": sheet.name,
        "state": (
            "chart"
            if cells is None
            else "visible"
            if sheet.visible == SheetVisibleEnum.Visible
            else "hidden"
        ),
        "merged": [] if cells is None else cells.merged_cell_ranges or [],
        "last_row": 0 if cells is None else cells.total_height,
    }
    out.write(json.dumps(about).encode() + b"\n")
    if cells is None or cells.start is None:
        return
    beside = [""] * cells.start[1]  # rows begin where the first of them has a cell
    for number, values in enumerate(cells.iter_rows(), start=1):
        texts = list(map(cell_text, values))
        if any(texts):
            odd = [n + len(beside) for n, value in enumerate(values) if is_odd(value)]
            out.write(json.dumps([number, beside + texts, odd]).encode() + b"\n")


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
