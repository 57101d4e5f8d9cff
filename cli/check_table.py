"""A checked list for people at a terminal, line by line as it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Final

import click

from integration_db.check.formats.shared import CheckedSheet, camera_words, reasons
from integration_db.check.limits import limit_sentences
from integration_db.check.plan import line_words
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import all_of, capital, counted

from . import ways_out
from .answer_parts import heading, room
from .output import paragraph, say

if TYPE_CHECKING:
    from integration_db.check import Checked, Columns, Line, LineKind, Step
    from integration_db.vocabulary import Status


class StatusLook(NamedTuple):
    """How a status looks: the mark in front of its line, and the colour of its word."""

    mark: str
    colour: str


_LOOKS: Final[Mapping[Status, StatusLook]] = {
    "meets": StatusLook("[#]", "green"),
    "meets after tasks": StatusLook("[+]", "cyan"),
    "may fall back": StatusLook("[~]", "yellow"),
    "open": StatusLook("[?]", "yellow"),
    "falls short": StatusLook("[x]", "red"),
    "not known": StatusLook("[?]", "yellow"),
    "not found": StatusLook("[ ]", "red"),
    "not a camera": StatusLook("[-]", "white"),
    "invalid": StatusLook("[!]", "red"),
}
_INDENT: Final = " " * 11
_MOST_NAMED: Final = 20
"""How many columns are named that were left alone; the others are counted."""


def write_table(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write for people: a line with the status for each line of the list, and below it why.

    What is to be done on site, the totals and what limits them stand at the end, for all lines
    together: they are part of the answer, wherever it goes.
    """
    size = room()
    said: dict[tuple[str, ...], int] = {}
    for line in sheet.checked:
        look = _LOOKS[line.status]
        mark = "[w]" if line.waiver else look.mark
        amount = f"{line.quantity} x " if line.quantity > 1 else ""
        firmware = line.assessment.request.firmware
        subject = f"{amount}{camera_words(line)}" + (f", firmware {firmware}" if firmware else "")
        status = click.style(line.status, fg=look.colour)
        texts = _texts(line)
        first = said.setdefault(tuple(texts), line.number)
        if first != line.number and line.assessment.answer is not None:
            status, texts = f"same answer as line {first}", []
        head = paragraph(f"{mark} {line.number:>5}  {subject}:", size, rest=_INDENT, end=status)
        lines = [head, *(paragraph(text, size, first=_INDENT, rest=_INDENT) for text in texts)]
        say("\n".join(lines), out)
    plan = sheet.checked.plan
    if plan:
        say("\n" + heading("To do on site, in this order"), out)
    for number, step in enumerate(plan, 1):
        mark = f"{number:>3}. "
        say(paragraph(_step_words(step), size, first=mark, rest=" " * len(mark)), out)
    say("\n" + heading("In total"), out)
    for text in totals(sheet.checked):
        say(paragraph(text, size, first="  ", rest="    "), out)


def totals(checked: Checked) -> Iterator[str]:
    """Yield what a list comes to, the order of certificates, and what limits the answers."""
    tally = checked.tally
    if not tally.lines:
        yield "The list has no lines under its header."
        return
    yield tally.sentence
    yield tally.certificate_sentence
    if left_out := checked.left_out_sentence:
        yield left_out
    limits = checked.limits
    yield from limit_sentences(limits)
    ways = [
        *(["--plugin names it"] if any(one.code == "no_plugin_named" for one in limits) else []),
        *(["--strict leaves open what rests on it"] if any(one.assumed for one in limits) else []),
    ]
    if ways:
        yield f"{all_of(ways)}."


def _texts(line: Line) -> list[str]:
    """Return why a line has its status, and what to do then, which only this door can say."""
    texts = reasons(line)
    point = line.assessment.settled_by
    then = ways_out.OPEN_POINTS.get(point.code) if point is not None else None
    return [*texts, f"Then {then}."] if then else texts


def _step_words(step: Step[LineKind]) -> str:
    """Return a step of the plan: what, how to see that it is done, where, and for which lines."""
    lines = sum(one.lines for one in step.lines)
    whom = counted(step.cameras, "camera") if step.cameras else counted(lines, "line")
    listed = line_words(step.lines)
    if step.variants:
        listed = "; ".join(f"{one.text}: {line_words(one.lines)}" for one in step.variants)
    parts = [
        step.text,
        f"Done when: {step.proof}.",
        *(["Interrupts recording."] if step.interrupts else []),
        *(["Camera by camera."] if step.camera_by_camera else []),
        f"{capital(step.where)}, {whom}: {listed}.",
    ]
    return " ".join(parts)


def column_words(columns: Columns) -> str:
    """Return in one sentence how the columns of a list were read."""
    read = [f"{heading} = {field}" for heading, field in columns.meanings if field]
    left = [heading for heading, field in columns.meanings if not field]
    text = f"Columns read: {', '.join(read)}."
    if left:
        more = f" and {len(left) - _MOST_NAMED:,} more" if len(left) > _MOST_NAMED else ""
        text += f" Left alone: {', '.join(left[:_MOST_NAMED])}{more}."
    return f"Known export: {columns.export.title}. {text}" if columns.export else text
