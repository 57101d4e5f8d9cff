"""Headings in two rows: what a text over others may be, and what the two say together.

`Firmware` over `today` is `Firmware (today)`; `New` over `IP` is `IP (New)`; and `Network` over
`IP` says no more than `IP`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from integration_db.check.reading.meaning import is_about_others, meaning_of, says_when


def may_be_over(text: str) -> bool:
    """Whether a text may stand over headings of several columns."""
    return may_be_under(text) or is_about_others(text)


def may_be_under(text: str) -> bool:
    """Whether a text may be a heading under another one."""
    return meaning_of(text) is not None or says_when(text)


def fields_of(headings: Sequence[str]) -> int:
    """Return how many different fields headings name."""
    meanings = (meaning_of(heading) for heading in headings if heading)
    return len({meaning.fields for meaning in meanings if meaning is not None})


def joined_headings(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the headings of columns that have one in each of two rows."""
    times = Counter(text.strip().casefold() for text in below)
    pairs = [(over.strip(), text.strip()) for over, text in zip_longest(above, below, fillvalue="")]
    return [
        _joined(over, text, is_only=times[text.casefold()] == 1) if over and text else over or text
        for over, text in pairs
    ]


def _joined(over: str, text: str, *, is_only: bool) -> str:
    """Return the heading of a column; `is_only` where no other one has the lower text."""
    if over == text:
        return text
    if says_when(over):
        return f"{text} ({over})"
    joined = f"{over} ({text})"
    alone = meaning_of(text)
    if alone is None or not is_only or is_about_others(over):
        return joined
    meaning = meaning_of(joined)
    return joined if meaning is not None and meaning.fields == alone.fields else text
