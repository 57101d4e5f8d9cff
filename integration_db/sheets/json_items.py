"""JSON and NDJSON to rows: one object is one row, what is nested gets names with dots.

The text is read twice and never held: once for the names of all columns, which may first occur in
the last object, and once for the rows. So a list that is cut off is refused before its first row.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import LONGEST_LINE, LOST, Decoding
from integration_db.sheets.json_stream import Doubled, Fraction, JsonStream, NotJson, decode
from integration_db.sheets.opened_list import OpenedList, Pieces
from integration_db.sheets.reading_notes import decoding_notes
from integration_db.sheets.rows import MOST_COLUMNS, Row, checked_row, problem_row
from integration_db.sheets.tables import SAMPLED, HeaderRules, Table, column_names, no_header

_AT_ONCE: Final = 256
"""Items that make a piece."""


class _Item(NamedTuple):
    """One object: its place and the texts in it by name; or why there is none."""

    line: int
    texts: dict[str, str]
    problem: str | None = None


def open_items(
    text: io.TextIOWrapper, place: str, decoding: Decoding, *, kind: str, rules: HeaderRules
) -> OpenedList:
    """Return the list of a JSON or NDJSON text; raises `SheetError`."""
    lines = kind == "ndjson"
    if lines and decoding.endless is not None:
        reason = f"longer than {LONGEST_LINE // 1_000_000} MB"
        raise SheetError(place, reason, line=decoding.endless)

    def items() -> Iterator[_Item]:
        text.seek(decoding.start)
        return _by_line(text) if lines else _by_item(text, place)

    keys: dict[str, None] = {}
    first: list[dict[str, str]] = []
    count = 0
    for item in items():
        count += 1
        if count <= SAMPLED:
            first.append(item.texts)
        keys.update(dict.fromkeys(item.texts))
        if len(keys) > MOST_COLUMNS:
            raise SheetError(
                place, f"more than {MOST_COLUMNS:,} columns", line=item.line, unit=_unit(lines)
            )
    names = list(keys)
    if not count:
        raise SheetError(place, "the list is empty")
    if not (rules.is_header(names) or rules.is_nearly(names)):
        raise no_header(place, [(1, names)], _unit(lines))
    sample = [[texts.get(name, "") for name in names] for texts in first]
    table = Table(column_names(names), 0, sample=sample)
    rows = _rows(items, names, LOST if decoding.lost else None, decoding.name)
    return OpenedList(
        kind=kind,
        encoding=decoding.name,
        tables=[table],
        expected=count,
        notes=decoding_notes(decoding),
        pieces=_pieces(table, rows),
    )


def _pieces(table: Table, rows: Iterator[Row]) -> Pieces:
    while piece := list(islice(rows, _AT_ONCE)):
        yield table, piece


def _unit(lines: bool) -> str:
    return "line" if lines else "item"


def _rows(
    items: Callable[[], Iterator[_Item]], keys: list[str], lost: str | None, encoding: str
) -> Iterator[Row]:
    header = column_names(keys)
    numbers = {key: number for number, key in enumerate(keys)}
    for item in items():
        cells = [""] * len(keys)
        odd = []
        for key, value in item.texts.items():
            cells[numbers[key]] = value
            if isinstance(value, Fraction):
                odd.append(numbers[key])
        if item.problem is not None:
            yield problem_row(item.line, cells, len(keys), item.problem)
        elif lost and any(lost in cell for cell in cells):
            problem = f"holds bytes that are not {encoding}"
            yield problem_row(item.line, cells, len(keys), problem)
        else:
            yield checked_row(Row(item.line, cells, None, tuple(sorted(odd))), header)


def _by_item(text: io.TextIOWrapper, place: str) -> Iterator[_Item]:
    stream = JsonStream(text)
    try:
        for value in stream.items():
            yield _item(stream.number, value)
    except NotJson as error:
        raise SheetError(place, f"the text {error}", line=stream.number or 1, unit="item") from None


def _by_line(text: io.TextIOWrapper) -> Iterator[_Item]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            value = decode(line)
        except NotJson as error:
            yield _Item(number, {}, f"the line {error}")
        else:
            yield _item(number, value)


def _item(line: int, value: Any) -> _Item:
    if not isinstance(value, dict):
        return _Item(line, {}, "the item is not an object")
    texts: dict[str, str] = {}
    try:
        _flatten("", value, texts)
    except RecursionError:
        return _Item(line, {}, "the item is nested too deep")
    except _NameTwice:
        return _Item(line, {}, "a name stands twice in one object")
    return _Item(line, texts)


class _NameTwice(Exception):
    """An object has a name twice."""


def _flatten(prefix: str, value: Any, texts: dict[str, str]) -> None:
    """Add to `texts` those of a value, under names with dots."""
    if isinstance(value, Doubled):
        raise _NameTwice
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{prefix}.{key}" if prefix else key, inner, texts)
        return
    name, again = prefix, 1
    while name in texts:
        again += 1
        name = f"{prefix} ({again})"
    texts[name] = "; ".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return json.dumps(value, ensure_ascii=False)
