"""What every kind of list becomes: a header, and rows of text under it.

Owns the limits that hold for all kinds, and what their readers share in making rows and notes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice, repeat
from typing import Final, TypeAlias, cast

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import Decoding
from integration_db.text.sentences import counted

HEADER_WITHIN: Final = 30
"""The header is one of the first so many rows with content."""
MOST_COLUMNS: Final = 16_384
"""Columns; no spreadsheet has more."""
LONGEST_CELL: Final = 131_072
"""Characters; the limit of the standard library's csv module, kept for all kinds."""
_SHOWN: Final = 200
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")

IsHeader: TypeAlias = Callable[[Sequence[str]], bool]
"""Given the cells of a row, whether they look like the names of columns."""


class Row(NamedTuple):
    """One line of the list.

    `line` counts from 1: the physical line where the record begins (CSV, NDJSON), the row of the
    worksheet (XLSX) or the item (JSON). `cells` has one text per column of the header. `problem`
    is one clause that says why the row cannot be trusted; its cells are then what could be kept,
    the long ones cut. `odd` numbers (from 0) the cells that were a fractional number, a date or a
    formula without a value: a spreadsheet may have turned 10.10 into 10.1, or 10.12.91 into a day.
    """

    line: int
    cells: Sequence[str]
    problem: str | None = None
    odd: tuple[int, ...] = ()


_row = cast(  # the constructor of a tuple takes half the time of Row's own
    "Callable[[tuple[int, list[str], None, tuple[()]]], Row]", partial(tuple.__new__, Row)
)


class Run(NamedTuple):
    """Neighbouring lines of text, from line `first` on, that are one well-formed record each.

    `lines` holds their text with its line ends, `cells` the same as wide as the header. For
    those who can work on many lines at once; everybody else reads rows.
    """

    first: int
    lines: list[str]
    cells: list[list[str]]

    @property
    def rows(self) -> Iterator[Row]:
        """Return the same as rows."""
        numbers = range(self.first, self.first + len(self.cells))
        return map(_row, zip(numbers, self.cells, repeat(None), repeat(())))


Piece: TypeAlias = Run | Iterable[Row]
"""Neighbouring rows of a list."""


class Sheet:
    """A list opened for reading: the header is read, `rows` is read once and forward.

    `pieces` is the same in larger pieces: read the one or the other. Use it in a `with` block,
    or call `close`. `preamble` holds the rows above the header, such as the title of a quotation.
    `expected` is about how many rows will come; None where that is not known. `encoding`, `marked`
    (with a byte order mark) and `delimiter` belong to text, `worksheet` to XLSX.
    """

    def __init__(
        self,
        *,
        kind: str,
        header: tuple[str, ...],
        header_line: int,
        pieces: Iterator[Piece],
        notes: list[str],
        preamble: tuple[tuple[str, ...], ...] = (),
        expected: int | None = None,
        encoding: str | None = None,
        marked: bool = False,
        delimiter: str | None = None,
        worksheet: str | None = None,
    ) -> None:
        self.kind = kind
        self.header = header
        self.header_line = header_line
        self._ahead: deque[Piece] = deque()
        self._source = pieces
        self.pieces = self._pieces()
        self.rows: Iterator[Row] = chain.from_iterable(
            piece.rows if isinstance(piece, Run) else piece for piece in self.pieces
        )
        self.preamble = preamble
        self.expected = expected
        self.encoding = encoding
        self.marked = marked
        self.delimiter = delimiter
        self.worksheet = worksheet
        self.resources = ExitStack()
        self._notes = notes

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the list was read; complete when the rows are read."""
        return tuple(self._notes)

    def sample(self, most: int) -> list[Sequence[str]]:
        """Return the cells of the first rows, which are not taken by that: at most so many.

        To be asked for before any row is read. Raises `SheetError` as reading does.
        """
        piece = next(self._source, None)
        if piece is None:
            return []
        if isinstance(piece, Run):
            self._ahead.append(piece)
            return list(piece.cells[:most])
        rows = iter(piece)
        first = list(islice(rows, most))
        self._ahead += (first, rows)
        return [row.cells for row in first if row.problem is None]

    def _pieces(self) -> Iterator[Piece]:
        """Yield what was looked at ahead, and the rest."""
        while self._ahead:
            yield self._ahead.popleft()
        yield from self._source

    def close(self) -> None:
        """Let go of the file; a stream that the caller opened stays open."""
        self.resources.close()

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns: on one line, none empty, none twice."""
    names: list[str] = []
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        plain = excerpt(" ".join(_NO_TEXT.sub("\ufffd", cell).split())) or f"column {number}"
        name, again = plain, 1
        while name in seen:
            again += 1
            name = f"{plain} ({again})"
        seen.add(name)
        names.append(name)
    return tuple(names)


def excerpt(text: str) -> str:
    """Return text that is not too long to be shown."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def problem_row(line: int, cells: Sequence[str], width: int, problem: str) -> Row:
    """Return a row that cannot be trusted, with as much of its cells as is worth keeping."""
    kept = [_NO_TEXT.sub("\ufffd", excerpt(cell)) for cell in cells[:width]]
    return Row(line, kept + [""] * (width - len(kept)), problem)


def checked_row(row: Row, header: Sequence[str]) -> Row:
    """Return the row, or the same row with a problem where a cell holds what text does not."""
    for name, cell in zip(header, row.cells, strict=True):
        if len(cell) > LONGEST_CELL:
            problem = f"the cell in {name!r} has more than {LONGEST_CELL:,} characters"
        elif _NO_TEXT.search(cell):
            problem = f"the cell in {name!r} holds NUL or half a character"
        else:
            continue
        return problem_row(row.line, row.cells, len(header), problem)
    return row


def above_notes(above: Sequence[object]) -> list[str]:
    """Return the note about rows above the header."""
    return [f"{counted(len(above), 'row')} above the header passed over"] if above else []


def decoding_notes(decoding: Decoding) -> list[str]:
    """Return what a person should know of the encoding."""
    notes = []
    if decoding.encoding != "utf-8":
        notes.append(f"the text was read as {decoding.name}")
    if decoding.lost:
        notes.append(
            f"some bytes are not {decoding.name}, as in a file put together from two encodings; "
            "the rows that hold them are marked"
        )
    return notes


def no_header(place: str, rows: Iterable[tuple[int, Sequence[str]]], unit: str) -> SheetError:
    """Return the error for a list in which no row looks like a header."""
    looked = [(line, [cell.strip() for cell in cells]) for line, cells in rows]
    if not looked:
        return SheetError(place, "the list is empty")
    line, cells = max(looked, key=lambda row: sum(map(bool, row[1])))
    shown = excerpt(" | ".join(cell for cell in cells if cell))
    return SheetError(
        place,
        f"no header row was found in the first {counted(len(looked), 'row')}; this one came "
        f"nearest: {shown!r}. Put a row with the names of the columns above the list",
        line=line,
        unit=unit,
    )
