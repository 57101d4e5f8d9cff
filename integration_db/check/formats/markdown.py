"""A checked list as a Markdown table."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from integration_db.check.formats.shared import CheckedSheet, camera_words, reasons
from integration_db.text.markdown import markdown_row

if TYPE_CHECKING:
    from integration_db.check import Line


_HEADINGS: Final = ("line", "qty", "camera", "firmware", "status", "why, and what to do")


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write a Markdown table and the totals."""
    out.write(markdown_row(_HEADINGS) + "\n" + markdown_row(["---"] * len(_HEADINGS)) + "\n")
    for line in sheet.checked:
        out.write(markdown_row(_cells(line), escape=True) + "\n")
    tally = sheet.checked.tally
    out.write(f"\n{tally.sentence}\n\n{tally.certificate_sentence}\n")


def _cells(line: Line) -> list[str]:
    """Return the cells of a line under `_HEADINGS`."""
    return [
        str(line.number),
        str(line.quantity),
        camera_words(line),
        line.assessment.request.firmware or "",
        line.status,
        "\n".join(reasons(line)),
    ]
