"""A checked list for people at a terminal, line by line as it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Final

import click

from integration_db.check.formats.shared import (
    CheckedSheet,
    camera_words,
    evidence_words,
    further_words,
    reasons,
    step_lines,
)
from integration_db.check.totals.limits import limit_sentences
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import LINE_THING, SUBJECT, TASK
from integration_db.text.safe_text import printable
from integration_db.text.sentences import all_of, capital, counted, first_of, runs_of, sentence
from integration_db.vocabulary import MET, STATUSES

from . import ways_out
from .answer_parts import heading, room
from .output import paragraph, say
from .readdressing_table import write_readdressing

if TYPE_CHECKING:
    from integration_db.check import Checked, Limit, Line, LineKind, Step
    from integration_db.check.lines.named_line import NamedLine
    from integration_db.check.reading.columns import ReadAlike
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
"""How many columns that were left alone, or worksheets, are named; the others are counted."""


def write_table(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write for people: a line with the status for each line of the list, and below it why.

    What many lines share is said once at the end: what is to be done on site, the totals, the
    evidence, and what limits the answers. It is part of the answer, wherever that goes.
    """
    size = room()
    said: dict[tuple[str, ...], Line] = {}
    worksheet = None
    for line in sheet.checked:
        if line.sheet != worksheet:
            worksheet = line.sheet
            say(heading(printable(f"Worksheet {worksheet}")), out)
        say("\n".join(_line_texts(line, size, said)), out)
    checked = sheet.checked
    if checked.plan:
        say("\n" + heading("To do on site, in this order"), out)
    for number, step in enumerate(checked.plan, 1):
        mark = f"{number:>3}. "
        say(paragraph(_step_words(step), size, first=mark, rest=" " * len(mark)), out)
    if (moves := sheet.checked.readdressing) is not None and sheet.checked.tally.lines:
        write_readdressing(moves, size, out)
    say("\n" + heading("In total"), out)
    for text in (*_sums(checked), *_evidence(checked)):
        say(paragraph(text, size, first="  ", rest="    "), out)
    limits = [one for one in checked.limits if one.code not in _TOLD_BY_EVIDENCE]
    if limits:
        say("\n" + heading("What limits these answers"), out)
    for text in limit_sentences(limits):
        say(paragraph(text, size, first="  - ", rest="    "), out)
    for text in _ways(limits):
        say(paragraph(text, size, first="  ", rest="  "), out)


_TOLD_BY_EVIDENCE: Final = frozenset({"camera_inferred", "recorder_inferred"})
"""Limits that the lines about the evidence tell already."""


def totals(checked: Checked) -> Iterator[str]:
    """Yield what a list comes to, for those whose answer went into a file."""
    yield from _sums(checked)
    yield from limit_sentences(checked.limits)
    yield from _ways(checked.limits)


def _line_texts(line: Line, size: int, said: dict[tuple[str, ...], Line]) -> Iterator[str]:
    """Yield a line with its status, and below it what it does not share with all others.

    `said` holds the first line of each answer, to which others refer.
    """
    answer = line.assessment
    look = _LOOKS[line.status]
    mark = "[w]" if line.waiver else look.mark
    amount = f"{line.quantity} x " if line.quantity > 1 else ""
    firmware = f", firmware {answer.request.firmware}" if answer.request.firmware else ""
    unlisted = " (not listed)" if answer.is_unlisted else ""
    subject = f"{amount}{camera_words(line)}{unlisted}{firmware}:"
    status = click.style(line.status, fg=look.colour)
    if answer.status == "not a camera" and not answer.aside:
        label = LINE_THING[answer.thing] if answer.thing else SUBJECT[answer.subject]
        status += f" ({label.one})"
    texts = _texts(line)
    first = said.setdefault(tuple(reasons(line)), line)
    if first is not line and answer.answer is not None:
        where = f" of {first.sheet}" if first.sheet != line.sheet else ""
        status, texts = f"same answer as line {first.number}{where}", []
    if answer.aside:
        status += f" ({answer.aside})"
    if line.same_device_as is not None:
        texts.insert(0, f"The same device as line {line.same_device_as}; it is counted there.")
    yield paragraph(f"{mark} {line.number:>5}  {subject}", size, rest=_INDENT, end=status)
    for text in texts:
        yield paragraph(text, size, first=_INDENT, rest=_INDENT)


