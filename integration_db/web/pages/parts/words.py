"""Words and marks for people: what the pages call things, and how a value looks.

Labels only; what a value *is* was decided elsewhere. Everything that has a colour also has a word
and a shape, and the tone says what it means to a reader, not what its value is: a certificate that
is needed is a job, not a success.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.text.labels import DETAIL, SCOPE, detail_value
from integration_db.text.sentences import capital
from integration_db.vocabulary import CAPABILITIES

_OF_ABILITIES: Final = {"yes": "good", "no": "bad"}
_OF_DUTIES: Final = {"yes": "job", "no": "good"}
_DUTIES: Final = frozenset(c.name for c in CAPABILITIES if c.is_duty)


def tone(capability: str, value: str) -> str:
    """Return what a capability's value means to a reader: good, bad, a job, or open."""
    tones = _OF_DUTIES if capability in _DUTIES else _OF_ABILITIES
    return tones.get(value, "open")


def detail_words(details: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return details as pairs of name and value for people."""
    return [
        (
            capital(DETAIL[name]),
            ", ".join(map(detail_value, value))
            if isinstance(value, (list, tuple))
            else detail_value(value),
        )
        for name, value in details.items()
    ]


def scope_words(scope: str, series: str, manufacturer: str) -> str:
    """Return which cameras a statement about one of a series speaks of."""
    return SCOPE[scope].named.format(series=series, manufacturer=manufacturer)
