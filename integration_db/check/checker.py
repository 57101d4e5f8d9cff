"""Answering the lines of one list, each different question once.

Lines that ask the same question share one `LineKind`; so the memory that a list takes grows with
its different questions and not with its lines. Every line that comes in goes out exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from integration_db.catalog.queries.recorders import setting_of
from integration_db.check.answering.assessment import Assessment, assess, assess_at, meant_setting
from integration_db.check.answering.requirement import requirement_of
from integration_db.check.answering.same_stretch import SharedAnswer, Stretches
from integration_db.check.lines.devices import DeviceIndex, Likeness, device_keys
from integration_db.check.lines.line import Line, LineKind
from integration_db.check.lines.waivers import Waiver, WaiverIndex
from integration_db.check.readdressing.moves import Moves
from integration_db.check.reading.altered_cells import WATCHED, altered, altered_words
from integration_db.check.reading.cells import (
    DecimalMark,
    Unreadable,
    read_quantity,
    said_in,
    says_quantity,
)
from integration_db.check.reading.columns import IDENTIFYING
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.check.reading.request import (
    ASKED,
    HEARD,
    MORE_FIRMWARE,
    OF_RECORDER,
    Cells,
    Counting,
    Request,
    firmware_key,
    read_request,
)
from integration_db.check.reading.secret_gate import SecretGate
from integration_db.check.reading.settings import defaults_of, overridden_by, passed_over
from integration_db.check.totals.tally import Tally
from integration_db.errors import UsageError
from integration_db.names import loose_key
from integration_db.names.lines.things import adds_up, is_sum
from integration_db.prediction.note import Note
from integration_db.text.labels import SUBJECT
from integration_db.text.sentences import all_of, word
from integration_db.vocabulary import NO_CAMERA

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_CELLS_ALTERED: Final = Note(
    "cells_altered",
    "A spreadsheet may have changed a cell, into a date or a number, which was not taken.",
)

_MANY_QUESTIONS: Final = 300
"""From so many different questions on a list is worth reading first which names there are."""

_NO_QUANTITY: Final = Note(
    "no_quantity", "The line says no quantity where others do: one camera was counted."
)


class Checker:
    """Answers the questions of one list, and knows its requirement, settings and waivers.

    `require` is a requirement, or the recorder's symbol for its level. Raises `UsageError` or
    `NotFound` for what would make every line invalid.
    """

    def __init__(
        self,
        catalog: Catalog,
        require: str,
        settings: Mapping[str, object],
        waivers: Sequence[Waiver],
        today: date | None,
        exports: Sequence[KnownExport | None] = (),
        moves: Moves | None = None,
    ) -> None:
        if waivers and today is None:
            raise UsageError("waivers need the day of today", code="no-today")
        self.catalog = catalog
        self.moves = moves
        self.defaults = defaults_of(settings)
        self._given = frozenset(name for name, value in settings.items() if value is not None)
        self._overridden = overridden_by(settings)
        self._passed_over = passed_over(self._overridden)
        notes = [*self._override_notes(), *map(self.note_of, exports)]
        self.notes = tuple(dict.fromkeys(note for note in notes if note is not None))
        self.require = requirement_of(require, catalog.recorder(self.defaults.recorder).shows)
        for written in (self.defaults.protocol, self.defaults.protocol_today):
            _check_protocol(catalog, self.defaults.recorder, written)
        self.waivers = tuple(waivers)
        self._waiver_index = WaiverIndex(self.waivers)
        self.today = today
        self.kinds: dict[object, LineKind] = {}
        self._kinds_by_row: dict[object, LineKind] = {}
        self._stretches: dict[object, Stretches[SharedAnswer]] = {}
        self._devices: dict[str | None, DeviceIndex] = {}
        own = [export is not None and "recorder" in export.settings for export in exports]
        self._is_of_one_recorder = bool(own) and all(own)
        self._sheets: dict[str | None, int] = {}
        self.gate = SecretGate()
        self._camera_numbers: dict[tuple[object, str], int] = {}
        self._cameras: list[tuple[object, str]] = []
        self._used: set[Waiver] = set()
        self._waived = self._expired = 0

    def passes_over(self, export: KnownExport | None) -> frozenset[str]:
        """Return the fields that are passed over in an export, as of another recorder."""
        return frozenset() if self._other_recorder(export) is None else frozenset(OF_RECORDER)

    def is_given(self, field: str) -> bool:
        """Whether a setting holds for all lines that do not say, and does not win over them."""
        return field in self._given and field not in self._overridden

    def note_of(self, export: KnownExport | None) -> Note | None:
        """Return what an export says of the recorder of its lines, by being an export.

        That is nothing where another recorder wins over it, and where it is the usual one.
        """
        own = export and export.settings.get("recorder")
        if export is None or own is None or "recorder" in self._overridden:
            return None
        if self._other_recorder(export) is not None:
            text = (
                f"The list is one of {own} and {self.defaults.recorder} is asked about: what it "
                "says of plugins and settings was passed over."
            )
            return Note("other_recorder", text)
        if self._is_recorder(own, None):
            return None
        text = f"The list was read as {export.title}: the recorder was taken to be {own}."
        return Note("recorder_of_export", text)

    def _other_recorder(self, export: KnownExport | None) -> str | None:
        """Return the recorder whose export a list is, where another one is asked about.

        One that wins over what lines say is looked at line by line.
        """
        own, asked = export and export.settings.get("recorder"), self.defaults.recorder
        if own is None or asked is None or "recorder" in self._overridden:
            return None
        return None if self._is_recorder(own, asked) else own

    def _is_recorder(self, written: str, asked: str | None) -> bool:
        """Whether a recorder is the one that is asked about, None for the usual one."""
        return loose_key(written) in self.catalog.recorder(asked).keys

    def _override_notes(self) -> Iterator[Note]:
        """Yield what is passed over in the list, and what else with it."""
        if not self._overridden:
            return
        said = all_of(tuple(map(word, self._overridden)))
        also = tuple(word(name) for name in ASKED if name in self._passed_over_with)
        text = f"What the list says of {said} was passed over."
        if also:
            text = f"What the list says of {said} was passed over, and with it {all_of(also)}"
            kept = "recorder" in self._overridden and self._passed_over_with & set(OF_RECORDER)
            text += f" of lines that do not name {self.defaults.recorder} themselves" * bool(kept)
            text += "."
        yield Note("overridden", text)

    @property
    def _passed_over_with(self) -> frozenset[str]:
        return self._passed_over - set(self._overridden)

    def _kept(self, cells: Cells) -> Cells:
        """Return the cells without those that settings win over.

        What a line says of plugins and settings is kept where it is said of the same recorder.
        """
        fields = self._passed_over
        said = cells.get("recorder")
        names_it = isinstance(said, str) and self._is_recorder(said, self.defaults.recorder)
        if "recorder" in self._overridden and names_it:
            fields = fields - set(OF_RECORDER) | set(self._overridden)
        return {field: cell for field, cell in cells.items() if field not in fields}

    def answered(self) -> list[LineKind]:
        """Return the kinds of lines that were met, in the order of their first lines."""
        return list(filter(_has_lines, self.kinds.values()))

    def tally(self) -> Tally:
        """Return the totals of what was answered so far."""
        tally = Tally(waived=self._waived, expired=self._expired)
        for kind in self.answered():
            tally.add(kind)
        return tally

    def unused_waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that no line was meant by."""
        return tuple(waiver for waiver in self.waivers if waiver not in self._used)

    def read(
        self,
        cells: Cells,
        quantity: str | None,
        *,
        odd: Sequence[str] = (),
        named: bool,
        priced: bool,
        moved: bool = False,
        mark: DecimalMark = "",
        problem: str | None = None,
        title: str = "",
    ) -> tuple[LineKind, int]:
        """Return the kind of the lines that say this, and the quantity of each of them.

        `quantity` is None where the list has none. `odd` names the fields whose cells are no text,
        `named` tells that the line has a name or an address, `priced` that it has an amount,
        `moved` that its address changes, `mark` how the list writes decimals, `problem` why it
        cannot be read; `title` is what it says in any other column. A heading or a sum has no
        quantity; where the line is about no camera, its quantity may be anything. A quantity goes
        before how many a text says (`3 x ...`).
        """
        if self._passed_over:
            cells = self._kept(cells)
        if problem is not None:
            return self.invalid(problem, cells), 0
        if moved:
            cells = {**cells, "address_changed": True}
        counting: Counting = "no quantities"
        if quantity is not None:
            counts = says_quantity(quantity) and not _counts_nothing(cells, quantity, title)
            counting = "counted" if counts else "priced" if priced else "bare"
        kind = self._kind_of(cells, odd=odd, named=named, counting=counting)
        subject = kind.assessment.subject
        if subject == "heading":
            return self._titled(kind, title), 0
        pieces = kind.assessment.pieces
        if pieces is not None and not (quantity and says_quantity(quantity)):
            return kind, pieces
        try:
            number = read_quantity(quantity or "", mark)
            if kind.assessment.counts and counting in ("bare", "priced"):
                return self._noted(kind, _NO_QUANTITY), number
            if pieces not in (None, number) and subject not in NO_CAMERA:
                return self._noted(kind, _told_twice(pieces, number)), number
            return kind, number
        except Unreadable as error:
            return (kind if subject in NO_CAMERA else self.invalid(str(error), cells)), 0

    def _noted(self, kind: LineKind, note: Note) -> LineKind:
        """Return the kind of the lines with something to say of their quantity."""
        assessment = kind.assessment
        return self._kind(
            (note, assessment.request, assessment.subject),
            lambda: assessment._replace(notes=(*assessment.notes, note)),
        )

    def _titled(self, kind: LineKind, title: str) -> LineKind:
        """Return the kind of the headings that say a title, where their columns say nothing."""
        assessment = kind.assessment
        if not title or assessment.request.texts:
            return kind
        request = assessment.request._replace(title=title)
        reason = f"{request.shown!r}: {SUBJECT['heading'].one}"
        titled = assessment._replace(request=request, reason=reason)
        return self._kind(("title", title), lambda: titled)

    def _kind_of(
        self, cells: Cells, *, odd: Sequence[str], named: bool, counting: Counting
    ) -> LineKind:
        """Return the kind of the lines that say this.

        Whether they are named and counted decides only over what they are about, so that lines of
        one camera are of one kind.
        """
        question = (*odd, *cells.items())
        key = (question, named, counting)
        kind = self._kinds_by_row.get(key)
        if kind is None:
            if len(self._kinds_by_row) == _MANY_QUESTIONS:
                self.catalog.names.keep_keys()
            assessment = self._shared(cells, odd, named=named, counting=counting)
            kind = self._kind((question, assessment.subject), lambda: assessment)
            self._kinds_by_row[key] = kind
        return kind

    def moves_line(self, ip: str, new_ip: str, said: Mapping[str, str]) -> bool:
        """Whether a line gets a new address; `said` holds fields of `TELLING`."""
        return self.moves is not None and self.moves.moves_line(ip, new_ip, _port_of(said))

    def camera_number(self, kind: LineKind, quantity: int) -> int:
        """Return what stands for the camera that lines name, with its firmware, among devices.

        It is 0 for lines that count none.
        """
        assessment = kind.assessment
        if not assessment.counts or not quantity:
            return 0
        request = assessment.request
        return self._numbered(assessment.camera or loose_key(request.written), request.firmware_key)

    def camera_number_at(self, number: int, firmware: str) -> int:
        """Return what `camera_number` does for the camera of that number with another firmware."""
        return self._numbered(self._cameras[number - 1][0], firmware_key(firmware)) if number else 0

    def _numbered(self, named: object, firmware: str) -> int:
        camera = (named, firmware)
        number = self._camera_numbers.setdefault(camera, len(self._camera_numbers) + 1)
        if number > len(self._cameras):
            self._cameras.append(camera)
        return number

    def _compare(self, one: int, other: int) -> Likeness:
        """Return how two lines speak of a camera, by the numbers of `camera_number`."""
        (camera, firmware), (other_camera, other_firmware) = (
            self._cameras[number - 1] for number in (one, other)
        )
        if camera != other_camera:
            return "other camera"
        if firmware == other_firmware:
            return "same"
        return "other firmware" if firmware and other_firmware else "firmware once"

    def first_line(
        self,
        number: int,
        camera: int,
        said: Mapping[str, str],
        sheet: str | None = None,
    ) -> int | None:
        """Return the first line that means the device of a line; None where it is this one.

        `camera` is its `camera_number`, `said` holds fields of `TELLING` as the line writes them.
        `sheet` is the worksheet.
        """
        if not camera or not said:
            return None
        own = (said.get(field, "") for field in ("mac", "serial", "site"))
        keys = device_keys(said.get("ip", ""), _port_of(said), *own)
        return self.devices_of(sheet).first_line(number, keys, camera)

    def sheet_number(self, sheet: str | None) -> int:
        """Return the place of a worksheet in the order in which they are met, from 0."""
        return self._sheets.setdefault(sheet, len(self._sheets))

    def devices_of(self, sheet: str | None) -> DeviceIndex:
        """Return the devices of a worksheet: two sites may well have the same addresses."""
        if sheet not in self._devices:
            self._devices[sheet] = DeviceIndex(sheet, self._compare)
        return self._devices[sheet]

    @property
    def device_notes(self) -> tuple[Note, ...]:
        """Return what a person should know of the devices so far.

        The export of one recorder has one network, whose addresses are each of one device.
        """
        notes = (note for devices in self._devices.values() for note in devices.notes)
        return tuple(n for n in notes if n.code != "one_address" or not self._is_of_one_recorder)

    def invalid(self, problem: str, cells: Cells) -> LineKind:
        """Return the kind of the lines that cannot be read for one reason."""
        key = ("invalid", problem, *cells.items())
        return self._kind(key, lambda: self._unread(cells, problem))

    def _kind(self, key: object, answer: Callable[[], Assessment]) -> LineKind:
        """Return the kind that a key stands for; it is answered when it is first met."""
        kind = self.kinds.get(key)
        if kind is None:
            kind = self.kinds[key] = LineKind(answer())
        return kind

    def _unread(self, cells: Cells, problem: str) -> Assessment:
        """Return what lines come to that cannot be read."""
        return self.answer_to(read_request(cells)._replace(problem=problem, is_named=True))

    def answer_to(self, request: Request) -> Assessment:
        """Return what the catalogue says to a question, that of a line or of several together."""
        return assess(self.catalog, request, self.require)

    def _assessed(self, cells: Cells, *, named: bool, counting: Counting) -> Assessment:
        request = read_request(cells, self.defaults)
        return self.answer_to(request._replace(is_named=named, counting=counting))

    def _shared(
        self, cells: Cells, odd: Sequence[str], *, named: bool, counting: Counting
    ) -> Assessment:
        """Return the answer; lines that differ in a firmware of one stretch share it."""
        firmware = cells.get("firmware")
        alone = odd or not isinstance(firmware, str) or any(map(cells.get, MORE_FIRMWARE))
        rest = (named, counting, *(one for one in cells.items() if one[0] != "firmware"))
        stretches = None if alone else self._stretches.get(rest)
        version = stretches.version(str(firmware)) if stretches is not None else None
        if stretches is not None and version is not None:
            shared = stretches.told_at(stretches.place(version))
            if shared is not None:
                return shared.with_firmware(version)
        if version is not None and stretches is not None and _says_all(stretches.one):
            assessment = assess_at(self.catalog, stretches.one, version.raw)
        else:
            assessment = self._without_altered(cells, odd, named=named, counting=counting)
        if not alone and assessment.answer is not None:
            stretches = self._stretches.setdefault(rest, stretches or Stretches(assessment))
            stretches.keep(assessment, str(firmware), SharedAnswer(assessment))
        return assessment

    def _without_altered(
        self, cells: Cells, odd: Sequence[str], *, named: bool, counting: Counting
    ) -> Assessment:
        """Return the answer, without what a spreadsheet has made of cells; the reason says so."""
        kept, told = dict(cells), []
        of = cells.get("manufacturer") or self.defaults.manufacturer or cells.get("model")
        maker = str(of or "").strip().split(" ")[0]  # a model may begin with its maker
        for field in WATCHED:
            text = str(cells.get(field, ""))
            what = altered(text, is_odd=field in odd, maker=maker)
            if what is not None:
                kept[field] = ""
                told.append(altered_words(field, what, text))
        if told and not any(kept.get(field) for field in IDENTIFYING):
            return self._unread(cells, "; ".join(told))
        assessment = self._assessed(kept, named=named, counting=counting)
        if told:
            reason = f"{assessment.reason} ({'; '.join(told)})"
            notes = (*assessment.notes, _CELLS_ALTERED)
            assessment = assessment._replace(reason=reason, notes=notes)
        return assessment

    def take(self, line: Line, sheet_number: int = 0) -> Line:
        """Count a line, keep it among those that are named, and return it with its waiver."""
        line.kind.add(line.quantity, again=line.same_device_as is not None)
        line.kind.note(line, sheet_number)
        return self.waive(line) if self.waivers else line

    def waive(self, line: Line) -> Line:
        """Return the line with the waiver that it is meant by, if there is one."""
        if not line.assessment.fails:
            return line
        match = line.assessment.match
        known = match.manufacturer if match is not None else None
        spellings = () if known is None else self.catalog.names.manufacturer_names(known)
        facts = _facts(line, spellings)
        assert self.today is not None
        expired = False
        for waiver in self._waiver_index.covering(facts):
            self._used.add(waiver)
            if not waiver.expired(self.today):
                self._waived += 1
                return line._replace(waiver=waiver)
            expired = True
        self._expired += expired
        return line._replace(expired=True) if expired else line


