"""Where the header of a delimited text is, and which delimiter it speaks for.

The header decides and not `csv.Sniffer`, which gives up at a title above the header and at a list
of one column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.sheet import HEADER_WITHIN, IsHeader

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "|"}
_TALLEST_HEADER: Final = 50
_SAMPLE: Final = 200
_SAID: Final = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\s]*', re.IGNORECASE)
"""The line by which Excel is told the delimiter."""
_NO_CONTENT: Final = " \t\r\n,;|"


class Records(Protocol):
    """What `csv.reader` returns, which has no public name."""

    @property
    def line_num(self) -> int:
        """How many lines were read."""

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class Dialect(NamedTuple):
    """How the cells of a line are told apart.

    `spaced` says that quotation marks stand after a blank, as in `"Make", "Model"`.
    """

    delimiter: str
    spaced: bool

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> Records:
        """Return a reader of the standard library for this dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def lenient(self, line: str) -> list[str]:
        """Return the cells of one line, with quotation marks taken as well as may be."""
        try:
            return next(self.reader([line], strict=False), [])
        except csv.Error:  # a cell that is too long, or NUL (Python 3.10)
            return self.plain(line)

    def plain(self, line: str) -> list[str]:
        """Return the cells of one line with quotation marks as text."""
        return line.rstrip("\r\n").split(self.delimiter)


class Header(NamedTuple):
    """The header of a text: `lines` physical lines from number `at` (from 0) on."""

    dialect: Dialect
    cells: list[str]
    at: int
    lines: int


def known_delimiter(written: str) -> str:
    """Return the delimiter meant by a character or a word; raises `UsageError`."""
    names = {name: mark for mark, name in DELIMITERS.items()} | {"\\t": "\t", "pipe": "|"}
    mark = names.get(written.lower(), written)
    if (
        len(mark) != 1
        or mark.isalnum()
        or mark == '"'
        or (mark != "\t" and (mark.isspace() or not mark.isprintable()))
    ):
        choices = ("comma", "semicolon", "tab", "pipe")
        raise UsageError(
            f"delimiter {written!r} cannot tell cells apart; choose one of {', '.join(choices)} "
            "or another single mark",
            code="unknown-delimiter",
            suggestions=choices,
        )
    return mark


def said_delimiter(line: str) -> str | None:
    """Return the delimiter of a line such as `sep=;`; None for any other line."""
    match = _SAID.fullmatch(line)
    return match[1] if match else None


def has_content(line: str) -> bool:
    """Tell whether a line holds more than blanks and delimiters."""
    return line.strip(_NO_CONTENT) != ""


def find_header(
    lines: Sequence[str], start: int, is_header: IsHeader, delimiter: str | None
) -> Header | None:
    """Return the first header among the lines from `start` on, None if there is none.

    Of several delimiters that make a header of a line, the one with most columns is right.
    """
    candidates = [delimiter] if delimiter else list(DELIMITERS)
    looked = 0
    for index in range(start, len(lines)):
        if not has_content(lines[index]):
            continue
        looked += 1
        if looked > HEADER_WITHIN:
            return None
        headers = [_header_at(lines, index, mark) for mark in candidates]
        headers = [header for header in headers if is_header(header.cells)]
        if headers:
            best = max(headers, key=lambda header: len(header.cells))
            if len(best.cells) == 1 and delimiter is None:
                return best._replace(dialect=_one_column(lines))
            return best
    return None


def _header_at(lines: Sequence[str], index: int, delimiter: str) -> Header:
    """Return what the record at a line would be as a header."""
    line = lines[index]
    # a mark after blanks that opens a cell, and not one that ends a cell or stands for itself
    opening = re.compile(f'{re.escape(delimiter)} +"[^"\\r\\n{re.escape(delimiter)}]')
    spaced = any(map(opening.search, lines[index : index + _SAMPLE]))
    dialect = Dialect(delimiter, spaced)
    reader = dialect.reader(islice(lines, index, index + _TALLEST_HEADER))
    try:
        return Header(dialect, next(reader), index, reader.line_num)
    except csv.Error:
        return Header(dialect, dialect.lenient(line), index, 1)


def _one_column(lines: Sequence[str]) -> Dialect:
    """Return a delimiter that does not occur, so that commas in the only column are text."""
    absent = (mark for mark in DELIMITERS if not any(mark in line for line in lines))
    return Dialect(next(absent, ","), spaced=False)
