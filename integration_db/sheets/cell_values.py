"""The values of cells as text, and which of them a spreadsheet may have made of another text."""

from __future__ import annotations

import datetime
from typing import Final

_LARGEST_EXACT: Final = 10**15
_TIMES: Final = (datetime.date, datetime.time, datetime.timedelta)


def is_odd(value: object) -> bool:
    """Whether a spreadsheet may have made a value of another text."""
    if isinstance(value, float):
        return not value.is_integer() or abs(value) >= _LARGEST_EXACT
    return isinstance(value, _TIMES)


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
