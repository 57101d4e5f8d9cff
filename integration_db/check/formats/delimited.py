"""A checked list as CSV: the lines as they stood, with the added columns behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING

from integration_db.check.formats.shared import ADDED, ListWriter, added_cells
from integration_db.text.safe_text import defused, needs_no_care, no_formula, printable, risky

if TYPE_CHECKING:
    from integration_db.check import Line


class _CarefulRows:
    """The cells of lines one by one, harmless; what lines share is worked out once per answer."""

    def __init__(self, job: ListWriter) -> None:
        self.secrets = job.secrets
        self.shared: dict[int, tuple[str, ...]] = {}

    def cells(self, line: Line) -> Sequence[str]:
        """Return the list's own cells, then ours."""
        ours = self.shared.get(id(line.kind))
        if ours is None:
            ours = self.shared[id(line.kind)] = added_cells(line.assessment)
        waived = defused(line.waiver.words) if line.waiver else ""
        return (*self.own(line.cells), *ours, waived)

    def own(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the list's own cells without what a spreadsheet would run, and without secrets."""
        if risky(cells) or not "".join(cells).isprintable():
            cells = [no_formula(_in_cell(text)) for text in cells]
        if self.secrets:
            cells = ["" if n in self.secrets else text for n, text in enumerate(cells)]
        return cells


def write_csv(job: ListWriter, out: IO[str]) -> None:
    """Write the list's own columns, then ours; a cell that a spreadsheet would run is defused.

    Lines of text that need no care are taken over as they stand, with our columns behind.
    """
    header = [*job.header, *(f"idb_{name}" for name in ADDED)]
    encode = _encoder(job.delimiter)
    out.write(encode([defused(text) for text in header]))
    careful = _CarefulRows(job)
    for piece in job.checked.runs(lambda found: encode(["", *added_cells(found), ""])):
        if not isinstance(piece, tuple):
            out.writelines(encode(careful.cells(line)) for line in piece)
            continue
        run, texts = piece
        if not job.secrets and needs_no_care("".join(run.lines), job.delimiter):
            pairs = zip(run.lines, texts, strict=True)
            out.write("".join([line.rstrip("\r\n") + text for line, text in pairs]))
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


def _in_cell(text: str) -> str:
    """Return text without what steers a terminal; line breaks may stay inside a cell."""
    return "\n".join(printable(part) for part in text.split("\n"))
