"""Where the header of a delimited text is, and which delimiter it speaks for.

The header decides and not `csv.Sniffer`, which gives up at a title above the header and at a list
of one column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol, TypeAlias

from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.header_rows import joined_rows
from integration_db.sheets.tables import HEADER_WITHIN, HeaderRules, IsHeader

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


Unwrap: TypeAlias = Callable[[str], str]
"""Given a line of text, the line that is meant."""


class Header(NamedTuple):
    """The header of a text: `lines` physical lines from number `at` (from 0) on.

    `unwrap` makes of each line the one that is meant, where all of them are wrapped up in a way.
    `is_two_rows` says that it was joined from two records.
    """

    dialect: Dialect
    cells: list[str]
    at: int
    lines: int
    unwrap: Unwrap | None = None
    is_two_rows: bool = False


def unquoted(line: str) -> str:
    """Return the line that stands in a line that is one quoted cell; any other as it is."""
    match = _QUOTED.fullmatch(line)
    return match[1].replace('""', '"') + match[2] if match else line


def unframed(line: str) -> str:
    """Return a line of a Markdown table without the bars around it; any other as it is."""
    match = _FRAMED.fullmatch(line)
    return match[1] + match[2] if match else line


_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"([\r\n]*)')
_FRAMED: Final = re.compile(r"[ \t]*\|(.*)\|[ \t]*([\r\n]*)")
_WRAPPINGS: Final[tuple[tuple[Unwrap, str | None], ...]] = ((unframed, "|"), (unquoted, None))
"""The ways in which lines are wrapped up, each with the delimiter that it goes with."""


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
    lines: Sequence[str], start: int, rules: HeaderRules, delimiter: str | None
) -> Header | None:
    """Return the first header among the lines from `start` on, None if there is none.

    Of several delimiters that make a header of a line, the one with most columns is right. What is
    only nearly a header is taken where there is no other.
    """
    header = _first(lines, start, rules.is_header, delimiter) or _first(
        lines, start, rules.is_nearly, delimiter
    )
    return None if header is None else _whole(lines, start, header, rules)


def _whole(lines: Sequence[str], start: int, header: Header, rules: HeaderRules) -> Header:
    """Return a header with what the row right above it says of its columns, or the one below."""

    def cells(index: int) -> list[str]:
        line = lines[index]
        return header.dialect.lenient(header.unwrap(line) if header.unwrap else line)

    if header.at > start:
        joined = joined_rows(cells(header.at - 1), header.cells, rules)
        if joined is not None:
            at, count = header.at - 1, header.lines + 1
            return header._replace(cells=joined, at=at, lines=count, is_two_rows=True)
    below = header.at + header.lines
    if below < len(lines):
        joined = joined_rows(header.cells, cells(below), rules)
        if joined is not None:
            return header._replace(cells=joined, lines=header.lines + 1, is_two_rows=True)
    return header


def _first(
    lines: Sequence[str], start: int, is_header: IsHeader, delimiter: str | None
) -> Header | None:
    looked = 0
    for index in range(start, len(lines)):
        if not has_content(lines[index]):
            continue
        looked += 1
        if looked > HEADER_WITHIN:
            return None
        for unwrap, mark in _WRAPPINGS:
            if unwrap(lines[index]) != lines[index] and delimiter in (None, mark):
                whole = list(map(unwrap, lines[index : index + _SAMPLE]))
                header = _best(whole, 0, is_header, mark or delimiter)
                if header is not None and len(header.cells) > 1:
                    return header._replace(at=index, unwrap=unwrap)
        header = _best(lines, index, is_header, delimiter)
        if header is not None:
            return header
    return None


def _best(
    lines: Sequence[str], index: int, is_header: IsHeader, delimiter: str | None
) -> Header | None:
    """Return the header that a line is, by the delimiter that makes most columns of it."""
    candidates = [delimiter] if delimiter else list(DELIMITERS)
    headers = [_header_at(lines, index, mark) for mark in candidates]
    headers = [header for header in headers if is_header(header.cells)]
    if not headers:
        return None
    best = max(headers, key=lambda header: len(header.cells))
    if len(best.cells) == 1 and delimiter is None:
        return best._replace(dialect=_one_column(lines))
    return best


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
