"""The rows of a sheet as lines of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

from integration_db.check.checker import Checker
from integration_db.check.columns import Columns
from integration_db.check.line import BESIDE, NAMING, Line, LineKind
from integration_db.check.request import ASKED
from integration_db.sheets import Row

_NAMED: Final = "\N{NULL}named"
"""Stands behind the key of a row that asks nothing and is named; no cell is like it."""


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
        self._naming = [columns.places[field] for field in NAMING if field in columns.places]
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
            key = self._key(cells)
            if odd and self._firmware_at in odd:
                kind, quantity = self._kind(key, odd=True)
            else:
                kind, quantity = self.kind(key)
        said = ["" if at is None or problem is not None else cells[at] for at in self._beside]
        name, position, ip, new_ip = said
        kind.add(quantity)
        line = Line(number, cells, kind, quantity, name, None, False, position, ip, new_ip)
        return self._checker.waive(line) if self._checker.waivers else line

    def count(self, rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
        """Return the key of each row; `settle` counts their lines."""
        rows = list(rows)
        keys = list(map(self._pick, rows))
        if any(not any(key[: self._width]) for key in set(keys)):
            keys = list(map(self._key, rows))
        self._counts.update(keys)
        return keys

    def _key(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the key of a row; of one that asks nothing, with the fact that it is named."""
        key = self._pick(cells)
        named = not any(key[: self._width]) and any(cells[place] for place in self._naming)
        return (*key, _NAMED) if named else key

    def settle(self) -> None:
        """Add the lines that `count` has seen to their kinds."""
        for key, times in self._counts.items():
            kind, quantity = self.kind(key)
            kind.add(quantity, times)
        self._counts.clear()

    def kind(self, key: tuple[str, ...]) -> tuple[LineKind, int]:
        """Return the kind of the lines that have a key, and the quantity of each."""
        pair = self._kinds.get(key)
        if pair is None:
            pair = self._kinds[key] = self._kind(key, odd=False)
        return pair

    def _kind(self, key: tuple[str, ...], *, odd: bool) -> tuple[LineKind, int]:
        cells = dict(zip(self._fields, key[: self._width], strict=True))
        quantity = key[self._width] if self._quantity_at is not None else None
        return self._checker.read(cells, quantity, odd=odd, named=key[-1] == _NAMED)


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)
