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
from itertools import count
from typing import Final

from integration_db.errors import SheetError
from integration_db.sheets.dialect import (
    DELIMITERS,
    Dialect,
    Header,
    Unwrap,
    find_header,
    has_content,
    known_delimiter,
    said_delimiter,
)
from integration_db.sheets.encodings import LONGEST_LINE, LOST, Decoding
from integration_db.sheets.header_rows import two_rows_note
from integration_db.sheets.opened_list import OpenedList, Pieces
from integration_db.sheets.reading_notes import LineCount, ReadingNote, above_notes, decoding_notes
from integration_db.sheets.rows import LONGEST_CELL, Row, Run, checked_row, problem_row
from integration_db.sheets.tables import (
    HEADER_WITHIN,
    SAMPLED,
    BareLists,
    HeaderRules,
    IsHeader,
    Table,
    TableWatch,
    check_width,
    column_names,
    no_header,
    under_tables,
    with_few_digits,
    without_empty_end,
)
from integration_db.text.secrets import masked
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
    rules: HeaderRules,
) -> OpenedList:
    """Return the list of a text whose encoding is known; raises `SheetError`."""
    if decoding.endless is not None:
        limit = f"{LONGEST_LINE // 1_000_000} MB"
        reason = f"this line goes on for more than {limit} without an end; is this a list?"
        raise SheetError(place, reason, line=decoding.endless)
    delimiter = known_delimiter(delimiter) if delimiter else None
    head = text.readlines(_HEAD)
    start = 0
    if head and (said := said_delimiter(head[0])):
        delimiter, start = delimiter or said, 1
    notes = decoding_notes(decoding)
    header = find_header(head, start, rules, delimiter)
    if header is None:
        looked = [n for n in range(start, len(head)) if has_content(head[n])][:HEADER_WITHIN]
        if rules.bare is not None and looked and rules.bare.fits([head[n] for n in looked]):
            bare = rules.bare.of_lines([head[n] for n in looked])
            return _open_bare(text, head, start, decoding, bare, notes)
        header = find_header(head, start, rules._replace(is_nearly=rules.is_perhaps), delimiter)
    if header is None:
        if decoding.nul:
            reason = "no header was found, and the text holds NUL characters: it is damaged or none"
            raise SheetError(place, reason)
        mark = delimiter or max(DELIMITERS, key=lambda mark: sum(mark in line for line in head))
        shown = Dialect(mark, spaced=False)
        raise no_header(place, [(n + 1, shown.lenient(head[n])) for n in looked], "line")
    check_width(header.cells, place, header.at + 1, "line")
    above = [line for line in head[start : header.at] if has_content(line)]
    notes += above_notes(len(above))
    if header.is_two_rows:
        notes.append(two_rows_note(header.at + 1, "line"))
    if header.unwrap is not None:
        told = "Each line stands wrapped up in marks, which were taken off."
        notes.append(ReadingNote("wrapped_lines", told))
    first = header.at + header.lines
    lines = _Lines(text, head[first:], header.unwrap)
    table = Table(
        column_names(header.cells),
        header.at + 1,
        None,
        tuple(tuple(map(masked, header.dialect.lenient(line))) for line in above),
        list(map(header.dialect.lenient, lines.first[:SAMPLED])),
    )
    tables = [table]
    watch = TableWatch(table, rules.is_inner, tables.append)
    records = _Records(lines, header, watch, decoding, notes)
    return OpenedList(
        kind="csv",
        encoding=decoding.name,
        marked=decoding.start > 0,
        delimiter=header.dialect.delimiter,
        tables=tables,
        foreseen=_other_headers(lines.first, header, rules.is_inner),
        expected=_about(decoding, head) - first,
        notes=notes,
        pieces=records.read(first + 1),
    )


def _other_headers(lines: Iterable[str], header: Header, is_inner: IsHeader) -> Iterator[Table]:
    """Yield the further headers among the first lines, for their columns."""
    for line in with_few_digits(lines):
        cells = without_empty_end(header.dialect.lenient(line))
        if sum(map(bool, map(str.strip, cells))) > 1 and is_inner(cells):
            yield Table(column_names(cells), 0)


def _open_bare(
    text: io.TextIOWrapper,
    head: list[str],
    start: int,
    decoding: Decoding,
    bare: BareLists,
    notes: list[ReadingNote],
) -> OpenedList:
    """Return a list of one column that has no header, one thing in each line."""
    sample = [bare.cells(line) for line in head[start : start + SAMPLED] if has_content(line)]
    table = Table(bare.header, 0, sample=sample)
    told = f"No heading was found, so each line was read as {' and '.join(bare.header)}."
    notes.append(ReadingNote("bare_list", told))

    def pieces() -> Pieces:
        batch, blank, numbers = head[start:], LineCount(), count(start + 1)
        while batch:
            rows = []
            for number, line in zip(numbers, batch, strict=False):
                if not has_content(line):
                    blank.add(number)
                    continue
                cells = bare.cells(line.strip())
                if decoding.lost and LOST in line:
                    problem = f"holds bytes that are not {decoding.name}"
                    rows.append(problem_row(number, cells, len(bare.header), problem))
                else:
                    rows.append(checked_row(Row(number, cells), bare.header))
            yield table, rows
            batch = text.readlines(_BATCH)

    return OpenedList(
        kind="csv",
        encoding=decoding.name,
        marked=decoding.start > 0,
        delimiter=",",
        tables=[table],
        expected=_about(decoding, head) - start,
        notes=notes,
        pieces=pieces(),
    )


