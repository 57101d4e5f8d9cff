"""The changes of address, one row each, with empty cells to fill in on site.

In the order in which they are done, so that the sheet is gone through from top to bottom.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

from integration_db.errors import UsageError
from integration_db.text.safe_text import defused, printable
from integration_db.text.sentences import sentence

if TYPE_CHECKING:
    from integration_db.check.formats.shared import CheckedSheet
    from integration_db.check.readdressing.look import Look
    from integration_db.check.readdressing.readdressing import MoveStep, Readdressing
    from integration_db.sheets import Worksheet


TO_FILL_IN: Final = (
    *("Symbol before", "Symbol after", "Recorder entry changed", "DHCP changed"),
    *("Firewall changed", "Done by", "When"),
)
"""The headings of the cells that are filled in on site."""

HEADINGS: Final = (
    *("Move", "Batch", "Position", "Name", "Lines", "Device type", "Old address", "New address"),
    *("HTTPS today", "Certificate", "Before the move", "After the move", "Recording"),
    *("Way back", *TO_FILL_IN),
)
"""The headings of the sheet, in order."""

NETWORK: Final = ("Subnet mask", "Gateway")
"""Headings behind the new address, where any device gets another network or is told a gateway."""

_PLACE: Final = HEADINGS.index("New address") + 1

_WIDTHS: Final = (6, 10, 8, 12, 7, 16, 14, 14, 12, 18, 22, 22, 16, 22, 9, 9, 9, 9, 9, 9, 9)
"""Characters that the columns of `HEADINGS` are wide."""

_BEFORE: Final = ("About", "Devices", "What to look at", "At a shell")
_BEFORE_WIDTHS: Final = (24, 8, 80, 60)


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write the changes of address as CSV.

    Raises `UsageError` for a list that says no new addresses.
    """
    plan = sheet.checked.readdressing
    if plan is None:
        raise UsageError("nobody says which addresses change", code="no-moves")
    if sheet.is_marked:
        out.write("\ufeff")  # what came from a spreadsheet goes back to one
    writer = csv.writer(out, delimiter=sheet.delimiter, lineterminator="\n")
    writer.writerow(move_headings(plan))
    writer.writerows(move_rows(plan))


def worksheets_of(plan: Readdressing) -> tuple[Worksheet, ...]:
    """Return the same as worksheets: the changes, and what is to be known and looked at before."""
    from integration_db.check.readdressing.readdressing import RULES
    from integration_db.sheets import Worksheet

    before = [["", "", text, ""] for text in (plan.sentence, *RULES)]
    before += [["", "", note.text, ""] for note in plan.notes]
    before += [
        [look.about, str(look.devices), look_words(look), look.command or ""] for look in plan.looks
    ]
    widths: tuple[int, ...] = _WIDTHS
    if plan.says_network:
        widths = (*_WIDTHS[:_PLACE], 13, 13, *_WIDTHS[_PLACE:])
    safe = [list(map(defused, row)) for row in before]
    return (
        Worksheet("re-addressing", move_headings(plan), move_rows(plan), widths),
        Worksheet("before the move", _BEFORE, safe, _BEFORE_WIDTHS),
    )


def move_headings(plan: Readdressing) -> tuple[str, ...]:
    """Return the headings of the sheet of a plan."""
    if not plan.says_network:
        return HEADINGS
    return (*HEADINGS[:_PLACE], *NETWORK, *HEADINGS[_PLACE:])


def move_rows(plan: Readdressing) -> Iterator[list[str]]:
    """Yield one row per move under the headings of the plan, harmless in a sheet."""
    from integration_db.check.readdressing.readdressing import ANY_FREE

    looks = {look.about: look_words(look) for look in plan.looks if look.code == "certificate"}
    connections = {look.about: look.text for look in plan.looks if look.code == "connection"}
    steps = [(own, step) for own in plan.batches for step in own.steps]
    says_network = plan.says_network  # asks every device, so not once more for each row
    for batch, step in steps:
        one = step.device
        look = [looks.get(one.facts.about, "")] if one.facts.needs_look else []
        if one.facts.today.https == "unknown":
            look.insert(0, connections.get(one.facts.recorder, ""))
        cells = (
            f"{step.number} (aside)" if step.aside else str(step.number),
            f"{batch.number} ({batch.batch.kind}{', by day' * batch.batch.by_day})",
            one.device.position,
            one.device.name,
            one.lines,
            one.about_words,
            step.start_words if step.start is not None or len(one.steps) > 1 else "",
            step.to.text if step.to is not None else ANY_FREE,
            *(_network(step) if says_network else ()),
            one.facts.connected_words,
            sentence(one.facts.certificate_words),
            " ".join(filter(None, (one.alone_words, *look))),
            step.after_words,
            step.recording_words,
            step.way_back.text,
        )
        yield [*(defused(printable(cell)) for cell in cells), *("" for _ in TO_FILL_IN)]


def _network(step: MoveStep) -> tuple[str, str]:
    """Return the cells for mask and gateway; of a device that waits aside nobody says them."""
    one = step.device
    if step.aside:
        return "", ""
    new = "the new one" if one.device.changes_network else ""
    return one.mask or new, one.gateway or new


def look_words(look: Look) -> str:
    """Return what to look at, and where."""
    return f"{look.page} {look.text}" if look.page else look.text
