"""Records, as programs have them instead of a file, as lines of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, TypeGuard

from integration_db.check.checker import Checker
from integration_db.check.lines.line import BESIDE, NAMING, TELLING, Line
from integration_db.check.lines.option_sections import OptionSections
from integration_db.check.reading.altered_cells import WATCHED
from integration_db.check.reading.cells import says_amount
from integration_db.check.reading.column_reading import columns_of_record
from integration_db.check.reading.columns import REMARK, Columns
from integration_db.check.reading.knowing import CatalogKnowing
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.check.reading.remarks import RemarksReader, remarks_reader
from integration_db.check.reading.request import ASKED, SEVERAL, TRUTHS, Cells
from integration_db.check.reading.secret_gate import headings_of
from integration_db.check.rows import title_of
from integration_db.check.totals.limits import ListNote
from integration_db.named_tuple import NamedTuple
from integration_db.names.lines.things import Position
from integration_db.sheets import LOST, ReadingNote


class RecordCells(NamedTuple):
    """What a record says, by field.

    `odd` names the fields that are a number, which may have lost its last zeros; `problem` says in
    one clause what cannot be read.
    """

    texts: dict[str, str]
    truths: dict[str, bool]
    odd: tuple[str, ...]
    problem: str | None


_YES: Final = ("", "yes")
"""What a truth of JSON says under a heading of remarks."""


class RecordReader:
    """Makes lines of the records of one list; each record may have headings of its own.

    `mapped` says which heading is which field, where it is not known. `first` are the first
    records of the list, whose values tell what headings stand for that may mean two things.
    """

    def __init__(
        self, checker: Checker, mapped: Mapping[str, str], first: Sequence[object] = ()
    ) -> None:
        self._checker = checker
        self._mapped = mapped
        self._first = first
        self._knowing = CatalogKnowing(checker.catalog)
        self._layouts: dict[tuple[str, ...], Mapping[str, str]] = {}
        self._columns: dict[tuple[str, ...], Columns] = {}
        self._remarks: dict[tuple[str, ...], RemarksReader] = {}
        self._sections = OptionSections()

    @property
    def notes(self) -> tuple[ListNote, ...]:
        """Return what a person should know of how the records so far were read."""
        columns = tuple(self._columns.values())
        others = (self._checker.note_of(one.export) for one in columns)
        notes: list[ListNote] = [note for note in others if note is not None]
        notes += (note for one in columns for note in one.notes)
        for section in self._sections.found:
            notes.append(ReadingNote("optional_section", section.sentence))
        return tuple(dict.fromkeys(notes))

    def line(self, number: int, record: object) -> Line:
        """Return the line of a record, counted; `number` is its place in the list, from 1."""
        checker = self._checker
        if not isinstance(record, Mapping):
            return self._invalid(
                number, f"a line is an object with headings, not {type(record).__name__}"
            )
        try:
            headings = headings_of(_flat(record))
            layout = self._layout(headings, record)
            record = checker.gate.record(record, layout)
            flat = _flat(record)
        except RecursionError:
            return self._invalid(number, "the record is nested too deep, or contains itself")
        texts, truths, odd, problem = _read(flat, layout)
        if not layout:
            problem = f"nothing in it tells the model; it has {', '.join(headings) or 'nothing'}"
        self._of_export(texts, self._columns[headings].export)
        asked: Cells = {**{f: text for f, text in texts.items() if f in ASKED}, **truths}
        positions = self._positions(headings, flat)
        quantity = texts.get("quantity", "") if "quantity" in layout.values() else None
        named = any(texts.get(field) for field in NAMING)
        others = [value for heading, value in flat.items() if heading not in layout]
        said = {field: texts[field] for field in TELLING if texts.get(field)}
        name, position, ip, new_ip, mac, serial, site = [texts.get(field, "") for field in BESIDE]
        read = partial(
            checker.read,
            quantity=quantity,
            odd=odd,
            named=named,
            priced=any(isinstance(one, str) and says_amount(one) for one in others),
            moved=checker.moves_line(ip, new_ip, said),
            problem=problem,
            title="" if named else title_of(flat.values()),
        )
        kind, number_of = read(_with_positions(asked, positions))
        if problem is None and kind.assessment.subject == "heading":
            self._sections.heading(kind.assessment.request.heading, position)
        elif problem is None and self._sections.covers(number):
            kind, number_of = read(_with_positions(asked, positions | {"optional"}))
        first = checker.first_line(number, checker.camera_number(kind, number_of), said)
        line = Line(
            *(number, record, kind, number_of, name, None, False, position, ip, new_ip, first),
            mac=mac,
            serial=serial,
            site=site,
        )
        return checker.take(line)

    def _layout(self, headings: tuple[str, ...], record: Mapping[str, object]) -> Mapping[str, str]:
        """Return which heading is which field, in records with these headings."""
        layout = self._layouts.get(headings)
        if layout is None:
            several = filter(None, map(_flat_if_it_ends, self._first or (record,)))
            alike = [
                [value if isinstance(value, str) else "" for value in one.values()]
                for one in several
                if headings_of(one) == headings
            ]
            columns = columns_of_record(headings, self._mapped, alike, self._knowing)
            self._columns[headings] = columns
            layout = {headings[place]: field for field, place in columns.places.items()}
            self._layouts[headings] = layout
        return layout

    def _invalid(self, number: int, reason: str) -> Line:
        """Return the line of a record of which nothing can be kept."""
        return self._checker.take(Line(number, None, self._checker.invalid(reason, {}), 0))

    def _positions(
        self, headings: tuple[str, ...], record: Mapping[str, object]
    ) -> frozenset[Position]:
        """Return what the remarks of a record say of its position."""
        columns = self._columns[headings]
        if not columns.remarks:
            return frozenset()
        read = self._remarks.get(headings)
        beside = [headings[place] for place in columns.remarks]
        if read is None:
            read = self._remarks[headings] = remarks_reader(beside)
        cells = [record[heading] for heading in beside]
        texts = [cell if isinstance(cell, str) else _YES[cell is True] for cell in cells]
        return read(tuple(texts))

    def _of_export(self, texts: dict[str, str], export: KnownExport | None) -> None:
        """Add what the known export says that a record is of, and take what it cannot say."""
        for field in self._checker.passes_over(export):
            texts.pop(field, None)
        for field, said in (export.settings if export else {}).items():
            if not self._checker.is_given(field):
                texts.setdefault(field, said)


def _with_positions(asked: Cells, positions: frozenset[Position]) -> Cells:
    """Return what a record says with what beside or above it tells of its position."""
    return {**asked, REMARK: " ".join(sorted(positions))} if positions else asked


def _flat(record: Mapping[str, object]) -> Mapping[str, object]:
    """Return a record with what is nested under names with dots, as in lists of JSON."""
    if not any(isinstance(value, Mapping) for value in record.values()):
        return record
    flat: dict[str, object] = {}
    for heading, value in record.items():
        if isinstance(value, Mapping):
            inner = _flat(value)
            flat.update({f"{heading}.{name}": one for name, one in inner.items()})
        else:
            flat.setdefault(heading, value)
    return flat


def _flat_if_it_ends(record: object) -> Mapping[str, object] | None:
    """Return a record as `_flat` does; None for what is none, or contains itself."""
    try:
        return _flat(record) if isinstance(record, Mapping) else None
    except RecursionError:
        return None


def _read(record: Mapping[str, object], layout: Mapping[str, str]) -> RecordCells:
    """Return what a record says; `layout` says which heading is which field."""
    texts: dict[str, str] = {}
    truths: dict[str, bool] = {}
    odd: list[str] = []
    problem = None
    for heading, value in record.items():
        field = layout.get(heading)
        if field is None or value is None:
            continue
        if isinstance(value, str):
            texts[field] = value
            if LOST in value:
                problem = f"{heading!r} holds bytes that are not utf-8"
        elif isinstance(value, bool):
            if field in TRUTHS:
                truths[field] = value
            else:
                problem = f"{heading!r} must be text, not bool"
        elif isinstance(value, int):
            try:
                texts[field] = str(value)
            except ValueError:  # Python writes no number of some thousand digits
                problem = f"{heading!r} is too large a number"
        elif isinstance(value, float):
            texts[field] = str(int(value)) if value.is_integer() else str(value)
            odd += [field] * (field in WATCHED)
        elif field in SEVERAL and _is_texts(value):
            texts[field] = "; ".join(value)
        else:
            problem = f"{heading!r} must be text, not {type(value).__name__}"
    return RecordCells(texts, truths, tuple(odd), problem)


def _is_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value)
