"""Cells that no spreadsheet takes for a formula.

A program that opens a CSV file runs cells that begin with `=`, `+`, `-` or `@`; some skip blanks
before them, and some take the full-width forms. An apostrophe in front makes them text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BLANK: Final = r"[\s\x00-\x20\u200b\ufeff]"
_SIGN: Final = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA: Final = re.compile(f"{_BLANK}*{_SIGN}")
_SOMEWHERE: Final = re.compile(f"\n{_BLANK}*{_SIGN}")


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def risky(cells: Iterable[str]) -> bool:
    """Tell whether a cell of the row may need `defused`; quick, and never wrongly False."""
    return _SOMEWHERE.search("\n" + "\n".join(cells)) is not None
