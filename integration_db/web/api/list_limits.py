"""How much a list may hold that is sent to the server; the command line takes far more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from integration_db.errors import UsageError
from integration_db.sheets import HeaderRules, OpenedList
from integration_db.sheets.tables import IsHeader

MOST_LINES: Final = 2_000
"""Lines of a list that is sent as a file."""
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 200_000
MOST_WORKSHEETS: Final = 50

MOST_WORDS_OF_A_LINE: Final = 1_000
MOST_WORDS: Final = 100_000
"""Words of all lines: each may begin the name of a camera, so they cost more than cells."""

_IN_PARTS: Final = "check it in parts"


class ListSize:
    """Counts a list while it is read. Raises `UsageError` where it is too large."""

    def __init__(self, opened: OpenedList) -> None:
        self._columns = len(opened.header)
        self._lines = self._words = 0
        _check(len(opened.sheets), MOST_WORKSHEETS, "worksheets", "send them one by one")
        check_columns(self._columns)

    def add(self, lines: Sequence[Sequence[str]]) -> None:
        """Count some more lines, given their cells."""
        self._lines += len(lines)
        _check(self._lines, MOST_LINES, "lines", _IN_PARTS)
        check_cells(self._lines * self._columns)
        self._words += count_words(lines)
        check_words(self._words)


def within_limits(rules: HeaderRules) -> HeaderRules:
    """Return rules by which no row is looked at for headings that has too many columns.

    They raise `UsageError` for it, before anybody looks through its cells.
    """

    def narrow(is_header: IsHeader) -> IsHeader:
        def of_few_columns(cells: Sequence[str]) -> bool:
            check_columns(len(cells))
            return is_header(cells)

        return of_few_columns

    return rules._replace(is_header=narrow(rules.is_header), is_inner=narrow(rules.is_inner))


def check_objects(lines: Sequence[Any]) -> None:
    """Raise `UsageError` for lines that hold too much, each of which may be an object."""
    objects = [line for line in lines if isinstance(line, dict)]
    columns = len({key for line in objects for key in line})
    check_columns(columns)
    check_cells(columns * len(objects))
    texts = [[one for one in line.values() if isinstance(one, str)] for line in objects]
    check_words(count_words(texts))


def check_columns(columns: int) -> None:
    """Raise `UsageError` where there are too many."""
    _check(columns, MOST_COLUMNS, "columns", "leave out those that say nothing of the cameras")


def check_cells(cells: int) -> None:
    """Raise `UsageError` where there are too many, blank ones counted."""
    _check(cells, MOST_CELLS, "cells", "leave out columns that say nothing of the cameras")


def count_words(lines: Sequence[Sequence[str]]) -> int:
    """Return the words of all lines. Raises `UsageError` where one has too many."""
    words = [sum(len(text.split()) for text in line) for line in lines]
    if max(words, default=0) > MOST_WORDS_OF_A_LINE:
        raise UsageError(
            f"a line of the list has more than {MOST_WORDS_OF_A_LINE:,} words; leave out what says "
            "nothing of the camera",
            code="too-many-words",
        )
    return sum(words)


def check_words(words: int) -> None:
    """Raise `UsageError` where there are too many."""
    _check(words, MOST_WORDS, "words", _IN_PARTS)


def _check(number: int, most: int, what: str, way_out: str) -> None:
    if number > most:
        raise UsageError(
            f"the list has more than {most:,} {what}; {way_out}", code=f"too-many-{what}"
        )
