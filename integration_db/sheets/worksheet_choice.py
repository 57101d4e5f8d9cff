"""Which worksheets of a workbook are read, and what is said of those that are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from integration_db.named_tuple import NamedTuple
from integration_db.sheets.reading_notes import ReadingNote
from integration_db.text.sentences import all_of, first_of

LeftOut = Literal[
    "sheet_without_header",
    "sheet_without_cells",
    "sheet_of_pictures",
    "chart_sheet",
    "sheet_hidden",
    "sheet_not_chosen",
]
"""Why a worksheet is not read."""

MOST_NAMED: Final = 20
"""Worksheets that a sentence names; more are counted."""

_WORDS: Final[dict[LeftOut, tuple[str, str, str]]] = {
    "sheet_without_header": (
        "Worksheet",
        "was left out: no heading in it tells the model",
        "were left out: no heading in them tells the model",
    ),
    "sheet_without_cells": ("Worksheet", "is empty", "are empty"),
    "sheet_of_pictures": (
        "Worksheet",
        "holds pictures and no cells",
        "hold pictures and no cells",
    ),
    "chart_sheet": ("Sheet", "is a chart and was left out", "are charts and were left out"),
    "sheet_hidden": ("Worksheet", "is hidden and was left out", "are hidden and were left out"),
    "sheet_not_chosen": (
        "Worksheet",
        "was not chosen and was left out",
        "were not chosen and were left out",
    ),
}
"""What is said of one worksheet, and of several."""


class SeenWorksheet(NamedTuple):
    """A worksheet of a workbook; `left_out` says why it is not read, None where it is."""

    name: str
    left_out: LeftOut | None = None


def choice_notes(seen: Sequence[SeenWorksheet]) -> Iterator[ReadingNote]:
    """Yield which worksheets are read, and for each reason those that are left out."""
    if len(seen) == 1:
        return
    read = [one.name for one in seen if one.left_out is None]
    noun, verb = ("Worksheet", "was") if len(read) == 1 else ("Worksheets", "were")
    told = f"{noun} {_named(read)} {verb} read, of {len(seen):,} in the workbook."
    yield ReadingNote("sheets_read", told, number=len(read))
    for why in _WORDS:
        names = [one.name for one in seen if one.left_out == why]
        if names:
            yield left_out_note(why, names)


def left_out_note(why: LeftOut, names: Sequence[str]) -> ReadingNote:
    """Return the note about the worksheets that are left out for one reason."""
    noun, one, several = _WORDS[why]
    text = f"{noun} {_named(names)} {one}." if len(names) == 1 else ""
    text = text or f"{noun}s {_named(names)} {several}."
    return ReadingNote(why, text, names[0] if len(names) == 1 else None, len(names))


def _named(names: Sequence[str]) -> str:
    quoted = list(map(repr, names))
    return first_of(quoted, MOST_NAMED) if len(quoted) > MOST_NAMED else all_of(quoted)
