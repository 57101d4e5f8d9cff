"""The content of an ODS, looked at before it is unfolded, for what calamine does not tell.

A few bytes say that a row or a cell stands a million times. What is empty costs nothing; what is
not is counted here. The names: https://docs.oasis-open.org/office/OpenDocument/v1.3/, part 3, 9.
"""

from __future__ import annotations

import zipfile
from typing import Any, BinaryIO, Final

from integration_db.sheets.rows import MOST_COLUMNS
from integration_db.sheets.sheet_facts import SheetFacts
from integration_db.sheets.worksheets import MOST_MERGED, Hidden, HiddenRows, MergedRange

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_CELLS: Final = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
_CONCEALED: Final = frozenset(("collapse", "filter"))


def facts_of_ods(file: BinaryIO) -> dict[str, SheetFacts]:
    """Return the facts of each worksheet by its name."""
    from defusedxml.ElementTree import iterparse

    found: dict[str, _Watch] = {}
    watch = _Watch()
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as part:
        for event, element in iterparse(part, ("start", "end")):
            tag: Any = element.tag
            if event == "end":
                element.clear()
            elif tag in _CELLS:
                watch.cell(element)
            elif tag == _TEXT:
                watch.fill()
            elif tag == f"{_TABLE}table-row":
                watch.row(element)
            elif tag == f"{_TABLE}table-column":
                watch.column(element)
            elif tag == f"{_TABLE}table":
                watch = found.setdefault(element.get(f"{_TABLE}name", ""), _Watch())
    return {name: watch.facts for name, watch in found.items()}


class _Watch:
    """Follows the elements of one worksheet, in their order."""

    def __init__(self) -> None:
        self._merged: list[MergedRange] = []
        self._hidden = HiddenRows()
        self._hidden_columns: set[int] = set()
        self._first_row, self._last_row = 1, 0  # of the row that is met, which may be repeated
        self._next_column = self._columns_so_far = 0
        self._rows = self._columns = 0

    @property
    def facts(self) -> SheetFacts:
        """Return what was seen."""
        hidden = Hidden(self._hidden.ranges, frozenset(self._hidden_columns))
        return SheetFacts(tuple(self._merged), hidden, self._rows, self._columns)

    def column(self, element: Any) -> None:
        """Look at what is said of columns."""
        times = _times(element, "columns-repeated")
        if element.get(f"{_TABLE}visibility") in _CONCEALED:
            last = min(self._columns_so_far + times, MOST_COLUMNS)
            self._hidden_columns.update(range(self._columns_so_far, last))
        self._columns_so_far += times

    def row(self, element: Any) -> None:
        """Begin a row."""
        self._first_row = self._last_row + 1
        self._last_row += _times(element, "rows-repeated")
        self._next_column = 0
        if element.get(f"{_TABLE}visibility") in _CONCEALED:
            self._hidden.add(self._first_row, self._last_row)

    def cell(self, element: Any) -> None:
        """Look at a cell of the row."""
        first = self._next_column
        rows, columns = _times(element, "rows-spanned"), _times(element, "columns-spanned")
        if (rows > 1 or columns > 1) and len(self._merged) < MOST_MERGED:
            top = self._first_row
            self._merged.append(MergedRange(top, first, top + rows - 1, first + columns - 1))
        self._next_column += _times(element, "columns-repeated")
        if element.get(_TYPE) is not None:
            self.fill()

    def fill(self) -> None:
        """Take note that the cell that was met last holds something."""
        self._rows = max(self._rows, self._last_row)
        self._columns = max(self._columns, self._next_column)


def _times(element: Any, name: str) -> int:
    return int(element.get(f"{_TABLE}number-{name}", "1"))
