"""XLSX to lines: the stored values as text, row by row.

openpyxl, which is an extra, reads what a workbook says of its worksheets and styles; the cells are
read by `worksheet_rows`. What a spreadsheet may have changed on its own, a version that became a
number or a date, is told in `SheetLine.odd`; so are formulas that were never calculated, which
stand as they are written.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any, BinaryIO, TypeVar
from zipfile import ZipFile

from integration_db.errors import IntegrationDBError
from integration_db.sheets.rows import MOST_ROWS
from integration_db.sheets.shared_strings import shared_strings
from integration_db.sheets.workbook_parts import PartFacts
from integration_db.sheets.worksheet_rows import CellMeaning, WorksheetRows
from integration_db.sheets.worksheets import BookSheet, SheetLine, damaged

_Result = TypeVar("_Result")


def xlsx_worksheets(
    file: BinaryIO, place: str, parts: Mapping[str, PartFacts], resources: ExitStack
) -> list[BookSheet]:
    """Return the worksheets of a workbook; raises `SheetError`."""
    try:
        import defusedxml  # noqa: F401 - openpyxl uses it where it is installed
        from openpyxl.reader.excel import ExcelReader
    except ImportError as missing:
        raise needs_extra("XLSX", missing) from None

    reader: Any = _careful(place, lambda: ExcelReader(file, read_only=True, keep_links=False))
    archive: ZipFile = reader.archive
    resources.callback(archive.close)
    meaning = _careful(place, lambda: _meaning(reader))
    found = []
    for sheet, link in _careful(place, lambda: list(reader.parser.find_sheets())):
        target = link.target
        if target not in reader.valid_files:
            raise damaged(place, KeyError(f"the part of worksheet {sheet.name!r} is missing"))
        if "chartsheet" in link.Type:
            found.append(BookSheet(sheet.name, "chart", partial(iter, ())))
            continue
        facts = parts.get(target.lstrip("/"), PartFacts())
        until = MOST_ROWS if facts.last_row is None else facts.last_row
        found.append(
            BookSheet(
                sheet.name,
                "visible" if sheet.state == "visible" else "hidden",
                partial(_lines, place, archive, target, meaning, until),
                facts.merged,
                facts.has_pictures,
                facts.last_row,
                facts.hidden,
            )
        )
    return found


def _meaning(reader: Any) -> CellMeaning:
    """Let openpyxl read what is said of the worksheets and styles, and no cells."""
    from openpyxl.styles.stylesheet import Stylesheet
    from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS
    from openpyxl.xml.functions import fromstring

    reader.read_manifest()
    reader.read_workbook()
    dates: Collection[int] = ()
    durations: Collection[int] = ()
    if ARC_STYLE in reader.valid_files:
        styles: Any = Stylesheet.from_tree(fromstring(reader.archive.read(ARC_STYLE)))
        dates, durations = styles.date_formats, styles.timedelta_formats
    strings: list[str] = []
    if (table := reader.package.find(SHARED_STRINGS)) is not None:
        with reader.archive.open(table.PartName[1:]) as part:
            strings = shared_strings(part)
    return CellMeaning(strings, dates, durations, reader.wb.epoch)


def needs_extra(what: str, missing: ImportError) -> IntegrationDBError:
    """Return the error that says what to install."""
    return IntegrationDBError(
        f"reading {what} needs {missing.name}; run: pip install 'integration-db[xlsx]'",
        code="missing-extra",
    )


def _careful(place: str, work: Callable[[], _Result]) -> _Result:
    """Return what openpyxl gives; whatever it raises for a damaged workbook is one `SheetError`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            return work()
        except MemoryError:
            raise
        except Exception as error:  # KeyError, TypeError, ParseError...: it checks little itself
            raise damaged(place, error) from None


def _lines(
    place: str, archive: ZipFile, target: str, meaning: CellMeaning, until: int
) -> Iterator[SheetLine]:
    """Yield the rows of a worksheet that hold something."""
    rows = WorksheetRows(meaning)
    try:
        with archive.open(target) as part:
            yield from rows.of(part, until)
    except MemoryError:
        raise
    except Exception as error:  # zipfile, zlib and expat have many, for bytes that are not theirs
        raise damaged(place, error, max(rows.last - 1, 0)) from None
