"""What all written forms of a checked list have in common: the added columns and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.text.safe_text import defused, no_formula, printable, risky
from integration_db.vocabulary import CAPABILITIES, Capability

if TYPE_CHECKING:
    from integration_db.check import Assessment, Checked, Line


class ListWriter(NamedTuple):
    """What the writers need to know of the list beside its lines.

    `secrets` are the columns that look like passwords, from 0; `is_marked` tells that the list
    began with a byte order mark; `about` is what is said of the list as a whole, for JSON.
    """

    checked: Checked
    header: tuple[str, ...]
    secrets: tuple[int, ...]
    delimiter: str
    is_marked: bool
    about: dict[str, object]


HEADINGS: Final = ("line", "qty", "camera", "firmware", "status", "why, and what to do")


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


def _regressions(answer: Assessment) -> str:
    found = answer.upgrade.regressions if answer.upgrade else ()
    return _joined(span.text for span in found)


def _value_of(capability: Capability) -> Callable[[Assessment], str]:
    return lambda answer: capability.of(answer.capabilities) if answer.capabilities else ""


ADDED: Final[tuple[tuple[str, Callable[[Assessment], str]], ...]] = (
    ("status", lambda answer: answer.status),
    ("reason", lambda answer: answer.reason),
    ("manufacturer", lambda answer: answer.camera[0] if answer.camera else ""),
    ("model", lambda answer: answer.camera[1] if answer.camera else ""),
    ("match", lambda answer: answer.match.level if answer.match else ""),
    *((capability.name, _value_of(capability)) for capability in CAPABILITIES),
    ("protocol", lambda answer: answer.protocol or ""),
    ("outcomes", lambda answer: answer.outcomes),
    ("actions", lambda answer: _joined(note.text for note in answer.actions)),
    ("nearest_firmware", lambda answer: answer.upgrade.nearest_version if answer.upgrade else ""),
    ("regressions", _regressions),
    ("suggestions", lambda answer: _joined(answer.suggestions)),
)
"""The columns that all lines with one answer have in common: name, and what stands there."""

HEADER: Final = tuple(f"idb_{name}" for name in (*(name for name, _ in ADDED), "waived"))
"""The headings of the added columns."""


def added_cells(answer: Assessment) -> tuple[str, ...]:
    """Return the cells of `ADDED`, harmless in a sheet."""
    return tuple([defused(cell(answer)) for _, cell in ADDED])


class CarefulRows:
    """The cells of lines one by one, harmless; what lines share is worked out once per answer."""

    def __init__(self, job: ListWriter) -> None:
        self.secrets = job.secrets
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
            cells = [no_formula(_in_cell(text)) for text in cells]
        if self.secrets:
            cells = ["" if n in self.secrets else text for n, text in enumerate(cells)]
        return cells


def shown(line: Line) -> list[str]:
    """Return the cells of one line under `HEADINGS`."""
    return [
        str(line.number),
        str(line.quantity),
        camera_words(line),
        line.assessment.request.firmware or "",
        line.status,
        "\n".join(reasons(line)),
    ]


def camera_words(line: Line) -> str:
    """Return the camera as the catalogue names it, else as it was written."""
    found = line.assessment
    camera = " ".join(found.camera) if found.camera else found.request.shown
    named = f" ({line.name})" if line.name and line.name != camera else ""
    return f"{camera}{named}" if camera else line.name or "(no model read)"


def reasons(line: Line) -> list[str]:
    """Return why a line has its status and what to do, sentence by sentence."""
    found = line.assessment
    texts = [found.reason, *(note.text for note in found.actions)]
    if found.suggestions and found.status != "invalid":
        texts.append(f"did you mean {' or '.join(found.suggestions[:3])}?")
    if line.waiver:
        texts.append(f"waived: {line.waiver.words}")
    elif line.expired:
        texts.append("a waiver for it has expired")
    return texts


def _in_cell(text: str) -> str:
    """Return text without what steers a terminal; line breaks may stay inside a cell."""
    return "\n".join(printable(part) for part in text.split("\n"))
