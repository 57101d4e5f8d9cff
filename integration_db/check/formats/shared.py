"""What all formats of a checked list have in common: the added columns and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import GRADE, TASK
from integration_db.text.safe_text import defused, no_formula, printable_lines, risky
from integration_db.text.secrets import masked
from integration_db.text.sentences import capital, did_you_mean, sentence
from integration_db.vocabulary import CAPABILITIES, MET, Capability

if TYPE_CHECKING:
    from datetime import date

    from integration_db.check import Assessment, Checked, Limit, Line, LineKind, Step, Waiver
    from integration_db.sheets import OpenedList
    from integration_db.vocabulary import Audience


class CheckedSheet(NamedTuple):
    """A checked list to be written, with what was read of its sheet beside the lines.

    `header` are the list's own columns. `is_marked` tells that the list began with a byte order
    mark; `about` is what is said of the list as a whole, for JSON, and `audience` for whom it is
    written.
    """

    checked: Checked
    header: tuple[str, ...]
    delimiter: str
    is_marked: bool
    about: dict[str, object]
    audience: Audience = "site"


def checked_sheet(
    checked: Checked,
    opened: OpenedList | None,
    *,
    list_name: str,
    title: str,
    data_version: str,
    today: date,
    header: Sequence[str] = (),
    audience: Audience = "site",
) -> CheckedSheet:
    """Return a list that is being checked, as the formats are given it.

    `opened` is the file; None for records, whose `header` says which of their headings are kept.
    """
    about: dict[str, object] = {
        "list": masked(list_name),
        "title": masked(title),
        "date": today.isoformat(),
        "data_version": data_version,
        "require": checked.require,
        "sheets": [one.name for one in checked.worksheets if one.left_out is None],
        "sheets_left_out": [
            {"sheet": one.name, "reason": one.left_out}
            for one in checked.worksheets
            if one.left_out is not None
        ],
    }
    if opened is None:
        kept = tuple(map(masked, header))
        return CheckedSheet(checked, kept, ",", False, about, audience)
    delimiter = opened.delimiter or ","
    return CheckedSheet(checked, checked.header, delimiter, opened.marked, about, audience)


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


def _regressions(answer: Assessment) -> str:
    spans = answer.upgrade.regressions if answer.upgrade else ()
    return _joined(span.text for span in spans)


def _levels(answer: Assessment) -> str:
    return _joined(answer.prediction.after.levels) if answer.prediction else ""


def _symbols(answer: Assessment) -> str:
    return _joined(answer.verdict.symbols or ()) if answer.verdict else ""


def _evidence(answer: Assessment) -> str:
    return _joined(f"{side}: {grade}" for side, grade in _grades(answer))


def evidence_words(answer: Assessment) -> str:
    """Return the weakest evidence that an answer rests on; empty where it says nothing."""
    if answer.verdict is None or answer.verdict.code not in ("certain", "at_least"):
        return ""
    return ", ".join(f"{grade} ({side})" for side, grade in _grades(answer))


def _grades(answer: Assessment) -> list[tuple[str, str]]:
    if answer.verdict is None:
        return []
    sides = answer.verdict.rests_on
    pairs = (("camera", sides.camera), ("recorder", sides.recorder))
    return [(side, GRADE[grade].brief) for side, grade in pairs if grade]


def _value_of(capability: Capability) -> Callable[[Assessment], str]:
    return lambda one: capability.of(one.answer.capabilities) if one.answer else ""


def _may_not_connect(answer: Assessment) -> str:
    return "" if answer.verdict is None else "yes" if answer.may_not_connect else "no"


ADDED_COLUMNS: Final[tuple[tuple[str, Callable[[Assessment], str]], ...]] = (
    ("status", lambda answer: answer.status),
    ("subject", lambda answer: answer.subject),
    ("thing", lambda answer: answer.thing or ""),
    ("verdict", lambda answer: answer.verdict.text if answer.verdict else ""),
    ("reason", lambda answer: answer.reason),
    ("may_not_connect", _may_not_connect),
    ("manufacturer", lambda answer: answer.camera[0] if answer.camera else ""),
    ("model", lambda answer: answer.camera[1] if answer.camera else ""),
    ("match", lambda answer: answer.match.level if answer.match else ""),
    *((capability.name, _value_of(capability)) for capability in CAPABILITIES),
    ("setting", lambda answer: answer.prediction.setting.label if answer.prediction else ""),
    ("levels", _levels),
    ("symbols", _symbols),
    ("evidence", _evidence),
    ("caveats", lambda answer: _joined(note.text for note in answer.caveats)),
    ("tasks", lambda answer: _joined(task.text for task in answer.tasks)),
    ("certificate", lambda answer: answer.certificate),
    ("settled_by", lambda answer: answer.settled_by.text if answer.settled_by else ""),
    ("better_setting", lambda answer: answer.better.setting.label if answer.better else ""),
    ("nearest_firmware", lambda answer: answer.upgrade.nearest_version if answer.upgrade else ""),
    ("regressions", _regressions),
    ("suggestions", lambda answer: _joined(answer.suggestions)),
)
"""The columns that all lines with one answer have in common: name, and what stands there."""

ADDED_HEADINGS: Final = tuple(
    f"idb_{name}" for name in (*(name for name, _ in ADDED_COLUMNS), "same_device_as", "waived")
)
"""The headings of the added columns; those of a list with several worksheets have one before."""

SHEET_HEADING: Final = "idb_sheet"


def written_headings(sheet: CheckedSheet) -> tuple[str, ...]:
    """Return the headings of a written list: its own, then ours."""
    named = (SHEET_HEADING,) if sheet.checked.sheets else ()
    return (*sheet.header, *named, *ADDED_HEADINGS)


SAID_OF_LISTS: Final = frozenset({"no_plugin_named", "not_proven"})
"""Notes that no line and no device type repeats: the whole list has said them."""

_SAID: Final = SAID_OF_LISTS | {"camera_not_listed"}
"""Notes that a line need not repeat: its verdict, or the whole list, has said them."""

MAY_NOT_CONNECT: Final = "may not connect at all, which is worse than nothing encrypted"
"""Said of cameras that the recorder may lose."""


def added_cells(answer: Assessment) -> tuple[str, ...]:
    """Return the cells of `ADDED_COLUMNS`, harmless in a sheet."""
    cells = [cell(answer) for _, cell in ADDED_COLUMNS]
    return tuple([defused(text) if text else "" for text in cells])


def cells_of_line(first: int | None, waiver: Waiver | None) -> tuple[str, str]:
    """Return the cells of the columns that each line has for itself, harmless in a sheet."""
    return "" if first is None else str(first), "" if waiver is None else defused(waiver.words)


class CarefulRows:
    """The cells of lines one by one, harmless; what lines share is worked out once per answer."""

    def __init__(self, sheet: CheckedSheet) -> None:
        self._header = sheet.header
        self._has_sheets = bool(sheet.checked.sheets)
        self._shared: dict[int, tuple[Assessment, tuple[str, ...]]] = {}

    def cells(self, line: Line) -> Sequence[str]:
        """Return the cells of a line under the headings that `written_headings` gives."""
        cells = line.cells
        if isinstance(cells, Mapping):
            cells = ["" if (value := cells.get(h)) is None else str(value) for h in self._header]
        elif cells is None:
            cells = [""] * len(self._header)
        named = (defused(line.sheet or ""),) if self._has_sheets else ()
        ours = self.of_answer(line.assessment)
        behind = cells_of_line(line.same_device_as, line.waiver)
        return (*self.own(cells), *named, *ours, *behind)

    def of_answer(self, answer: Assessment) -> tuple[str, ...]:
        """Return the cells that all lines with an answer share."""
        known = self._shared.get(id(answer))
        if known is None:
            known = self._shared[id(answer)] = (answer, added_cells(answer))
        return known[1]

    def own(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the list's own cells without what a spreadsheet would run."""
        if risky(cells) or not "".join(cells).isprintable():
            cells = [no_formula(printable_lines(text)) for text in cells]
        return cells