def _texts(line: Line) -> list[str]:
    """Return why a line has its status, and what to do then, which only this door can say."""
    answer = line.assessment
    if answer.status == "not a camera":
        return []
    texts = [answer.in_short] if answer.in_short else []
    if answer.may_not_connect:
        texts.append("It may not connect at all.")
    codes = {note.code for note in answer.caveats}
    if (
        answer.answer is None
        or answer.status not in (*MET, "not known")
        or "cells_altered" in codes
        or answer.better
        or answer.upgrade
    ):
        texts.append(sentence(answer.reason))
    texts += [note.text for note in answer.caveats if note.code in _OF_ONE_LINE]
    point = answer.settled_by
    if point is not None:
        if point.text not in answer.reason or answer.status == "not known":
            texts.append(f"What would settle it: {point.text}.")
        if then := ways_out.OPEN_POINTS.get(point.code):
            texts.append(f"Then {then}.")
    if counted_tasks := [TASK[task.code] for task in answer.tasks if task.counts]:
        texts.append(f"Tasks: {', '.join(counted_tasks)}.")
    return [*texts, *further_words(line)]


_OF_ONE_LINE: Final = frozenset({"hardware_not_listed", "other_maker", "described_otherwise"})
"""Caveats that are about the cells of a line; all others stand below, once."""


def _sums(checked: Checked) -> Iterator[str]:
    """Yield what a list comes to, and the order of certificates, sentence by sentence."""
    tally = checked.tally
    if not tally.lines:
        yield "The list has no lines under its header."
        return
    yield from tally.sentences
    if tally.cameras != tally.lines:
        parts = [f"{tally.cameras_by_status[one]:,} {one}" for one in STATUSES]
        cameras = [part for part in parts if not part.startswith("0 ")]
        if len(cameras) > 1:
            yield f"Cameras: {', '.join(cameras)}."
    yield tally.certificate_sentence
    if left_out := checked.left_out_sentence:
        yield left_out
    if (moves := checked.readdressing) is not None:
        yield moves.sentence
        yield from (note.text for note in moves.notes)


def _evidence(checked: Checked) -> Iterator[str]:
    """Yield on what evidence the answers rest, and which lines they are."""
    kinds: dict[str, list[LineKind]] = {}
    for kind in checked.kinds:
        if kind.cameras and (words := evidence_words(kind.assessment)):
            kinds.setdefault(words, []).append(kind)
    for words, alike in kinds.items():
        cameras = counted(sum(kind.cameras for kind in alike), "camera")
        named = [line for kind in alike for line in kind.named if not line.again]
        more = sum(kind.lines - kind.again for kind in alike) - len(named)
        listed = _numbers(named) + (f" and {more:,} more" if more else "")
        yield f"Evidence {words}: {cameras}, {'line' if len(named) == 1 else 'lines'} {listed}."


def _numbers(lines: Iterable[NamedLine]) -> str:
    """Return the numbers of lines; each worksheet counts its own."""
    by_sheet: dict[tuple[int, str | None], list[int]] = {}
    for line in lines:
        by_sheet.setdefault((line.sheet_number, line.sheet), []).append(line.number)
    texts = [
        runs_of(by_sheet[place]) + (f" of {place[1]}" if place[1] is not None else "")
        for place in sorted(by_sheet, key=lambda place: place[0])
    ]
    return first_of(texts, _MOST_NAMED, mark="; ")


def _ways(limits: Iterable[Limit]) -> list[str]:
    """Return the options that would take limits away, as a sentence if there are any."""
    codes = {"assumed" if one.assumed else one.code for one in limits}
    ways = [words for code, words in ways_out.LIMITS.items() if code in codes]
    return [f"{all_of(ways)}."] if ways else []


def _step_words(step: Step[LineKind]) -> str:
    """Return a step of the plan: what, how to see that it is done, where, and for which lines."""
    parts = [
        step.text,
        f"Done when: {step.proof}.",
        *(["Interrupts recording."] if step.interrupts else []),
        *(["Camera by camera."] if step.camera_by_camera else []),
        f"{capital(step.where)}, {step.whom}: {step_lines(step)}.",
    ]
    return " ".join(parts)


def column_words(alike: ReadAlike) -> str:
    """Return in one sentence how the columns of a list, or of some tables of it, were read."""
    columns = alike.columns
    read = [f"{heading} = {field}" for heading, field in columns.meanings if field]
    left = [heading for heading, field in columns.meanings if not field]
    text = f"Columns read: {', '.join(read)}."
    if left:
        text += f" Left alone: {first_of(left, _MOST_NAMED)}."
    if columns.export:
        text = f"Known export: {columns.export.title}. {text}"
    return f"{alike.where}: {text}" if alike.where else text
