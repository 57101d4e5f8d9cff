"""A list being checked, from records or from a sheet, to be gone through once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from integration_db.check.assessment import Assessment
from integration_db.check.checker import Checker
from integration_db.check.columns import SAMPLE, ColumnNote, Columns, check_field
from integration_db.check.limits import Limit, ListNote, limits_of, whole_list
from integration_db.check.line import Line, LineKind
from integration_db.check.plan import Step, left_out_sentence, plan_of
from integration_db.check.records import RecordReader
from integration_db.check.rows import RowReader
from integration_db.check.tally import Tally
from integration_db.check.waivers import Waiver
from integration_db.sheets import Piece, Run

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_NOTHING_SAID: Final[Mapping[str, str]] = MappingProxyType({})


class Checked:
    """A list being checked: iterate over it for its lines; `tally` and `kinds` are complete after.

    It can be gone through once, because the list may be a stream.
    """

    def __init__(
        self,
        checker: Checker,
        pieces: Iterator[Run | Iterator[Line]],
        reader: RowReader | None,
        notes: Sequence[ColumnNote] = (),
    ) -> None:
        self._checker = checker
        self._notes = tuple(notes)
        self._pieces = pieces
        self._reader = reader
        self.require = checker.require

    def __iter__(self) -> Iterator[Line]:
        for piece in self._pieces:
            if isinstance(piece, Run):
                assert self._reader is not None
                yield from map(self._reader.line, piece.rows)
            else:
                yield from piece

    def runs(
        self, render: Callable[[Assessment, int | None], str]
    ) -> Iterator[tuple[Run, list[str]] | Iterator[Line]]:
        """Yield runs of lines where that can be, each with one text per line; else lines.

        `render` makes the text of an answer, and of `Line.same_device_as`; it is called once for
        each answer, and for each line that means a device met before. For those who write millions
        of lines. Waivers need to see each line, so with them only lines come.
        """
        texts: dict[tuple[str, ...], str] = {}
        for piece in self._pieces:
            if not isinstance(piece, Run):
                yield piece
                continue
            assert self._reader is not None
            if self._checker.waivers:
                yield map(self._reader.line, piece.rows)
                continue
            keys, known = self._reader.count(piece)
            for key in set(keys).difference(texts):
                texts[key] = render(self._reader.kind(key)[0].assessment, None)
            written = list(map(texts.__getitem__, keys))
            for number, first in known.items():
                kind, _ = self._reader.kind(keys[number - piece.first])
                written[number - piece.first] = render(kind.assessment, first)
            yield piece, written

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that the list is checked with."""
        return self._checker.waivers

    @property
    def tally(self) -> Tally:
        """Return the totals of the lines seen so far."""
        self._settle()
        return self._checker.tally()

    @property
    def kinds(self) -> list[LineKind]:
        """Return the kinds of lines seen so far, in the order of their first lines."""
        self._settle()
        return list(self._checker.kinds.values())

    @property
    def plan(self) -> tuple[Step[LineKind], ...]:
        """Return what the lines seen so far leave to do on site, in the order to do it in."""
        return plan_of(self.kinds)

    @property
    def left_out_sentence(self) -> str:
        """Return how many cameras seen so far the plan leaves out, and why; empty if none."""
        return left_out_sentence(self.kinds)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Return what limits the answers of the lines seen so far."""
        checker = self._checker
        notes: tuple[ListNote, ...]
        notes = (*checker.notes, *self._notes, *checker.gate.notes, *checker.devices.notes)
        return (*whole_list(notes), *limits_of(self._counting))

    @property
    def _counting(self) -> list[LineKind]:
        """Return the kinds of lines whose quantities count as cameras."""
        return [kind for kind in self.kinds if kind.assessment.counts]

    @property
    def unused_waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that no line seen so far was meant by."""
        return self._checker.unused_waivers()

    def _settle(self) -> None:
        if self._reader is not None:
            self._reader.settle()


def check(
    catalog: Catalog,
    records: Iterable[Mapping[str, object]],
    *,
    require: str = "control",
    settings: Mapping[str, object] = _NOTHING_SAID,
    mapped: Mapping[str, str] = _NOTHING_SAID,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
) -> Checked:
    """Check records, each a mapping of headings to values; headings as in a file's header.

    `require` is one of `REQUIREMENTS`, or the recorder's symbol for its level. `settings` are what
    holds where a record does not say, as values (`recorder`, `plugin`, `https_on`, ...: see
    `request.defaults_of`); `mapped` says which heading is which field, where it is not known.
    `today` is needed with waivers. Records are read as they are asked for. Raises `UsageError` for
    a requirement or setting that does not exist; never for what a record says.
    """
    for heading, field in mapped.items():
        check_field(heading, field)
    checker = Checker(catalog, require, settings, waivers, today)
    first = records[:SAMPLE] if isinstance(records, Sequence) else ()
    lines = map(RecordReader(checker, mapped, first).line, count(1), records)
    return Checked(checker, iter([lines]), None)


def check_sheet(
    catalog: Catalog,
    columns: Columns,
    pieces: Iterable[Piece],
    *,
    require: str = "control",
    settings: Mapping[str, object] = _NOTHING_SAID,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
) -> Checked:
    """Check a sheet (its `pieces`) whose columns are read as `columns` says; else as `check`."""
    settings = {**columns.settings, **settings}
    checker = Checker(catalog, require, settings, waivers, today, columns.export)
    reader = RowReader(checker, columns)
    clean = map(reader.without_secrets, pieces)
    read = (piece if isinstance(piece, Run) else map(reader.line, piece) for piece in clean)
    return Checked(checker, read, reader, columns.notes)
