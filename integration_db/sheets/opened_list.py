"""A list opened for reading: its tables, and the rows under them, once and forward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeAlias

from integration_db.sheets.reading_notes import ReadingNote
from integration_db.sheets.rows import Piece, Row, Run
from integration_db.sheets.tables import Table, column_names
from integration_db.sheets.worksheet_choice import SeenWorksheet

Pieces: TypeAlias = Iterator[tuple[Table, Piece]]
"""The rows of a list in pieces, each with the table that it belongs to."""


class OpenedList:
    """A list whose first headers are read; `pieces` and `rows` are read once, the one or the other.

    Use it in a `with` block, or call `close`. `tables` are those that were met so far, at first one
    for each worksheet that is read. `header` is the union of all headings that stand near the
    beginning, in their order: what is written has these columns, and `places` tells which of them
    is which of a table. `sheets` names the worksheets that are read, none where the list has no
    more than one. `expected` is about how many rows will come; None where that is not known.
    `encoding`, `marked` (with a byte order mark) and `delimiter` belong to text; `worksheets` are
    those of a workbook, read or not.
    """

    def __init__(
        self,
        *,
        kind: str,
        tables: list[Table],
        pieces: Pieces,
        notes: list[ReadingNote],
        foreseen: Iterable[Table] = (),
        expected: int | None = None,
        encoding: str | None = None,
        marked: bool = False,
        delimiter: str | None = None,
        worksheets: tuple[SeenWorksheet, ...] = (),
    ) -> None:
        self.kind = kind
        self.tables = tables
        self.expected = expected
        self.encoding = encoding
        self.marked = marked
        self.delimiter = delimiter
        self.worksheets = worksheets
        self.resources = ExitStack()
        self.pieces = pieces
        self._notes = notes
        self._columns: dict[tuple[str, int], int] = {}
        names: list[str] = []
        for table in (*tables, *foreseen):
            for name, key in zip(table.header, _keys(table), strict=True):
                if self._columns.setdefault(key, len(names)) == len(names):
                    names.append(name)
        self.header = column_names(names)
        self.sheets = tuple(dict.fromkeys(one.sheet for one in tables if one.sheet is not None))

    @property
    def rows(self) -> Iterator[Row]:
        """Return the rows of all tables."""
        for _, piece in self.pieces:
            yield from piece.rows if isinstance(piece, Run) else piece

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """What a person should know of how the list was read; complete when the rows are read."""
        return tuple(self._notes)

    @property
    def is_whole(self) -> bool:
        """Whether all of the list that everybody sees is read."""
        return not any(note.is_partial for note in self._notes)

    def places(self, table: Table) -> tuple[int | None, ...]:
        """Return for each column of a table which one of `header` it is; None for none."""
        return tuple(map(self._columns.get, _keys(table)))

    def close(self) -> None:
        """Let go of the file; a stream that the caller opened stays open."""
        self.resources.close()

    def __enter__(self) -> OpenedList:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _keys(table: Table) -> Iterator[tuple[str, int]]:
    """Yield what tells the columns of a table: the heading, and the how many-th of that name."""
    times: Counter[str] = Counter()
    for name in table.header:
        folded = name.casefold()
        yield folded, times[folded]
        times[folded] += 1
