"""How many of a thing a text says by itself: `3 x ...`, `2 Stk. ...`, `... (x3)`, `..., qty 5`.

One rule for descriptions and for bare lists of cameras. A number that tells what a camera has is
none: `4 x 2MP multi-directional`, `30x PTZ`, `1920 x 1080`, `zoom x 25`.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import LONGEST_NAME, plain
from integration_db.names.lines.units import HOW_MANY, UNIT, UNITS

# Patterns are kept as text: they compile when they are first used, in most look-ups never.
_UNIT: Final = rf"(?:{'|'.join(sorted(UNITS - {'x'}, key=len, reverse=True))})"
_FRONT: Final = rf"(?i)(\d{{1,5}})\s*(?:(?P<times>[x×*])\s+|[x×](?=[A-Z])|{UNIT}\b\.?\s+)(?=\S)"
_BEHIND: Final = (
    rf"(?i)(?:\s+[x×*]\s*(?P<times>\d{{1,5}})"
    rf"|\s*\(\s*(?:[x×*]\s*(?P<inside>\d{{1,5}})|(?P<aside>\d{{1,5}})\s*(?:[x×*]|{_UNIT}\b\.?))\s*\)"
    rf"|(?:\s*[,;:–-]\s*|\s+)(?P<units>\d{{1,5}})\s*{_UNIT}\b\.?)$"
)
_TOLD: Final = (
    rf"(?i){HOW_MANY}\b\.?\s*[:=]?\s*(\d{{1,5}})(?:\s*{UNIT}\b\.?)?(?:\s+[-–—]\s+|\s*[:;,|]\s*|\s+)(?=\S)",
    rf"(?i)(?:\s*[,;|(\[]\s*|\s+[-–—]\s+|\s+){HOW_MANY}\b\.?\s*[:=]?\s*(\d{{1,5}})(?:\s*{UNIT}\b\.?)?\s*[)\]]?$",
)
"""A word for a quantity and how many, at the beginning and at the end."""
_ZOOM: Final = r"(?i)(?:ptz|zoom|opti[ck]|otti[ck]|digital|speed|ir\b|leds?\b|lens|senso|objekti)"
"""What so many times is no number of pieces: `30x PTZ`, `4x IR LED`."""
_SEVERAL: Final = r"(?i)multi|dual|quad|duo|panoram|sensor|lens|direc|richtung|180|270|360"
"""Words of cameras with several pictures: `4 x 2MP multi-directional`."""
_PIXELS: Final = r"(?i)\d{1,2}(?:[.,]\d)? ?(?:mp|mega|k\b)|\d{3,4}p\b"
_FOR: Final = (
    r"(?i)for|fur|fuer|zu|bis|mit|pour|de|d'|avec|para|con|hasta|per|da|di|fino|com|ate|voor|met|tot"
    r"|with|of|to|up|max\.?|and|und|y|e|et|en|each|je|a|au"
)
"""Words behind which a number is none of pieces."""
_MEASURE: Final = r"(?i)\d+(?:[.,]\d+)? ?(?:mm|tb|gb|w|v|m|hz|fps|km)\b"


class Multiple(NamedTuple):
    """How many a text says, and the text without that."""

    number: int
    text: str


def multiple_in(text: str) -> Multiple | None:
    """Return how many a text says at its beginning or end, None where it does not."""
    if len(text) > LONGEST_NAME:
        return None
    text = normalize("NFC", text).strip()
    without_accents = plain(text)
    told = re.match(_TOLD[0], without_accents)
    if told is not None:
        return Multiple(int(told[1]), text[told.end() :].strip())
    told = re.search(_TOLD[1], without_accents)
    if told is not None and told.start():
        return Multiple(int(told[1]), text[: told.start()].rstrip(" ,;:-–"))
    front = re.match(_FRONT, without_accents)
    if front is not None and not _is_of_camera(without_accents, front):
        return Multiple(int(front[1]), text[front.end() :].strip())
    behind = re.search(_BEHIND, without_accents)
    if behind is None or not behind.start():
        return None
    rest = text[: behind.start()].rstrip(" ,;:-–")
    last = rest.split()[-1:]
    if behind["times"] and last and (last[0].isdigit() or re.match(_ZOOM, last[0])):
        return None
    if last and re.fullmatch(_FOR, plain(last[0])):
        return None  # `NVR for 8 cameras`
    number = next(found for found in behind.groups() if found is not None)
    return Multiple(int(number), rest)


def _is_of_camera(text: str, front: re.Match[str]) -> bool:
    """Whether what a number stands before is what cameras have several of."""
    behind = text[front.end() :]
    joined = text[front.end(1)] in "xX×*"
    if re.match(_MEASURE, behind) or (joined and re.match(_ZOOM, behind)):
        return True
    return re.match(_PIXELS, behind) is not None and re.search(_SEVERAL, behind) is not None
