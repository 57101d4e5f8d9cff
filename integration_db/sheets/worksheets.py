"""The worksheets of a workbook as one list: which are read, their headers, merged cells.

What opens a workbook gives its worksheets as `BookSheet`; all that is decided about them is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final, Literal, TypeAlias

from integration_db.errors import OnlyHidden, SheetError, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.header_rows import joined_rows, two_rows_note
from integration_db.sheets.opened_list import OpenedList, Pieces
from integration_db.sheets.reading_notes import (
    LineCount,
    ReadingNote,
    above_notes,
    of_sheet,
)
from integration_db.sheets.rows import MOST_ROWS, MergedCell, Row, as_run, checked_row, excerpt
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
    without_empty_end,
)
from integration_db.sheets.worksheet_choice import (
    MOST_NAMED,
    LeftOut,
    SeenWorksheet,
    choice_notes,
)
from integration_db.text.secrets import masked
from integration_db.text.sentences import all_of, counted, first_of, runs_of
from integration_db.vocabulary import ReadingCode

_AT_ONCE: Final = 256
"""Rows that make a piece."""
_TALLEST_HEADER: Final = 3
"""Rows over which a heading may be merged."""
_FORESEEN: Final = 50_000
"""Cells among which further headers are looked for at once, in all worksheets together."""
MOST_WORKSHEETS: Final = 1_000
"""Worksheets of one list."""
MOST_MERGED: Final = 100_000
"""Merged ranges of a worksheet that are carried down."""

SheetState: TypeAlias = Literal["visible", "hidden", "chart"]


class SheetLine(NamedTuple):
    """A row of a worksheet that holds something: its texts, and the numbers of odd cells.

    `unknown` tells that a formula has no value.
    """

    number: int
    cells: list[str]
    odd: tuple[int, ...] = ()
    unknown: bool = False


class MergedRange(NamedTuple):
    """Cells that are merged: rows from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Hidden(NamedTuple):
    """What a worksheet hides, also by a filter: rows in ranges, from 1; columns from 0."""

    rows: tuple[tuple[int, int], ...] = ()
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN: Final = Hidden()


class HiddenRows:
    """Gathers hidden rows, which come in their order, as ranges."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def add(self, first: int, last: int | None = None) -> None:
        """Add a row, or rows up to a last one."""
        last = first if last is None else last
        if self._ranges and self._ranges[-1][1] == first - 1:
            first = self._ranges.pop()[0]
        self._ranges.append((first, last))

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Return first and last row of each range."""
        return tuple(self._ranges)


class BookSheet(NamedTuple):
    """A worksheet of a workbook; `lines` reads it from its beginning.

    `last_row` is the last row with content, None where that is not known. `hidden` are rows and
    columns that a person does not see.
    """

    name: str
    state: SheetState
    lines: Callable[[], Iterator[SheetLine]]
    merged: tuple[MergedRange, ...] = ()
    has_pictures: bool = False
    last_row: int | None = None
    hidden: Hidden = NOTHING_HIDDEN


class _Looked(NamedTuple):
    """A worksheet in whose first lines no header was found."""

    worksheet: BookSheet
    first: list[SheetLine]


class _Opened(NamedTuple):
    """A worksheet whose header is read: its table, and the lines below.

    `is_two_rows` says that two rows were joined to the header though no cell is merged.
    """

    worksheet: BookSheet
    table: Table
    lines: Iterator[SheetLine]
    bare: BareLists | None = None
    is_two_rows: bool = False


