"""Texts that only say what sort of thing a line is about: `Fixed dome`, `Torreta`, `H264`."""

from __future__ import annotations

import re
from typing import Final

from integration_db.names import exact_key
from integration_db.names.lines.quotation_words import (
    FEATURES,
    JOINING,
    QUALITIES,
    QUALITY,
    in_english,
    tells_camera,
)
from integration_db.names.lines.things import parted
from integration_db.names.optional_words import SHAPES

_SORTS: Final = frozenset(
    word
    for words in (
        "IPC NVT XVR WIFI WI FI WIRELESS WIRED THERMAL ANALOG ANALOGUE COVERT CUBE CORNER PINHOLE",
        "DOORBELL DOORSTATION LPR ANPR SPEED MULTI DEVICE UNIT OTHER H264 H265 H.264 H.265 MJPEG",
        "MPEG4 METADATA INPUT OUTPUT IO DOOR STATION ACCESS CONTROL CONTROLLER",
        "GERAT DISPOSITIVO APPAREIL APPARAAT EQUIPO EQUIPAMENTO ANALOGICA ANALOGICO ANALOGIQUE",
        "SONSTIGE SONSTIGES ANDERE OTRO OTRA OTROS AUTRE AUTRES ALTRO ALTRA OUTRO OUTRA OVERIG",
    )
    for word in words.split(" ")
)
"""What types in lists of devices say beside the words of quotations."""

_STREAMS: Final = frozenset(["RTSP", "RTP", "TCP", "UDP", "HTTP", "ONVIF"])
"""Words that say a sort of stream only beside one of the others: alone they may be a plugin."""


_NAME: Final = re.compile(r":|\b(?!(?:ip|web|net)cam\b)\w+cam\b|^monitor$", re.I)
"""What only names of plugins and makers have: `Control: ONVIF`, `Foscam`, `Monitor`."""


def names_sort(text: str) -> bool:
    """Whether a text only says what sort of thing it is, and so names no plugin and no model."""
    if _NAME.search(text):
        return False
    things, others = parted(re.sub(r"[()\[\],;/]", " ", text))
    words = [in_english(exact_key(word)) for word in others]
    rest = [word for word in words if word not in _STREAMS and word not in JOINING]
    sorts = [word for word in rest if _is_sort(word)]
    told = bool(things or sorts) and "licence" not in things  # programs have names: XProtect
    return told and all(QUALITY.fullmatch(word) for word in rest if word not in sorts)


def _is_sort(word: str) -> bool:
    known = word in SHAPES or word in FEATURES or word in QUALITIES or word in _SORTS
    return known or tells_camera(word)
