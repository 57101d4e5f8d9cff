"""The names of a catalogue at hand in memory, for who asks for very many that are not there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from integration_db.database.readers import Reader
from integration_db.database.searched import SEARCHED
from integration_db.named_tuple import NamedTuple
from integration_db.names.index import ListedModel, pieces


class _Searched(NamedTuple):
    """A name that is searched: its loose key, its maker, and the camera whose very name it is."""

    key: str
    manufacturer: int
    model: ListedModel | None


class KeptNames:
    """The searched names in the order of the catalogue, by their pieces and by their beginnings."""

    def __init__(self, reader: Reader) -> None:
        rows = reader.rows(
            "SELECT loose_key, manufacturer_id, model_id, text, kind FROM name "
            f"WHERE {SEARCHED} ORDER BY id"
        )
        self._names = [
            _Searched(key, maker, ListedModel(maker, model, text, key) if kind == "name" else None)
            for key, maker, model, text, kind in rows
        ]
        self._with: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._number: dict[str, int] = defaultdict(int)
        for number, name in enumerate(self._names):
            for piece in pieces(name.key):
                self._with[piece, len(name.key)].append(number)
                self._number[piece] += 1
        self._longest = max((len(name.key) for name in self._names), default=0)
        self._sorted = sorted((name.key, number) for number, name in enumerate(self._names))

    def number_with(self, piece: str) -> int:
        """Return how many names have a piece."""
        return self._number.get(piece, 0)

    def with_pieces(
        self, telling: Sequence[str], lengths: range, most: int
    ) -> Iterator[ListedModel]:
        """Yield the cameras whose names are of these lengths and have some of the pieces.

        Of more names that have some than are looked at, only the first ones are.
        """
        looked_at = lengths
        if sum(map(self.number_with, telling)) > most:
            looked_at = range(self._longest + 1)
        having = {
            number
            for piece in telling
            for length in looked_at
            for number in self._with.get((piece, length), ())
        }
        first = having if looked_at is lengths else sorted(having)[:most]
        return (one for one in self._printed(first) if len(one.key) in lengths)

    def called(self, keys: Iterable[str]) -> Iterator[ListedModel]:
        """Yield the cameras whose names have one of these keys."""
        for key in keys:
            yield from self._printed(self._beginning(key, key + "\0"))

    def going_on(
        self, key: str, longest: int, manufacturer: int | None, most: int
    ) -> Iterator[ListedModel]:
        """Yield the cameras of which so many names begin with a key: the shortest names first."""
        found = [
            (len(name.key), name.key, number)
            for number in self._beginning(key, key + "\uffff")
            if len((name := self._names[number]).key) <= longest
            and manufacturer in (None, name.manufacturer)
        ]
        return self._printed([number for *_, number in sorted(found)[:most]])

    def _beginning(self, first: str, after: str) -> list[int]:
        """Return the names from one key up to another one."""
        start, end = bisect_left(self._sorted, (first,)), bisect_left(self._sorted, (after,))
        return [number for _, number in self._sorted[start:end]]

    def _printed(self, numbers: Iterable[int]) -> Iterator[ListedModel]:
        named = (self._names[number].model for number in numbers)
        return (model for model in named if model is not None)
