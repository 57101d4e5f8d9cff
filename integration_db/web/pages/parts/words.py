"""How the pages draw what `text.marks` says of a value, with the pictures that there are."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from integration_db.catalog.verdict import Verdict
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.prediction import Shows
from integration_db.text.labels import LEVEL, SCOPE
from integration_db.text.marks import LEVEL_MARKS, UNKNOWN_LEVEL, Tone
from integration_db.text.sentences import capital
from integration_db.text.slugs import slug
from integration_db.vocabulary import Level


class Drawn(NamedTuple):
    """A level as pages draw it: the name of its picture, its word, what that means, its tone."""

    picture: str
    word: str
    means: str
    tone: Tone


def drawn(level: Level, shows: Shows) -> Drawn:
    """Return a level as pages draw it.

    The word is the recorder's symbol where it has one, and the meaning then stands beside it. A
    symbol that nobody drew has the picture of its level, which is none of a recorder's.
    """
    mark, symbol = LEVEL_MARKS[level], shows.get(level)
    if symbol is None:
        return Drawn(mark.shape, capital(mark.word), "", mark.tone)
    own = f"symbol-{slug(symbol)}"
    picture = own if own in pictures() else mark.shape
    return Drawn(picture, capital(symbol), LEVEL[level].brief, mark.tone)


def verdict_tone(verdict: Verdict) -> Tone:
    """Return what a verdict means to a reader; firmware that it may not run is no promise."""
    known = verdict.code != "not_known" and not verdict.if_runs
    return (LEVEL_MARKS[verdict.floor] if known else UNKNOWN_LEVEL).tone


@lru_cache(maxsize=1)
def pictures() -> frozenset[str]:
    """Return the names of the pictures that there are."""
    sheet = files("integration_db.web.pages") / "templates" / "symbols.svg"
    return frozenset(re.findall(r'<symbol id="i-([a-z0-9-]+)"', sheet.read_text(encoding="utf-8")))


def scope_words(scope: str, series: str, manufacturer: str) -> str:
    """Return which cameras a statement about one of a series speaks of."""
    return SCOPE[scope].named.format(series=series, manufacturer=manufacturer)
