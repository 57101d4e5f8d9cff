"""What a person should know of how a list was read: a code from a closed list, and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import Decoding
from integration_db.text.sentences import counted
from integration_db.vocabulary import ReadingCode

_LIMITING: Final[frozenset[ReadingCode]] = frozenset(
    [
        *("encodings_mixed", "columns_not_copied", "cells_beside", "formulas"),
        *("merged_quantity", "optional_section", "hidden_rows", "hidden_columns"),
        *("sheet_hidden", "sheet_not_chosen", "sheet_without_header"),
    ]
)
_PARTIAL: Final[frozenset[ReadingCode]] = frozenset(["sheet_not_chosen", "sheet_without_header"])


class ReadingNote(NamedTuple):
    """One thing to know of how a list was read.

    `text` is a sentence. `sheet` names the worksheet that is meant, where the list has several.
    `number` is how many rows, columns or worksheets are meant; None where nothing is counted.
    """

    code: ReadingCode
    text: str
    sheet: str | None = None
    number: int | None = None

    @property
    def is_limit(self) -> bool:
        """Whether it limits the answers: something was left out, or may be otherwise."""
        return self.code in _LIMITING

    @property
    def is_partial(self) -> bool:
        """Whether a part of the list that everybody sees was not read."""
        return self.code in _PARTIAL


class LineCount:
    """How many lines there were of one kind, and the number of the first."""

    def __init__(self) -> None:
        self.first = self.count = 0

    def add(self, line: int) -> None:
        """Count a line."""
        self.first = self.first or line
        self.count += 1


_MOST_ALIKE: Final = 5
"""Worksheets of which one thing is said in full."""


def few_of_each(notes: Iterable[ReadingNote]) -> Iterator[ReadingNote]:
    """Yield notes; what is to be said of more than a few worksheets ends with their number."""
    alike: dict[ReadingCode, list[ReadingNote]] = {}
    for note in notes:
        alike.setdefault(note.code, []).append(note)
    for code, several in alike.items():
        yield from several[:_MOST_ALIKE]
        more = [note.sheet for note in several[_MOST_ALIKE:] if note.sheet is not None]
        if len(more) < len(several) - _MOST_ALIKE:
            yield from several[_MOST_ALIKE:]
        elif more:
            text = f"Likewise in {counted(len(more), 'more worksheet')}, the first {more[0]!r}."
            yield ReadingNote(code, text, number=len(more))


def above_notes(above: int, sheet: str | None = None) -> list[ReadingNote]:
    """Return the note about rows above the header."""
    if not above:
        return []
    text = f"{counted(above, 'row')} above the header passed over{of_sheet(sheet)}."
    return [ReadingNote("rows_above", text, sheet)]


def decoding_notes(decoding: Decoding) -> list[ReadingNote]:
    """Return what a person should know of the encoding."""
    notes = []
    if decoding.encoding != "utf-8":
        notes.append(ReadingNote("encoding", f"The text was read as {decoding.name}."))
    if decoding.is_mixed:
        notes.append(
            ReadingNote(
                "encodings_mixed",
                "The text was put together from two encodings, windows-1252 and some utf-8: each "
                "was read as what it is.",
            )
        )
    elif decoding.lost:
        notes.append(
            ReadingNote(
                "encodings_mixed",
                f"Some bytes are not {decoding.name}, as in a file put together from two "
                "encodings; the rows that hold them are marked.",
            )
        )
    if decoding.nul and decoding.unit == 1:
        notes.append(
            ReadingNote(
                "encodings_mixed",
                "The text holds NUL characters, as where UTF-16 was put behind another encoding; "
                "the rows that hold them are marked.",
            )
        )
    return notes


def of_sheet(sheet: str | None) -> str:
    """Return what names the worksheet at the end of a sentence; nothing where there is one only."""
    return "" if sheet is None else f" in worksheet {sheet!r}"
