"""Counting, joining, and what is said in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_BOUND: Final = re.compile(r" ?([<>]=?)")
_SIGNS: Final = {">=": " ≥ ", "<=": " ≤ ", ">": " > ", "<": " < "}

EVERY: Final = "every firmware"

_BRIEF: Final = 100


def range_words(text: str) -> str:
    """Return a firmware range as people read it: `*` is every firmware."""
    if text == "*":
        return EVERY
    return (
        _BOUND.sub(lambda sign: _SIGNS[sign[1]], text).replace(",", ", ").replace("  ", " ").strip()
    )


def any_of(words: Iterable[str]) -> str:
    """Return words as in a sentence: `a, b or c`."""
    found: Sequence[str] = list(words)
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital in front, a full stop behind."""
    if text[-1:] not in (".", "?", "!"):
        text += "."
    return text[:1].upper() + text[1:]


def brief(text: str) -> str:
    """Return text of the list as it stands among other text."""
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"


def word(name: str) -> str:
    """Return a name of the vocabulary as people read it: `vendor_page` is a vendor page."""
    return name.replace("_", " ")


def firmware_words(text: str) -> str:
    """Return a firmware range as people read it."""
    return text.replace(">=", "≥ ").replace("<=", "≤ ").replace(" | ", " or ")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as in `1 line` and `2,000 lines`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def spelt(number: int) -> str:
    """Return a small number as a word; a greater one in digits."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
