"""A file's list as lines: each table of it is read by columns of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from integration_db.check.checker import Checker
from integration_db.check.reading.column_reading import columns_of
from integration_db.check.reading.columns import ColumnNote, Columns
from integration_db.check.reading.knowing import CatalogKnowing
from integration_db.check.reading.meaning import folded
from integration_db.check.rows import RowReader
from integration_db.errors import NoModelColumn
from integration_db.sheets import (
    OpenedList,
    Piece,
    ReadingNote,
    Run,
    SeenWorksheet,
    Table,
    few_of_each,
    left_out_note,
)
from integration_db.text.sentences import first_of


class ListReader:
    """Makes lines of the rows of one list.

    `mapped` and `profile` say how columns are read, as for `columns_of`. `common` are the settings
    that the known exports of all tables share. Raises `UsageError` as `columns_of` does.
    """

    def __init__(
        self,
        opened: OpenedList,
        mapped: Mapping[str, str],
        profile: str | None,
        knowing: CatalogKnowing,
    ) -> None:
        self.opened = opened
        self._knowing = knowing
        self._mapped = mapped
        self._profile = profile
        self._readers: dict[Table, RowReader] = {}
        self._columns: dict[Table, Columns] = {}
        self._left_out: list[Table] = []
        self._read_columns()
        shared = [set(columns.settings.items()) for columns in self._columns.values()]
        self.common: dict[str, str] = dict(sorted(set.intersection(*shared)))

    @property
    def columns(self) -> tuple[Columns, ...]:
        """Return how the columns of the tables are read that were met so far."""
        return tuple(self._columns.values())

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """Return what a person should know of how the list was read."""
        mine = (note for one in self._readers.values() for note in one.notes())
        names = [table.sheet for table in self._left_out if table.sheet is not None]
        left_out = [left_out_note("sheet_without_header", names)] if names else []
        numbered = _numbered(self._columns.values())
        return tuple(
            few_of_each((*self.opened.notes, *left_out, *numbered, *self._side_by_side(), *mine))
        )

    @property
    def worksheets(self) -> tuple[SeenWorksheet, ...]:
        """Return the worksheets of a workbook, with why one is not read."""
        without = {table.sheet for table in self._left_out}
        return tuple(
            one._replace(left_out="sheet_without_header") if one.name in without else one
            for one in self.opened.worksheets
        )

    @property
    def is_whole(self) -> bool:
        """Whether all of the list is read that everybody sees."""
        return self.opened.is_whole and not self._left_out

    @property
    def column_notes(self) -> tuple[ColumnNote, ...]:
        """Return what a person should know of how the columns are read."""
        every = (note for columns in self._columns.values() for note in columns.notes)
        return tuple(dict.fromkeys(every))

    def rows_of(self, table: Table, piece: Piece, checker: Checker) -> RowReader | None:
        """Return what reads the rows of a table, at first a piece of them; None where none is."""
        if table in self._left_out:
            return None
        reader = self._readers.get(table)
        if reader is None:
            columns = self._columns.get(table)
            if columns is None:
                first = piece.cells if isinstance(piece, Run) else [row.cells for row in piece]
                table.sample = tuple(first)
                columns = self._columns[table] = self._columns_of(table)
            places = self.opened.places(table)
            width = len(self.opened.header)
            reader = RowReader(checker, columns, table, places, width)
            self._readers[table] = reader
        return reader

    def settle(self) -> None:
        """Count the lines that were only counted by their keys."""
        for reader in self._readers.values():
            reader.settle()

    def _side_by_side(self) -> list[ReadingNote]:
        """Return the note that tables say one thing in different columns of what is written."""
        found: dict[str, set[int | None]] = {}
        for table, columns in self._columns.items():
            places = self.opened.places(table)
            for field, place in columns.places.items():
                found.setdefault(field, set()).add(places[place])
        apart = [field for field, places in found.items() if len(places) > 1]
        if not apart:
            return []
        text = (
            f"Tables of this list have different headings for one thing ({', '.join(apart)}): an "
            "answer in columns (CSV, XLSX) has them side by side, and is no list to check again."
        )
        return [ReadingNote("headings_side_by_side", text, number=len(apart))]

    def _read_columns(self) -> None:
        """Read the columns of each worksheet; one whose columns tell no model is left out."""
        for table in self.opened.tables:
            try:
                self._columns[table] = self._columns_of(table)
            except NoModelColumn as error:
                self._left_out.append(table)
                reason = error
        if not self._columns:
            raise reason

    @cached_property
    def _headings(self) -> set[str]:
        """Return the headings of all tables, folded: a list may have thousands of each."""
        return set(map(folded, self.opened.header))

    def _columns_of(self, table: Table) -> Columns:
        mapped = self._mapped
        if mapped and table.header != self.opened.header:
            have = {folded(heading) for heading in table.header}
            if not {folded(heading) for heading in mapped} <= self._headings:
                columns_of(self.opened.header, mapped=mapped)  # raises: no table has the column
            mapped = {
                heading: field for heading, field in mapped.items() if folded(heading) in have
            }
        columns = columns_of(
            table.header,
            mapped=mapped,
            profile=self._profile,
            sample=table.sample,
            knowing=self._knowing,
        )
        return columns._replace(sheet=table.sheet, line=table.line)


def _numbered(tables: Iterable[Columns]) -> list[ReadingNote]:
    """Return the note that some headings are not written as they were; none where all are."""
    names = list(dict.fromkeys(name for columns in tables for name in columns.numbered))
    if not names:
        return []
    named = first_of(list(map(repr, names)), _MOST_NAMED)
    text = f"Headings that stand several times have a number behind them in the answer: {named}."
    return [ReadingNote("headings_numbered", text, number=len(names))]


_MOST_NAMED: Final = 10
