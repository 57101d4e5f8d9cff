"""Texts that only say what sort of thing a line is about: `Fixed dome`, `IPC`, `H264 (RTSP)`."""

from __future__ import annotations

import re
from typing import Final

from integration_db.names import exact_key
from integration_db.names.optional_words import DESCRIPTORS, SHAPES

_WORDS: Final = frozenset(
    word
    for words in (
        "OUTDOOR INDOOR POE POE+ WIFI WI FI WIRELESS WIRED IPC IPCAM IPCAMERA NVT NVR DVR XVR",
        "RECORDER MINI THERMAL ANALOG ANALOGUE COVERT CUBE CORNER PINHOLE DOORBELL DOORSTATION",
        "DAY NIGHT AND IR LPR ANPR SPEED MICRO COLOR COLOUR MULTI SENSOR DEVICE UNIT VIDEO",
        "H264 H265 H.264 H.265 MJPEG MPEG4 MICROPHONE SPEAKER METADATA INPUT OUTPUT AUDIO IO",
        "INTERCOM RADAR DECODER SERVER SWITCH DOOR STATION ACCESS CONTROL CONTROLLER OTHER",
        "KAMERA NETZWERKKAMERA IPKAMERA KUPPELKAMERA DOMEKAMERA DOMKAMERA",
        "AUSSEN INNEN AUSSENKAMERA INNENKAMERA CAMARA EXTERIOR INTERIOR DOMO BALA",
        "EXTERIEUR EXTERIEURE INTERIEUR INTERIEURE TELECAMERA ESTERNO ESTERNA INTERNO INTERNA",
        "EXTERNO EXTERNA BUITEN BINNEN BINNENCAMERA BUITENCAMERA",
    )
    for word in words.split(" ")
)
_STREAMS: Final = frozenset(["RTSP", "RTP", "TCP", "UDP", "HTTP", "ONVIF"])
"""Words that say a sort of stream only beside one of the others: alone they may be a plugin."""


def names_sort(text: str) -> bool:
    """Whether a text only says what sort of thing it is, and so names no plugin and no model."""
    words = re.findall(r"[^\s()\[\],;/-]+", exact_key(text))
    said = [word for word in words if word in DESCRIPTORS or word in SHAPES or word in _WORDS]
    streams = [word for word in words if word in _STREAMS]
    return bool(said) and len(said) + len(streams) == len(words)
