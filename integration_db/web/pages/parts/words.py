"""Words and marks for people: what the pages call things, and how a value looks.

Labels only; what a value *is* was decided elsewhere. Everything that has a colour also has a word
and a shape, and the tone says what it means to a reader, not what its value is: a certificate that
is needed is a task, not a success.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.prediction import Shows
from integration_db.text.labels import LEVEL, SCOPE
from integration_db.text.sentences import capital
from integration_db.text.slugs import slug
from integration_db.vocabulary import CAPABILITIES, Level

_OF_ABILITIES: Final = {"yes": "good", "no": "bad"}
_OF_DUTIES: Final = {"yes": "task", "no": "good"}
_DUTIES: Final = frozenset(c.name for c in CAPABILITIES if c.is_duty)


def tone(capability: str, value: str) -> str:
    """Return what a capability's value means to a reader: good, bad, a task, or open."""
    tones = _OF_DUTIES if capability in _DUTIES else _OF_ABILITIES
    return tones.get(value, "open")


class Drawn(NamedTuple):
    """A level as pages draw it: the name of its picture, its word, and what that means."""

    picture: str
    word: str
    means: str


def drawn(level: Level, shows: Shows) -> Drawn:
    """Return a level as pages draw it.

    The word is the recorder's symbol where it has one, and the meaning then stands beside it. A
    symbol that nobody drew has the picture of its level, which is none of a recorder's.
    """
    symbol = shows.get(level)
    if symbol is None:
        return Drawn(f"level-{level}", capital(LEVEL[level].name), "")
    own = f"symbol-{slug(symbol)}"
    picture = own if own in pictures() else f"level-{level}"
    return Drawn(picture, capital(symbol), LEVEL[level].brief)


@lru_cache(maxsize=1)
def pictures() -> frozenset[str]:
    """Return the names of the pictures that there are."""
    sheet = files("integration_db.web.pages") / "templates" / "symbols.svg"
    return frozenset(re.findall(r'<symbol id="i-([a-z0-9-]+)"', sheet.read_text(encoding="utf-8")))


def scope_words(scope: str, series: str, manufacturer: str) -> str:
    """Return which cameras a statement about one of a series speaks of."""
    return SCOPE[scope].named.format(series=series, manufacturer=manufacturer)
