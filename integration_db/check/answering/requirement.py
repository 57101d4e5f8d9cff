"""What every line of a list must reach: a level, chosen by its word or by a recorder's symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from integration_db.errors import NoSuchChoice
from integration_db.text.labels import REQUIREMENT
from integration_db.vocabulary import REQUIREMENTS, Level, Requirement

OF_LEVEL: Final[Mapping[Level, Requirement]] = {
    "control": "control",
    "stream": "video",
    "full": "full",
}
"""Which requirement a level is."""


def requirement_of(written: str, shows: Iterable[tuple[Level, str]]) -> Requirement:
    """Return the requirement that is meant; `shows` are a recorder's symbols by level.

    Raises `NoSuchChoice` for a word that is neither a requirement nor a symbol of encryption.
    """
    known: dict[str, Requirement] = {one: one for one in REQUIREMENTS}
    symbols = {symbol: OF_LEVEL[level] for level, symbol in shows if level in OF_LEVEL}
    meant = {**symbols, **known}.get(written)
    if meant is None:
        raise NoSuchChoice("requirement", written, (*REQUIREMENTS, *symbols), option="require")
    return meant


def required_words(require: Requirement, shows: Mapping[Level, str]) -> str:
    """Return a requirement as a clause, with the recorder's symbol for it if there is one."""
    symbol = next(
        (shows[level] for level, one in OF_LEVEL.items() if one == require and level in shows), None
    )
    name = REQUIREMENT[require].choice
    return f"{name} ({symbol})" if symbol else name
