"""A checked list as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

from integration_db.check.formats import moves
from integration_db.check.formats.shared import (
    STEP_HEADINGS,
    CheckedSheet,
    camera_words,
    limit_words,
    reasons,
    step_cells,
)
from integration_db.check.readdressing.readdressing import RULES
from integration_db.text.markdown import markdown_row, markdown_table, markdown_text

if TYPE_CHECKING:
    from integration_db.check import Line
    from integration_db.check.readdressing.readdressing import Readdressing


_HEADINGS: Final = ("line", "qty", "camera", "firmware", "status", "verdict, why, what to do")
_LIMIT_HEADINGS: Final = ("cameras", "what limits the answers")
_LOOK_HEADINGS: Final = ("about", "devices", "look before the move", "at a shell")


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write a Markdown table, the plan, the totals, and what limits the answers."""
    named = bool(sheet.checked.sheets)  # the numbers of lines begin again in each worksheet
    headings = ("worksheet", *_HEADINGS) if named else _HEADINGS
    out.write(markdown_row(headings) + "\n" + markdown_row(["---"] * len(headings)) + "\n")
    for line in sheet.checked:
        where = [line.sheet or ""] if named else []
        out.write(markdown_row([*where, *_cells(line)], escape=True) + "\n")
    tally = sheet.checked.tally
    out.write(f"\n{tally.sentence}\n\n{tally.certificate_sentence}\n")
    if limits := sheet.checked.limits:
        rows = [
            ["all" if one.cameras is None else str(one.cameras), limit_words(one)] for one in limits
        ]
        out.write("\n" + markdown_table(_LIMIT_HEADINGS, rows) + "\n")
    if steps := sheet.checked.plan:
        cells = [step_cells(number, step) for number, step in enumerate(steps, 1)]
        out.write("\n" + markdown_table(STEP_HEADINGS, cells) + "\n")
    if text := sheet.checked.left_out_sentence:
        out.write(f"\n{markdown_text(text)}\n")
    if plan := sheet.checked.readdressing:
        out.write("\n" + "\n".join(_readdressing(plan)))


def _readdressing(plan: Readdressing) -> Iterator[str]:
    """Yield the plan for new addresses: what is to be known before, then the devices in order."""
    yield "## Re-addressing\n"
    yield f"{markdown_text(plan.sentence)}\n"
    for text in (*RULES, *(note.text for note in plan.notes)):
        yield f"- {markdown_text(text)}"
    yield ""
    if plan.looks:
        rows = [
            [one.about, str(one.devices), moves.look_words(one), one.command or ""]
            for one in plan.looks
        ]
        yield markdown_table(_LOOK_HEADINGS, rows) + "\n"
    if plan.devices:
        yield markdown_table(moves.move_headings(plan), list(moves.move_rows(plan)))


def _cells(line: Line) -> list[str]:
    """Return the cells of a line under `_HEADINGS`."""
    return [
        str(line.number),
        "" if line.assessment.subject == "heading" else str(line.quantity),
        camera_words(line),
        line.assessment.request.firmware or "",
        line.status,
        " ".join(reasons(line)),
    ]
