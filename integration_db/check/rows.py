"""The rows of a sheet as lines of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from integration_db.check.checker import Checker
from integration_db.check.columns import Columns
from integration_db.check.line import BESIDE, Line, LineKind
from integration_db.check.request import ASKED
from integration_db.sheets import Row


class RowReader:
    """Makes lines of the rows of one sheet, whose columns are read as `columns` says.

    The cells that make the question of a row and its quantity are its *key*; what a key comes to
    is worked out once.
    """

    def __init__(self, checker: Checker, columns: Columns) -> None:
        self._checker = checker
        self._fields = [field for field in ASKED if field in columns.places]
        self._width = len(self._fields)
        self._quantity_at = columns.places.get("quantity")
        self._beside = [columns.places.get(field) for field in BESIDE]
        self._firmware_at = columns.places.get("firmware")
        places = [columns.places[field] for field in self._fields]
        if self._quantity_at is not None:
            places.append(self._quantity_at)
        self._pick: Callable[[Sequence[str]], tuple[str, ...]]
        self._pick = itemgetter(*places) if len(places) > 1 else _only(places[0])
        self._kinds: dict[tuple[str, ...], tuple[LineKind, int]] = {}
        self._counts: Counter[tuple[str, ...]] = Counter()

    def line(self, row: Row) -> Line:
        """Return the line of a row, counted."""
        number, cells, problem, odd = row
        quantity = 1
        if problem is not None:
            kind = self._checker.invalid(problem, {})
        else:
            key = self._pick(cells)
            if odd and self._firmware_at in odd:
                kind, quantity = self._kind(key, odd=True)
            else:
                kind, quantity = self.kind(key)
        said = ["" if at is None or problem is not None else cells[at] for at in self._beside]
        name, position, ip, new_ip = said
        kind.lines += 1
        kind.cameras += quantity
        line = Line(number, cells, kind, quantity, name, None, False, position, ip, new_ip)
        return self._checker.waive(line) if self._checker.waivers else line

    def count(self, rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
        """Return the key of each row; `settle` counts their lines."""
        keys = list(map(self._pick, rows))
        self._counts.update(keys)
        return keys

    def settle(self) -> None:
        """Add the lines that `count` has seen to their kinds."""
        for key, times in self._counts.items():
            kind, quantity = self.kind(key)
            kind.lines += times
            kind.cameras += times * quantity
        self._counts.clear()

    def kind(self, key: tuple[str, ...]) -> tuple[LineKind, int]:
        """Return the kind of the lines that have a key, and the quantity of each."""
        pair = self._kinds.get(key)
        if pair is None:
            pair = self._kinds[key] = self._kind(key, odd=False)
        return pair

    def _kind(self, key: tuple[str, ...], *, odd: bool) -> tuple[LineKind, int]:
        cells = dict(zip(self._fields, key[: self._width], strict=True))
        quantity = key[self._width] if self._quantity_at is not None else ""
        return self._checker.read(cells, quantity, odd=odd)


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)
