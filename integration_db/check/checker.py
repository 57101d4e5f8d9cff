"""Answering the lines of one list, each different question once.

Lines that ask the same question share one `Kind`; so the memory that a list takes grows with its
different questions and not with its lines. Every line that comes in goes out exactly once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from integration_db.check.assessment import Assessment, assess
from integration_db.check.columns import Columns, layout_of
from integration_db.check.request import (
    ASKED,
    Request,
    Unreadable,
    defaults_of,
    read_quantity,
    read_request,
)
from integration_db.check.status import MET, REQUIREMENTS, Requirement
from integration_db.check.tally import Tally
from integration_db.check.waivers import Accepted, Waiver
from integration_db.errors import UsageError

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


@dataclass(slots=True)
class Kind:
    """One question that a list asks, with its answer and how many lines and cameras ask it."""

    assessment: Assessment
    lines: int = 0
    cameras: int = 0


class Line(NamedTuple):
    """One line of a list with its answer.

    `cells` is what came in: the cells of a row, or the record. `name` is what the list calls the
    camera. `waiver` is the waiver that holds, `expired` tells that one would have held before.
    """

    number: int
    cells: Any
    kind: Kind
    quantity: int = 1
    name: str = ""
    waiver: Waiver | None = None
    expired: bool = False

    @property
    def assessment(self) -> Assessment:
        """Return the answer."""
        return self.kind.assessment

    @property
    def status(self) -> str:
        """Return the status of the line, a waived one's too."""
        return self.kind.assessment.status

    @property
    def passed(self) -> bool:
        """Whether the line reaches the requirement or is waived."""
        return self.waiver is not None or self.kind.assessment.status in MET

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "line": self.number,
            "name": self.name or None,
            "quantity": self.quantity,
            **self.kind.assessment.to_dict(),
            "waived": self.waiver.words if self.waiver else None,
            "waiver_expired": self.expired,
        }


_ODD: Final = (
    "the firmware cell holds a number, a date or a formula ({!r}), which a spreadsheet may have "
    "changed, so no firmware was taken from it: format the column as text and write the version "
    "again"
)

SheetRow: TypeAlias = tuple[int, Sequence[str], str | None, Sequence[int]]
"""A row as `sheets.Row` has it: line number, cells, what is wrong, numbers of cells that were no
text."""


