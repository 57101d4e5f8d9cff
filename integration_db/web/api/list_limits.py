"""How much a list may hold that is sent to the server; the command line takes far more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from integration_db.errors import UsageError
from integration_db.sheets import OpenedList

MOST_LINES: Final = 2_000
"""Lines of a list that is sent as a file."""
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 200_000
MOST_WORKSHEETS: Final = 50

_WHOLE: Final = "or check it whole on the command line"


class ListSize:
    """Counts a list while it is read. Raises `UsageError` where it is too large."""

    def __init__(self, opened: OpenedList) -> None:
        self._columns = len(opened.header)
        self._lines = 0
        _check(len(opened.sheets), MOST_WORKSHEETS, "worksheets", "send them one by one")
        check_columns(self._columns)

    def add(self, lines: int) -> None:
        """Count some more lines."""
        self._lines += lines
        _check(self._lines, MOST_LINES, "lines", "check it in parts here")
        check_cells(self._lines * self._columns)


def check_objects(lines: Sequence[Any]) -> None:
    """Raise `UsageError` for lines that hold too much, each of which may be an object."""
    objects = [line for line in lines if isinstance(line, dict)]
    columns = len({key for line in objects for key in line})
    check_columns(columns)
    check_cells(columns * len(objects))


def check_columns(columns: int) -> None:
    """Raise `UsageError` where there are too many."""
    _check(columns, MOST_COLUMNS, "columns", "leave out those that say nothing of the cameras")


def check_cells(cells: int) -> None:
    """Raise `UsageError` where there are too many, blank ones counted."""
    _check(cells, MOST_CELLS, "cells", "leave out columns that say nothing of the cameras")


def _check(number: int, most: int, what: str, way_out: str) -> None:
    if number > most:
        raise UsageError(
            f"the list has more than {most:,} {what}; {way_out}, {_WHOLE}", code=f"too-many-{what}"
        )
