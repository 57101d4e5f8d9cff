"""A checked list for people at a terminal, line by line as it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import click

from integration_db.check.formats.shared import CheckedSheet, camera_words, reasons

from . import ways_out
from .answer_parts import room
from .output import paragraph, say

if TYPE_CHECKING:
    from integration_db.check import Columns
    from integration_db.vocabulary import Status


class StatusLook(NamedTuple):
    """How a status looks: the mark in front of its line, and the colour of its word."""

    mark: str
    colour: str


_LOOKS: Final[Mapping[Status, StatusLook]] = {
    "ready": StatusLook("[#]", "green"),
    "ready after actions": StatusLook("[+]", "cyan"),
    "falls short": StatusLook("[x]", "red"),
    "undetermined": StatusLook("[?]", "yellow"),
    "not found": StatusLook("[ ]", "red"),
    "invalid": StatusLook("[!]", "red"),
}
_INDENT: Final = " " * 11
_MOST_NAMED: Final = 20
"""How many columns are named that were left alone; the others are counted."""


def write_table(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write for people: a line with the status for each line of the list, and below it why."""
    size = room()
    for line in sheet.checked:
        look = _LOOKS[line.status]
        mark = "[w]" if line.waiver else look.mark
        amount = f"{line.quantity} x " if line.quantity > 1 else ""
        firmware = line.assessment.request.firmware
        subject = f"{amount}{camera_words(line)}" + (f", firmware {firmware}" if firmware else "")
        status = click.style(line.status, fg=look.colour)
        head = paragraph(f"{mark} {line.number:>5}  {subject}:", size, rest=_INDENT, end=status)
        texts = reasons(line)
        point = line.assessment.settled_by
        if point is not None and point.code in ways_out.OPEN_POINTS:
            texts.append(ways_out.OPEN_POINTS[point.code])
        lines = [head, *(paragraph(text, size, first=_INDENT, rest=_INDENT) for text in texts)]
        say("\n".join(lines), out)


def column_words(columns: Columns) -> str:
    """Return in one sentence how the columns of a list were read."""
    read = [f"{heading} = {field}" for heading, field in columns.meanings if field]
    left = [heading for heading, field in columns.meanings if not field]
    text = f"Columns read: {', '.join(read)}."
    if left:
        more = f" and {len(left) - _MOST_NAMED:,} more" if len(left) > _MOST_NAMED else ""
        text += f" Left alone: {', '.join(left[:_MOST_NAMED])}{more}."
    return f"Known export: {columns.export.title}. {text}" if columns.export else text
