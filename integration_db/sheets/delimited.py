"""Delimited text to rows, at the speed of the standard library's csv module.

Lines are read in batches. A batch in which each line is one record of the right width, as nearly
all are, goes through the csv module whole. Any other is read record by record, and there one rule
holds: a record that is not well-formed gives up all lines but its first, which are then read
again. So a stray quotation mark costs at most its own line.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from integration_db.errors import SheetError
from integration_db.sheets.dialect import (
    DELIMITERS,
    Dialect,
    find_header,
    has_content,
    known_delimiter,
    said_delimiter,
)
from integration_db.sheets.encodings import LONGEST_LINE, LOST, Decoding
from integration_db.sheets.sheet import (
    HEADER_WITHIN,
    LONGEST_CELL,
    MOST_COLUMNS,
    IsHeader,
    Piece,
    Row,
    Run,
    Sheet,
    above_notes,
    column_names,
    decoding_notes,
    no_header,
    problem_row,
)
from integration_db.text.sentences import counted

_BATCH: Final = 1 << 14
"""Characters of the lines that are read at once."""
_HEAD: Final = 1 << 20
"""Characters among which the header is looked for, and from which the length is estimated."""
_LONGEST_RECORD: Final = 1 << 20
"""Characters; a record that is longer is not believed."""
_MOST_LINES: Final = 1000
"""Lines that a record may have at first; half as many after each one that had no end..."""
_FEWEST_LINES: Final = 20
"""...but never fewer than these."""
_TELLING_WIDTH: Final = 4
"""From so many columns on, lines that each hold the delimiters of a row are taken for rows."""


def open_delimited(
    text: io.TextIOWrapper,
    place: str,
    decoding: Decoding,
    *,
    delimiter: str | None,
    is_header: IsHeader,
) -> Sheet:
    """Return the sheet of a text whose encoding is known; raises `SheetError`."""
    if decoding.endless is not None:
        limit = f"{LONGEST_LINE // 1_000_000} MB"
        reason = f"this line goes on for more than {limit} without an end; is this a list?"
        raise SheetError(place, reason, line=decoding.endless)
    delimiter = known_delimiter(delimiter) if delimiter else None
    head = text.readlines(_HEAD)
    start = 0
    if head and (said := said_delimiter(head[0])):
        delimiter, start = delimiter or said, 1
    header = find_header(head, start, is_header, delimiter)
    if header is None:
        mark = delimiter or max(DELIMITERS, key=lambda mark: sum(mark in line for line in head))
        looked = [n for n in range(start, len(head)) if has_content(head[n])][:HEADER_WITHIN]
        shown = Dialect(mark, spaced=False)
        raise no_header(place, [(n + 1, shown.lenient(head[n])) for n in looked], "line")
    if len(header.cells) > MOST_COLUMNS:
        raise SheetError(place, f"more than {MOST_COLUMNS:,} columns", line=header.at + 1)
    above = [line for line in head[start : header.at] if has_content(line)]
    notes = decoding_notes(decoding)
    notes += above_notes(above)
    first = header.at + header.lines
    rows = _Records(text, header.dialect, len(header.cells), decoding, notes)
    return Sheet(
        kind="csv",
        encoding=decoding.name,
        marked=decoding.start > 0,
        delimiter=header.dialect.delimiter,
        header=column_names(header.cells),
        header_line=header.at + 1,
        preamble=tuple(tuple(header.dialect.lenient(line)) for line in above),
        expected=_about(decoding, head) - first,
        notes=notes,
        pieces=rows.read(head[first:], first + 1),
    )


def _about(decoding: Decoding, head: list[str]) -> int:
    """Return about how many lines the file has, from its first ones and its size."""
    characters = sum(map(len, head))
    if characters < _HEAD:
        return len(head)
    size = decoding.size / (2 if decoding.wide else 1)
    return max(len(head), round(size * len(head) / characters))


class _Seen:
    """How many lines there were of one kind, and the number of the first."""

    def __init__(self) -> None:
        self.first = self.count = 0

    def add(self, line: int) -> None:
        """Count a line."""
        self.first = self.first or line
        self.count += 1


class _Records:
    """The records below the header, in their order, none lost and none doubled."""

    def __init__(
        self,
        text: io.TextIOWrapper,
        dialect: Dialect,
        width: int,
        decoding: Decoding,
        notes: list[str],
    ) -> None:
        self.text = text
        self.dialect = dialect
        self.width = width
        self.encoding = decoding.name
        self.marks = tuple(
            mark for mark, there in (("\0", decoding.nul), (LOST, decoding.lost)) if there
        )
        self.notes = notes
        self.line = 0  # of the record that is read next, from 1
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []  # the lines of the record being read
        self.size = 0
        self.most_lines = _MOST_LINES
        self.stray = _Seen()  # lines with quotation marks that were read as text
        self.tall = _Seen()  # records of several lines

    def read(self, batch: list[str], line: int) -> Iterator[Piece]:
        """Yield the rows of a first batch of lines, which begins at `line`, and of the rest."""
        self.line = line
        while batch:
            records = self._one_each(batch)
            if records is None:
                self.waiting.extend(batch)
                yield self._careful()
            elif set(map(len, records)) != {self.width}:
                yield self._uneven(records)
            else:
                first, self.line = self.line, self.line + len(batch)
                run = Run(first, batch, records)
                yield run.rows if self.dialect.spaced else run
            batch = self.text.readlines(_BATCH)
        self._tell()

    def _one_each(self, batch: list[str]) -> list[list[str]] | None:
        """Return the cells of lines that are one well-formed record each; else None."""
        if self.marks:
            joined = "".join(batch)
            if any(mark in joined for mark in self.marks):
                return None
        try:
            records = list(self.dialect.reader(batch))
        except csv.Error:
            return None
        return records if len(records) == len(batch) else None

    def _uneven(self, records: Iterable[list[str]]) -> Iterator[Row]:
        """Yield the rows of records of one line each that have not all the same width."""
        for cells in records:
            if cells:
                yield self._fitted(cells)
            self.line += 1

    def _careful(self) -> Iterator[Row]:
        """Yield the rows of the lines that wait, and of as many more as their last record has."""
        reader = self.dialect.reader(self)
        while self.waiting:
            self.taken.clear()
            self.size = 0
            cells: list[str] | None
            try:
                cells = next(reader)
            except csv.Error:
                cells = None
            row: Row | None
            if cells is not None and self._believed(cells):
                row = self._fitted(cells) if cells else None
                if len(self.taken) > 1:
                    self.tall.add(self.line)
            else:
                self.waiting.extendleft(reversed(self.taken[1:]))
                del self.taken[1:]
                row = self._salvaged(self.taken[0])
            if row is not None:
                yield row
            self.line += len(self.taken)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Give the csv module the next line; none beyond what a record can be believed to have."""
        if not self.taken:
            if not self.waiting:
                raise StopIteration
        elif len(self.taken) >= self.most_lines or self.size > _LONGEST_RECORD:
            # else a file full of stray quotation marks would be read again and again
            self.most_lines = max(_FEWEST_LINES, self.most_lines // 2)
            raise StopIteration
        line = self.waiting.popleft() if self.waiting else self.text.readline()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.size += len(line)
        return line

    def _believed(self, cells: list[str]) -> bool:
        """Tell whether a record that is well-formed is what its writer meant."""
        lines = self.taken
        if "\0" in self.marks and any("\0" in line for line in lines):
            return False
        if len(lines) == 1:
            return True
        if len(cells) < self.width or any(map(str.strip, cells[self.width :])):
            return False
        # two stray marks in one column make a record of the right width out of whole rows
        between = self.width - 1
        return self.width < _TELLING_WIDTH or any(
            line.count(self.dialect.delimiter) != between for line in lines
        )

    def _fitted(self, cells: list[str]) -> Row:
        """Return the row of a record, as wide as the header."""
        width, count = self.width, len(cells)
        if count == width and not self.marks:
            return Row(self.line, cells)
        if LOST in self.marks and any(LOST in cell for cell in cells):
            problem = f"holds bytes that are not {self.encoding}"
            return problem_row(self.line, cells, width, problem)
        if count < width:
            if any('"' in cell for cell in cells):
                return self._shifted(cells, " and a stray quotation mark")
            return Row(self.line, cells + [""] * (width - count))
        if count > width:
            if any(map(str.strip, cells[width:])):
                return self._shifted(cells, ": columns may have shifted")
            cells = cells[:width]
        return Row(self.line, cells)

    def _shifted(self, cells: list[str], more: str) -> Row:
        problem = f"{counted(len(cells), 'cell')} where the header has {self.width}{more}"
        return problem_row(self.line, cells, self.width, problem)

    def _salvaged(self, line: str) -> Row:
        """Return the row of a line that the csv module cannot be trusted with."""
        if "\0" in line:
            cells = self.dialect.lenient(line.replace("\0", ""))
            problem = "holds NUL characters: the file may be damaged"
            return problem_row(self.line, cells, self.width, problem)
        ended = line.endswith(("\n", "\r"))
        cells = self.dialect.lenient(line if ended else line + "\n")
        if cells and cells[-1].endswith(("\n", "\r")):  # a quotation mark was open at the end
            if not ended:
                problem = "the file ends inside quotation marks: it may be cut off"
                return problem_row(self.line, self.dialect.plain(line), self.width, problem)
            cells = self.dialect.plain(line)
        if max(map(len, cells), default=0) > LONGEST_CELL:
            problem = f"a cell of more than {LONGEST_CELL:,} characters"
            return problem_row(self.line, cells, self.width, problem)
        if len(cells) < self.width or any(map(str.strip, cells[self.width :])):
            return self._shifted(cells, " and a quotation mark that has no other")
        self.stray.add(self.line)
        return self._fitted(cells)

    def _tell(self) -> None:
        """Add to the notes what was seen below the header."""
        if self.tall.count:
            self.notes.append(
                f"{counted(self.tall.count, 'row')} over several lines "
                f"(the first: line {self.tall.first:,})"
            )
        if self.stray.count:
            self.notes.append(
                f"{counted(self.stray.count, 'line')} with stray quotation marks, which were read "
                f"as text (the first: line {self.stray.first:,})"
            )
