"""YAML as objects: a list of them, or the cameras in the settings of a program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from integration_db.errors import FileProblems, SheetError
from integration_db.seed.yaml_text import LARGEST_FILE, read_yaml
from integration_db.sheets.encodings import Decoding
from integration_db.sheets.items import ReadItem, item_of, list_of_items, wrapped_objects
from integration_db.sheets.opened_list import OpenedList
from integration_db.sheets.program_settings import cameras_in
from integration_db.sheets.tables import HeaderRules


def open_yaml(
    text: io.TextIOWrapper, place: str, decoding: Decoding, *, rules: HeaderRules
) -> OpenedList:
    """Return the list of a YAML text. Raises `SheetError`.

    The YAML is that of the seed: no anchors, no tags, one document.
    """
    text.seek(decoding.start)
    try:
        value = read_yaml(
            place, text.read(LARGEST_FILE + 1).encode("utf-8", "replace"), most_values=None
        )
    except FileProblems as error:
        problem = error.problems[0]
        raise SheetError(place, problem.message, line=problem.line or None) from None
    objects = _objects(value, rules)

    def items() -> Iterator[ReadItem]:
        return (item_of(number, one) for number, one in enumerate(objects, start=1))

    return list_of_items(items, place, decoding, kind="yaml", unit="item", rules=rules)


def _objects(value: Any, rules: HeaderRules) -> list[Any]:
    if isinstance(value, list):
        return value
    cameras = cameras_in(value)
    if cameras is not None:
        return cameras
    if not isinstance(value, dict):
        return []
    lists = [one for one in value.values() if isinstance(one, list) and one]
    if len(lists) == 1 and isinstance(lists[0][0], dict):
        return lists[0]
    return wrapped_objects(value, rules) or [value]
