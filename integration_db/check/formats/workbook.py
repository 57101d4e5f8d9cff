"""A checked list as a workbook."""

from __future__ import annotations

from typing import IO

from integration_db.check.formats.shared import HEADER, CarefulRows, ListWriter
from integration_db.text.safe_text import printable


def write(job: ListWriter, out: IO[bytes]) -> None:
    """Write what `delimited` writes as a workbook of text cells."""
    from integration_db.sheets import write_workbook

    header = [*job.header, *HEADER]
    careful = CarefulRows(job)
    rows = (careful.cells(line) for line in job.checked)
    write_workbook(out, "check", [printable(text) for text in header], rows)
