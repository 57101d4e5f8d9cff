"""Names that stand for several models: optional letters in brackets, wildcards, series.

Owns the reading of patterns into single spellings. It does not say which of them exist.
"""

from __future__ import annotations

import re
from typing import Final

MOST_SPELLINGS: Final = 64
"""A pattern with more spellings than this is not spelt out."""

# `I(S)`, `-IU(Y)`, `(D)(M)(/ND)`: optional letters. Digits in brackets: another lens, `SF28(40)`.
_OPTIONAL: Final = re.compile(r"\((/?[A-Z]{1,4}|\d{2,3})\)", re.A)
_SQUARE: Final = re.compile(r"\[([A-Z]{1,3})\]", re.A)
_WILDCARD: Final = re.compile(r"X{2,}|(?<=H)X(?=\d)", re.A)
_SERIES: Final = re.compile(r"(?P<name>.+?)[ -]*(?:SERIES|FAMILY|RANGE|LINE)", re.A)


def spellings(text: str) -> tuple[str, ...]:
    """Return every single spelling that a pattern stands for; () if the text is no pattern."""
    pattern = _SQUARE.sub(r"(\1)", text)
    parts = _OPTIONAL.split(pattern)
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
    return bool(_WILDCARD.search(text))


def series_name(text: str) -> str | None:
    """Return the series' name in `P32 series`, or None."""
    match = _SERIES.fullmatch(text)
    return match["name"] if match else None
