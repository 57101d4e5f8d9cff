"""Strict YAML: bytes to plain data, or the problem with its line and column.

Owns the subset of YAML that a seed may use: mappings, lists and text, with `true`, `false`,
`null` and whole numbers; no anchors, tags or second documents. What the data means is not known
here. Positions cost time, so the fast way works without them and a file with a problem is read a
second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from integration_db.errors import FileProblems, Problem, shortened

LARGEST_FILE: Final = 8_000_000
"""Bytes; no seed file is larger."""
MOST_VALUES: Final = 400_000
"""No seed file holds more; each takes a hundred times the memory of its bytes."""
MOST_LEVELS: Final = 32
"""No seed file is nested deeper."""

Where: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: the keys and list positions that lead to it from the top."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_NUMBER: Final = re.compile(
    r"[-+]?[0-9][0-9_]*(?:[.:][0-9_.:]*)?(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+"
)
_CONTROL: Final = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
"""Control characters that no text has: all but tab, line feed and carriage return."""
_SPECIAL: Final = frozenset(("", *"-+0123456789tTfF~nN"))
"""What a plain scalar begins with that may be more than text."""


class Number(str):
    """A plain scalar that YAML would make a number, date or time; only fit where text is not meant.

    Kept as text, because `10.10` and `10.1` are different firmware; the shape check refuses it
    and asks for quotes.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file, counted from 1."""

    line: int
    column: int


def read_yaml(path: str, data: bytes, most_values: int | None = MOST_VALUES) -> Any:
    """Return the plain data of a file. Raises `FileProblems` with what keeps it from being read."""
    problem = _bytes_problem(path, data)
    if problem is not None:
        raise FileProblems([problem])
    parser = None
    try:
        parser = _Loader(data)
        next_event = parser.get_event
        if most_values is not None and len(data) > most_values:
            next_event = _counted(next_event, most_values)
        return _document(next_event)
    except _Refused as refused:
        mark = refused.mark
        problem = Problem(path, mark.line + 1, mark.column + 1, refused.code, refused.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = str(error.problem or error.context or "cannot be read")
        problem = Problem(path, line, column, "Y001", f"not valid YAML: {what}")
    except (yaml.YAMLError, ValueError) as error:
        problem = Problem(path, 0, 0, "Y001", f"not valid YAML: {_first_line(error)}")
    finally:
        if parser is not None:
            parser.dispose()
    raise FileProblems([problem])


@lru_cache(maxsize=4)  # a file with one problem often has many
def positions(data: bytes) -> Mapping[Where, Place]:
    """Return the place of every value by the way to it.

    The place of a mapping's entry is that of its key. Raises nothing: what cannot be read has
    no positions.
    """
    places: dict[Where, Place] = {}
    try:
        root = yaml.compose(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return places
    pending: list[tuple[Where, Any]] = [((), root)]
    while pending:
        where, node = pending.pop()
        if node is None:
            continue
        places.setdefault(where, Place(node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                own = (*where, str(key.value))
                places[own] = Place(key.start_mark.line + 1, key.start_mark.column + 1)
                pending.append((own, value))
        elif isinstance(node, yaml.SequenceNode):
            pending += [((*where, n), value) for n, value in enumerate(node.value)]
    return places


def place_of(where: Where, places: Mapping[Where, Place]) -> Place | None:
    """Return the place of a value, else of the nearest around it that has one."""
    while where and where not in places:
        where = where[:-1]
    return places.get(where)


class _Refused(Exception):
    def __init__(self, event: Any, code: str, message: str) -> None:
        super().__init__(message)
        self.mark, self.code, self.message = event.start_mark, code, shortened(message)


def too_large(path: str) -> Problem:
    """Return the problem of a file that is larger than any seed file."""
    return Problem(path, 0, 0, "Y002", f"is larger than {LARGEST_FILE:,} bytes; no seed file is")


def _bytes_problem(path: str, data: bytes) -> Problem | None:
    """Return what is wrong with the bytes before any YAML parser sees them."""
    if len(data) > LARGEST_FILE:
        return too_large(path)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data, error.start)
        return Problem(path, place.line, place.column, "Y003", "not UTF-8 text")
    if len(data.translate(None, _CONTROL)) < len(data):
        offset, control = next((n, byte) for n, byte in enumerate(data) if byte in _CONTROL)
        place = _place(data, offset)
        what = f"control character {bytes([control])!r} in the text"
        return Problem(path, place.line, place.column, "Y003", what)
    return None


def _counted(next_event: Callable[[], Any], most: int) -> Callable[[], Any]:
    """Return what gives the parser's events and raises `_Refused` where they are too many."""
    left = most

    def counted() -> Any:
        nonlocal left
        event = next_event()
        if not isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            left -= 1
            if left < 0:
                what = f"more than {most:,} values; no seed file has so many"
                raise _Refused(event, "Y008", what)
        return event

    return counted


def _document(next_event: Callable[[], Any]) -> Any:
    """Return the one document of a stream of parser events.

    Made from the events and not from PyYAML's tree of nodes: that takes half the time, and depth,
    anchors and repeated keys are seen before anything can grow. Raises `_Refused`.
    """
    next_event()  # the start of the stream
    if type(next_event()) is StreamEndEvent:
        return None
    outer: list[tuple[Any, Any]] = []  # the containers around the one being filled, with their keys
    holder: Any = None
    key: Any = None
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            value: Any = intern(event.value)  # most words of a seed stand there a thousand times
            if event.implicit[0] and value[:1] in _SPECIAL:
                value = _plain(value)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            done = holder
            holder, key = outer.pop()
            if holder is None:
                break
            continue
        else:
            value = {} if kind is MappingStartEvent else []
        if kind is AliasEvent or event.anchor is not None:
            what = "anchors and aliases (&, *) are not used here; write the value out"
            raise _Refused(event, "Y006", what)
        if event.tag is not None:
            raise _Refused(event, "Y006", f"tag {event.tag!r}: tags are not used here")
        if key is not None:
            holder[key] = value
            key = None
        elif type(holder) is list:
            holder.append(value)
        elif holder is None:
            done = value
        else:
            if not isinstance(value, str):
                raise _Refused(event, "Y005", "a key must be text")
            if value in holder:
                raise _Refused(event, "Y004", f"key {value!r} stands twice")
            key = value
            continue
        if kind is not ScalarEvent:
            outer.append((holder, key))
            if len(outer) > MOST_LEVELS:
                raise _Refused(event, "Y007", f"nested deeper than {MOST_LEVELS} levels")
            holder, key = value, None
        elif holder is None:
            break
    next_event()  # the end of the document
    event = next_event()
    if type(event) is not StreamEndEvent:
        raise _Refused(event, "Y001", "not valid YAML: a second document begins here")
    return done


@lru_cache(maxsize=4096)
def _plain(text: str) -> str | bool | None:
    """Return what a scalar without quotes means."""
    if text in _WORDS:
        return _WORDS[text]
    return Number(text) if _NUMBER.fullmatch(text) else text


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _place(data: bytes, offset: int) -> Place:
    before = data[:offset]
    return Place(before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1)