def open_worksheets(
    place: str,
    kind: str,
    worksheets: Sequence[BookSheet],
    wanted: Sequence[str],
    rules: HeaderRules,
) -> OpenedList:
    """Return the list of all worksheets that are visible and have a header; or of those `wanted`.

    Raises `UsageError` for one that does not exist, and `SheetError` where none can be read.
    """
    chosen = _chosen(worksheets, wanted)
    if len(chosen) > MOST_WORKSHEETS:
        raise SheetError(
            place, f"more than {MOST_WORKSHEETS:,} worksheets to read", code="too-many-to-read"
        )
    notes: list[ReadingNote] = []
    opened: list[_Opened] = []
    without: list[_Looked] = []
    for sheet in chosen:
        first = list(islice(sheet.lines(), HEADER_WITHIN)) if sheet.state != "chart" else []
        found = _under_header(place, sheet, first, rules.is_header, rules)
        if found is not None:
            opened.append(found)
        else:
            without.append(_Looked(sheet, first))
    if not opened:
        opened = _in_some_way(place, without, rules)
        without = _not_among(without, opened)
    if not opened:
        if not wanted:
            _refuse_only_hidden(place, worksheets, rules)
        opened = _under_headers(place, without, rules.is_perhaps, rules)
        without = _not_among(without, opened)
    if not opened:
        looked = [(line.number, line.cells) for one in without for line in one.first]
        if not looked:
            raise _no_cells(place, chosen)
        raise no_header(place, looked, "row")
    if len(opened) > 1:
        for one in opened:
            one.table.sheet = masked(one.worksheet.name)
    seen = tuple(_seen(worksheets, opened, without))
    notes += choice_notes(seen)
    for one in opened:
        notes += above_notes(len(one.table.preamble), one.table.sheet)
        if one.is_two_rows:
            notes.append(two_rows_note(one.table.line, "row", one.table.sheet))
        if one.bare is not None:
            told = f"No heading was found, so each row was read as {' and '.join(one.bare.header)}"
            notes.append(ReadingNote("bare_list", f"{told}.", one.table.sheet))
    tables = [one.table for one in opened]
    ahead, opened = _looked_ahead(opened, rules.is_inner)
    return OpenedList(
        kind=kind,
        tables=tables,
        foreseen=ahead,
        expected=_expected(opened),
        notes=notes,
        worksheets=seen,
        pieces=_pieces(opened, tables, rules.is_inner, notes),
    )


def _chosen(worksheets: Sequence[BookSheet], wanted: Sequence[str]) -> list[BookSheet]:
    """Return the worksheets to look into. Raises `UsageError`."""
    if not wanted:
        return [sheet for sheet in worksheets if sheet.state == "visible"]
    folded = {name.strip().casefold(): name for name in wanted}
    names = [sheet.name for sheet in worksheets]
    for key, name in folded.items():
        if all(key != one.strip().casefold() for one in names):
            there = list(map(masked, names))
            raise UsageError(
                f"there is no worksheet {name!r}; there are: {first_of(there, MOST_NAMED)}",
                code="unknown-worksheet",
                suggestions=tuple(there[:MOST_NAMED]),
            )
    return [sheet for sheet in worksheets if sheet.name.strip().casefold() in folded]


def _refuse_only_hidden(place: str, worksheets: Sequence[BookSheet], rules: HeaderRules) -> None:
    """Raise `OnlyHidden` where hidden worksheets have a header, and no other one has."""
    hidden = []
    for sheet in worksheets:
        if sheet.state == "hidden":
            first = list(islice(sheet.lines(), HEADER_WITHIN))
            if _under_header(place, sheet, first, rules.is_header, rules) is not None:
                hidden.append(masked(sheet.name))
    if hidden:
        raise OnlyHidden(place, hidden)


def _no_cells(place: str, chosen: Sequence[BookSheet]) -> SheetError:
    if any(sheet.state == "chart" or sheet.has_pictures for sheet in chosen):
        return SheetError(place, "there are pictures and no cells; a list is read from cells only")
    return SheetError(place, "the list is empty")


def _seen(
    worksheets: Sequence[BookSheet], opened: Sequence[_Opened], without: Sequence[_Looked]
) -> Iterator[SeenWorksheet]:
    """Yield each worksheet, with why it is not read if it is not."""
    read = {id(one.worksheet) for one in opened}
    looked = {id(one.worksheet): one.first for one in without}
    for sheet in worksheets:
        why: LeftOut | None = None
        if id(sheet) not in read:
            first = looked.get(id(sheet))
            has_cells = bool(first) if first is not None else any(True for _ in sheet.lines())
            why = _why(sheet, has_cells=has_cells, is_chosen=first is not None)
        yield SeenWorksheet(masked(sheet.name), why)


def _why(sheet: BookSheet, *, has_cells: bool, is_chosen: bool) -> LeftOut:
    """Return why a worksheet is not read."""
    if sheet.state == "chart":
        return "chart_sheet"
    if not has_cells:
        return "sheet_of_pictures" if sheet.has_pictures else "sheet_without_cells"
    if is_chosen:
        return "sheet_without_header"
    return "sheet_hidden" if sheet.state == "hidden" else "sheet_not_chosen"


