"""The rows of a list: texts as wide as the header, or a problem. Owns the limits of all kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Final, TypeAlias, cast

from integration_db.named_tuple import NamedTuple

MOST_COLUMNS: Final = 16_384
"""Columns; no spreadsheet has more."""
MOST_ROWS: Final = 1_048_576
"""Rows that a worksheet can have."""
LONGEST_CELL: Final = 131_072
"""Characters; the limit of the standard library's csv module, kept for all kinds."""
_SHOWN: Final = 200
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")


class MergedCell(NamedTuple):
    """A cell of a row that is one with a cell above it: its column (from 0), and what stands there.

    `odd` means what it means for the cells of a row.
    """

    column: int
    text: str
    odd: bool = False


class Row(NamedTuple):
    """One line of the list.

    `line` counts from 1: the physical line where the record begins (CSV, NDJSON), the row of the
    worksheet (XLSX) or the item (JSON). `cells` has one text per column of the header. `problem`
    is one clause that says why the row cannot be trusted; its cells are then what could be kept,
    the long ones cut. `odd` numbers (from 0) the cells that were a fractional number, a date or a
    formula without a value: a spreadsheet may have turned 10.10 into 10.1, or 10.12.91 into a day.
    `merged` holds the cells that are one with a cell above; in `cells` they are empty.
    """

    line: int
    cells: Sequence[str]
    problem: str | None = None
    odd: tuple[int, ...] = ()
    merged: tuple[MergedCell, ...] = ()


_row = cast(  # the constructor of a tuple takes half the time of Row's own
    "Callable[[tuple[int, list[str], None, tuple[()], tuple[()]]], Row]",
    partial(tuple.__new__, Row),
)


class Run(NamedTuple):
    """Neighbouring lines, from line `first` on, that are one well-formed record each.

    `cells` is as wide as the header; `lines` holds the same as text with its line ends, and
    nothing where there is none, as in a workbook. For those who can work on many lines at once;
    everybody else reads rows.
    """

    first: int
    lines: list[str]
    cells: list[list[str]]

    @property
    def rows(self) -> Iterator[Row]:
        """Return the same as rows."""
        numbers = range(self.first, self.first + len(self.cells))
        return map(_row, zip(numbers, self.cells, repeat(None), repeat(()), repeat(())))


def as_run(rows: Sequence[Row]) -> Run | None:
    """Return the same as a run; None where rows are left out, or more is to be said of one."""
    first = rows[0].line
    for number, (line, _, problem, odd, merged) in enumerate(rows, first):
        if line != number or problem is not None or odd or merged:
            return None
    return Run(first, [], [list(row.cells) for row in rows])


Piece: TypeAlias = Run | list[Row]
"""Neighbouring rows of a list, as many as are read at once."""


def excerpt(text: str) -> str:
    """Return text that is not too long to be shown."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def without_half_characters(text: str) -> str:
    """Return text without what no text can hold, NUL and half characters, a mark for each."""
    return _NO_TEXT.sub("\ufffd", text)


def problem_row(line: int, cells: Sequence[str], width: int, problem: str) -> Row:
    """Return a row that cannot be trusted, with as much of its cells as is worth keeping."""
    kept = [without_half_characters(excerpt(cell)) for cell in cells[:width]]
    return Row(line, kept + [""] * (width - len(kept)), problem)


def checked_row(row: Row, header: Sequence[str]) -> Row:
    """Return the row, or the same row with a problem where a cell holds what text does not."""
    whole = "\n".join(row.cells)
    if len(whole) <= LONGEST_CELL and not _NO_TEXT.search(whole):
        return row
    for name, cell in zip(header, row.cells, strict=True):
        if len(cell) > LONGEST_CELL:
            problem = f"the cell in {name!r} has more than {LONGEST_CELL:,} characters"
        elif _NO_TEXT.search(cell):
            problem = f"the cell in {name!r} holds NUL or half a character"
        else:
            continue
        return problem_row(row.line, row.cells, len(header), problem)
    return row
