"""What may stand around a model name without changing which model is meant.

Owns the words and options that hold for every manufacturer; what holds for one only comes from its
seed file, as patterns of the same `grammar`. Nothing here looks at the catalogue.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from integration_db.names.grammar import fits

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
"""Words that describe any camera. No word of these lists is set aside beside a name where the maker
has another camera with that word in its name."""

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

OPTION: Final = "{<lens>|<colour>|<market>|<address>|F000{#|@}{#|@}{#|@}{#|@}}"
"""What a bracket behind a name may hold without being part of it; F000.. is Bosch's number of the
hardware."""

_OTHERS: Final = frozenset(["OTHER", "OTHERS"])

_RESOLUTION: Final = "<number>{MP|MPX|MEGAPIXEL}"
_STREAM: Final = r"(?<=\w)[-_ ](MAIN|SUB)(?:[-_ ]?STREAM)?$"
"""What names of streams end with: which of one camera's streams it is."""

_BRACKET: Final = r" ?\(([^()]*)\)"
_LENS: Final = "<lens>"


@lru_cache(maxsize=8192)
def without_options(text: str) -> tuple[str, tuple[str, ...]]:
    """Return an exact key without options, and the options that were set aside."""
    aside: list[str] = []

    def drop(match: re.Match[str]) -> str:
        if fits(OPTION, match[1].strip()):
            aside.append(f"({match[1].strip()})")
            return ""
        return match[0]

    if "(" in text:
        text = re.sub(_BRACKET, drop, text)
    stream = re.search(_STREAM, text) if "MAIN" in text or "SUB" in text else None
    if stream is not None:
        text = text[: stream.start()]
        aside.append(stream[1])
    if "MM" not in text:
        return text.strip(), tuple(aside)
    words = text.split(" ")
    kept: list[str] = []
    while words:
        words[:1] = _behind_stroke(words[0])
        # A lens may be two words: 2.8 MM.
        count = next((n for n in (1, 2) if _is_lens(words[:n])), 0)
        (aside if count else kept).append(" ".join(words[: count or 1]))
        words = words[count or 1 :]
    return " ".join(kept).strip(), tuple(aside)


def _behind_stroke(word: str) -> tuple[str, ...]:
    """Return a word without the lens that stands behind a stroke in it, and the lens."""
    for stroke in re.finditer("/", word if word.endswith("MM") else ""):
        name, lens = word[: stroke.start()], word[stroke.end() :]
        if name and not _is_lens([word]) and _is_lens([lens]):
            return name, lens
    return (word,)


def only_describes(word: str) -> bool:
    """Whether a word describes a camera: any, its shape, or how many pixels it has."""
    if word in DESCRIPTORS or word in SHAPES:
        return True
    return "MP" in word[1:] and fits(_RESOLUTION, word)


def is_title(series: str) -> bool:
    """Whether a series is called by a title of the catalogue, which nobody calls a camera by.

    One that says that it holds the others is (`Standard, other`), and one whose words describe any
    camera (`Network cameras`, `PTZ`).
    """
    words = [word.strip(",") for word in series.upper().split()]
    return any(word in _OTHERS for word in words) or all(
        word == "AND" or only_describes(word) for word in words
    )


def _is_lens(words: list[str]) -> bool:
    return words[-1].endswith("MM") and fits(_LENS, " ".join(words))
