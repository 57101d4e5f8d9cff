"""Records, as programs have them instead of a file, as lines of the list."""

from __future__ import annotations

from collections.abc import Mapping

from integration_db.check.checker import Checker
from integration_db.check.columns import layout_of
from integration_db.check.line import Line
from integration_db.check.request import ASKED, Unreadable, read_quantity


class RecordReader:
    """Makes lines of the records of one list; each record may have headings of its own.

    `mapped` says which heading is which field, where it is not known.
    """

    def __init__(self, checker: Checker, mapped: Mapping[str, str]) -> None:
        self._checker = checker
        self._mapped = mapped
        self._layouts: dict[tuple[str, ...], Mapping[str, str]] = {}

    def line(self, number: int, record: object) -> Line:
        """Return the line of a record, counted; `number` is its place in the list, from 1."""
        checker = self._checker
        if not isinstance(record, Mapping):
            reason = f"a line is an object with headings, not {record!r:.40}"
            kind = checker.invalid_kind(reason, {})
            kind.lines += 1
            return Line(number, record, kind, 0)
        headings = tuple(map(str, record))
        layout = self._layouts.get(headings)
        if layout is None:
            layout = self._layouts[headings] = layout_of(headings, self._mapped)
        cells, odd, problem = _texts(record, layout)
        if not layout:
            problem = f"nothing in it tells the model; it has {', '.join(headings) or 'nothing'}"
        quantity = 1
        try:
            quantity = read_quantity(cells.get("quantity", ""))
        except Unreadable as error:
            problem = problem or str(error)
        asked = {field: text for field, text in cells.items() if field in ASKED}
        if problem is not None:
            kind = checker.invalid_kind(problem, asked)
        elif odd:
            kind = checker.odd_kind(asked)
        else:
            kind = checker.kind(tuple(asked.items()), asked)
        if not kind.assessment.request.names_camera:
            quantity = 0
        kind.lines += 1
        kind.cameras += quantity
        line = Line(number, record, kind, quantity, cells.get("name", ""))
        return checker.waive(line, cells.get("ip", "")) if checker.waivers else line


def _texts(
    record: Mapping[str, object], layout: Mapping[str, str]
) -> tuple[dict[str, str], bool, str | None]:
    """Return a record's fields as text, whether its firmware is a number, and what is wrong.

    `layout` says which heading is which field. A firmware that is a number may have lost its last
    zeros.
    """
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
