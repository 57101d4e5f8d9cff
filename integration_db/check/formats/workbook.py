"""A checked list as a workbook: its lines, what they come to and what limits it, and the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Final

from integration_db.check.answering.certificates import CERTIFICATE_NEEDS
from integration_db.check.formats import moves
from integration_db.check.formats.shared import (
    STEP_HEADINGS,
    CarefulRows,
    CheckedSheet,
    limit_words,
    step_cells,
    written_headings,
)
from integration_db.names.folding import unaccented
from integration_db.text.labels import CERTIFICATE_NEED, STATUS
from integration_db.text.safe_text import defused, printable
from integration_db.text.sentences import capital
from integration_db.vocabulary import STATUSES

if TYPE_CHECKING:
    from integration_db.sheets import Worksheet


_NUMBERS: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_AMOUNTS: Final = re.compile(r"(?:0|[1-9][0-9]{0,10})(?:\.[0-9]{1,4})?", re.ASCII)
_MONEY: Final = re.compile(
    r"\b(?:price|amount|total|subtotal|cost|\w*preis|ep|gp|\w*betrag|\w*summe|\w*kosten|precio|importe"
    r"|coste|prix|montant|pu|cout|prezzo|importo|costo|preco|valor|custo|\w*prijs|bedrag|totaal"
    r"|totale)\b"
)
"""Headings, without accents, of columns that say what something costs: people add them up."""
_SUMMARY: Final = ("", "Lines", "Cameras", "What that means")
_SUMMARY_WIDTHS: Final = (34, 10, 10, 90)
_STEP_WIDTHS: Final = (6, 12, 60, 10, 14, 40, 40)
_NARROW, _USUAL, _WIDE = 10, 18, 50
_WIDE_HEADINGS: Final = frozenset(
    f"idb_{name}" for name in ("verdict", "reason", "caveats", "tasks", "settled_by")
)
_PASSED: Final = {True: "yes", False: "no", None: "all that was read, not the whole list"}


def write(sheet: CheckedSheet, out: IO[bytes]) -> None:
    """Write what `delimited` writes as text cells, quantities and prices as numbers.

    Further worksheets hold the totals with what limits the answers, and the plan; where devices get
    new addresses, also the plan for that.
    """
    from integration_db.sheets import write_workbook

    write_workbook(out, _worksheets(sheet))


def _worksheets(sheet: CheckedSheet) -> Iterator[Worksheet]:
    """Yield the worksheets; those behind the first are known once its rows were written."""
    from integration_db.sheets import Worksheet

    header = [printable(text) for text in written_headings(sheet)]
    yield Worksheet("check", header, _rows(sheet), columns=list(map(_width, header)))
    checked = sheet.checked
    yield Worksheet("summary", _SUMMARY, _summary(sheet), _SUMMARY_WIDTHS)
    if steps := checked.plan:
        rows = [list(map(defused, step_cells(*step))) for step in enumerate(steps, 1)]
        headings = [capital(text) for text in STEP_HEADINGS]
        yield Worksheet("plan", headings, rows, _STEP_WIDTHS)
    if (plan := checked.readdressing) is not None:
        yield from moves.worksheets_of(plan)


def _rows(sheet: CheckedSheet) -> Iterator[Sequence[str | int | float]]:
    """Yield the rows of the list; a number that says how many, or what it costs, stays one."""
    counting = {"idb_same_device_as"}
    for columns in sheet.checked.columns:
        if (place := columns.places.get("quantity")) is not None:
            counting.add(columns.header[place])
    header = written_headings(sheet)
    numbers = [place for place, heading in enumerate(header) if heading in counting]
    used = {one.header[place] for one in sheet.checked.columns for place in one.places.values()}
    money = [
        place
        for place, heading in enumerate(sheet.header)
        if heading not in used and _MONEY.search(unaccented(heading).casefold())
    ]
    careful = CarefulRows(sheet)
    for line in sheet.checked:
        cells: list[str | int | float] = list(careful.cells(line))
        for place in numbers:
            text = cells[place]
            if isinstance(text, str) and _NUMBERS.fullmatch(text):
                cells[place] = int(text)
        for place in money:
            text = cells[place]
            if isinstance(text, str) and _AMOUNTS.fullmatch(text):
                cells[place] = float(text) if "." in text else int(text)
        yield cells


def _summary(sheet: CheckedSheet) -> Iterator[Sequence[str | int]]:
    """Yield what the list is, what it comes to, and what limits the answers."""
    tally = sheet.checked.tally
    for name in ("title", "list", "date", "data_version", "require"):
        if name in sheet.about:
            yield capital(name.replace("_", " ")), "", "", defused(str(sheet.about[name]))
    no_camera = tally.passed is None and tally.says_nothing
    yield "Passed", "", "", "there is no camera" if no_camera else _PASSED[tally.passed]
    yield "In total", tally.lines, tally.cameras, tally.sentence
    if tally.inputs != tally.cameras:
        yield "Inputs", "", tally.inputs, "Lines that mean one device are inputs of one camera."
    for status in STATUSES:
        if tally.statuses[status]:
            cameras = tally.cameras_by_status[status]
            yield capital(status), tally.statuses[status], cameras, STATUS[status]
    yield "Certificates", "", "", tally.certificate_sentence
    for need in CERTIFICATE_NEEDS:
        if tally.certificates[need]:
            words = f"The camera's certificate: {CERTIFICATE_NEED[need]}."
            yield f"Certificate: {need}", "", tally.certificates[need], words
    if left_out := sheet.checked.left_out_sentence:
        yield "Not in the plan", "", "", defused(left_out)
    for limit in sheet.checked.limits:
        number = "" if limit.cameras is None else limit.cameras
        yield "Limits the answers", "", number, defused(limit_words(limit))


def _width(heading: str) -> int:
    """Return how many characters wide a column is."""
    if heading in _WIDE_HEADINGS:
        return _WIDE
    return _NARROW if len(heading) < _NARROW - 2 else _USUAL
