"""A checked list as a workbook."""

from __future__ import annotations

from typing import IO

from integration_db.check.formats.delimited import _CarefulRows
from integration_db.check.formats.shared import ADDED, ListWriter
from integration_db.text.safe_text import printable


def write_xlsx(job: ListWriter, out: IO[bytes]) -> None:
    """Write what `write_csv` writes as a workbook of text cells."""
    from integration_db.sheets import write_workbook

    header = [*job.header, *(f"idb_{name}" for name in ADDED)]
    careful = _CarefulRows(job)
    rows = (careful.cells(line) for line in job.checked)
    write_workbook(out, "check", [printable(text) for text in header], rows)
