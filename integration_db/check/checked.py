"""A list being checked, from records or from a file, to be gone through once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from integration_db.check.answering.assessment import Assessment
from integration_db.check.answering.same_stretch import FIRMWARE_MARK, marked
from integration_db.check.checker import Checker
from integration_db.check.lines.line import Line, LineKind
from integration_db.check.lines.waivers import Waiver
from integration_db.check.list_reader import ListReader
from integration_db.check.readdressing.moves import NO_MOVES, Moves, Spare, moves_of, read_spares
from integration_db.check.readdressing.readdressing import Readdressing, plan_readdressing
from integration_db.check.reading.column_reading import SAMPLE
from integration_db.check.reading.columns import Columns, check_field
from integration_db.check.reading.knowing import CatalogKnowing
from integration_db.check.records import RecordReader
from integration_db.check.rows import RowKind, RowReader
from integration_db.check.totals.limits import Limit, ListNote, limits_of, whole_list
from integration_db.check.totals.plan import Step, left_out_sentence, plan_of
from integration_db.check.totals.tally import Tally
from integration_db.errors import UsageError
from integration_db.sheets import OpenedList, ReadingNote, Run, SeenWorksheet
from integration_db.text.secrets import masked

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_NOTHING_SAID: Final[Mapping[str, str]] = MappingProxyType({})


class Checked:
    """A list being checked: iterate over it for its lines; `tally` and `kinds` are complete after.

    It can be gone through once, because the list may be a stream; as often as you like once its
    lines are kept. A second time without that raises `UsageError`.
    """

    def __init__(
        self,
        checker: Checker,
        pieces: Iterator[tuple[RowReader, Run] | Iterator[Line]],
        reader: ListReader | None = None,
        spares: Sequence[Spare] = (),
        records: RecordReader | None = None,
    ) -> None:
        self._records = records
        self._readdressing: Readdressing | None = None
        self._spares = tuple(spares)
        self._checker = checker
        self._pieces = pieces
        self._reader = reader
        self._kept: list[Line] | None = None
        self._is_begun = self._is_read = False
        self.require = checker.require

    def __iter__(self) -> Iterator[Line]:
        yield from _lines_of(self._begun())
        self._is_read = True

    def keep(self) -> Iterator[Line]:
        """Yield the lines, and keep them at the end for those who go through them afterwards."""
        kept = []
        for line in self:
            kept.append(line)
            yield line
        self._kept = kept

    def _begun(self) -> Iterator[tuple[RowReader, Run] | Iterator[Line]]:
        """Return what is to be gone through. Raises `UsageError` where that is over."""
        self.plan_moves()
        if self._kept is not None:
            return iter([iter(self._kept)])
        if self._is_begun:
            raise UsageError(
                "the lines of a list are gone through once; Checked.keep() keeps them",
                code="read-twice",
            )
        self._is_begun = True
        return self._pieces

    def runs(
        self, render: Callable[[Assessment, int | None], str]
    ) -> Iterator[tuple[Run, list[str]] | Iterator[Line]]:
        """Yield runs of lines where that can be, each with one text per line; else lines.

        `render` makes the text of an answer, and of `Line.same_device_as`; it is called once for
        each answer, and for each line that means a device met before. For those who write millions
        of lines. Waivers need to see each line, so with them only lines come, and the lines of a
        table that has not all columns of the list are to be widened.
        """
        texts = _Texts(render)
        for piece in self._begun():
            if not isinstance(piece, tuple):
                yield piece
                continue
            reader, run = piece
            if self._checker.waivers or not reader.is_whole_width:
                yield map(reader.line, run.rows)
                continue
            kinds, known = reader.count(run)
            written = list(map(texts.__getitem__, kinds))
            for number, first in known.items():
                place = number - run.first
                written[place] = texts.of(kinds[place], first)
            yield run, written
        self._is_read = True

    @property
    def header(self) -> tuple[str, ...]:
        """Return the columns of the whole file, of all its tables; of records, none."""
        return tuple(map(masked, self._reader.opened.header)) if self._reader else ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the worksheets that are read; none where the list has no more than one."""
        return self._reader.opened.sheets if self._reader else ()

    @property
    def worksheets(self) -> tuple[SeenWorksheet, ...]:
        """Return all worksheets of a workbook, with why one is not read; of other lists none."""
        return self._reader.worksheets if self._reader else ()

    @property
    def columns(self) -> tuple[Columns, ...]:
        """Return how the columns of each table of a file are read; of records, none."""
        return self._reader.columns if self._reader else ()

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """Return how a file was read; complete when the lines were gone through."""
        return self._reader.notes if self._reader else ()

    @property
    def is_whole(self) -> bool:
        """Whether all of the list was read that everybody sees."""
        return self._reader is None or self._reader.is_whole

    @property
    def readdressing(self) -> Readdressing | None:
        """Return the plan for new addresses; None where nobody asked for one."""
        self.plan_moves()
        return self._readdressing

    def plan_moves(self) -> None:
        """Plan the new addresses, if any are asked for, before the first line goes out.

        A refusal has to come before anything is written, so such a list is read whole. Raises
        `UsageError` as `plan_readdressing` does.
        """
        if self._checker.moves is None or self._readdressing is not None:
            return
        self._kept = lines = list(_lines_of(self._pieces))
        self._is_read = True
        plan = self._readdressing = plan_readdressing(
            lines, self._checker.moves, self._spares, self._checker.answer_to
        )
        for one in plan.devices:
            for line in one.device.lines[1:]:
                if not line.assessment.counts:  # cameras are counted once as they are read
                    line.kind.note_again(line)
        new_addresses = plan.new_addresses
        may_stop = Counter(id(line.kind) for line in plan.may_stop)
        for kind in self._checker.answered():
            kind.note_moves(new_addresses)
            kind.may_stop = may_stop[id(kind)]

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that the list is checked with."""
        return self._checker.waivers

    @property
    def tally(self) -> Tally:
        """Return the totals of the lines seen so far; until the last one, no list has passed."""
        self._settle()
        tally = self._checker.tally()
        tally.is_whole = self.is_whole and self._is_read
        return tally

    @property
    def kinds(self) -> list[LineKind]:
        """Return the kinds of lines seen so far, in the order of their first lines."""
        self._settle()
        return self._checker.answered()

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
        of_columns: tuple[ListNote, ...] = self._reader.column_notes if self._reader else ()
        of_columns += self._records.notes if self._records else ()
        limiting = [note for note in self.notes if note.is_limit]
        notes: tuple[ListNote, ...]
        notes = (*limiting, *checker.notes, *of_columns, *checker.gate.notes)
        return (*whole_list((*notes, *checker.device_notes)), *limits_of(self._counting))

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


class _Texts(dict[RowKind, str]):
    """The text of what rows come to, made when it is first asked for.

    Of rows that differ in their firmware one text is kept, with a mark where that stands.
    """

    def __init__(self, render: Callable[[Assessment, int | None], str]) -> None:
        super().__init__()
        self._render = render
        self._marked: dict[int, tuple[Assessment, str]] = {}

    def __missing__(self, one: RowKind) -> str:
        if one.firmware:  # those are too many to be kept
            return self._with_mark(one)[1].replace(FIRMWARE_MARK, one.firmware)
        firmware = _firmware_shared(one)
        if not firmware:
            text = self[one] = self._render(one.kind.assessment, None)
            return text
        text = self[one] = self._with_mark(one)[1].replace(FIRMWARE_MARK, firmware)
        return text

    def of(self, one: RowKind, first: int | None) -> str:
        """Return the text for rows that mean the device of the line `first`."""
        firmware = _firmware_shared(one)
        if not firmware:
            return self._render(one.kind.assessment, first)
        text = self._render(self._with_mark(one)[0], first)
        return text.replace(FIRMWARE_MARK, firmware)

    def _with_mark(self, one: RowKind) -> tuple[Assessment, str]:
        known = self._marked.get(id(one.kind))
        if known is None:
            answer = marked(one.kind.assessment)
            known = self._marked[id(one.kind)] = (answer, self._render(answer, None))
        return known


def _firmware_shared(one: RowKind) -> str:
    """Return the firmware of rows whose answer others share; empty where none does."""
    if one.firmware or not one.kind.firmwares:
        return one.firmware
    return one.kind.assessment.request.firmware or ""


def _lines_of(pieces: Iterable[tuple[RowReader, Run] | Iterator[Line]]) -> Iterator[Line]:
    """Yield the lines of all pieces of a list."""
    for piece in pieces:
        if isinstance(piece, tuple):
            reader, run = piece
            yield from map(reader.line, run.rows)
        else:
            yield from piece


def check(
    catalog: Catalog,
    records: Iterable[Mapping[str, object]],
    *,
    require: str = "control",
    settings: Mapping[str, object] = _NOTHING_SAID,
    mapped: Mapping[str, str] = _NOTHING_SAID,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
    moves: Moves | Mapping[str, str] | None = None,
    spares: Sequence[str] = (),
) -> Checked:
    """Check records, each a mapping of headings to values; headings as in a file's header.

    `require` is one of `REQUIREMENTS`, or the recorder's symbol for its level. `settings` are what
    holds where a record does not say, as values (`recorder`, `plugin`, `https_on`, ...: see
    `request.defaults_of`); `mapped` says which heading is which field, where it is not known.
    `today` is needed with waivers. Records are read as they are asked for. With `moves`,
    old addresses with their new ones, the devices of the list get those and what the records say
    themselves (see `Checked.readdressing`); `spares` are addresses that nobody has. Raises
    `UsageError` for a requirement or setting that does not exist; never for what a record says, but
    for a new address that a device cannot have.
    """
    for heading, field in mapped.items():
        check_field(heading, field)
    checker = Checker(catalog, require, settings, waivers, today, moves=_moves(moves))
    first = records[:SAMPLE] if isinstance(records, Sequence) else ()
    reader = RecordReader(checker, mapped, first)
    lines = map(reader.line, count(1), records)
    return Checked(checker, iter([lines]), spares=read_spares(spares), records=reader)


def check_list(
    catalog: Catalog,
    opened: OpenedList,
    *,
    require: str = "control",
    settings: Mapping[str, object] = _NOTHING_SAID,
    mapped: Mapping[str, str] = _NOTHING_SAID,
    profile: str | None = None,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
    told: Callable[[Sequence[Sequence[str]]], object] | None = None,
    moves: Moves | Mapping[str, str] | None = None,
    spares: Sequence[str] = (),
) -> Checked:
    """Check a list that `sheets.open_list` has opened; else as `check`.

    `profile` names the known export that it is, else its headers tell. `told` is called with the
    cells of some lines before they are answered. One with a column of new addresses is re-addressed
    also without `moves`. Raises `UsageError` also for a `mapped` column that
    does not exist, and where no column tells the model.
    """
    reader = ListReader(opened, mapped, profile, CatalogKnowing(catalog))
    exports = [columns.export for columns in reader.columns]
    if moves is None and any("new_ip" in columns.places for columns in reader.columns):
        moves = NO_MOVES
    said = {**reader.common, **settings}
    checker = Checker(catalog, require, said, waivers, today, exports, _moves(moves))

    def pieces() -> Iterator[tuple[RowReader, Run] | Iterator[Line]]:
        for table, piece in opened.pieces:
            rows = reader.rows_of(table, piece, checker)
            if told is not None:
                told(piece.cells if isinstance(piece, Run) else [row.cells for row in piece])
            if rows is None:
                continue
            clean = rows.without_secrets(piece)
            yield (rows, clean) if isinstance(clean, Run) else map(rows.line, clean)

    return Checked(checker, pieces(), reader, read_spares(spares))


def _moves(given: Moves | Mapping[str, str] | None) -> Moves | None:
    return given if given is None or isinstance(given, Moves) else moves_of(given)
