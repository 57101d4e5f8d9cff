"""The rows of one table of a list as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, cast

from integration_db.check.answering.same_stretch import FIRMWARE_MARK, Stretches
from integration_db.check.checker import Checker
from integration_db.check.lines.devices import are_plain, place_at
from integration_db.check.lines.line import BESIDE, NAMING, TELLING, Line, LineKind
from integration_db.check.lines.option_sections import OptionSections
from integration_db.check.reading.altered_cells import WATCHED
from integration_db.check.reading.cells import decimal_mark, says_amount, says_quantity
from integration_db.check.reading.columns import REMARK, Columns
from integration_db.check.reading.remarks import remarks_reader
from integration_db.check.reading.request import ASKED, HEARD, MORE_FIRMWARE
from integration_db.names.lines.things import POSITIONS, begins_heading, heads_options
from integration_db.sheets import Piece, ReadingNote, Row, Run, Table
from integration_db.text.sentences import counted

_TRAITS: Final = {
    (named, priced, positions): f"\N{NULL}{'named' * named}{'priced' * priced} {positions}"
    for named in (False, True)
    for priced in (False, True)
    for positions in ("", *POSITIONS, " ".join(POSITIONS))
}
"""Whether a row has a name or address, and an amount, and words for its position, as a word behind
its key."""

_TRAITS_OF: Final = {word: traits for traits, word in _TRAITS.items()}


@dataclass(slots=True, eq=False)
class RowKind:
    """What rows of one key come to: the kind of their lines, and the quantity of each.

    `camera` is what stands for the camera that they name among devices, 0 where they count none.
    `firmware` is what the rows say in place of the firmware of the answer, which holds for it too;
    empty where they say that one.
    """

    kind: LineKind
    quantity: int
    camera: int
    firmware: str = ""


class RowReader:
    """Makes lines of the rows of one table, whose columns are read as `columns` says.

    The cells that make the question of a row and its quantity are its *key*; what a key comes to
    is worked out once. `places` tells which of the `width` columns of the whole list each column of
    the table is.
    """

    def __init__(
        self,
        checker: Checker,
        columns: Columns,
        table: Table,
        places: Sequence[int | None],
        width: int,
    ) -> None:
        self._checker = checker
        self._table = table
        self._sheet_number = checker.sheet_number(table.sheet)
        self._export_says = columns.settings
        self._header, self._secrets = columns.header, columns.secrets
        other = checker.passes_over(columns.export)
        self._fields = [f for f in ASKED if f in columns.places and f not in other]
        self._width = len(self._fields)
        self._heard = [n for n, field in enumerate(self._fields) if field in HEARD[1:]]
        self._quantity_at = columns.places.get("quantity")
        self._beside = [columns.places.get(field) for field in BESIDE]
        self._position_at = columns.places.get("position")
        self._telling = {f: columns.places[f] for f in TELLING if f in columns.places}
        self._naming = [columns.places[field] for field in NAMING if field in columns.places]
        self._used = frozenset(columns.places.values())
        self._decimal_mark = decimal_mark(table.sample, self._used)
        self._watched = [(f, columns.places[f]) for f in WATCHED if f in columns.places]
        self._carried = {*self._used, *columns.remarks} - {self._quantity_at}
        picked = [columns.places[field] for field in self._fields]
        if self._quantity_at is not None:
            picked.append(self._quantity_at)
        self._pick: Callable[[Sequence[str]], tuple[str, ...]]
        self._pick = itemgetter(*picked) if len(picked) > 1 else _only(picked[0])
        self._kinds: dict[tuple[str, ...], RowKind] = {}
        self._certain: dict[tuple[str, ...], RowKind] = {}  # those of rows that are no headings
        only_firmware = "firmware" in self._fields and set(MORE_FIRMWARE).isdisjoint(self._fields)
        self._firmware_at = self._fields.index("firmware") if only_firmware else None
        self._by_stretch: dict[tuple[str, ...], Stretches[RowKind]] = {}
        self._counts: Counter[RowKind] = Counter()
        self._places = places
        self._whole_width = width
        self.is_whole_width = list(places) == list(range(width))
        self._shared: list[int] = []
        self._again: Counter[RowKind] = Counter()
        self._remark_places = columns.remarks
        self._read_remarks = remarks_reader([columns.header[n] for n in columns.remarks])
        self._sections = OptionSections()

    def without_secrets(self, piece: Piece) -> Piece:
        """Return rows without the secrets in them; all other methods are given such rows."""
        return self._checker.gate.piece(piece, self._header, self._secrets)

    def line(self, row: Row) -> Line:
        """Return the line of a row, counted."""
        number, cells, problem, odd, merged = row
        quantity, first, shares = 1, None, False
        if merged and problem is None:
            cells, odd, shares = self._with_merged(row)
        beside = ["" if at is None or problem is not None else cells[at] for at in self._beside]
        name, position, ip, new_ip, mac, serial, site = beside
        if problem is not None:
            kind = self._checker.invalid(problem, {})
        else:
            key, said = self._whole_key(number, cells), self._said(cells)
            fields = [field for field, at in self._watched if at in odd] if odd else []
            moved = self._checker.moves_line(ip, new_ip, said)
            one = self._made(key, fields, moved=moved) if fields or moved else self._kind(key)
            kind, quantity = one.kind, one.quantity
            if shares:
                self._shared.append(number)
                quantity = 0  # it stands for the first row
            camera = one.camera if quantity else 0
            first = self._checker.first_line(number, camera, said, self._table.sheet)
        whole = cells if self.is_whole_width else self._placed(cells)
        line = Line(
            *(number, whole, kind, quantity, name, None, False, position, ip, new_ip, first),
            sheet=self._table.sheet,
            mac=mac,
            serial=serial,
            site=site,
        )
        return self._checker.take(line, self._sheet_number)

    def count(self, run: Run) -> tuple[list[RowKind], dict[int, int]]:
        """Return what each row comes to, and the first line of each device that was met before.

        The latter by the number of the line. `settle` counts the lines.
        """
        kinds: list[RowKind | None] = [None] * len(run.cells)
        has_remarks = self._has_remarks(run)
        if not self._sections.is_open and not has_remarks:
            kinds = list(map(self._certain.get, map(self._pick, run.cells)))
        rows = zip(kinds, run.cells, strict=True)
        met = cast("list[RowKind]", kinds)
        if None in kinds:
            met = [
                self._met(number, cells, has_remarks=has_remarks)
                if one is None or self._sections.is_open
                else one
                for number, (one, cells) in enumerate(rows, run.first)
            ]
        self._counts.update(met)
        known = self._devices(run, met) if self._telling else {}
        self._again.update(met[line - run.first] for line in known)
        return met, known

    def _met(self, number: int, cells: Sequence[str], *, has_remarks: bool) -> RowKind:
        """Return what a row comes to; its key is remembered where that tells it alone."""
        if not has_remarks and not self._sections.is_open:
            key = self._pick(cells)
            kind = self._kinds.get(key) or self._in_known_stretch(
                key
            )  # what is shared is no heading
            if kind is not None:
                self._certain[key] = kind
                return kind
        key = self._whole_key(number, cells)
        if key[-1] in _TRAITS_OF:
            return self._kind(key)
        kind = self._certain[key] = self._kinds.get(key) or self._in_stretch(key)
        return kind

    def _in_stretch(self, key: tuple[str, ...]) -> RowKind:
        """Return what the rows of a new key come to, and keep it for those of its stretch."""
        shared = self._in_known_stretch(key)
        if shared is not None:
            return shared
        made = self._kind(key)
        assessment, at = made.kind.assessment, self._firmware_at
        if at is not None and key[at] and assessment.answer is not None:
            rest = (*key[:at], *key[at + 1 :])
            if FIRMWARE_MARK not in "".join(rest):
                stretches = self._by_stretch.setdefault(rest, Stretches(assessment))
                stretches.keep(assessment, key[at], made)
        return made

    def _in_known_stretch(self, key: tuple[str, ...]) -> RowKind | None:
        """Return what the rows of a key come to by the answer of others, if they share one.

        Rows that differ from others in nothing but their firmware share the answer of those whose
        firmware lies in the same stretch.
        """
        at = self._firmware_at
        if at is None:
            return None
        stretches = self._by_stretch.get((*key[:at], *key[at + 1 :]))
        if stretches is None:
            return None
        firmware = key[at]
        one = stretches.told_for(firmware)
        if one is None:
            return None
        one.kind.firmwares.append(firmware)
        camera = self._checker.camera_number_at(one.camera, firmware)
        return RowKind(one.kind, one.quantity, camera, firmware)

    def _has_remarks(self, run: Run) -> bool:
        """Whether a remark tells the position of a row of a run."""
        remarks = set(map(self._remarks, run.cells)) if self._remark_places else ()
        return any(map(self._read_remarks, remarks))

    def _remarks(self, cells: Sequence[str]) -> tuple[str, ...]:
        return tuple([cells[place] for place in self._remark_places])

    def _title_of(self, key: tuple[str, ...]) -> str | None:
        """Return what a heading or a sum says; None where the rows of a key are none."""
        if key[-1] not in _TRAITS_OF:
            return None
        assessment = self._kind(key).kind.assessment
        if assessment.subject != "heading":
            return None
        return assessment.request.heading

    def _whole_key(self, number: int, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the key of a row, with what remarks beside it or a heading above say of it."""
        key = self._key(cells)
        title = self._title_of(key)
        if title is not None:
            self._sections.heading(
                title, "" if self._position_at is None else cells[self._position_at]
            )
            return key
        positions = self._read_remarks(self._remarks(cells))
        if self._sections.covers(number):
            positions |= {"optional"}
        if not positions:
            return key
        own = key[:-2] if key[-1] in _TRAITS_OF else key
        return self._with_traits(own, cells, " ".join(sorted(positions)))

    def _devices(self, run: Run, kinds: Sequence[RowKind]) -> dict[int, int]:
        """Return, by line, the first line of each device of a run that was met before."""
        cameras = [one.camera for one in kinds]
        if not any(cameras):
            return {}
        sheet = self._table.sheet
        if "ip" in self._telling and self._telling.keys() <= {"ip", "site"}:
            hosts = [cells[self._telling["ip"]] for cells in run.cells]
            if are_plain(hosts):
                devices = self._checker.devices_of(sheet)
                return devices.first_lines(run.first, self._places_of(run, hosts), cameras)
        known = {}
        for number, (camera, cells) in enumerate(zip(cameras, run.cells, strict=True), run.first):
            first = self._checker.first_line(number, camera, self._said(cells), sheet)
            if first is not None:
                known[number] = first
        return known

    def _places_of(self, run: Run, hosts: Sequence[str]) -> Sequence[Hashable]:
        """Return where the devices of a run are, whose rows only say hosts and sites."""
        at = self._telling.get("site")
        if at is None:
            return hosts
        return [place_at(cells[at], host) for cells, host in zip(run.cells, hosts, strict=True)]

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what a row says of which device it means."""
        return {field: cells[place] for field, place in self._telling.items() if cells[place]}

    def _key(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the key of a row."""
        key = self._pick(cells)
        return self._with_traits(key, cells) if self._is_doubtful(key) else key

    def _is_doubtful(self, key: tuple[str, ...]) -> bool:
        """Whether the rows of a key may be headings, so that the rest of the row decides.

        A camera of the catalogue is none, counted or not.
        """
        if not any(key[place] for place in self._heard):
            return True
        if self._quantity_at is not None:
            if says_quantity(key[self._width]):
                return False
            return self._kind(key).kind.assessment.subject in ("heading", "unclear")
        texts = [text for text in key[: self._width] if text]
        return len(texts) == 1 and (begins_heading(texts[0]) or heads_options(texts[0]))

    def _with_traits(
        self, key: tuple[str, ...], cells: Sequence[str], positions: str = ""
    ) -> tuple[str, ...]:
        """Return a key with what the rest of its row tells, and words for its position.

        That is the title that it may be, and one word that no cell is like.
        """
        named = any(cells[place] for place in self._naming)
        priced = any(says_amount(text) for n, text in enumerate(cells) if n not in self._used)
        says = named or any(key[place] for place in self._heard)
        return (*key, "" if says else title_of(cells), _TRAITS[named, priced, positions])

    def settle(self) -> None:
        """Add the lines that `count` has seen to their kinds."""
        for one, times in self._counts.items():
            one.kind.add(one.quantity, times, again=self._again[one])
        self._counts.clear()
        self._again.clear()

    def _kind(self, key: tuple[str, ...]) -> RowKind:
        """Return what the rows that have a key come to."""
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._made(key, ())
        return kind

    def notes(self) -> Iterator[ReadingNote]:
        """Yield what was seen that only the meaning of the columns tells."""
        sheet = self._table.sheet
        if self._shared:
            text = (
                f"A quantity is merged over {counted(len(self._shared), 'more row')} (the first: "
                f"row {self._shared[0]:,}): it was counted once, in its first row."
            )
            yield ReadingNote("merged_quantity", text, sheet)
        for section in self._sections.found:
            yield ReadingNote("optional_section", section.sentence, sheet)
        lost = [h for h, n in zip(self._table.header, self._places, strict=True) if n is None]
        if lost:
            text = (
                f"The header in line {self._table.line:,} has columns that no header near the "
                f"beginning has, which are read and not copied out: {', '.join(lost)}."
            )
            yield ReadingNote("columns_not_copied", text, sheet)

    def _made(self, key: tuple[str, ...], odd: Sequence[str], *, moved: bool = False) -> RowKind:
        cells = dict(zip(self._fields, key[: self._width], strict=True))
        for field, said in self._export_says.items():
            if not cells.get(field, "").strip() and not self._checker.is_given(field):
                cells[field] = said
        traits = _TRAITS_OF.get(key[-1])
        named, priced, positions = traits or (False, False, "")
        if positions:
            cells[REMARK] = positions
        kind, quantity = self._checker.read(
            cells,
            self._quantity(key),
            odd=odd,
            named=named,
            priced=priced,
            moved=moved,
            mark=self._decimal_mark,
            title="" if traits is None else key[-2],
        )
        return RowKind(kind, quantity, self._checker.camera_number(kind, quantity))

    def _quantity(self, key: tuple[str, ...]) -> str | None:
        """Return what the rows of a key say of how many; None where nobody is asked for that."""
        if self._quantity_at is None:
            return None
        is_headed = self._table.line > 0  # each line of a bare list is one, unless it says more
        return key[self._width] or ("" if is_headed else None)

    def _with_merged(self, row: Row) -> tuple[Sequence[str], tuple[int, ...], bool]:
        """Return cells and odd ones with merged ones filled in; whether the quantity is one.

        What is read holds for every row over which its cell is merged; a quantity counts once.
        """
        cells, odd, shares = list(row.cells), list(row.odd), False
        for cell in row.merged:
            if cell.column in self._carried:
                cells[cell.column] = cell.text
                odd += [cell.column] * cell.odd
            shares = shares or cell.column == self._quantity_at
        return cells, tuple(odd), shares

    def _placed(self, cells: Sequence[str]) -> list[str]:
        """Return the cells of a row under the columns of the whole list."""
        placed = [""] * self._whole_width
        for place, text in zip(self._places, cells, strict=True):
            if place is not None:
                placed[place] = text
        return placed


def title_of(cells: Iterable[object]) -> str:
    """Return the first text of a row with a letter in it, as the title of a chapter has."""
    texts = (cell.strip() for cell in cells if isinstance(cell, str))
    return next((text for text in texts if any(map(str.isalpha, text))), "")


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)
