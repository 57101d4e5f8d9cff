"""XLS, XLSB and ODS to lines, by python-calamine, which is an extra.

It holds whole worksheets in memory, as rectangles, so XLSX is not read by it; it tells no formulas
and no hidden cells, and merged ones only of XLS. What else is known of ODS and XLSB is read here
first. It runs in a process of its own, see `calamine_process`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import IO, Any, BinaryIO, Final

from integration_db.errors import IntegrationDBError
from integration_db.sheets.binary_parts import facts_of_xlsb
from integration_db.sheets.calamine_process import read_apart
from integration_db.sheets.open_document import facts_of_ods
from integration_db.sheets.sheet_facts import SheetFacts
from integration_db.sheets.workbook import needs_extra
from integration_db.sheets.workbook_parts import protected
from integration_db.sheets.worksheets import BookSheet, MergedRange, SheetLine, damaged
from integration_db.text.sentences import with_article

NAMES: Final = {
    "xls": "old Excel workbook (.xls)",
    "xlsb": "binary Excel workbook (.xlsb)",
    "ods": "OpenDocument spreadsheet (.ods)",
}
"""Each kind of workbook as people know it."""

_AT_ONCE: Final = 256
_BOF: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS: Final = b"\x2f\x00"
_FIRST_RECORDS: Final = 8
_LARGEST_XLS: Final = 1 << 28

_FACTS: Final[dict[str, Callable[[BinaryIO], dict[str, SheetFacts]]]] = {
    "xlsb": facts_of_xlsb,
    "ods": facts_of_ods,
}


def older_worksheets(
    file: BinaryIO, place: str, kind: str, resources: ExitStack
) -> list[BookSheet]:
    """Return the worksheets of a workbook of one of the kinds in `NAMES`; raises `SheetError`."""
    try:
        import defusedxml  # noqa: F401 - for the merged cells of ODS
        import python_calamine  # noqa: F401 - the other process uses it
    except ImportError as missing:
        raise needs_extra(with_article(NAMES[kind]), missing) from None
    if kind == "xls" and _is_encrypted(file):
        raise protected(place)
    facts = _facts(file, place, kind)
    lines, problem = read_apart(file, resources)
    if lines is None:
        raise damaged(place, ValueError(problem), called=NAMES[kind])
    found = []
    while line := lines.readline():
        about = json.loads(line) if line.startswith(b"{") else None
        if about is None:
            continue
        if "problem" in about:
            raise damaged(place, ValueError(about["problem"]), called=NAMES[kind])
        found.append(_worksheet(lines, about, facts.get(about["name"], SheetFacts())))
    return found


def _worksheet(lines: IO[bytes], about: dict[str, Any], facts: SheetFacts) -> BookSheet:
    ranges = facts.merged or [
        MergedRange(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in about["merged"]
    ]
    return BookSheet(
        about["name"],
        about["state"],
        partial(_lines, lines, lines.tell()),
        tuple(ranges),
        last_row=about["last_row"],
        hidden=facts.hidden,
    )


def _lines(lines: IO[bytes], place: int) -> Iterator[SheetLine]:
    """Yield the rows of a worksheet, which stand from a place on; others may be read meanwhile."""
    while True:
        lines.seek(place)
        batch = list(islice(iter(lines.readline, b""), _AT_ONCE))
        place = lines.tell()
        for line in batch:
            if line.startswith(b"{"):
                return
            number, texts, odd = json.loads(line)
            yield SheetLine(number, texts, tuple(odd))
        if len(batch) < _AT_ONCE:
            return


def _facts(file: BinaryIO, place: str, kind: str) -> dict[str, SheetFacts]:
    """Return the facts of the worksheets of an archive, none of XLS. Raises `SheetError`."""
    if kind not in _FACTS:
        return {}
    try:
        facts = _FACTS[kind](file)
    except (MemoryError, IntegrationDBError):
        raise
    except Exception as error:
        raise damaged(place, error, called=NAMES[kind]) from None
    for one in facts.values():
        one.check(place)
    return facts


def _is_encrypted(file: BinaryIO) -> bool:
    """Tell whether an XLS says behind its beginning that the rest is encrypted.

    The records of a workbook begin with BOF, and FILEPASS is one of the first behind it:
    https://learn.microsoft.com/openspecs/office_file_formats/ms-xls, 2.4.21 and 2.4.117.
    """
    file.seek(0)
    data = file.read(_LARGEST_XLS)
    at = data.find(_BOF)
    for _ in range(_FIRST_RECORDS):
        if not 0 <= at < len(data) - 4:
            return False
        if data[at : at + 2] == _FILEPASS:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False
