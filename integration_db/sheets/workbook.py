"""XLSX to lines, by openpyxl, which is an extra: the stored values as text, row by row.

What a spreadsheet may have changed on its own, a version that became a number or a date, is told
in `SheetLine.odd`; so are formulas that were never calculated, which stand as they are written.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from integration_db.errors import IntegrationDBError
from integration_db.sheets.rows import MOST_ROWS
from integration_db.sheets.workbook_parts import PartFacts
from integration_db.sheets.worksheets import BookSheet, SheetLine, damaged

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_AT_ONCE: Final = 256
_LARGEST_EXACT: Final = 10**15

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

    def load(data_only: bool) -> Any:
        reader = ExcelReader(file, read_only=True, data_only=data_only, keep_links=False)
        resources.callback(reader.archive.close)
        reader.read()
        return reader

    reader: Any = _careful(place, lambda: load(True))
    values: Workbook = reader.wb
    targets = _careful(
        place, lambda: {sheet.name: link.target for sheet, link in reader.parser.find_sheets()}
    )
    some = any(facts.has_formulas for facts in parts.values())
    written: Workbook | None = _careful(place, lambda: load(False)).wb if some else None
    charts = {chart.title for chart in values.chartsheets}
    sheets = {sheet.title: sheet for sheet in values.worksheets}
    formulas = {} if written is None else {sheet.title: sheet for sheet in written.worksheets}
    found = []
    for name, target in targets.items():
        if name in charts:
            found.append(BookSheet(name, "chart", partial(iter, ())))
            continue
        if name not in sheets:
            raise damaged(place, KeyError(f"the part of worksheet {name!r} is missing"))
        facts = parts.get(target.lstrip("/"), PartFacts(has_formulas=some))
        state = sheets[name].sheet_state
        lines = partial(
            _lines,
            *(place, sheets[name], formulas.get(name) if facts.has_formulas else None),
            MOST_ROWS if facts.last_row is None else facts.last_row,
        )
        found.append(
            BookSheet(
                name,
                "visible" if state == "visible" else "hidden",
                lines,
                facts.merged,
                facts.has_pictures,
                facts.last_row,
                facts.hidden,
            )
        )
    return found


def needs_extra(what: str, missing: ImportError) -> IntegrationDBError:
    """Return the error that says what to install."""
    return IntegrationDBError(
        f"reading {what} needs {missing.name}; run: pip install 'integration-db[xlsx]'",
        code="missing-extra",
    )


def _careful(place: str, work: Callable[[], _Result], after: int = 0) -> _Result:
    """Return what openpyxl gives; whatever it raises for a damaged workbook is one `SheetError`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            return work()
        except MemoryError:
            raise
        except Exception as error:  # KeyError, TypeError, ParseError...: it checks little itself
            raise damaged(place, error, after) from None


def _lines(place: str, values: Any, written: Any | None, last: int) -> Iterator[SheetLine]:
    """Yield the rows of a worksheet that hold something."""
    if not last:
        return
    rows = _cells(values, last)
    formulas = repeat(()) if written is None else _cells(written, last)
    both = zip(rows, formulas, strict=False)
    number = 0
    while batch := _careful(place, lambda: list(islice(both, _AT_ONCE)), number):
        for cells, as_written in batch:
            number += 1
            if cells:
                line = _line(number, cells, as_written)
                if any(line.cells):
                    yield line


def _cells(sheet: Any, last: int) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    return iter(sheet.iter_rows(max_row=last))


def _line(number: int, cells: Sequence[Any], as_written: Sequence[Any]) -> SheetLine:
    values = [cell.value for cell in cells]
    odd = [n for n, value in enumerate(values) if is_odd(value)]
    texts = list(map(cell_text, values))
    unknown = False
    for n, (cell, written) in enumerate(zip(cells, as_written, strict=False)):
        # "str" is the type of a formula whose stored value is an empty text
        if written.data_type == "f" and cell.value is None and cell.data_type != "str":
            texts[n] = str(getattr(written.value, "text", written.value))
            odd.append(n)
            unknown = True
    return SheetLine(number, texts, tuple(sorted(odd)), unknown)


def is_odd(value: object) -> bool:
    """Whether a spreadsheet may have made a value of another text."""
    if isinstance(value, float):
        return not value.is_integer() or abs(value) >= _LARGEST_EXACT
    return isinstance(value, datetime.date | datetime.time | datetime.timedelta)


def cell_text(value: object) -> str:
    """Return the text of a value, numbers as a spreadsheet shows them when nothing is set."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value)
