"""Text made harmless for the place it goes to: a terminal, a spreadsheet.

Text from the seed and from users may hold anything. Nothing here knows what the text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Marks that reorder or hide text on a terminal: a name must not be able to fake an answer.
_UNSEEN: Final = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C]
)

_NOT_UTF_8: Final = re.compile("[\udc80-\udcff]")


def printable(text: str) -> str:
    r"""Return text without anything that steers a terminal: `\x1b` and such become visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def legible(name: str) -> str:
    r"""Return the name of a file with what is not UTF-8 in it visible, as in `caf\xe9.yaml`."""
    return name if name.isascii() else _NOT_UTF_8.sub(lambda found: _visible(found[0]), name)


def printable_lines(text: str) -> str:
    """Return text of several lines, each of them `printable`."""
    return "\n".join(map(printable, text.split("\n")))


def _visible(character: str) -> str:
    if character.isprintable() and ord(character) not in _UNSEEN:
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00  # a byte of a file's name that is no UTF-8, as Python keeps it
    if 0xD800 <= code <= 0xDFFF or code > 0xFF:
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return f"\\x{code:02x}"


_BLANK: Final = r"[\s\x00-\x20\u200b\ufeff]"
_SIGN: Final = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA: Final = f"{_BLANK}*{_SIGN}"
_SOMEWHERE: Final = f"\n(?:{_BLANK}{{0,50}}{_SIGN}|{_BLANK}{{51}})"
"""Where cells are joined by line breaks; more blanks are not gone through from each one anew."""


def no_formula(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    A program that opens a CSV file runs cells that begin with `=`, `+`, `-` or `@`; some skip
    blanks before them, and some take the full-width forms. An apostrophe in front makes them text.
    """
    return f"'{text}" if re.match(_FORMULA, text) else text


def defused(text: str) -> str:
    """Return a cell that steers no terminal and that no spreadsheet takes for a formula."""
    return no_formula(printable(text))


def risky(cells: Iterable[str]) -> bool:
    """Tell whether a cell of the row may need `no_formula`; quick, and never wrongly False."""
    return re.search(_SOMEWHERE, "\n" + "\n".join(cells)) is not None


def needs_no_care(lines: str, delimiter: str) -> bool:
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
