"""Cells that no spreadsheet takes for a formula.

A program that opens a CSV file runs cells that begin with `=`, `+`, `-` or `@`; some skip blanks
before them, and some take the full-width forms. An apostrophe in front makes them text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
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


def harmless(lines: str, delimiter: str) -> bool:
    """Tell whether delimited text of many lines needs no care at all; quick, never wrongly True.

    No cell in it can be taken for a formula, and nothing in it steers a terminal. Text beyond
    ASCII always needs care.
    """
    return lines.isascii() and _suspicious(delimiter).search(f"\n{lines}") is None


@lru_cache(maxsize=16)
def _suspicious(delimiter: str) -> re.Pattern[str]:
    """Return what finds a control character, and a sign where a cell may begin.

    Blanks before a sign may belong to its cell. The search looks for the rare characters first
    and only then at what stands before them, which takes a quarter of the time.
    """
    control = "".join(
        chr(code) for code in (*range(32), 127) if chr(code) not in ("\n", "\r", delimiter)
    )
    before = re.escape(f'{delimiter}" \t\n\r')
    signs, controls = re.escape("=+-@"), re.escape(control)
    return re.compile(f"[{signs}{controls}](?:(?<=[{controls}])|(?<=[{before}][{signs}]))")