def _says_all(assessment: Assessment) -> bool:
    """Whether all cells of a line were taken, and one of them says a firmware."""
    return "firmware" in assessment.request.says and _CELLS_ALTERED not in assessment.notes


def _told_twice(pieces: int, quantity: int) -> Note:
    """Return that a text says another number than the quantity of its line."""
    text = f"A text says {pieces:,} where the quantity is {quantity:,}: the quantity was counted."
    return Note("told_twice", text)


def _counts_nothing(cells: Cells, quantity: str, title: str) -> bool:
    """Whether the quantity of a line that names nothing is none, or that of a sum."""
    if any(said_in(field, cells.get(field)) is not None for field in HEARD):
        return False
    return adds_up(title) or is_sum(title) or not quantity.strip(" 0.,")


def _port_of(said: Mapping[str, str]) -> str:
    return said.get("port") or said.get("found_port") or ""


def _facts(line: Line, spellings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what a line has in each entry that a waiver may select lines by.

    `spellings` are what its maker is called, if the catalogue knows it.
    """
    assessment, request = line.assessment, line.assessment.request
    maker, model = assessment.camera or (request.manufacturer or "", request.model or "")
    return {
        "manufacturer": (maker, request.manufacturer or "", *spellings),
        "model": (
            *(model, f"{maker} {model}", request.written),
            *(f"{spelling} {model}" for spelling in spellings),
            *(request.model or "", request.part_number or "", request.description or ""),
        ),
        "firmware": (request.firmware or "",),
        "name": (line.name,),
        "ip": (line.ip,),
        "line": (str(line.number),),
        "position": (line.position,),
        "sheet": (line.sheet or "",),
        "subject": (assessment.subject,),
        "status": (assessment.status,),
    }


def _has_lines(kind: LineKind) -> bool:
    """Whether lines are of a kind: of some it was only asked what they would be about."""
    return kind.lines > 0


def _check_protocol(catalog: Catalog, recorder: str | None, written: str | None) -> None:
    """Raise `UsageError` for a setting that no line's recorder can have.

    Lines may name recorders of their own, so without one for all of them any may be meant.
    """
    if written is None:
        return
    named = catalog.recorder(recorder)
    recorders = (named,) if recorder is not None else catalog.recorders()
    menus = [one.settings for one in recorders]
    menus += [plugin.settings for one in recorders for plugin in catalog.plugins_of(one)]
    for menu in menus:
        with suppress(UsageError):
            setting_of(menu, meant_setting(written, menu), "")
            return
    setting_of(named.settings, written, named.name)
