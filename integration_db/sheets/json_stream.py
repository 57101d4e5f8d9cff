"""JSON texts of any size, one object at a time.

Numbers keep the text they were written with, so that 10.10 does not become 10.1 here.

By hand and not by `ijson`, which makes 1E+5 of 1e5 and 0 of -0, and does not tell that a name
stands twice. Its C part (3.6) crashes at a number of 4,301 digits, and takes 1.4 times as long as
this once names are looked at; its Python part takes eleven times as long.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder
from typing import Any, Final

from integration_db.sheets.encodings import CHUNK

LONGEST_ITEM: Final = 16_000_000
"""Characters; an object that is longer is none of a list."""
_BLANK: Final = re.compile(r"[ \t\r\n]*")


class Fraction(str):
    """The text of a number with a fraction or an exponent."""

    __slots__ = ()


class Doubled(dict[str, Any]):
    """An object in which a name stands twice: nobody says which of the two is meant."""


class NotJson(Exception):
    """The text is not JSON, or not a list; the message is one clause."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Doubled(members)


_DECODER: Final = JSONDecoder(
    parse_int=str, parse_float=Fraction, parse_constant=str, object_pairs_hook=_object
)


def decode(text: str) -> Any:
    """Return the value of a whole JSON text; raises `NotJson`."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise NotJson("is nested too deep") from None
    except ValueError as error:
        raise NotJson(_reason(error)) from None


def _reason(error: ValueError) -> str:
    told = error.msg if isinstance(error, json.JSONDecodeError) else "a value cannot be read"
    return f"is cut off or not valid JSON ({told[0].lower()}{told[1:]})"


class JsonStream:
    """A list of objects in a text: at the top, or the only one in an object at the top.

    `number` counts the items that were begun.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._held = ""
        self._at = 0
        self._ended = False
        self.number = 0

    def items(self) -> Iterator[Any]:
        """Yield the items; an object without a list of objects is one item. Raises `NotJson`."""
        begin = self._next()
        if begin == "[":
            yield from self._list()
        elif begin == "{":
            yield from self._object()
        else:
            raise NotJson("is neither a list nor an object")
        if self._next():
            raise NotJson("goes on after the end of the list")

    def _list(self) -> Iterator[Any]:
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return
        while True:
            self.number += 1
            yield self._value()
            if self._ends("]"):
                return

    def _object(self) -> Iterator[Any]:
        """Yield the items of the list in the object, or the object without one."""
        self._at += 1
        members: dict[str, Any] = {}
        lists: list[str] = []
        if self._next() == "}":
            self._at += 1
            return
        while True:
            key = self._value()
            if not isinstance(key, str) or self._next() != ":":
                raise NotJson("is cut off or has no ':' after a name")
            self._at += 1
            if self._begins_list():
                lists.append(key)
                if len(lists) > 1:
                    raise NotJson(
                        f"holds several lists ({lists[0]!r} and {lists[1]!r}); give it one of them"
                    )
                yield from self._list()
            else:
                members[key] = self._value()
            if self._ends("}"):
                break
        if not lists:
            self.number += 1
            yield members

    def _begins_list(self) -> bool:
        """Tell whether a list of objects begins here."""
        if self._next() != "[":
            return False
        at = self._at
        self._at += 1
        begins = self._next(keep=at) == "{"
        self._at = at
        return begins

    def _ends(self, end: str) -> bool:
        mark = self._next()
        if mark not in (end, ","):
            raise NotJson("is cut off" if not mark else f"is followed by {mark!r}")
        self._at += 1
        if mark == "," and self._next() == end:
            raise NotJson("is followed by a comma and the end")
        return mark == end

    def _next(self, keep: int | None = None) -> str:
        """Return the next character that is not blank, without taking it; "" at the end.

        The text from `keep` on stays held.
        """
        while True:
            blank = _BLANK.match(self._held, self._at)
            assert blank is not None  # it matches nothing too
            self._at = blank.end()
            if self._at < len(self._held):
                return self._held[self._at]
            if self._ended or (keep is not None and len(self._held) > LONGEST_ITEM):
                return ""
            self._more(keep)

    def _more(self, keep: int | None = None, size: int = CHUNK) -> None:
        """Hold more of the text, and let go of what was taken."""
        more = self._text.read(size)
        self._ended = not more
        if keep is None:
            self._held = self._held[self._at :] + more
            self._at = 0
        else:
            self._held += more

    def _value(self) -> Any:
        """Return the value that begins here."""
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except RecursionError:
                raise NotJson("is nested too deep") from None
            except ValueError as error:
                if self._ended:
                    raise NotJson(_reason(error)) from None
            else:
                if end < len(self._held) or self._ended:  # else a number might go on
                    self._at = end
                    return value
            if len(self._held) - self._at > LONGEST_ITEM:
                raise NotJson(f"is longer than {LONGEST_ITEM // 1_000_000} MB or does not end")
            self._more(size=max(CHUNK, len(self._held)))
