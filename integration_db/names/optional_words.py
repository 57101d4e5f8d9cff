"""What may stand around a model name without changing which model is meant.

Owns the words and the shapes of options that hold for every manufacturer; what holds for one only
comes from its seed file as `NamingRules`. Nothing here looks at the catalogue.
"""

from __future__ import annotations

import re
from typing import Final

from integration_db.names.index import NamingRules

DESCRIPTORS: Final = frozenset(
    [
        "CAMERA",
        "CAMERAS",
        "CAM",
        "NETWORK",
        "IP",
        "NETCAM",
        "SECURITY",
        "SURVEILLANCE",
        "CCTV",
        "VIDEO",
        "DIGITAL",
    ]
)
"""Words that describe any camera; for a maker in one of whose model names a word occurs, not even
these."""

SHAPES: Final = frozenset(
    [
        "DOME",
        "BULLET",
        "TURRET",
        "EYEBALL",
        "BOX",
        "FIXED",
        "PTZ",
        "FISHEYE",
        "PANORAMIC",
        "MULTISENSOR",
        "MULTIDIRECTIONAL",
        "VARIFOCAL",
        "VANDAL",
        "VANDALPROOF",
        "VANDAL-RESISTANT",
        "DAY/NIGHT",
        "MEGAPIXEL",
        "ENCODER",
    ]
)
"""Words for a camera's shape: set aside only beside a model number of three digits or more, because
short names (`G4 Dome`, `AI Bullet`) are made of them. Words that tell variants apart (Outdoor,
PoE, WiFi, Mini, Pro, IR, Thermal, Zoom) are in neither list: they are never set aside."""

# Patterns are kept as text: they compile when they are first used, in most look-ups never.
_BRACKET: Final = r"\s*\(([^()]*)\)"
_LENS: Final = r"F?\d{1,3}(?:\.\d{1,2})?(?:\s*[-/~]\s*\d{1,3}(?:\.\d{1,2})?)*\s*MM"
_COLOURS: Final = frozenset(["BLACK", "WHITE", "GREY", "GRAY", "SILVER"])
_REGIONS: Final = frozenset(["EU", "US", "UK", "CA", "AU", "JP", "UN", "USA", "NA", "INT"])
_ADDRESS: Final = r"\d{1,3}(?:\.\d{1,3}){3}"
_BOSCH_HARDWARE: Final = r"F000[0-9A-F]{4,}"
_LENS_WORD: Final = rf"(?:^|\s){_LENS}(?=\s|$)"


def without_options(text: str, rules: NamingRules) -> tuple[str, tuple[str, ...]]:
    """Return an exact key without options, and the options that were set aside."""
    aside: list[str] = []

    def drop(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if _is_option(inner) or f"({inner})" in rules.options:
            aside.append(f"({inner})")
            return ""
        return match[0]

    text = re.sub(_BRACKET, drop, text)

    def drop_word(match: re.Match[str]) -> str:
        aside.append(match[0].strip())
        return " "

    text = re.sub(_LENS_WORD, drop_word, text, flags=re.A)
    for option in rules.options:
        if text.endswith(" " + option):
            aside.append(option)
            text = text[: -len(option) - 1]
    return text.strip(), tuple(aside)


def _is_option(text: str) -> bool:
    """Whether the text in brackets is an option, and no part of a name."""
    return (
        text in _COLOURS
        or text in _REGIONS
        or any(re.fullmatch(shape, text, re.A) for shape in (_LENS, _ADDRESS, _BOSCH_HARDWARE))
    )
