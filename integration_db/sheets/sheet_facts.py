"""What a reader of cells is not told of a worksheet: merged and hidden cells, and its extent."""

from __future__ import annotations

from typing import Final

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.worksheets import NOTHING_HIDDEN, Hidden, MergedRange

_MOST_CELLS: Final = 20_000_000
"""Cells of a rectangle, full or not, that are held in memory."""


class SheetFacts(NamedTuple):
    """The facts of one worksheet; its cells with content span so many `rows` and `columns`."""

    merged: tuple[MergedRange, ...] = ()
    hidden: Hidden = NOTHING_HIDDEN
    rows: int = 0
    columns: int = 0

    def check(self, place: str) -> None:
        """Raise `SheetError` for a worksheet that spans too many cells."""
        if self.rows * self.columns > _MOST_CELLS:
            size = f"{self.rows:,} rows by {self.columns:,} columns"
            raise SheetError(place, f"a worksheet has {size}; save the list as XLSX")
