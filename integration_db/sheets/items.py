"""Objects to rows: one object is one row, what is nested gets names with dots.

What gives the objects is asked twice and nothing is held: once for the names of all columns, which
may first occur in the last object, and once for the rows. So a list that is cut off is refused
before its first row.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from integration_db.errors import SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import LOST, Decoding
from integration_db.sheets.json_stream import Doubled, Fraction
from integration_db.sheets.opened_list import OpenedList, Pieces
from integration_db.sheets.reading_notes import decoding_notes
from integration_db.sheets.rows import MOST_COLUMNS, Row, checked_row, problem_row
from integration_db.sheets.tables import SAMPLED, HeaderRules, Table, column_names, no_header

_AT_ONCE: Final = 256
"""Items that make a piece."""


class ReadItem(NamedTuple):
    """One object: its place and the texts in it by name; or why there is none."""

    line: int
    texts: dict[str, str]
    problem: str | None = None


def list_of_items(
    items: Callable[[], Iterator[ReadItem]],
    place: str,
    decoding: Decoding,
    *,
    kind: str,
    unit: str,
    rules: HeaderRules,
) -> OpenedList:
    """Return the list of objects that `items` gives, each time anew. Raises `SheetError`."""
    keys: dict[str, None] = {}
    filled: set[str] = set()
    first: list[dict[str, str]] = []
    count = 0
    for item in items():
        count += 1
        if count <= SAMPLED:
            first.append(item.texts)
        keys.update(dict.fromkeys(item.texts))
        filled.update([key for key, text in item.texts.items() if text])
        if len(keys) > MOST_COLUMNS:
            raise SheetError(
                place, f"more than {MOST_COLUMNS:,} columns", line=item.line, unit=unit
            )
    objects = _holders(keys) - filled  # where they are not null
    names = [key for key in keys if key not in objects]
    if not count:
        raise SheetError(place, "the list is empty")
    if not (rules.is_header(names) or rules.is_nearly(names)):
        raise no_header(place, [(1, names)], unit)
    sample = [[texts.get(name, "") for name in names] for texts in first]
    table = Table(column_names(names), 0, sample=sample)
    telling = [key for key in _holders(names) if rules.is_header([key])]
    rows = _rows(items, names, telling, LOST if decoding.lost else None, decoding.name)
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


def _holders(keys: Iterable[str]) -> set[str]:
    """Return the names under which other names stand: `device`, beside `device.model`."""
    ordered = sorted(keys)
    found = set()
    for key in ordered:
        at = bisect_left(ordered, f"{key}.")
        if at < len(ordered) and ordered[at].startswith(f"{key}."):
            found.add(key)
    return found


def _rows(
    items: Callable[[], Iterator[ReadItem]],
    keys: list[str],
    telling: Sequence[str],
    lost: str | None,
    encoding: str,
) -> Iterator[Row]:
    """Yield the rows; one where a name of `telling` is an object, unlike others, has a problem."""
    header = column_names(keys)
    numbers = {key: number for number, key in enumerate(keys)}
    for item in items():
        cells = [""] * len(keys)
        odd = []
        for key, value in item.texts.items():
            if key not in numbers:
                continue
            cells[numbers[key]] = value
            if isinstance(value, Fraction):
                odd.append(numbers[key])
        problem = item.problem or (_nested(telling, item.texts) if telling else None)
        if problem is not None:
            yield problem_row(item.line, cells, len(keys), problem)
        elif lost and any(lost in cell for cell in cells):
            problem = f"holds bytes that are not {encoding}"
            yield problem_row(item.line, cells, len(keys), problem)
        else:
            yield checked_row(Row(item.line, cells, None, tuple(sorted(odd))), header)


def _nested(telling: Sequence[str], texts: Mapping[str, str]) -> str | None:
    """Return the problem of an item in which one of `telling` is an object; None if none is."""
    for name in telling:
        inside = (key for key, text in texts.items() if text and key.startswith(f"{name}."))
        inner = None if texts.get(name) else next(inside, None)
        if inner is not None:
            return f"{name!r} is an object here ({inner!r}) and a text in other items"
    return None


def wrapped_objects(value: object, rules: HeaderRules) -> list[Any] | None:
    """Return the only list of objects that stands deeper in an object, as in `data.devices`.

    None for an object that says itself what a camera is, and where several lists may be meant.
    """
    if not isinstance(value, dict) or rules.is_header(list(item_of(1, value).texts)):
        return None
    found: list[list[Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Doubled):
            return None
        for inner in one.values():
            if isinstance(inner, dict):
                waiting.append(inner)
            elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
                found.append(inner)
    told = [one for one in found if rules.is_header(list(item_of(1, one[0]).texts))]
    return told[0] if len(told) == 1 else None


def item_of(line: int, value: Any) -> ReadItem:
    """Return what an object says, or why it is none; `line` is its place."""
    if not isinstance(value, dict):
        return ReadItem(line, {}, "the item is not an object")
    texts: dict[str, str] = {}
    try:
        _flatten("", value, texts)
    except RecursionError:
        return ReadItem(line, {}, "the item is nested too deep")
    except _NameTwice:
        return ReadItem(line, {}, "a name stands twice in one object")
    return ReadItem(line, texts)


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
