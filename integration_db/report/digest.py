"""What a report needs of a checked list: groups in memory, lines on disk.

The totals stand at the top of a report but are known only after the last line, so the lines are
put aside meanwhile. Memory grows with the different questions of a list and not with its lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final

from integration_db.check import Assessment, Checked, Line, LineKind, Waiver
from integration_db.check.formats.address_cover import AddressCover
from integration_db.check.lines.named_line import NamedLine
from integration_db.named_tuple import NamedTuple

DETAILED: Final = 1000
"""Up to so many lines each line tells its verdict and tasks; beyond, its device type does."""

MOST_NAMED, FEW_NAMED = 50, 10
"""How many lines a step names, in a detailed report and in others; the rest is counted."""

BLOCK: Final = 500
"""How many lines one table holds: a browser lays out only the tables that are looked at."""

_IN_MEMORY: Final = 1 << 20
_LONGEST_NAME: Final = 200


@dataclass(slots=True)
class LineGroup:
    """The lines that mean the same device type and get the same answer, however they write it.

    `number` counts groups from 1. `first_lines` are those that are named, `first_unwaived` those of
    them that no waiver covers; `waived` is how many one does. A group without a camera
    holds lines that got no answer.
    """

    number: int
    assessment: Assessment
    kinds: list[LineKind] = field(default_factory=list)
    first_lines: list[NamedLine] = field(default_factory=list)
    first_unwaived: list[NamedLine] = field(default_factory=list)
    waived: int = 0

    @property
    def named(self) -> list[NamedLine]:
        """Return the lines that are named."""
        return self.first_lines

    @property
    def lines(self) -> int:
        """Return how many lines of the list are meant."""
        return sum(kind.lines for kind in self.kinds)

    @property
    def unwaived(self) -> int:
        """Return how many lines no waiver covers."""
        return self.lines - self.waived

    @property
    def cameras(self) -> int:
        """Return how many cameras are meant."""
        return sum(kind.cameras for kind in self.kinds)

    @property
    def devices(self) -> int:
        """Return how many devices are meant, each once."""
        return sum(kind.devices for kind in self.kinds)

    @property
    def waiting(self) -> int:
        """Return how many devices a new address may take from the recorder for a while."""
        return sum(kind.waiting for kind in self.kinds)

    @property
    def again(self) -> int:
        """Return how many of the lines mean devices that were counted before."""
        return sum(kind.again for kind in self.kinds)


class ReportQuestion(NamedTuple):
    """One question as the list writes it, with its answer, and the group that it belongs to."""

    assessment: Assessment
    group: LineGroup


class ReportLine(NamedTuple):
    """One line of the list as the report shows it.

    `question` is the index of its question in `Digest.questions`. `sheet` is its worksheet, None
    where the list has only one.
    """

    number: int
    sheet: str | None
    question: int
    quantity: int
    name: str
    waiver: Waiver | None
    expired: bool


class Bounds(NamedTuple):
    """The first and the last line of a table, how many it has, and their worksheet."""

    number: int
    last: int
    lines: int
    sheet: str | None


class Block(NamedTuple):
    """Lines that stand in one table; those of one worksheet."""

    bounds: Bounds
    lines: Iterator[ReportLine]


class Digest:
    """A checked list, read to its end. Use it as a context manager: it holds a file open.

    `waivers` holds the lines of each waiver that holds; `expired` the first lines whose waiver is
    over. `named` and `counted` tell that lines have names, and quantities other than one;
    `detailed` that each line tells its verdict and tasks.
    """

    def __init__(self, checked: Checked, cover: AddressCover) -> None:
        self.cover = cover
        self.groups: list[LineGroup] = []
        self.questions: list[ReportQuestion] = []
        self.waivers: list[tuple[Waiver, int]] = []
        self.expired: list[NamedLine] = []
        self.named = self.counted = False
        self.bounds: list[Bounds] = []
        self._sheets: dict[str | None, str | None] = {}  # as the report names them
        self._places: dict[str | None, int] = {}  # by those names
        self._file = SpooledTemporaryFile(  # noqa: SIM115 (`__exit__` closes it)
            _IN_MEMORY, "w+", encoding="ascii", newline="\n"
        )
        try:
            self._read(checked)
        except BaseException:
            self._file.close()
            raise
        self.tally = checked.tally
        self.detailed = self.tally.lines <= DETAILED
        if not self.detailed:
            for group in self.groups:
                del group.first_lines[FEW_NAMED:], group.first_unwaived[FEW_NAMED:]
        self.waivers = [(cover.waiver(waiver), lines) for waiver, lines in self.waivers]
        self.unused_waivers = tuple(map(cover.waiver, checked.unused_waivers))

    def __enter__(self) -> Digest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def first_line(self, question: int) -> NamedLine:
        """Return the first line with the answer of a question."""
        return self.questions[question].group.first_lines[0]

    def anchor(self, line: ReportLine | NamedLine | Bounds) -> str:
        """Return the id of a line; each worksheet counts its own lines."""
        sheet = self._places[line.sheet]
        return f"line-{sheet + 1}-{line.number}" if sheet else f"line-{line.number}"

    def blocks(self) -> Iterator[Block]:
        """Yield the lines in blocks; the lines of one are read before the next is asked for."""
        self._file.seek(0)
        waivers = [waiver for waiver, _ in self.waivers]
        sheets = [*self._places]
        every = (_line(text, waivers, sheets) for text in self._file)
        for bounds in self.bounds:
            yield Block(bounds, islice(every, bounds.lines))

    def _read(self, checked: Checked) -> None:
        numbers: dict[int, int] = {}  # of questions, by identity: a list keeps its kinds alive
        groups: dict[object, LineGroup] = {}
        waivers: dict[Waiver, int] = {}
        lines: Counter[Waiver] = Counter()
        moves = checked.readdressing
        new_addresses = {} if moves is None else moves.new_addresses
        for line in checked:
            question = numbers.get(id(line.kind))
            if question is None:
                question = numbers[id(line.kind)] = len(self.questions)
                self.questions.append(self._question(line.kind, groups))
            self.cover.note(line)
            name = self.cover.cell(line, line.name.strip())[:_LONGEST_NAME]
            sheet = self._sheet(line.sheet)
            place = self._places[sheet]
            self._note(
                line,
                self.questions[question].group,
                NamedLine(
                    *(line.number, name, "", "", sheet, place),
                    new_address=new_addresses.get((line.sheet, line.number), ""),
                    again=line.same_device_as is not None,
                ),
            )
            waiver = -1
            if line.waiver is not None:
                waiver = waivers.setdefault(line.waiver, len(waivers))
                lines[line.waiver] += 1
            self._extend(line.number, sheet)
            spooled = (line.number, place, question, line.quantity, name, waiver, line.expired)
            self._file.write(json.dumps(spooled) + "\n")
        self.waivers = [(waiver, lines[waiver]) for waiver in waivers]

    def _sheet(self, written: str | None) -> str | None:
        """Return a worksheet as the report names it; no two have one name."""
        if written not in self._sheets:
            shown = None if written is None else self.cover.title(written)
            named, place = shown, len(self._places)
            number = place
            while named in self._places:
                number += 1
                named = f"{shown} {number}"
            self._sheets[written], self._places[named] = named, place
        return self._sheets[written]

    def _extend(self, number: int, sheet: str | None) -> None:
        """Count a line into the last block, or begin a new one."""
        last = self.bounds[-1] if self.bounds else None
        if last is None or last.lines == BLOCK or last.sheet != sheet:
            self.bounds.append(Bounds(number, number, 1, sheet))
        else:
            self.bounds[-1] = last._replace(last=number, lines=last.lines + 1)

    def _question(self, kind: LineKind, groups: dict[object, LineGroup]) -> ReportQuestion:
        """Return a question that was not seen before, put into its group."""
        assessment = kind.assessment
        meaning = assessment.device_type
        group = groups.get(meaning)
        if group is None:
            group = groups[meaning] = LineGroup(len(self.groups) + 1, assessment)
            self.groups.append(group)
        group.kinds.append(kind)
        return ReportQuestion(assessment, group)

    def _note(self, line: Line, group: LineGroup, named: NamedLine) -> None:
        """Keep what the report says of a line outside of its table."""
        self.named = self.named or bool(named.name)
        self.counted = self.counted or line.quantity != 1
        if len(group.first_lines) < MOST_NAMED:
            group.first_lines.append(named)
        if line.waiver is not None:
            group.waived += 1
        elif len(group.first_unwaived) < MOST_NAMED:
            group.first_unwaived.append(named)
        if line.expired and len(self.expired) < MOST_NAMED:
            self.expired.append(named)


def _line(text: str, waivers: list[Waiver], sheets: list[str | None]) -> ReportLine:
    """Return a line that was put aside; waivers and sheets as they were first seen."""
    number, sheet, question, quantity, name, place, expired = json.loads(text)
    waiver = waivers[place] if place >= 0 else None
    return ReportLine(number, sheets[sheet], question, quantity, name, waiver, expired)