def _about(decoding: Decoding, head: list[str]) -> int:
    """Return about how many lines the file has, from its first ones and its size."""
    characters = sum(map(len, head))
    if characters < _HEAD:
        return len(head)
    size = decoding.size / decoding.unit
    return max(len(head), round(size * len(head) / characters))


class _Lines:
    """The lines below a header, in batches or one by one; `first` are those that are there."""

    def __init__(self, text: io.TextIOWrapper, first: list[str], unwrap: Unwrap | None) -> None:
        self._text = text
        self._unwrap = unwrap
        self.first = list(map(unwrap, first)) if unwrap else first

    def batch(self) -> list[str]:
        """Return some lines; none at the end."""
        lines = self._text.readlines(_BATCH)
        return list(map(self._unwrap, lines)) if self._unwrap else lines

    def one(self) -> str:
        """Return one line, nothing at the end."""
        line = self._text.readline()
        return self._unwrap(line) if self._unwrap else line


class _Records:
    """The records below the header, in their order, none lost and none doubled."""

    def __init__(
        self,
        lines: _Lines,
        header: Header,
        watch: TableWatch,
        decoding: Decoding,
        notes: list[ReadingNote],
    ) -> None:
        self.lines = lines
        self.dialect = header.dialect
        self.watch = watch
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
        self.stray = LineCount()  # lines with quotation marks that were read as text
        self.tall = LineCount()  # records of several lines

    @property
    def width(self) -> int:
        """How many columns the header above has."""
        return len(self.watch.table.header)

    def read(self, line: int) -> Pieces:
        """Yield the rows of the lines, the first of which has the number `line`."""
        self.line = line
        batch = self.lines.first or self.lines.batch()
        while batch:
            records = self._one_each(batch)
            if records is None:
                self.waiting.extend(batch)
                yield from under_tables(self._careful())
            elif set(map(len, records)) != {self.width} or self._has_other(batch, records):
                yield from under_tables(self._uneven(records))
            else:
                first, self.line = self.line, self.line + len(batch)
                run = Run(first, batch, records)
                yield self.watch.table, list(run.rows) if self.dialect.spaced else run
            batch = self.lines.batch()
        self._tell()

    def _has_other(self, batch: list[str], records: list[list[str]]) -> bool:
        """Tell whether one of the lines is something else than a row."""
        if list(self.watch.table.header) in records:
            return True
        near = next(with_few_digits(batch), None) is not None
        return near and any(self.watch.sort(record) != "row" for record in records)

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

    def _uneven(self, records: Iterable[list[str]]) -> Iterator[tuple[Table, Row]]:
        """Yield the rows of records of one line each that are not all alike."""
        for cells in records:
            row = self._row(cells)
            if row is not None:
                yield self.watch.table, row
            self.line += 1

    def _row(self, cells: list[str]) -> Row | None:
        """Return the row of a record; None where it is blank or a header."""
        if not cells:
            return None  # an empty line is not even a blank row
        cells = self._unfolded(cells)
        return self._fitted(cells) if self.watch.takes(self.line, cells) else None

    def _unfolded(self, cells: list[str]) -> list[str]:
        """Return the cells of a record that a program wrote as one quoted cell once more."""
        if len(cells) == 1 < self.width and self.dialect.delimiter in cells[0]:
            inner = self.dialect.lenient(cells[0])
            if len(inner) == self.width:
                return inner
        return cells

    def _careful(self) -> Iterator[tuple[Table, Row]]:
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
                row = self._row(cells)
                if len(self.taken) > 1:
                    self.tall.add(self.line)
            else:
                self.waiting.extendleft(reversed(self.taken[1:]))
                del self.taken[1:]
                line = self.taken[0]
                row = self._salvaged(line) if line.strip("\0\r\n") else None  # the end of UTF-16
            if row is not None:
                yield self.watch.table, row
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
        line = self.waiting.popleft() if self.waiting else self.lines.one()
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
            text = f"{counted(self.tall.count, 'row')} over several lines"
            told = f"{text} (the first: line {self.tall.first:,})."
            self.notes.append(ReadingNote("tall_rows", told))
        if self.stray.count:
            text = f"{counted(self.stray.count, 'line')} with stray quotation marks"
            told = f"{text}, which were read as text (the first: line {self.stray.first:,})."
            self.notes.append(ReadingNote("stray_quotes", told))
        self.notes += self.watch.notes("line")
