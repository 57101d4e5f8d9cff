"""What all formats of a checked list have in common: the added columns and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.text.safe_text import defused, no_formula, printable_lines, risky
from integration_db.text.sentences import did_you_mean
from integration_db.vocabulary import CAPABILITIES, Capability

if TYPE_CHECKING:
    from integration_db.check import Assessment, Checked, Line


class CheckedSheet(NamedTuple):
    """A checked list to be written, with what was read of its sheet beside the lines.

    `secrets` are the columns that look like passwords, from 0; `is_marked` tells that the list
    began with a byte order mark; `about` is what is said of the list as a whole, for JSON.
    """

    checked: Checked
    header: tuple[str, ...]
    secrets: tuple[int, ...]
    delimiter: str
    is_marked: bool
    about: dict[str, object]


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


def _regressions(answer: Assessment) -> str:
    spans = answer.upgrade.regressions if answer.upgrade else ()
    return _joined(span.text for span in spans)


def _outcomes(answer: Assessment) -> str:
    return " or ".join(answer.prediction.outcomes) if answer.prediction else ""


def _value_of(capability: Capability) -> Callable[[Assessment], str]:
    return lambda answer: capability.of(answer.capabilities) if answer.capabilities else ""


ADDED_COLUMNS: Final[tuple[tuple[str, Callable[[Assessment], str]], ...]] = (
    ("status", lambda answer: answer.status),
    ("reason", lambda answer: answer.reason),
    ("manufacturer", lambda answer: answer.camera[0] if answer.camera else ""),
    ("model", lambda answer: answer.camera[1] if answer.camera else ""),
    ("match", lambda answer: answer.match.level if answer.match else ""),
    *((capability.name, _value_of(capability)) for capability in CAPABILITIES),
    ("protocol", lambda answer: answer.protocol or ""),
    ("outcomes", _outcomes),
    ("actions", lambda answer: _joined(note.text for note in answer.actions)),
    ("nearest_firmware", lambda answer: answer.upgrade.nearest_version if answer.upgrade else ""),
    ("regressions", _regressions),
    ("suggestions", lambda answer: _joined(answer.suggestions)),
)
"""The columns that all lines with one answer have in common: name, and what stands there."""

ADDED_HEADINGS: Final = tuple(
    f"idb_{name}" for name in (*(name for name, _ in ADDED_COLUMNS), "waived")
)
"""The headings of the added columns."""


def added_cells(answer: Assessment) -> tuple[str, ...]:
    """Return the cells of `ADDED_COLUMNS`, harmless in a sheet."""
    return tuple([defused(cell(answer)) for _, cell in ADDED_COLUMNS])


class CarefulRows:
    """The cells of lines one by one, harmless; what lines share is worked out once per answer."""

    def __init__(self, sheet: CheckedSheet) -> None:
        self.secrets = sheet.secrets
        self.shared: dict[int, tuple[str, ...]] = {}

    def cells(self, line: Line) -> Sequence[str]:
        """Return the list's own cells, then ours."""
        ours = self.shared.get(id(line.kind))
        if ours is None:
            ours = self.shared[id(line.kind)] = added_cells(line.assessment)
        waived = defused(line.waiver.words) if line.waiver else ""
        return (*self.own(line.cells), *ours, waived)

    def own(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the list's own cells without what a spreadsheet would run, and without secrets."""
        if risky(cells) or not "".join(cells).isprintable():
            cells = [no_formula(printable_lines(text)) for text in cells]
        if self.secrets:
            cells = ["" if n in self.secrets else text for n, text in enumerate(cells)]
        return cells


def camera_words(line: Line) -> str:
    """Return the camera as the catalogue names it, else as it was written."""
    answer = line.assessment
    camera = " ".join(answer.camera) if answer.camera else answer.request.shown
    named = f" ({line.name})" if line.name and line.name != camera else ""
    return f"{camera}{named}" if camera else line.name or "(no model read)"


def reasons(line: Line) -> list[str]:
    """Return why a line has its status and what to do, sentence by sentence."""
    answer = line.assessment
    texts = [answer.reason, *(note.text for note in answer.actions)]
    if answer.suggestions and answer.status != "invalid":
        texts.append(did_you_mean(answer.suggestions[:3]))
    if line.waiver:
        texts.append(f"waived: {line.waiver.words}")
    elif line.expired:
        texts.append("a waiver for it has expired")
    return texts
