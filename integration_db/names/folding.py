"""Folding of written names: what may differ without being another name.

Owns the two keys of a name. It folds only what carries no meaning in model names; digits, letters
and the marks / ( ) + # stay, because there one character is another camera.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_NAME: Final = 500
"""No name that people write is longer; longer text is not looked at."""

_DASHES: Final = dict.fromkeys(
    map(
        ord, "\u00ad\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
    ),
    "-",
)
# Upper-casing depends on the language only for the Turkish i's; both are read as I
# (lists typed by users hold the dotted capital from upper-casing in a Turkish locale).
_LETTERS: Final = {0x130: "I", 0x131: "I"}
_MARK_TWO: Final = re.compile(r"\bMK[ -]?(?:(I{1,3}|IV|V)|([1-5]))\b")
_NOT_IN_LOOSE_KEY: Final = dict.fromkeys(map(ord, " -_."))
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_UNWRITABLE: Final = r"[\x00\ud800-\udfff]"


def writable(text: str) -> str:
    """Return text with a mark for what no name holds and no database takes.

    That is NUL, and half a character: what a terminal or JSON makes of bytes that are no text.
    """
    return text if text.isprintable() else re.sub(_UNWRITABLE, "\N{REPLACEMENT CHARACTER}", text)


@lru_cache(maxsize=8192)
def exact_key(text: str) -> str:
    """Return the text in one shape: compatibility forms, dashes, spaces and case unified."""
    text = (
        unicodedata.normalize("NFKC", text[: LONGEST_NAME + 1])
        .translate(_DASHES)
        .translate(_LETTERS)
    )
    if not text.isascii():
        text = "".join(
            c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace()
        )
        text = writable(text)
    elif not text.isprintable():
        text = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(text.upper().split())


@lru_cache(maxsize=8192)
def loose_key(text: str) -> str:
    """Return the exact key without spaces, dashes, underscores and dots; `Mk II` as `MK2`."""
    key = _MARK_TWO.sub(lambda m: "MK" + (m[2] or _ROMAN[m[1]]), exact_key(text))
    return key.translate(_NOT_IN_LOOSE_KEY)
