"""The sheet on which somebody writes down, camera by camera, what the recorder really shows.

One row per camera, with what is expected and empty cells for what was seen. Headings that a list
knows too mean the same here, so that the filled-in sheet can be read like any other list; those of
the empty cells are `SEEN`, for whoever reads it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final, Literal, TypeAlias

from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import LEVEL
from integration_db.text.safe_text import defused
from integration_db.text.sentences import any_of, capital, counted

if TYPE_CHECKING:
    from integration_db.check import Assessment, Checked, Line
    from integration_db.check.formats.address_cover import AddressCover
    from integration_db.check.formats.shared import CheckedSheet
    from integration_db.sheets import DropDown, Worksheet
    from integration_db.vocabulary import Level


class SeenHeadings(NamedTuple):
    """The headings of the cells that are filled in on site."""

    symbol: str = "Symbol seen"
    firmware: str = "Firmware seen"
    date: str = "Date"
    by: str = "By"
    note: str = "Note"


SEEN: Final = SeenHeadings()

EXPECTED: Final = "Symbol expected"
"""The heading of what the recorder should show; several where more than one is possible."""

ADDRESS: Final = "IP address"
"""The heading that a customer's sheet lacks."""

WORKSHEET, POSITION = "Worksheet", "Position"
"""The headings that only the sheet of a list has that has several worksheets, or positions."""

HEADINGS: Final = (
    *(WORKSHEET, "Line", POSITION, "Manufacturer", "Model", "Name", ADDRESS, "Firmware"),
    *("Recorder", "Recorder version", "Plugin", "Protocol setting", EXPECTED, *SEEN),
)
"""The headings of the sheet, in order."""

NO_CONNECTION: Final = LEVEL["fails"].name
"""What is written down as seen where the recorder does not connect at all."""

NOT_PLANNED: Final = "not in the plan"
"""What is expected of a camera for which no work is planned."""

_WIDTHS: Final = (16, 11, 9, 13, 18, 15, 13, 14, 11, 9, 9, 13, 13, 12, 14, 11, 8, 18)
"""Characters that the columns of `HEADINGS` are wide."""

_MOST_CAMERAS: Final = 100_000
"""Rows of a sheet that somebody could still fill in."""

WithoutRow: TypeAlias = Literal["no camera", "optional", "unanswered", "told before"]
"""Why a line of the list has no row."""

_WITHOUT_ROW: Final[Mapping[WithoutRow, str]] = {
    "no camera": "no camera",
    "optional": "optional, or left open which camera it is",
    "unanswered": "without an answer, so that it is not known whether it means a camera",
    "told before": "its camera has its row already, or its quantity is none",
}

_LINE: Final = HEADINGS.index("Line")

_OF_CAMERA: Final[tuple[Level, ...]] = ("nothing", "control", "stream", "full")


def write(sheet: CheckedSheet, out: IO[bytes]) -> None:
    """Write the sheet to fill in, and one that says how.

    Raises `UsageError` for more cameras than a sheet is good for.
    """
    from integration_db.sheets import write_workbook

    write_workbook(out, _worksheets(sheet))


def _worksheets(sheet: CheckedSheet) -> Iterator[Worksheet]:
    """Yield the worksheets; the second can only be made once the first was written."""
    from integration_db.check.formats.address_cover import AddressCover
    from integration_db.sheets import Worksheet

    said = (str(sheet.about.get(name, "")) for name in ("list", "title"))
    cover = AddressCover(sheet.audience, said)
    checked = sheet.checked
    lacking = {
        ADDRESS: cover.covers,
        WORKSHEET: not checked.sheets,
        POSITION: not any("position" in columns.places for columns in checked.columns),
    }
    wanted = [n for n, name in enumerate(HEADINGS) if not lacking.get(name)]
    headings = [HEADINGS[n] for n in wanted]
    widths = [_WIDTHS[n] for n in wanted]
    rows = _Rows(checked, cover, wanted, headings.index(SEEN.symbol) + 1)
    yield Worksheet("Acceptance", headings, rows, widths, rows.choices)
    yield Worksheet("How to fill in", ("What", "How"), _guide(sheet, rows, cover), (24, 110))


