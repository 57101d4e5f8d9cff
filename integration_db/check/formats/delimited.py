"""A checked list as CSV: the lines as they stood, with the added columns behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING

from integration_db.check.formats.shared import (
    CarefulRows,
    CheckedSheet,
    cells_of_line,
    written_headings,
)
from integration_db.text.safe_text import defused, needs_no_care

if TYPE_CHECKING:
    from integration_db.check import Assessment


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write the list's own columns, then ours; a cell that a spreadsheet would run is defused.

    Lines of text that need no care are taken over as they stand, with our columns behind.
    """
    header = written_headings(sheet)
    encode = _encoder(sheet.delimiter)
    if sheet.is_marked:
        out.write("\ufeff")  # what came from a spreadsheet goes back to one
    out.write(encode([defused(text) for text in header]))
    careful = CarefulRows(sheet)

    def behind(answer: Assessment, first: int | None) -> str:
        return encode(["", *careful.of_answer(answer), *cells_of_line(first, None)])

    for piece in sheet.checked.runs(behind):
        if not isinstance(piece, tuple):
            out.writelines(encode(careful.cells(line)) for line in piece)
            continue
        run, texts = piece
        if run.lines and needs_no_care(joined := "".join(run.lines), sheet.delimiter):
            out.write("".join(chain(*zip(joined.splitlines(), texts, strict=True))))
        else:
            rows = zip(run.cells, texts, strict=True)
            for cells, text in rows:
                out.write(encode(careful.own(cells)).rstrip("\n") + text)


def _encoder(delimiter: str) -> Callable[[Sequence[str]], str]:
    """Return what makes one line of CSV out of cells."""
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")

    def encode(cells: Sequence[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    return encode
