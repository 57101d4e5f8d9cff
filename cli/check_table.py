"""A checked list for people at a terminal, line by line as it is answered."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Final

import click

from integration_db.check.formats.shared import CheckedSheet, camera_words, reasons

from . import ways_out
from .answer_parts import room
from .output import paragraph

if TYPE_CHECKING:
    from integration_db.check import Columns


_STATUS_MARKS: Final = {
    "ready": "[#]",
    "ready after actions": "[+]",
    "falls short": "[x]",
    "undetermined": "[?]",
    "not found": "[ ]",
    "invalid": "[!]",
}

_STATUS_COLOURS: Final = {
    "ready": "green",
    "ready after actions": "cyan",
    "undetermined": "yellow",
}


def write_table(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write for people: a line with the status for each line of the list, and below it why."""
    size = room()
    for line in sheet.checked:
        mark = "[w]" if line.waiver else _STATUS_MARKS[line.status]
        amount = f"{line.quantity} x " if line.quantity > 1 else ""
        firmware = line.assessment.request.firmware
        subject = f"{amount}{camera_words(line)}" + (f", firmware {firmware}" if firmware else "")
        head = paragraph(f"{mark} {line.number:>5}  {subject}: {line.status}", size, rest=_INDENT)
        if head.endswith(line.status):
            colour = _STATUS_COLOURS.get(line.status, "red")
            head = head.removesuffix(line.status) + click.style(line.status, fg=colour)
        texts = reasons(line)
        point = line.assessment.settled_by
        if point is not None and point.code in ways_out.OPEN_POINTS:
            texts.append(ways_out.OPEN_POINTS[point.code])
        lines = [head, *(paragraph(text, size, first=_INDENT, rest=_INDENT) for text in texts)]
        click.echo("\n".join(lines), file=out, color=False if os.environ.get("NO_COLOR") else None)


_INDENT: Final = " " * 11


_MOST_NAMED: Final = 20


def column_words(columns: Columns) -> str:
    """Return in one sentence how the columns of a list were read."""
    from integration_db.check import KNOWN_EXPORTS

    read = [f"{heading} = {field}" for heading, field in columns.meanings if field]
    left = [heading for heading, field in columns.meanings if not field]
    text = f"Columns read: {', '.join(read)}."
    if left:
        more = f" and {len(left) - _MOST_NAMED:,} more" if len(left) > _MOST_NAMED else ""
        text += f" Left alone: {', '.join(left[:_MOST_NAMED])}{more}."
    for known in KNOWN_EXPORTS:
        if known.name == columns.profile:
            text = f"Known export: {known.title}. {text}"
    return text
