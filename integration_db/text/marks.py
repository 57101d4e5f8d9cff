"""How a value looks on every surface: its tone, its shape and its word, in one table per kind.

Pages, reports and commands draw a mark each in its own way, and none by its colour alone. A tone
says what the value means to a reader: a certificate that has to be made is work and no success.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import LEVEL, support_words
from integration_db.vocabulary import CAPABILITIES, Level, Status, Support

Tone: TypeAlias = Literal["good", "part", "plain", "task", "open", "bad"]
"""What a mark means: good (green), good in part (blue), neither (ink), work (amber), known to
nobody (grey), broken or refused (red)."""


class Glyph(NamedTuple):
    """The mark of a value: its tone, the name of its shape, its word within a sentence."""

    tone: Tone
    shape: str
    word: str


_ABILITY: Final[Mapping[Support, tuple[Tone, str]]] = {
    "yes": ("good", "yes"),
    "no": ("bad", "no"),
    "unknown": ("open", "unknown"),
}
_DUTY: Final[Mapping[Support, tuple[Tone, str]]] = {
    "yes": ("task", "work"),
    "no": ("good", "yes"),
    "unknown": ("open", "unknown"),
}
"""A duty that is not there is what one hopes for, so it has the shape of a yes."""

SUPPORT_MARKS: Final[Mapping[str, Mapping[str, Glyph]]] = {
    capability.name: {
        value: Glyph(*look, support_words(capability.name, value))
        for value, look in (_DUTY if capability.is_duty else _ABILITY).items()
    }
    for capability in CAPABILITIES
}
"""By capability and value."""

_LEVEL_TONES: Final[Mapping[Level, Tone]] = {
    "fails": "bad",
    "nothing": "plain",
    "control": "part",
    "stream": "part",
    "full": "good",
}

LEVEL_MARKS: Final[Mapping[Level, Glyph]] = {
    level: Glyph(tone, f"level-{level}", LEVEL[level].name) for level, tone in _LEVEL_TONES.items()
}

UNKNOWN_LEVEL: Final = Glyph("open", "unknown", "not known")
"""What stands where nothing above `nothing` is sure."""

STATUS_TONES: Final[Mapping[Status, Tone]] = {
    "meets": "good",
    "meets after tasks": "task",
    "may fall back": "task",
    "open": "open",
    "falls short": "bad",
    "not known": "open",
    "not found": "open",
    "not a camera": "plain",
    "invalid": "bad",
}
"""The tone of a list's status; its word is its own."""