def _under_header(
    place: str,
    sheet: BookSheet,
    first: Sequence[SheetLine],
    is_header: IsHeader,
    rules: HeaderRules,
) -> _Opened | None:
    """Return a worksheet whose header is among its first lines; `rules` join its rows."""
    lowest = first[-1].number + _TALLEST_HEADER if first else 0
    merged = [one for one in sheet.merged if one.first_row <= lowest]
    for number, line in enumerate(first):
        cells = _filled_headings(line, merged, first[:number])
        if not is_header(cells):
            continue
        top = number
        group = _group_headings(line, first[:number], merged)
        if group and is_header(rules.joined(group, cells)):
            cells, top = rules.joined(group, cells), number - 1
        check_width(cells, place, line.number, "row")
        bottom = _bottom_of_header(line.number, merged)
        lines = islice(sheet.lines(), number + 1, None)
        below: list[SheetLine] = []
        is_plain = top == number
        for under in lines:
            if under.number > bottom and not _stands_under(under, line, merged):
                below = [under]
                break
            cells, is_plain = rules.joined(cells, _filled_headings(under, merged, ())), False
        joined = None
        if is_plain and number and first[number - 1].number == line.number - 1:
            joined = joined_rows(first[number - 1].cells, cells, rules)
            top -= joined is not None
        if is_plain and joined is None and below and below[0].number == line.number + 1:
            joined = joined_rows(cells, below[0].cells, rules)
            below = below if joined is None else []
        preamble = tuple(tuple(map(masked, without_empty_end(one.cells))) for one in first[:top])
        table = Table(column_names(joined or cells), first[top].number, None, preamble)
        return _Opened(sheet, table, chain(below, lines), is_two_rows=joined is not None)
    return None


def _in_some_way(place: str, without: Sequence[_Looked], rules: HeaderRules) -> list[_Opened]:
    """Return the worksheets that have nearly a header; else those that are lists without one."""
    found = _under_headers(place, without, rules.is_nearly, rules)
    if found or rules.bare is None:
        return found
    bare = rules.bare
    for sheet, first in without:
        texts = [[text.strip() for text in line.cells if text.strip()] for line in first]
        narrow = [cells[0] for cells in texts if len(cells) == 1]
        if first and len(narrow) == len(texts) and bare.fits(narrow):
            own = bare.of_lines(narrow)
            found.append(_Opened(sheet, Table(own.header, 0), sheet.lines(), own))
    return found


def _under_headers(
    place: str, without: Sequence[_Looked], is_header: IsHeader, rules: HeaderRules
) -> list[_Opened]:
    """Return the worksheets whose header is among their first lines."""
    found = (_under_header(place, *one, is_header, rules) for one in without)
    return [one for one in found if one is not None]


def _not_among(without: Sequence[_Looked], opened: Sequence[_Opened]) -> list[_Looked]:
    """Return the worksheets that were not opened."""
    found = {id(one.worksheet) for one in opened}
    return [one for one in without if id(one.worksheet) not in found]


def _filled_headings(
    line: SheetLine, merged: Sequence[MergedRange], above: Sequence[SheetLine]
) -> list[str]:
    """Return the cells of a header; one that is merged over columns stands in each of them.

    So does one that begins in a line `above` and is merged with this one.
    """
    cells = without_empty_end(line.cells)
    lines = {one.number: one.cells for one in (*above, line)}
    for one in merged:
        if not one.first_row <= line.number <= one.last_row or one.first_row not in lines:
            continue
        begins = lines[one.first_row]
        text = begins[one.first_column] if one.first_column < len(begins) else ""
        last = min(one.last_column, one.first_column + _AT_ONCE)
        if text.strip():
            cells = _widened(cells, last + 1)
            for column in range(one.first_column, last + 1):
                cells[column] = cells[column] or text
    return cells


def _bottom_of_header(row: int, merged: Sequence[MergedRange]) -> int:
    """Return the last row of a header, over which one of its headings is merged."""
    bottoms = [one.last_row for one in merged if one.first_row == row]
    return min(max(bottoms, default=row), row + _TALLEST_HEADER - 1)


