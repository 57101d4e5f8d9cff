r"""Text of others, made visible: nothing in it steers a terminal or fakes what a page says.

Names and cells may hold anything. Control characters, marks that reorder or hide text and halves
of characters are shown as `\x1b`, `\u202e` and the like; everything else stays as it is.
"""

from __future__ import annotations

from typing import Final

# Marks that reorder or hide text: a name must not be able to fake an answer.
_UNSEEN: Final = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C]
)


def printable(text: str) -> str:
    r"""Return text without anything that steers a reader: `\x1b` and such become visible."""
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
