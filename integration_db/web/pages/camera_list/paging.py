"""The way through a long list: its pages, its letters, its length, its order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from integration_db.catalog.filter_request import Selection
from integration_db.database.stored_values import natural_key
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages.camera_list.state import (
    LENGTHS,
    USUAL_SORT,
    State,
    list_address,
    sort_of,
    whole,
    with_value,
)


class Turn(NamedTuple):
    """One way onward: what it is called, its address, and whether one is there already."""

    label: str
    address: str
    here: bool = False


class Paging(NamedTuple):
    """Where one is in a list, and where one may go. A step of None stands for pages left out."""

    first: int
    last: int
    previous: str | None
    next: str | None
    pages: tuple[Turn | None, ...]
    letters: tuple[Turn, ...]
    lengths: tuple[Turn, ...]


def page_length(state: State) -> int:
    """Return how many cameras a page has. Raises `Refused`."""
    return min(max(whole(state, "limit", LENGTHS[0]), 1), max(LENGTHS))


def page_offset(state: State, total: int) -> int:
    """Return how many cameras are before the page, which is never behind the last one.

    Raises `Refused`.
    """
    length = page_length(state)
    return min(whole(state, "offset", 0), max(0, (total - 1) // length * length))


def paging_of(chosen: Selection, state: State, total: int) -> Paging:
    """Return the way through a list of so many cameras."""
    length, offset = page_length(state), page_offset(state, total)
    last = min(offset + length, total)
    return Paging(
        offset + 1 if total else 0,
        last,
        _at(state, max(0, offset - length)) if offset else None,
        _at(state, offset + length) if last < total else None,
        tuple(_pages(state, offset, length, total)),
        tuple(_letters(chosen, state, offset)) if total > length else (),
        tuple(_lengths(state, length)) if total > min(LENGTHS) else (),
    )


def _at(state: State, offset: int) -> str:
    return list_address(with_value(state, "offset", str(offset) if offset else None))


_AROUND: Final = 2


def _pages(state: State, offset: int, length: int, total: int) -> Iterable[Turn | None]:
    """Yield the first and last pages and those around this one; nothing where there is one."""
    count, here = -(-total // length), offset // length
    if count < 2:
        return
    near = {0, count - 1, *range(max(0, here - _AROUND), min(count, here + _AROUND + 1))}
    before = -1
    for number in sorted(near):
        if number - before > 1:
            yield None
        yield Turn(f"{number + 1:,}", _at(state, number * length), number == here)
        before = number


def _letters(chosen: Selection, state: State, offset: int) -> Iterable[Turn]:
    """Yield where each letter begins: of makers, or of models where one maker is chosen."""
    makers, order = state.get("manufacturer", ()), sort_of(state)
    if not makers and order == USUAL_SORT:
        counts = chosen.facets(["manufacturer"])["manufacturer"].counts
        begun = sorted((natural_key(name)[:1], number) for name, number in counts)
    elif len(makers) == 1 and order in (USUAL_SORT, "model"):
        begun = chosen.initials
    else:
        return
    by_letter = [(_letter(key), number) for key, number in begun]
    before = 0
    for letter, own in groupby(by_letter, key=lambda one: one[0]):
        number = sum(cameras for _, cameras in own)
        if number:
            yield Turn(letter, _at(state, before), before <= offset < before + number)
        before += number


def _letter(key: str) -> str:
    return "0–9" if key.isdigit() else key if key.isalpha() else "…"


def _lengths(state: State, length: int) -> Iterable[Turn]:
    for one in sorted(LENGTHS):
        said = None if one == LENGTHS[0] else str(one)
        yield Turn(str(one), list_address(with_value(state, "limit", said)), one == length)
