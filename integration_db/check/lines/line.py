"""A line of a checked list, and what lines that ask the same question have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from integration_db.check.answering.assessment import Assessment
from integration_db.check.lines.named_line import MOST_NAMED, NamedLine, with_sheet
from integration_db.check.lines.waivers import Waiver
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Status

BESIDE: Final = ("name", "position", "ip", "new_ip", "mac", "serial", "site")
"""The fields of a list that a line keeps as they are written; no answer depends on them."""

NAMING: Final = ("name", "ip", "new_ip", "mac", "serial")
"""The fields of a list that tell of a device without saying which one it is."""

TELLING: Final = ("ip", "port", "found_port", "mac", "serial", "site")
"""The fields of a list by which it is told which lines mean one device."""


@dataclass(slots=True)
class LineKind:
    """The lines that ask one question: its answer, and how many lines and cameras there are.

    `named` are the first of those that were read one by one, each device once. `again` of the lines
    mean devices that were counted before.
    `inputs` are the quantities of all lines about cameras; `cameras` those of each device once.
    `undecided` are those of lines that leave open which camera is meant. `may_stop` is how many of
    their devices may stop recording by a new address, as the plan for those says; None without one.
    `firmwares` are what lines say in place of the firmware of the answer, where it holds for them
    too.
    """

    assessment: Assessment
    lines: int = 0
    cameras: int = 0
    named: list[NamedLine] = field(default_factory=list)
    inputs: int = 0
    undecided: int = 0
    again: int = 0
    may_stop: int | None = None
    firmwares: list[str] = field(default_factory=list)

    @property
    def devices(self) -> int:
        """Return how many devices are meant, each once: cameras, or one by each line."""
        return self.cameras if self.assessment.counts else self.lines - self.again

    @property
    def waiting(self) -> int:
        """Return how many devices a new address may take from the recorder for a while."""
        if self.may_stop is not None:
            return self.may_stop
        return self.devices if self.assessment.may_stop else 0

    def add(self, quantity: int, lines: int = 1, *, again: int = 0) -> None:
        """Count lines, each with a quantity: of cameras only where they are about cameras.

        `again` of the lines mean devices that were counted before.
        """
        self.lines += lines
        self.again += again
        self.inputs += lines * quantity * self.assessment.counts
        self.undecided += lines * quantity * self.assessment.is_undecided
        self.cameras += (lines - again) * quantity * self.assessment.counts

    def note(self, line: Line, sheet_number: int = 0) -> None:
        """Keep a line among those that are named, while there are few; see `NamedLine`."""
        again = line.same_device_as is not None
        if len(self.named) < MOST_NAMED and not (again and self.named):
            own = (line.number, line.name, line.position, line.ip, line.sheet, sheet_number)
            self.named.append(NamedLine(*own, again=again))

    def note_again(self, line: Line) -> None:
        """Note that a line means the device of one before."""
        self.again += 1
        for place, one in enumerate(self.named):
            if (one.sheet, one.number) == (line.sheet, line.number):
                self.named[place] = one._replace(again=True)

    def note_moves(self, moves: Mapping[tuple[str | None, int], str]) -> None:
        """Note the new addresses of the lines that are named, by worksheet and number."""
        for place, one in enumerate(self.named):
            new = moves.get((one.sheet, one.number), "")
            self.named[place] = one._replace(new_address=new)


class Line(NamedTuple):
    """One line of a list with its answer.

    `cells` is what came in: the cells of a row, or the record. `quantity` is what the line says, of
    cameras or of what else it is about; it is 0 where the line is a heading or a sum. `name` is
    what the list calls the camera, `position` the number that it gives the line itself; `ip`,
    `new_ip`, `mac`, `serial` and `site` are as they are written. `waiver` is the waiver that holds,
    `expired` tells that one would have held before. `same_device_as` is the number of the first
    line that means the same device, None for that line itself. `sheet` is the worksheet, None
    where the list has only one.
    """

    number: int
    cells: Any
    kind: LineKind
    quantity: int = 1
    name: str = ""
    waiver: Waiver | None = None
    expired: bool = False
    position: str = ""
    ip: str = ""
    new_ip: str = ""
    same_device_as: int | None = None
    sheet: str | None = None
    mac: str = ""
    serial: str = ""
    site: str = ""

    @property
    def assessment(self) -> Assessment:
        """Return the answer."""
        return self.kind.assessment

    @property
    def numbered(self) -> str:
        """Return its number, with its worksheet where the list has several."""
        return with_sheet(self.number, self.sheet)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return by what the device of the line can be found, as it is written.

        What is shorter than any address is a number that somebody gave.
        """
        own = (self.ip, self.new_ip, self.mac, self.serial)
        return tuple([text for text in own if len(text.strip()) > 2])

    @property
    def status(self) -> Status:
        """Return the status of the line, a waived one's too."""
        return self.kind.assessment.status

    @property
    def passed(self) -> bool:
        """Whether the line reaches the requirement, is waived, or has nothing to reach."""
        return self.waiver is not None or not self.kind.assessment.fails

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "line": self.number,
            "sheet": self.sheet,
            "name": self.name or None,
            "quantity": self.quantity,
            "same_device_as": self.same_device_as,
            **self.kind.assessment.to_dict(),
            "waived": self.waiver.words if self.waiver else None,
            "waiver_expired": self.expired,
        }