class Checker:
    """Answers the lines of one list, each different question once."""

    def __init__(
        self,
        catalog: Catalog,
        require: Requirement,
        settings: Mapping[str, object],
        waivers: Sequence[Waiver],
        today: date | None,
    ) -> None:
        if require not in REQUIREMENTS:
            raise UsageError(
                f"requirement {require!r}: choose one of {', '.join(REQUIREMENTS)}",
                code="bad-value",
                suggestions=REQUIREMENTS,
            )
        if waivers and today is None:
            raise UsageError("waivers need the day of today", code="no-today")
        self.catalog = catalog
        self.require = require
        self.defaults = defaults_of(settings)
        _check_names(catalog, self.defaults)
        self.waivers = tuple(waivers)
        self._accepted = Accepted(self.waivers)
        self.today = today
        self.known: dict[object, Kind] = {}
        self._used: set[Waiver] = set()
        self._waived = self._expired = 0

    def of_records(self, records: Iterable[object], mapped: Mapping[str, str]) -> Iterator[Line]:
        """Yield the lines of records; each may have headings of its own."""
        layouts: dict[tuple[str, ...], Mapping[str, str]] = {}
        for number, record in enumerate(records, 1):
            if not isinstance(record, Mapping):
                kind = self.invalid(f"a line is an object with headings, not {record!r:.40}", {})
                kind.lines += 1
                yield Line(number, record, kind, 0)
                continue
            headings = tuple(map(str, record))
            layout = layouts.get(headings)
            if layout is None:
                layout = layouts[headings] = layout_of(headings, mapped)
            cells, odd, problem = _texts(record, layout)
            if not layout:
                problem = (
                    f"nothing in it tells the model; it has {', '.join(headings) or 'nothing'}"
                )
            quantity = 1
            asked = {field: text for field, text in cells.items() if field in ASKED}
            try:
                quantity = read_quantity(cells.get("quantity", ""))
            except Unreadable as error:
                problem = problem or str(error)
            if problem is not None:
                kind = self.invalid(problem, asked)
            elif odd:
                kind = self.odd(asked)
            else:
                key = tuple(asked.items())
                kind = self.known.get(key) or self.new(key, asked)
            if not kind.assessment.request.names_camera:
                quantity = 0
            kind.lines += 1
            kind.cameras += quantity
            line = Line(number, record, kind, quantity, cells.get("name", ""))
            yield self.waive(line, cells.get("ip", "")) if self.waivers else line

    def tally(self) -> Tally:
        """Return the totals of what was answered so far."""
        tally = Tally(waived=self._waived, expired=self._expired)
        for kind in self.known.values():
            tally.add(kind.assessment, kind.lines, kind.cameras)
        return tally

    def unused_waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that no line was meant by."""
        return tuple(waiver for waiver in self.waivers if waiver not in self._used)

    def new(self, key: object, cells: Mapping[str, str]) -> Kind:
        """Return the answer to a question that was not asked before, and keep it under a key."""
        request = read_request(cells, self.defaults)
        kind = self.known[key] = Kind(assess(self.catalog, request, self.require))
        return kind

    def invalid(self, problem: str, cells: Mapping[str, str]) -> Kind:
        """Return the answer to a line that cannot be read."""
        key = ("invalid", problem, tuple(cells.items()))
        kind = self.known.get(key)
        if kind is None:
            request = read_request(cells)._replace(problem=problem)
            kind = self.known[key] = Kind(assess(self.catalog, request, self.require))
        return kind

    def odd(self, cells: Mapping[str, str]) -> Kind:
        """Return the answer to a line whose firmware a spreadsheet may have changed."""
        key = ("odd", tuple(cells.items()))
        kind = self.known.get(key)
        if kind is None:
            request = read_request({**cells, "firmware": ""}, self.defaults)
            found = assess(self.catalog, request, self.require)
            reason = f"{found.reason} ({_ODD.format(cells.get('firmware', ''))})"
            kind = self.known[key] = Kind(found._replace(reason=reason))
        return kind

    def waive(self, line: Line, ip: str) -> Line:
        """Return the line with the waiver that it is meant by, if there is one."""
        if line.status in MET:
            return line
        facts = _facts(line, ip)
        assert self.today is not None
        over = False
        for waiver in self._accepted.covering(facts):
            self._used.add(waiver)
            if not waiver.expired(self.today):
                self._waived += 1
                return line._replace(waiver=waiver)
            over = True
        self._expired += over
        return line._replace(expired=over) if over else line


class RowReader:
    """The rows of one sheet as questions: which cells make a question, and what else is read."""

    def __init__(self, checker: Checker, columns: Columns) -> None:
        self.checker = checker
        self.fields = [field for field in ASKED if field in columns.places]
        self.width = len(self.fields)
        self.amount = columns.places.get("quantity")
        self.named = columns.places.get("name")
        self.address = columns.places.get("ip")
        self.firmware = columns.places.get("firmware")
        places = [columns.places[field] for field in self.fields]
        if self.amount is not None:
            places.append(self.amount)
        self.pick: Callable[[Sequence[str]], tuple[str, ...]]
        self.pick = itemgetter(*places) if len(places) > 1 else _only(places[0])
        self.answered: dict[tuple[str, ...], tuple[Kind, int]] = {}
        self.counted: Counter[tuple[str, ...]] = Counter()

    def line(self, row: SheetRow) -> Line:
        """Return the line of a row, counted."""
        number, cells, problem, odd = row
        quantity, name, ip = 1, "", ""
        if problem is not None:
            kind = self.checker.invalid(problem, {})
        else:
            key = self.pick(cells)
            if odd and self.firmware in odd:
                kind, quantity = self._answer(key, odd=True)
            else:
                kind, quantity = self.answer(key)
            name = cells[self.named] if self.named is not None else ""
            ip = cells[self.address] if self.address is not None else ""
        kind.lines += 1
        kind.cameras += quantity
        line = Line(number, cells, kind, quantity, name)
        return self.checker.waive(line, ip) if self.checker.waivers else line

    def count(self, rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
        """Return what makes the question, and the quantity, of each row; `settle` counts them."""
        keys = list(map(self.pick, rows))
        self.counted.update(keys)
        return keys

    def settle(self) -> None:
        """Add what `count` has seen to the answers."""
        for key, times in self.counted.items():
            kind, quantity = self.answer(key)
            kind.lines += times
            kind.cameras += times * quantity
        self.counted.clear()

    def answer(self, key: tuple[str, ...]) -> tuple[Kind, int]:
        """Return the answer to the question that a key makes, and the quantity in it."""
        found = self.answered.get(key)
        if found is None:
            found = self.answered[key] = self._answer(key, odd=False)
        return found

    def _answer(self, key: tuple[str, ...], *, odd: bool) -> tuple[Kind, int]:
        cells = self._asked(key)
        quantity = 1
        try:
            quantity = read_quantity(key[self.width]) if self.amount is not None else 1
        except Unreadable as error:
            kind = self.checker.invalid(str(error), cells)
        else:
            asked = key[: self.width]
            if odd:
                kind = self.checker.odd(cells)
            else:
                kind = self.checker.known.get(asked) or self.checker.new(asked, cells)
        if not kind.assessment.request.names_camera:
            quantity = 0  # the sum below a quotation is no further cameras
        return kind, quantity

    def _asked(self, key: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self.fields, key[: self.width], strict=True))


def _facts(line: Line, ip: str) -> dict[str, tuple[str, ...]]:
    found, request = line.assessment, line.assessment.request
    maker, model = found.camera or (request.manufacturer or "", request.model or "")
    return {
        "manufacturer": (maker, request.manufacturer or ""),
        "model": (
            *(model, f"{maker} {model}", request.written),
            *(request.model or "", request.part_number or "", request.description or ""),
        ),
        "firmware": (request.firmware or "",),
        "name": (line.name,),
        "ip": (ip,),
        "line": (str(line.number),),
        "status": (found.status,),
    }


def _check_names(catalog: Catalog, defaults: Request) -> None:
    """Raise `NotFound` for names that would make every line invalid."""
    if defaults.recorder is not None:
        catalog.recorder(defaults.recorder)
    if defaults.plugin is not None:
        catalog.plugin(defaults.plugin, defaults.recorder)


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)


def _texts(
    record: Mapping[str, object], layout: Mapping[str, str]
) -> tuple[dict[str, str], bool, str | None]:
    """Return the record's fields as text, whether its firmware is a number, and what is wrong."""
    cells: dict[str, str] = {}
    odd, problem = False, None
    for heading, value in record.items():
        field = layout.get(heading)
        if field is None or value is None:
            continue
        if isinstance(value, bool):
            cells[field] = "yes" if value else "no"
        elif isinstance(value, str):
            cells[field] = value
        elif isinstance(value, int):
            try:
                cells[field] = str(value)
            except ValueError:  # Python writes no number of some thousand digits
                problem = f"{heading!r} is too large a number"
        elif isinstance(value, float):
            cells[field] = str(int(value)) if value.is_integer() else str(value)
            odd = odd or (field == "firmware")
        else:
            problem = f"{heading!r} must be text, not {type(value).__name__}"
    return cells, odd, problem
