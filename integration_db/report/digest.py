"""What a report needs of a checked list: groups in memory, lines on disk.

The totals stand at the top of a report but are known only after the last line, so the lines are
put aside meanwhile. Memory grows with the different questions of a list and not with its lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final, NamedTuple

from integration_db.check import Assessment, Checked, Kind, Line, Waiver

DETAILED: Final = 1000
"""Up to so many lines each line tells its reasons and jobs; beyond, its device type does."""

MOST_PLACES, FEW_PLACES = 50, 10
"""How many lines a job names, in a detailed report and in others; the rest is counted."""

BLOCK: Final = 500
"""How many lines one table holds: a browser lays out only the tables that are looked at."""

_IN_MEMORY: Final = 1 << 20
_LONGEST_NAME: Final = 200


class Place(NamedTuple):
    """A line to be named in a job: its number, and what the list calls the camera."""

    number: int
    name: str


@dataclass(slots=True)
class Group:
    """The lines that mean the same device type and get the same answer, however they write it.

    `places` are the first lines. A group without a camera holds lines that got no answer.
    """

    number: int
    assessment: Assessment
    kinds: list[Kind] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """Return how many lines of the list are meant."""
        return sum(kind.lines for kind in self.kinds)

    @property
    def cameras(self) -> int:
        """Return how many cameras are meant."""
        return sum(kind.cameras for kind in self.kinds)


class Entry(NamedTuple):
    """One question as the list writes it, and the group that it belongs to."""

    assessment: Assessment
    group: Group


class Row(NamedTuple):
    """One line of the list as the report shows it; `entry` is the number of its question."""

    number: int
    entry: int
    quantity: int
    name: str
    waiver: Waiver | None
    expired: bool


class Block(NamedTuple):
    """Lines that stand in one table: the numbers of the first and the last, and the rows."""

    first: int
    last: int
    rows: Iterator[Row]


class Digest:
    """A checked list, read to its end. Use it as a context manager: it holds a file open."""

    def __init__(self, checked: Checked) -> None:
        self.groups: list[Group] = []
        self.entries: list[Entry] = []
        self.waivers: dict[Waiver, int] = {}
        self.expired: list[Place] = []
        self.named = self.counted = False
        self._bounds: list[list[int]] = []
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
                del group.places[FEW_PLACES:]
        self.unused_waivers = checked.unused_waivers

    def __enter__(self) -> Digest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """Return the first and the last line of every block."""
        return [(first, last) for first, last in self._bounds]

    def rows(self) -> Iterator[Block]:
        """Yield the lines in blocks; the rows of one are read before the next is asked for."""
        self._file.seek(0)
        waivers = list(self.waivers)
        every = (_row(text, waivers) for text in self._file)
        for first, last in self._bounds:
            yield Block(first, last, islice(every, BLOCK))

    def _read(self, checked: Checked) -> None:
        numbers: dict[int, int] = {}  # of questions, by identity: a list keeps its kinds alive
        groups: dict[object, Group] = {}
        waivers: dict[Waiver, int] = {}
        for count, line in enumerate(checked):
            entry = numbers.get(id(line.kind))
            if entry is None:
                entry = numbers[id(line.kind)] = len(self.entries)
                self.entries.append(self._entry(line.kind, groups))
            name = line.name.strip()[:_LONGEST_NAME]
            self._place(line, self.entries[entry].group, name)
            waiver = -1
            if line.waiver is not None:
                waiver = waivers.setdefault(line.waiver, len(waivers))
                self.waivers[line.waiver] = self.waivers.get(line.waiver, 0) + 1
            if count % BLOCK == 0:
                self._bounds.append([line.number, line.number])
            self._bounds[-1][1] = line.number
            spooled = (line.number, entry, line.quantity, name, waiver, line.expired)
            self._file.write(json.dumps(spooled) + "\n")

    def _entry(self, kind: Kind, groups: dict[object, Group]) -> Entry:
        found = kind.assessment
        key = _meaning(found)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(len(self.groups) + 1, found)
            self.groups.append(group)
        group.kinds.append(kind)
        return Entry(found, group)

    def _place(self, line: Line, group: Group, name: str) -> None:
        self.named = self.named or bool(name)
        self.counted = self.counted or line.quantity != 1
        if len(group.places) < MOST_PLACES:
            group.places.append(Place(line.number, name))
        if line.expired and len(self.expired) < MOST_PLACES:
            self.expired.append(Place(line.number, name))


def _meaning(found: Assessment) -> object:
    """Return what two questions share if one paragraph can answer both."""
    if found.answer is None:
        return found.status, found.reason, found.request.written
    asked, request = found.answer.question, found.request
    return (
        *(asked.model.id, request.firmware, asked.hardware_version),
        *(found.recorder, request.recorder_version, found.plugin),
        *(request.protocol, request.site, found.status, found.reason),
    )


def _row(text: str, waivers: list[Waiver]) -> Row:
    number, entry, quantity, name, waiver, expired = json.loads(text)
    return Row(number, entry, quantity, name, waivers[waiver] if waiver >= 0 else None, expired)
