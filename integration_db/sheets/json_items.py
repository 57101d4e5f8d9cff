"""JSON and NDJSON as objects; the text is read each time that they are asked for, never held."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from integration_db.errors import SheetError
from integration_db.sheets.encodings import LONGEST_LINE, Decoding
from integration_db.sheets.items import ReadItem, item_of, list_of_items, wrapped_objects
from integration_db.sheets.json_stream import JsonStream, NotJson, decode
from integration_db.sheets.opened_list import OpenedList
from integration_db.sheets.program_settings import cameras_in
from integration_db.sheets.tables import HeaderRules

_LARGEST_SETTINGS: Final = 8_000_000
"""Characters of an object that is looked into; a longer text is read as a list only."""


def open_items(
    text: io.TextIOWrapper, place: str, decoding: Decoding, *, kind: str, rules: HeaderRules
) -> OpenedList:
    """Return the list of a JSON or NDJSON text; raises `SheetError`."""
    lines = kind == "ndjson"
    if lines and decoding.endless is not None:
        reason = f"longer than {LONGEST_LINE // 1_000_000} MB"
        raise SheetError(place, reason, line=decoding.endless)
    cameras = None if lines else _inside(text, decoding, rules)

    def items() -> Iterator[ReadItem]:
        if cameras is not None:
            return (item_of(n, camera) for n, camera in enumerate(cameras, start=1))
        text.seek(decoding.start)
        return _by_line(text) if lines else _by_item(text, place)

    unit = "line" if lines else "item"
    return list_of_items(items, place, decoding, kind=kind, unit=unit, rules=rules)


def _inside(text: io.TextIOWrapper, decoding: Decoding, rules: HeaderRules) -> list[object] | None:
    """Return the cameras in the settings of a program or deep in an object, None for any other."""
    text.seek(decoding.start)
    whole = text.read(_LARGEST_SETTINGS + 1)
    if not whole.lstrip().startswith("{") or len(whole) > _LARGEST_SETTINGS:
        return None
    try:
        value = decode(whole)
    except NotJson:
        return None
    cameras = cameras_in(value)
    if cameras is None and not any(map(_begins_objects, value.values())):
        cameras = wrapped_objects(value, rules)
    return cameras


def _begins_objects(value: object) -> bool:
    """Whether a value is a list of objects, which is read one by one."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _by_item(text: io.TextIOWrapper, place: str) -> Iterator[ReadItem]:
    stream = JsonStream(text)
    try:
        for value in stream.items():
            yield item_of(stream.number, value)
    except NotJson as error:
        raise SheetError(place, f"the text {error}", line=stream.number or 1, unit="item") from None


def _by_line(text: io.TextIOWrapper) -> Iterator[ReadItem]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            value = decode(line)
        except NotJson as error:
            yield ReadItem(number, {}, f"the line {error}")
        else:
            yield item_of(number, value)