class _Rows:
    """The rows of the sheet, to be gone through once.

    `cameras`, `left_out` (lines by why they have no row) and `choices` (what the cells of the
    column `offering` offer) are those of the rows so far.
    """

    def __init__(
        self, checked: Checked, cover: AddressCover, wanted: Sequence[int], offering: int
    ) -> None:
        self.checked, self.cover, self.wanted = checked, cover, wanted
        self.cameras = 0
        self.left_out: Counter[WithoutRow] = Counter()
        self.words: dict[str, tuple[str, ...]] = {}
        self.choices: list[DropDown] = []
        self._offering = offering

    def __iter__(self) -> Iterator[Sequence[str]]:
        plan = self.checked.readdressing
        moves = {} if plan is None else plan.new_addresses
        for line in self.checked:
            self.cover.note(line)
            why = _without_row(line)
            if why is not None:
                self.left_out[why] += 1
                continue
            if self.cameras + line.quantity > _MOST_CAMERAS:
                raise UsageError(
                    f"an acceptance sheet has one row per camera and at most {_MOST_CAMERAS:,}: "
                    f"line {line.number} says {line.quantity:,}",
                    code="too-many-rows",
                )
            self._offer(line)
            self.cameras += line.quantity
            cells = [
                defused(cell)
                for cell in _cells(line, self.cover, moves.get((line.sheet, line.number), line.ip))
            ]
            for number in range(1, line.quantity + 1):
                if line.quantity > 1:
                    cells[_LINE] = f"{line.number} ({number} of {line.quantity})"
                yield [cells[place] for place in self.wanted]

    def _offer(self, line: Line) -> None:
        """Let the cells of the next camera, or cameras, offer what their recorder can show."""
        from integration_db.sheets import DropDown

        words = self._words(line.assessment)
        first, last = self.cameras + 2, self.cameras + 1 + line.quantity
        before = self.choices[-1] if self.choices else None
        if before is not None and (before.last, before.words) == (first - 1, words):
            self.choices[-1] = before._replace(last=last)
        elif words:
            self.choices.append(DropDown(self._offering, first, last, words))

    def _words(self, assessment: Assessment) -> tuple[str, ...]:
        """Return the words for what the recorder of an answer can show."""
        answer = assessment.answer
        recorder = answer.question.recorder if answer is not None else None
        if answer is None or recorder is None:
            return ()
        if recorder.name not in self.words:
            shows = answer.question.side.shows
            symbols = [shows[level] for level in _OF_CAMERA if level in shows]
            words = symbols or [LEVEL[level].name for level in _OF_CAMERA]
            self.words[recorder.name] = (*words, NO_CONNECTION)
        return self.words[recorder.name]


def _without_row(line: Line) -> WithoutRow | None:
    """Return why a line has no row; None where it has as many as it has cameras."""
    subject = line.assessment.subject
    if subject == "optional":
        return "optional"
    if subject == "unclear":
        return "unanswered"
    if not line.assessment.counts:
        return "no camera"
    return "told before" if line.same_device_as is not None or not line.quantity else None


def _cells(line: Line, cover: AddressCover, address: str) -> list[str]:
    """Return the cells of one camera, which is reached at an address, under `HEADINGS`."""
    assessment, request = line.assessment, line.assessment.request
    maker, model = assessment.camera or (
        request.manufacturer or "",
        request.model or request.part_number or request.description or "",
    )
    leading = assessment.leading
    setting = leading.setting.label if leading else request.protocol_today or ""
    return [
        cover.title(line.sheet or ""),
        str(line.number),
        cover.cell(line, line.position.strip()),
        *(cover.cell(line, text) for text in (maker, model, line.name)),
        address,
        request.firmware or "",
        cover.cell(line, assessment.recorder or ""),
        request.recorder_version or "",
        *(cover.cell(line, text) for text in (assessment.plugin or "", setting)),
        expected(assessment),
        *("" for _ in SEEN),
    ]


def expected(assessment: Assessment) -> str:
    """Return what the recorder should show once the work is done, in its own words."""
    leading = assessment.leading
    if leading is None:
        return NOT_PLANNED
    return any_of([leading.shows.get(level, LEVEL[level].name) for level in leading.after.levels])


def _guide(sheet: CheckedSheet, rows: _Rows, cover: AddressCover) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of the sheet, and how each of its empty cells is filled in."""
    offered = "; ".join(f"{name}: {', '.join(words)}" for name, words in rows.words.items())
    about = {name: str(text) for name, text in sheet.about.items()}
    yield "List", defused(cover.title(about.get("list", "")))
    yield "Title", defused(cover.title(about.get("title", "")))
    yield "Made on", about.get("date", "")
    yield "Data version", about.get("data_version", "")
    yield "Rows", f"{counted(rows.cameras, 'camera')}, one row each."
    for why, words in _WITHOUT_ROW.items():
        if number := rows.left_out[why]:
            yield "Left out", f"{counted(number, 'line')} of the list: {words}."
    if not cover.covers and sheet.checked.readdressing is not None:
        yield "Addresses", "The new ones, where they change: the sheet is for after that."
    if cover.covers:
        yield "Addresses", "Left out: this sheet is for the customer."
    yield (
        EXPECTED,
        (
            "What the recorder shows once the work of the plan is done. Where several stand, any "
            "of them agrees with what is known, and the best of them is not promised. "
            f"'{capital(NOT_PLANNED)}': no work is planned for this camera, so nothing is expected."
        ),
    )
    yield SEEN.symbol, f"What the recorder really shows, in one of the words of the list. {offered}"
    yield SEEN.firmware, "The version as the camera's own page shows it, every digit of it."
    yield SEEN.date, "The day on which it was seen, as 2026-11-30."
    yield SEEN.by, "Who saw it."
    yield SEEN.note, "Whatever else a reader should know, as: encrypted video was on at the camera."
