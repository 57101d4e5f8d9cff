"""Counting, joining, and what is said in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_HINT: Final = re.compile(r"(?: \(try |; see )integration-db [a-z]+\)?")
_BOUND: Final = re.compile(r" ?([<>]=?)")
_SIGNS: Final = {">=": " ≥ ", "<=": " ≤ ", ">": " > ", "<": " < "}

EVERY: Final = "every firmware"


_BRIEF: Final = 100
_HINTS: Final = re.compile(
    r"(:| and) say --[a-z-]+| \([^()]*--[a-z-]+[^()]*\)"
    r"|, then (keep what you saw with 'integration-db record'|state what you saw in an overlay)"
)


def range_words(text: str) -> str:
    """Return a firmware range as people read it: `*` is every firmware."""
    if text == "*":
        return EVERY
    return (
        _BOUND.sub(lambda sign: _SIGNS[sign[1]], text).replace(",", ", ").replace("  ", " ").strip()
    )


def for_a_page(text: str) -> str:
    """Return the library's sentence without its hints at commands, which a page has no use for."""
    return _HINT.sub("", plain(text))


def any_of(words: Iterable[str]) -> str:
    """Return words as in a sentence: `a, b or c`."""
    found: Sequence[str] = list(words)
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def plain(text: str) -> str:
    """Return a clause of the library without its hints for those who type commands."""
    return _HINTS.sub("", text)


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


def joined(words: Sequence[str]) -> str:
    """Return words as in a sentence: `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
