"""The tables of a list: a header, and what tells it from titles above and from rows below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import filterfalse, groupby, zip_longest
from operator import itemgetter
from typing import Final, Literal, TypeAlias

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.reading_notes import LineCount, ReadingNote, of_sheet
from integration_db.sheets.rows import MOST_COLUMNS, Row, excerpt, without_half_characters
from integration_db.text.secrets import masked
from integration_db.text.sentences import counted

HEADER_WITHIN: Final = 30
"""The header is one of the first so many rows with content."""

IsHeader: TypeAlias = Callable[[Sequence[str]], bool]
"""Given the cells of a row, whether they look like the names of columns."""


def no_row(cells: Sequence[str]) -> bool:
    """Take no row for a header."""
    return False


def no_heading(text: str) -> bool:
    """Take no text for a heading of a row above or below another one."""
    return False


def no_fields(headings: Sequence[str]) -> int:
    """Know no heading."""
    return 0


def plainly_joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return headings that stand in two rows: `Firmware` over `current` is `Firmware (current)`."""
    pairs = zip_longest(above, below, fillvalue="")
    parts = [dict.fromkeys(filter(None, map(str.strip, pair))) for pair in pairs]
    return [" (".join(one) + ")" * (len(one) > 1) for one in parts]


class BareLists(NamedTuple):
    """How a list of one column without a header is read: one thing in each line.

    `is_thing` tells whether a line may be one, `cells` makes of it the cells under `header`; where
    the first lines `are_numbered`, `numbered_cells` does.
    """

    header: tuple[str, ...]
    is_thing: Callable[[str], bool]
    cells: Callable[[str], list[str]]
    are_numbered: Callable[[Sequence[str]], bool]
    numbered_cells: Callable[[str], list[str]]

    def of_lines(self, lines: Sequence[str]) -> BareLists:
        """Return how a list with these first lines is read."""
        return self._replace(cells=self.numbered_cells) if self.are_numbered(lines) else self

    def fits(self, lines: Sequence[str]) -> bool:
        """Whether the first lines of a text, or the cells of a column, are such a list."""
        return sum(map(self.is_thing, lines)) * 2 > len(lines)


class HeaderRules(NamedTuple):
    """What is told by whoever knows what columns mean.

    `is_header` knows a header. Where no row is one, the first is taken that `is_nearly` one; and
    where there is none, `bare` says whether it is a list without a header. A row that only
    `is_perhaps` a header is taken last, so that its columns can be named. `is_inner` knows a
    header among rows, below the first.

    A header may stand in two rows: `may_be_over` and `may_be_under` know the texts of the upper and
    of the lower one, `joined` makes one row of the two, and `fields_of` says how many different
    things the headings of a row name.
    """

    is_header: IsHeader
    is_inner: IsHeader = no_row
    is_nearly: IsHeader = no_row
    bare: BareLists | None = None
    may_be_over: Callable[[str], bool] = no_heading
    may_be_under: Callable[[str], bool] = no_heading
    fields_of: Callable[[Sequence[str]], int] = no_fields
    joined: Callable[[Sequence[str], Sequence[str]], list[str]] = plainly_joined
    is_perhaps: IsHeader = no_row


@dataclass(eq=False, slots=True)
class Table:
    """A header: every row of a list stands under one.

    `line` is its number, 0 where the list has none as in JSON. `sheet` is its worksheet; None where
    the list has only one. `preamble` holds the rows above it, such as the title of a quotation.
    `sample` holds the cells of some rows below it, where they are known before rows are read.
    """

    header: tuple[str, ...]
    line: int
    sheet: str | None = None
    preamble: tuple[tuple[str, ...], ...] = ()
    sample: Sequence[Sequence[str]] = ()


SAMPLED: Final = 100
"""Rows of a sample."""

RecordSort: TypeAlias = Literal["row", "blank", "again", "header"]
"""What a record below a header is."""

MOST_DIGITS: Final = 2
"""Digits of a header (as in `IPv4`); rows of a list nearly always have more."""
_MANY_DIGITS: Final = re.compile(r"\d" + r"\D*\d" * MOST_DIGITS, re.ASCII)
_RULE: Final = re.compile(r":?-+:?|={3,}|_{3,}")
"""A cell of a line that is drawn; in Markdown one dash is enough."""


def has_many_digits(cells: Iterable[str]) -> bool:
    """Whether cells have more digits together than those of a header."""
    return _MANY_DIGITS.search(" ".join(cells)) is not None