def camera_words(line: Line) -> str:
    """Return the camera as the catalogue names it, else as it was written."""
    answer = line.assessment
    camera = " ".join(answer.camera) if answer.camera else answer.request.shown
    named = f" ({line.name})" if line.name and line.name != camera else ""
    return f"{camera}{named}" if camera else line.name or "(no model read)"


def reasons(line: Line) -> list[str]:
    """Return the verdict, why a line has its status and what to do, sentence by sentence.

    Tasks are named in short, since the plan of the whole list spells them out.
    """
    answer = line.assessment
    texts = [f"{capital(answer.aside)}."] if answer.aside else []
    if answer.verdict:
        texts.append(answer.verdict.text)
    if not answer.verdict or needs_reason(answer):
        texts.append(sentence(answer.reason))
    if answer.may_not_connect:
        texts.append(f"It {MAY_NOT_CONNECT}.")
    texts += [note.text for note in answer.caveats if note.code not in _SAID]
    return [*texts, *task_sentences(answer), *further_words(line)]


def needs_reason(answer: Assessment) -> bool:
    """Whether the reason for a status says more than the verdict does."""
    return answer.status not in MET or answer.better is not None or answer.upgrade is not None


def task_sentences(answer: Assessment) -> list[str]:
    """Return the tasks in short: those that the verdict counts, then those of every camera."""
    texts = []
    for counts, intro in ((True, "Tasks"), (False, "And in any case")):
        if named := [TASK[task.code] for task in answer.tasks if task.counts is counts]:
            texts.append(f"{intro}: {', '.join(named)}.")
    return texts


def further_words(line: Line) -> list[str]:
    """Return what may have been meant, and which waiver a line has, sentence by sentence."""
    answer = line.assessment
    texts = []
    if answer.suggestions and answer.status in ("not found", "invalid"):
        texts.append(capital(did_you_mean(answer.suggestions[:3])))
    if line.waiver:
        texts.append(f"Waived: {line.waiver.words}.")
    elif line.expired:
        texts.append("A waiver for it has expired.")
    return texts


STEP_HEADINGS: Final = ("step", "where", "task", "for", "recording", "done when", "lines")
"""The headings of the plan where it is a table."""


def step_cells(number: int, step: Step[LineKind]) -> list[str]:
    """Return the cells of a step of the plan under `STEP_HEADINGS`."""
    recording = "is interrupted" if step.interrupts else "goes on"
    text = f"{step.text} Camera by camera." if step.camera_by_camera else step.text
    cells = [str(number), step.where, text, step.whom, recording, step.proof]
    return [*cells, step_lines(step)]


def step_lines(step: Step[LineKind]) -> str:
    """Return which lines a step of the plan is for; where it is done in two ways, for which."""
    if step.variants:
        return "; ".join(f"{one.text}: {step.line_words(one.lines)}" for one in step.variants)
    return step.line_words(step.lines)


def limit_words(limit: Limit) -> str:
    """Return what limits answers as a sentence, also what is assumed."""
    return f"Assumed: {limit.text}." if limit.assumed else limit.text
