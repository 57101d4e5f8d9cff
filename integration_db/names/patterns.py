"""Names that stand for several models: optional letters in brackets, wildcards, series.

Owns the reading of patterns into single spellings. It does not say which of them exist.
"""

from __future__ import annotations

import re
from typing import Final

from integration_db.names.grammar import MARKS

MOST_SPELLINGS: Final = 64
"""A pattern with more spellings than this is not spelt out."""

_SHORTEST_BEGINNING: Final = 3
"""Characters in front of a placeholder that narrow it down to cameras of a kind."""

_ENDING: Final = "[_<options>[_<options>]][/<options>[/<options>]]"

# Patterns are kept as text: they compile when they are first used, in most look-ups never.
# `I(S)`, `-IU(Y)`, `(D)(M)(/ND)`: optional letters. Digits in brackets: another lens, `SF28(40)`.
_OPTIONAL: Final = r"(?a)\((/?[A-Z]{1,4}|\d{2,3})\)"
_SQUARE: Final = r"(?a)\[([A-Z]{1,3})\]"
_WILDCARD: Final = r"(?a)X{2,}|(?<=H)X(?=\d)"
_PLACEHOLDER: Final = r"(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|[*#?]"
_SERIES_WORDS: Final = ("SERIES", "FAMILY", "RANGE", "LINE")


def spellings(text: str) -> tuple[str, ...]:
    """Return every single spelling that a pattern stands for; () if the text is no pattern."""
    if "(" not in text and "[" not in text:
        return ()
    pattern = re.sub(_SQUARE, r"(\1)", text)
    parts = re.split(_OPTIONAL, pattern)
    if len(parts) == 1:
        return ()
    spelt = [parts[0]]
    for option, following in zip(parts[1::2], parts[2::2], strict=True):
        longer = []
        for start in spelt:
            longer.append(start + following)
            if option.isdigit():
                # A number in brackets takes the place of the number before it.
                longer.append(re.sub(r"\d+$", "", start) + option + following)
            else:
                longer.append(start + option + following)
        spelt = longer
        if len(spelt) > MOST_SPELLINGS:
            return ()
    return tuple(dict.fromkeys(spelt))


def is_wildcard(text: str) -> bool:
    """Whether the exact key holds a placeholder such as `xx` for several models."""
    return bool(re.search(_WILDCARD, text))


def placeholder_in(name: str) -> str | None:
    """Return the signs in a printed name that stand for any letter or digit, as brochures do."""
    found = re.search(_PLACEHOLDER, name)
    return found[0] if found else None


def wildcard_family(text: str) -> tuple[str, str] | None:
    """Return how the names of a placeholder's cameras begin, and the pattern that they fit.

    A placeholder leaves out what names end with: `DS-2CD21xxG2` is `DS-2CD2143G2-I` too. None where
    it says too little to find cameras by, or holds signs of the patterns' notation.
    """
    places = list(re.finditer(_WILDCARD, text))
    if not places or places[0].start() < _SHORTEST_BEGINNING or any(c in MARKS for c in text):
        return None
    pattern = re.sub(_WILDCARD, lambda place: "{#|@}" * len(place[0]), text)
    ends_open = places[-1].end() == len(text)
    return text[: places[0].start()], pattern + ("[<letters>]" if ends_open else "") + _ENDING


def series_name(text: str) -> str | None:
    """Return the series' name in `P32 series`, or None."""
    for word in _SERIES_WORDS:
        if text.endswith(word):
            return text.removesuffix(word).rstrip(" -") or None
    return None
