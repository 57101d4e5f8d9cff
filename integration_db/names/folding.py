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

SHORTEST_BEGINNING: Final = 4
"""Characters of a key that with others behind them may be meant by what it is."""

_DASHES: Final = (
    "\u00ad\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
)
# Upper-casing depends on the language only for the Turkish i's; both are read as I
# (lists typed by users hold the dotted capital from upper-casing in a Turkish locale).
_UNIFIED: Final = dict.fromkeys(map(ord, _DASHES), "-") | {0x130: "I", 0x131: "I"}
_MARK_TWO: Final = r"\bMK[ -]?(?:(I{1,3}|IV|V)|([1-5]))\b"
_PARTING: Final = " -_."
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
# What ONVIF scopes put before a name, and how they write what stands in no address.
_SCOPE: Final = r"(?i)^ *onvif://www\.onvif\.org/(?:name|hardware|model|mfr)/"
_ENCODED: Final = r"%([2-7][0-9A-Fa-f])"
_UNWRITABLE: Final = r"[\x00\ud800-\udfff]"


def writable(text: str) -> str:
    """Return text with a mark for what no name holds and no database takes.

    That is NUL, and half a character: what a terminal or JSON makes of bytes that are no text.
    """
    return text if text.isprintable() else re.sub(_UNWRITABLE, "\N{REPLACEMENT CHARACTER}", text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text without accents; one in composed form (NFC) keeps its length."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parted if not unicodedata.combining(c)))


def unaccented(text: str) -> str:
    """Return a text in compatibility forms without accents; its length may be another."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parted if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def exact_key(text: str) -> str:
    """Return the text in one shape: compatibility forms, dashes, spaces and case unified.

    A text as ONVIF scopes write it (`AXIS%20P3245-LVE`) is read without their signs.
    """
    text = text[: LONGEST_NAME + 1]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_UNIFIED)
    if "%" in text or "://" in text:
        text = _without_scope(text)
    if not text.isascii():
        text = "".join(
            c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace()
        )
        text = writable(text)
    elif not text.isprintable():
        text = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(text.upper().split())


def _without_scope(text: str) -> str:
    """Return what an ONVIF scope says; each turn makes the text shorter."""
    read = re.sub(_ENCODED, lambda m: chr(int(m[1], 16)), re.sub(_SCOPE, "", text))
    return read if read == text else _without_scope(read)


@lru_cache(maxsize=8192)
def loose_key(text: str) -> str:
    """Return the exact key without spaces, dashes, underscores and dots; `Mk II` as `MK2`."""
    key = _marked(text)
    for sign in _PARTING:
        key = key.replace(sign, "")
    return key


def parted_alike(written: str, name: str) -> bool:
    """Whether a text parts a name nowhere but where the name is parted, read from the end.

    A space or dash may be left out or be another one of them. One too many says that something
    else was meant: `M4337S-PLVE` is not `M4337-SPLVE`, and `Q6044-` is a name cut off. What the
    longer text has in front is not looked at.
    """
    one, other = _marked(written), _marked(name)
    i, j = len(one) - 1, len(other) - 1
    while i >= 0 and j >= 0:
        parts, parted = one[i] in _PARTING, other[j] in _PARTING
        if parts and not parted:
            return False
        i -= parts or not parted
        j -= 1
    return True


def _marked(text: str) -> str:
    key = exact_key(text)
    # Most texts have no mark: then the pattern is not even compiled.
    return re.sub(_MARK_TWO, lambda m: "MK" + (m[2] or _ROMAN[m[1]]), key) if "MK" in key else key