def _group_headings(
    line: SheetLine, above: Sequence[SheetLine], merged: Sequence[MergedRange]
) -> list[str]:
    """Return the row right above a header if it groups the columns; a title is one text only."""
    if not above or above[-1].number != line.number - 1:
        return []
    groups = _filled_headings(above[-1], merged, ())
    grouping = any(
        one.first_row == line.number - 1 and one.last_column > one.first_column for one in merged
    )
    return groups if grouping and len(set(filter(None, map(str.strip, groups)))) > 1 else []


def _stands_under(under: SheetLine, header: SheetLine, merged: Sequence[MergedRange]) -> bool:
    """Whether a row says nothing but what is under headings that are merged over columns."""
    if under.number != header.number + 1:
        return False
    columns = {
        column
        for one in merged
        if one.first_row == header.number and one.last_column > one.first_column
        for column in range(one.first_column, min(one.last_column, one.first_column + _AT_ONCE) + 1)
    }
    filled = {number for number, text in enumerate(under.cells) if text.strip()}
    return bool(filled) and filled <= columns


def _widened(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _looked_ahead(
    opened: Sequence[_Opened], is_inner: IsHeader
) -> tuple[list[Table], list[_Opened]]:
    """Return the further headers among the first lines, and the same worksheets once more."""
    left = _FORESEEN
    headers: list[Table] = []
    again = []
    for one in opened:
        held: list[SheetLine] = []
        watch = TableWatch(one.table, is_inner, headers.append)
        while left > 0 and one.bare is None and (line := next(one.lines, None)) is not None:
            held.append(line)
            left -= len(line.cells)
            watch.takes(line.number, line.cells)
        one.table.sample = [line.cells for line in held[:SAMPLED]]
        again.append(one._replace(lines=chain(held, one.lines)))
    return headers, again


def _expected(opened: Sequence[_Opened]) -> int | None:
    lasts = [(one.worksheet.last_row, one.table.line) for one in opened]
    known = [max(0, last - line) for last, line in lasts if last is not None]
    return sum(known) if len(known) == len(lasts) else None


def _pieces(
    opened: Sequence[_Opened], tables: list[Table], is_inner: IsHeader, notes: list[ReadingNote]
) -> Pieces:
    is_alone = len(opened) == 1  # of several, each line tells its worksheet, and a run tells none
    for one in opened:
        watch = TableWatch(one.table, is_inner, tables.append)
        rows = _bare_rows(one) if one.bare else _rows(one, watch, notes)
        while batch := list(islice(rows, _AT_ONCE)):
            for table, found in under_tables(batch):
                yield table, (as_run(found) if is_alone else None) or found
        notes += watch.notes("row")


def _bare_rows(one: _Opened) -> Iterator[tuple[Table, Row]]:
    assert one.bare is not None
    for line in one.lines:
        text = " ".join(filter(None, map(str.strip, line.cells)))
        if text:
            row = Row(line.number, one.bare.cells(text))
            yield one.table, checked_row(row, one.table.header)


def _rows(one: _Opened, watch: TableWatch, notes: list[ReadingNote]) -> Iterator[tuple[Table, Row]]:
    """Yield the rows below the header, as wide as it."""
    beside, unknown, carried = LineCount(), LineCount(), LineCount()
    hidden = _HiddenCells(one.worksheet.hidden)
    merged = _MergedCells(one.worksheet.merged)
    for line in one.lines:
        above = merged.above(line) if merged.ranges else ()
        if not watch.takes(line.number, line.cells):
            continue
        table = watch.table
        width = len(table.header)
        if len(line.cells) > width and any(line.cells[width:]):
            beside.add(line.number)
        if line.unknown:
            unknown.add(line.number)
        cells = line.cells
        if len(cells) != width:
            cells = _widened(cells[:width], width)
        odd = line.odd and tuple(n for n in line.odd if n < width)
        above = above and tuple(
            cell for cell in above if cell.column < width and not cells[cell.column]
        )
        if above:
            carried.add(line.number)
        if hidden.there:
            hidden.look(line.number, cells)
        yield table, checked_row(Row(line.number, cells, None, odd, above), table.header)
    sheet = one.table.sheet
    where = of_sheet(sheet)
    notes += hidden.notes(sheet)
    if unknown.count:
        text = (
            f"Formulas without a stored value were read as they are written{where} (the first: row "
            f"{unknown.first:,}); save the list anew in a spreadsheet program."
        )
        notes.append(ReadingNote("formulas", text, sheet))
    if beside.count:
        text = f"Cells right of the header were left out{where} (the first: row {beside.first:,})."
        notes.append(ReadingNote("cells_beside", text, sheet))
    if carried.count:
        text = (
            f"{counted(carried.count, 'row')} with cells merged with one above{where} (the first: "
            f"row {carried.first:,}): what is read of them holds for each."
        )
        notes.append(ReadingNote("merged_cells", text, sheet))


class _MergedCells:
    """Follows the rows of a worksheet and tells which of their cells are one with a cell above.

    A column has one such cell at most, so that ranges which overlap take no longer.
    """

    def __init__(self, ranges: Sequence[MergedRange]) -> None:
        self.ranges = [one for one in ranges if one.last_row > one.first_row]
        self._starting: dict[int, list[MergedRange]] = {}
        for one in self.ranges:
            self._starting.setdefault(one.first_row, []).append(one)
        self._held: dict[int, tuple[int, MergedCell]] = {}
        self._going_on: tuple[MergedCell, ...] = ()
        self._until = 0

    def above(self, line: SheetLine) -> tuple[MergedCell, ...]:
        """Return the merged cells that go on in a line."""
        if line.number > self._until:
            self._held = {n: held for n, held in self._held.items() if held[0] >= line.number}
            self._settle()
        going_on = self._going_on
        for one in self._starting.pop(line.number, ()):
            column = one.first_column
            text = line.cells[column] if column < len(line.cells) else ""
            if text.strip():
                last, _ = self._held.get(column, (0, None))
                cell = MergedCell(column, text, column in line.odd)
                self._held[column] = (max(last, one.last_row), cell)
                self._until = 0
        return going_on

    def _settle(self) -> None:
        """Work out what goes on, and up to which row nothing of it changes."""
        self._going_on = tuple(sorted(cell for _, cell in self._held.values()))
        self._until = min((last for last, _ in self._held.values()), default=MOST_ROWS)


class _HiddenCells:
    """Follows the rows that are read and tells which of them, and of their columns, are hidden.

    They are read like all others: a filter hides rows that people still mean.
    """

    def __init__(self, hidden: Hidden) -> None:
        self.there = bool(hidden.rows or hidden.columns)
        self._ranges = hidden.rows
        self._at = 0
        self._unseen = hidden.columns
        self._rows: list[int] = []
        self._columns: list[int] = []

    def look(self, number: int, cells: Sequence[str]) -> None:
        """Look at a row; they come in their order."""
        while self._at < len(self._ranges) and self._ranges[self._at][1] < number:
            self._at += 1
        if self._at < len(self._ranges) and self._ranges[self._at][0] <= number:
            self._rows.append(number)
        filled = [n for n in self._unseen if n < len(cells) and cells[n].strip()]
        if filled:
            self._columns += filled
            self._unseen = self._unseen.difference(filled)

    def notes(self, sheet: str | None) -> Iterator[ReadingNote]:
        """Yield what was seen."""
        letters = [_letters(n) for n in sorted(self._columns)]
        rows, columns = len(self._rows), len(self._columns)
        if rows:
            which = f"row{'s' * (rows > 1)} {runs_of(self._rows)}"
            yield _hidden_note("hidden_rows", counted(rows, "hidden row"), which, rows, sheet)
        if columns:
            which = first_of(letters, MOST_NAMED) if columns > MOST_NAMED else all_of(letters)
            told = counted(columns, "hidden column")
            yield _hidden_note("hidden_columns", told, which, columns, sheet)


def _hidden_note(
    code: ReadingCode, told: str, which: str, number: int, sheet: str | None
) -> ReadingNote:
    verb = "was" if number == 1 else "were"
    text = f"{told} {verb} read like all others{of_sheet(sheet)}: {which}."
    return ReadingNote(code, text, sheet, number)


def _letters(column: int) -> str:
    """Return what a spreadsheet calls a column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def damaged(
    place: str, error: BaseException, after: int = 0, *, called: str = "workbook"
) -> SheetError:
    """Return the error for a workbook that cannot be read, `after` so many rows."""
    what = " ".join(str(error).split()) or type(error).__name__
    return SheetError(
        place,
        f"the {called} is damaged or cut off ({excerpt(what)}); open it in a spreadsheet "
        "program and save it anew",
        line=after + 1 if after else None,
        unit="row",
    )