def with_few_digits(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines that may be something else than rows, which are then looked at closely."""
    return filterfalse(_MANY_DIGITS.search, texts)


class TableWatch:
    """Watches the records below a header: rows, blank ones, the header again, another header."""

    def __init__(self, table: Table, is_inner: IsHeader, found: Callable[[Table], None]) -> None:
        self.table = table
        self._is_inner = is_inner
        self._found = found
        self._blank = LineCount()
        self._again = LineCount()
        self._others: list[int] = []

    def sort(self, cells: Sequence[str]) -> RecordSort:
        """Return what a record is."""
        if has_many_digits(cells):
            return "again" if tuple(cells) == self.table.header else "row"
        filled = [text for text in map(str.strip, cells) if text]
        if not filled or all(map(_RULE.fullmatch, filled)):
            return "blank"
        whole = without_empty_end(cells)
        if len(whole) == len(self.table.header):
            if _folded(column_names(whole)) == _folded(self.table.header):
                return "again"
        elif len(whole) > MOST_COLUMNS:
            return "row"
        return "header" if len(filled) > 1 and self._is_inner(cells) else "row"

    def takes(self, line: int, cells: Sequence[str]) -> bool:
        """Whether a record is a row of `table`; else it is counted, or the header from here on."""
        sort = self.sort(cells)
        if sort == "row":
            return True
        if sort == "blank":
            self.pass_over(line)
        elif sort == "again":
            self._again.add(line)
        else:
            self.turn_to(line, cells)
        return False

    def pass_over(self, line: int) -> None:
        """Count a record that is blank."""
        self._blank.add(line)

    def turn_to(self, line: int, cells: Sequence[str]) -> None:
        """Read the rows below by another header."""
        self.table = Table(column_names(without_empty_end(cells)), line, self.table.sheet)
        self._others.append(line)
        self._found(self.table)

    def notes(self, unit: str) -> Iterator[ReadingNote]:
        """Yield what was seen beside rows; `unit` is what they are called."""
        sheet = self.table.sheet
        where = of_sheet(sheet)
        if self._blank.count:
            text = f"{counted(self._blank.count, f'blank {unit}')} passed over"
            first = f" (the first: {unit} {self._blank.first:,})"
            yield ReadingNote("blank_rows", f"{text}{where}{first}.", sheet)
        if self._again.count:
            times = f"{counted(self._again.count, 'time')}"
            text = f"The header stands {times} more{where} (first in {unit} {self._again.first:,})"
            yield ReadingNote("header_again", f"{text}; that is no line.", sheet)
        for line in self._others[:_MOST_NAMED]:
            text = f"Another header stands in {unit} {line:,}{where}: the rows below are read by it"
            yield ReadingNote("other_header", f"{text}.", sheet)
        if len(self._others) > _MOST_NAMED:
            more = counted(len(self._others) - _MOST_NAMED, "more header")
            yield ReadingNote("other_header", f"There are {more}{where}.", sheet)


_MOST_NAMED: Final = 5


def under_tables(pairs: Iterable[tuple[Table, Row]]) -> Iterator[tuple[Table, list[Row]]]:
    """Yield neighbouring rows of one table together."""
    for table, group in groupby(pairs, key=itemgetter(0)):
        yield table, [row for _, row in group]


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns: on one line, none empty, none twice."""
    names: list[str] = []
    seen: set[str] = set()
    times: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        heading = masked(" ".join(without_half_characters(cell).split()))
        plain = excerpt(heading) or f"column {number}"
        name, again = plain, times.get(plain, 1)
        while name in seen:
            again += 1
            name = f"{plain} ({again})"
        times[plain] = again
        seen.add(name)
        names.append(name)
    return tuple(names)


def without_empty_end(cells: Sequence[str]) -> list[str]:
    """Return cells without the empty ones behind them."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return list(cells[:end])


def check_width(cells: Sequence[object], place: str, line: int, unit: str) -> None:
    """Raise `SheetError` for a header that is wider than a list can be."""
    if len(cells) > MOST_COLUMNS:
        raise SheetError(place, f"more than {MOST_COLUMNS:,} columns", line=line, unit=unit)


def no_header(place: str, rows: Iterable[tuple[int, Sequence[str]]], unit: str) -> SheetError:
    """Return the error for a list in which no row looks like a header.

    It quotes nothing: where there is no header, any cell may be a password.
    """
    looked = [(line, sum(bool(cell.strip()) for cell in cells)) for line, cells in rows]
    if not looked:
        return SheetError(place, "the list is empty")
    line, width = max(looked, key=itemgetter(1))
    rows_looked = f"the first {counted(len(looked), 'row')}" if len(looked) > 1 else "its only row"
    return SheetError(
        place,
        f"no heading that tells the model was found in {rows_looked}; the widest one has "
        f"{counted(width, 'cell')}",
        line=line,
        unit=unit,
        code="no-header",
    )


def _folded(header: Iterable[str]) -> list[str]:
    return [name.casefold() for name in header]
