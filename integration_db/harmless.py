"""Text made harmless for the place it goes to: a terminal, a spreadsheet.

Text from the seed and from users may hold anything. Nothing here knows what the text means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

# Marks that reorder or hide text on a terminal: a name must not be able to fake an answer.
_UNSEEN: Final = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C]
)


def printable(text: str) -> str:
    r"""Return text without anything that steers a terminal: `\x1b` and such become visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable() and ord(character) not in _UNSEEN:
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF or code > 0xFF:
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return f"\\x{code:02x}"


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = printable(text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV with every cell defused; line breaks in a cell become ` | `."""
    import csv  # only where CSV is written
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([defused(text.replace("\n", " | ")) for text in row])
    return out.getvalue()
