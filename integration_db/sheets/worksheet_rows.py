"""The rows of an XLSX worksheet as texts, from the XML of its part.

A formula gives the value that is stored with it; where none is, it stands as it is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import IO, Final

from integration_db.named_tuple import NamedTuple
from integration_db.sheets.cell_values import cell_text, is_odd
from integration_db.sheets.rows import MOST_COLUMNS
from integration_db.sheets.worksheets import SheetLine
from integration_db.sheets.xml_parts import NAMESPACE, parsed

_ROW: Final = NAMESPACE + "row"
_CELL: Final = NAMESPACE + "c"
_VALUE: Final = NAMESPACE + "v"
_FORMULA: Final = NAMESPACE + "f"
_INLINE: Final = NAMESPACE + "is"
_TEXT: Final = NAMESPACE + "t"
_PHONETIC: Final = NAMESPACE + "rPh"
_WITH_TEXT: Final = (_TEXT, _VALUE)
_DIGITS: Final = "0123456789"


class CellMeaning(NamedTuple):
    """What a workbook says of the cells in all its worksheets.

    The shared texts; the numbers of the styles by which a number is a date, or a time that
    passes; and the day from which dates are counted.
    """

    strings: Sequence[str]
    date_styles: Collection[int]
    duration_styles: Collection[int]
    epoch: datetime.datetime


class WorksheetRows:
    """Reads the rows that hold something; `last` is the number of the last one begun."""

    def __init__(self, meaning: CellMeaning) -> None:
        from openpyxl.utils.cell import column_index_from_string

        self.last = 0
        self._meaning = meaning
        self._column_of = cache(column_index_from_string)
        self._is_usual_a_date = 0 in meaning.date_styles
        self._lines: list[SheetLine] = []
        self._shared: dict[str | None, tuple[str, str]] = {}
        self._cells: list[str] = []
        self._odd: set[int] = set()
        self._is_unknown = self._is_phonetic = False
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._inline: list[str] | None = None
        self._formula: dict[str, str] | None = None
        self._written = ""
        self._run: list[str] = []
        self._takes_text = False

    def of(self, part: IO[bytes], until: int) -> Iterator[SheetLine]:
        """Yield the rows of a part up to a number.

        Raises what `parsed` does, and `ValueError` or `IndexError` for cells that are none.
        """
        for _ in parsed(part, self):
            lines, self._lines = self._lines, []
            for line in lines:
                if line.number > until:
                    return
                yield line
            if self.last > until:
                return

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == _CELL:
            self._cell = attributes
            self._value = self._inline = self._formula = None
            if place := attributes.get("r"):
                self._column = self._column_of(place.rstrip(_DIGITS))
            elif self._column < MOST_COLUMNS:
                self._column += 1
            else:
                raise ValueError(f"row {self.last} has more than {MOST_COLUMNS:,} cells")
        elif name in _WITH_TEXT:
            self._run, self._takes_text = [], True
        elif name == _INLINE:
            self._inline = []
        elif name == _ROW:
            self._begin_row(attributes.get("r"))
        elif name == _FORMULA:
            self._formula, self._run, self._takes_text = attributes, [], True
        elif name == _PHONETIC:
            self._is_phonetic = True

    def text(self, text: str) -> None:
        """Take text of an element."""
        if self._takes_text:
            self._run.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == _CELL:
            self._end_cell()
        elif name == _VALUE:
            self._value, self._takes_text = "".join(self._run), False
        elif name == _TEXT:
            self._takes_text = False
            if self._inline is not None and not self._is_phonetic:
                self._inline += self._run
        elif name == _ROW:
            if any(self._cells):
                odd = tuple(sorted(self._odd))
                self._lines.append(SheetLine(self.last, self._cells, odd, self._is_unknown))
            self._cells = []
        elif name == _FORMULA:
            self._end_formula()
        elif name == _PHONETIC:
            self._is_phonetic = False

    def _begin_row(self, said: str | None) -> None:
        number = self.last + 1 if said is None else _whole(said)
        if number <= self.last:
            raise ValueError(f"row {number} stands behind row {self.last}")
        self.last = number
        self._column = 0
        self._cells, self._odd, self._is_unknown = [], set(), False

    def _end_cell(self) -> None:
        kind, value, at = self._cell.get("t", "n"), self._value, self._column - 1
        text, odd = "", False
        if kind == "inlineStr" and self._inline is not None:
            text = "".join(self._inline)
        elif value and kind == "s":
            text = self._meaning.strings[int(value)]
        elif value and kind == "n" and value.isdigit() and not self._may_be_date():
            text = str(int(value))  # most numbers
        elif value and kind != "inlineStr":
            found = self._meant(kind, value)
            text, odd = cell_text(found), is_odd(found)
        elif self._formula is not None and kind != "str":  # which is stored as an empty text
            text, odd, self._is_unknown = self._as_written(), True, True
        gap = at - len(self._cells)
        if gap < 0:
            self._cells[at] = text
            self._odd.discard(at)
        else:
            if gap:
                self._cells += [""] * gap
            self._cells.append(text)
        if odd:
            self._odd.add(at)

    def _may_be_date(self) -> bool:
        """Whether a number may be a date: it has a style, or those without one are dates."""
        return "s" in self._cell or self._is_usual_a_date

    def _meant(self, kind: str, value: str) -> object:
        """Return what a value means that is no shared text."""
        if kind == "n":
            is_whole = "." not in value and "E" not in value and "e" not in value
            number = int(value) if is_whole else float(value)
            style = int(self._cell.get("s") or 0)
            return self._dated(number, style) if style in self._meaning.date_styles else number
        if kind == "b":
            return bool(int(value))
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            read: Callable[[str], object] = from_ISO8601
            return read(value)
        return value

    def _dated(self, number: float, style: int) -> object:
        from openpyxl.utils.datetime import from_excel

        meaning = self._meaning
        try:
            return from_excel(number, meaning.epoch, timedelta=style in meaning.duration_styles)
        except (OverflowError, ValueError):
            return "#VALUE!"  # as a spreadsheet shows what is no date

    def _end_formula(self) -> None:
        self._written, self._takes_text = "=" + "".join(self._run), False
        if self._formula is not None and self._formula.get("t") == "shared" and self._run:
            place = self._cell.get("r", "")
            self._shared.setdefault(self._formula.get("si"), (self._written, place))

    def _as_written(self) -> str:
        """Return the formula of a cell; one that is shared moves with the cell."""
        if self._formula is None or self._formula.get("t") != "shared":
            return self._written
        from openpyxl.formula.translate import Translator

        written, place = self._shared.get(self._formula.get("si"), (self._written, ""))
        here = self._cell.get("r", "")
        return str(Translator(written, place).translate_formula(here)) if place else written


def _whole(number: str) -> int:
    """Return the number of a row, which some programs write as 1.0."""
    return int(number) if number.isdigit() else int(float(number))
