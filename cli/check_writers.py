"""How a checked list is written: line by line as it comes, whatever its length.

Every writer takes the lines as they are answered and keeps none of them.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import click

from integration_db.harmless import defused, needs_no_care, no_formula, printable, risky
from integration_db.json_text import json_text
from integration_db.vocabulary import CAPABILITIES

from .evidence import room
from .output import markdown_row, paragraph

if TYPE_CHECKING:
    from integration_db.check import Assessment, Checked, Columns, Line

ADDED: Final = (
    *("status", "reason", "manufacturer", "model", "match"),
    *CAPABILITIES,
    *("protocol", "outcomes", "actions", "nearest_firmware", "regressions", "suggestions"),
    "waived",
)
"""The columns added to those of the list, each with `idb_` in front."""

_STATUS_MARKS: Final = {
    "ready": "[#]",
    "ready after actions": "[+]",
    "falls short": "[x]",
    "undetermined": "[?]",
    "not found": "[ ]",
    "invalid": "[!]",
}

_STATUS_COLOURS: Final = {
    "ready": "green",
    "ready after actions": "cyan",
    "undetermined": "yellow",
}


class ListWriter(NamedTuple):
    """What the writers need to know of the list beside its lines."""

    checked: Checked
    header: tuple[str, ...]
    secrets: tuple[int, ...]
    delimiter: str
    about: dict[str, object]


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


def write_csv(job: ListWriter, out: IO[str]) -> None:
    """Write the list's own columns, then ours; a cell that a spreadsheet would run is defused.

    Lines of text that need no care are taken over as they stand, with our columns behind.
    """
    header = [*job.header, *(f"idb_{name}" for name in ADDED)]
    encode = _encoder(job.delimiter)
    out.write(encode([defused(text) for text in header]))
    careful = _CarefulRows(job)
    for piece in job.checked.runs(lambda found: encode(["", *added_cells(found), ""])):
        if not isinstance(piece, tuple):
            out.writelines(encode(careful.cells(line)) for line in piece)
            continue
        run, texts = piece
        if not job.secrets and needs_no_care("".join(run.lines), job.delimiter):
            pairs = zip(run.lines, texts, strict=True)
            out.write("".join([line.rstrip("\r\n") + text for line, text in pairs]))
        else:
            rows = zip(run.cells, texts, strict=True)
            for cells, text in rows:
                out.write(encode(careful.own(cells)).rstrip("\n") + text)


def _encoder(delimiter: str) -> Callable[[Sequence[str]], str]:
    """Return what makes one line of CSV out of cells."""
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")

    def encode(cells: Sequence[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    return encode


class _CarefulRows:
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


def _in_cell(text: str) -> str:
    """Return text without what steers a terminal; line breaks may stay inside a cell."""
    return "\n".join(printable(part) for part in text.split("\n"))


def write_xlsx(job: ListWriter, out: IO[bytes]) -> None:
    """Write what `write_csv` writes as a workbook of text cells."""
    from integration_db.sheets import write_workbook

    header = [*job.header, *(f"idb_{name}" for name in ADDED)]
    careful = _CarefulRows(job)
    rows = (careful.cells(line) for line in job.checked)
    write_workbook(out, "check", [printable(text) for text in header], rows)


def write_ndjson(job: ListWriter, out: IO[str]) -> None:
    """Write one JSON object per line of the list."""
    for line in job.checked:
        out.write(json.dumps(line.to_dict()) + "\n")


def write_json(job: ListWriter, out: IO[str]) -> None:
    """Write one JSON object: what was read, the lines, the totals."""
    head = json_text(job.about)
    out.write(head[:-2] + ',\n  "lines": [')
    separator = "\n"
    for line in job.checked:
        out.write(separator + "    " + json.dumps(line.to_dict()))
        separator = ",\n"
    summary = json_text(job.checked.tally.to_dict()).replace("\n", "\n  ")
    out.write(f'\n  ],\n  "summary": {summary}\n}}\n')


def write_markdown(job: ListWriter, out: IO[str]) -> None:
    """Write a Markdown table and the totals."""
    out.write(markdown_row(_HEADINGS) + "\n" + markdown_row(["---"] * len(_HEADINGS)) + "\n")
    for line in job.checked:
        out.write(markdown_row(_shown(line), escape=True) + "\n")
    tally = job.checked.tally
    out.write(f"\n{tally.sentence}\n\n{tally.certificate_sentence}\n")


def write_table(job: ListWriter, out: IO[str]) -> None:
    """Write for people: a line with the status for each line of the list, and below it why."""
    size = room()
    for line in job.checked:
        mark = "[w]" if line.waiver else _STATUS_MARKS[line.status]
        amount = f"{line.quantity} x " if line.quantity > 1 else ""
        firmware = line.assessment.request.firmware
        subject = f"{amount}{_camera(line)}" + (f", firmware {firmware}" if firmware else "")
        head = paragraph(f"{mark} {line.number:>5}  {subject}: {line.status}", size, rest=_INDENT)
        if head.endswith(line.status):
            colour = _STATUS_COLOURS.get(line.status, "red")
            head = head.removesuffix(line.status) + click.style(line.status, fg=colour)
        lines = [head]
        lines += [paragraph(text, size, first=_INDENT, rest=_INDENT) for text in _whys(line)]
        click.echo("\n".join(lines), file=out, color=False if os.environ.get("NO_COLOR") else None)


_INDENT: Final = " " * 11
_HEADINGS: Final = ("line", "qty", "camera", "firmware", "status", "why, and what to do")


def _shown(line: Line) -> list[str]:
    return [
        str(line.number),
        str(line.quantity),
        _camera(line),
        line.assessment.request.firmware or "",
        line.status,
        "\n".join(_whys(line)),
    ]


def _camera(line: Line) -> str:
    found = line.assessment
    camera = " ".join(found.camera) if found.camera else found.request.shown
    named = f" ({line.name})" if line.name and line.name != camera else ""
    return f"{camera}{named}" if camera else line.name or "(no model read)"


def _whys(line: Line) -> list[str]:
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


TEXT_WRITERS: Final[dict[str, Callable[[ListWriter, IO[str]], None]]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "ndjson": write_ndjson,
    "markdown": write_markdown,
}
"""The writers by the name of their form; `html` and `xlsx` are files of their own."""


_MOST_NAMED: Final = 20


def column_words(columns: Columns) -> str:
    """Return in one sentence how the columns of a list were read."""
    from integration_db.check import PROFILES

    read = [f"{heading} = {field}" for heading, field in columns.meanings if field]
    left = [heading for heading, field in columns.meanings if not field]
    text = f"Columns read: {', '.join(read)}."
    if left:
        more = f" and {len(left) - _MOST_NAMED:,} more" if len(left) > _MOST_NAMED else ""
        text += f" Left alone: {', '.join(left[:_MOST_NAMED])}{more}."
    for profile in PROFILES:
        if profile.name == columns.profile:
            text = f"Known export: {profile.title}. {text}"
    return text
