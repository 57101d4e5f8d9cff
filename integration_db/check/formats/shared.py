"""What all written forms of a checked list have in common: the added columns and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.text.safe_text import defused
from integration_db.vocabulary import CAPABILITIES

if TYPE_CHECKING:
    from integration_db.check import Assessment, Checked, Line


ADDED: Final = (
    *("status", "reason", "manufacturer", "model", "match"),
    *CAPABILITIES,
    *("protocol", "outcomes", "actions", "nearest_firmware", "regressions", "suggestions"),
    "waived",
)
"""The columns added to those of the list, each with `idb_` in front."""


class ListWriter(NamedTuple):
    """What the writers need to know of the list beside its lines."""

    checked: Checked
    header: tuple[str, ...]
    secrets: tuple[int, ...]
    delimiter: str
    about: dict[str, object]


HEADINGS: Final = ("line", "qty", "camera", "firmware", "status", "why, and what to do")


def added_cells(found: Assessment) -> tuple[str, ...]:
    """Return the cells that are the same for all lines with one answer, harmless in a sheet."""
    camera, match, upgrade = found.camera, found.match, found.upgrade
    texts = (
        found.status,
        found.reason,
        camera[0] if camera else "",
        camera[1] if camera else "",
        match.level if match else "",
        *(found.capabilities or ("",) * len(CAPABILITIES)),
        found.protocol or "",
        found.outcomes,
        " | ".join(note.text for note in found.actions),
        upgrade.nearest if upgrade else "",
        " | ".join(upgrade.regressions) if upgrade else "",
        " | ".join(found.suggestions),
    )
    return tuple(defused(text) for text in texts)


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
