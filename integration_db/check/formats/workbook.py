"""A checked list as a workbook."""

from __future__ import annotations

from typing import IO

from integration_db.check.formats import moves
from integration_db.check.formats.shared import ADDED_HEADINGS, CarefulRows, CheckedSheet
from integration_db.text.safe_text import printable


def write(sheet: CheckedSheet, out: IO[bytes]) -> None:
    """Write what `delimited` writes as a workbook of text cells.

    Where devices get new addresses, further worksheets hold the plan for that.
    """
    from integration_db.sheets import Worksheet, write_workbook

    header = [*sheet.header, *ADDED_HEADINGS]
    careful = CarefulRows()
    rows = (careful.cells(line) for line in sheet.checked)
    sheets = [Worksheet("check", [printable(text) for text in header], rows)]
    if (plan := sheet.checked.readdressing) is not None:
        sheets += moves.worksheets_of(plan)
    write_workbook(out, sheets)
