"""What is sold beside cameras and is none: told by its words, and only where they leave no doubt.

A mount for a camera names the camera too, so the words before a `for` tell what is sold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from integration_db.names.folding import exact_key, loose_key
from integration_db.names.optional_words import DESCRIPTORS, SHAPES
from integration_db.names.quotation_words import CAMERA_WORD

_FOR: Final = frozenset(["FOR", "FÜR", "FUER", "POUR", "PARA", "PER"])

_ACCESSORIES: Final = frozenset(
    ("MOUNT", "MOUNTS", "MOUNTING", "BRACKET", "BRACKETS", "ADAPTER", "ADAPTOR", "ADAPTERS")
    + ("POLE", "COVER", "COVERS", "SUNSHIELD", "WEATHERSHIELD", "ILLUMINATOR", "ANTENNA", "CABLE")
    + ("CABLES", "CÂBLE", "INJECTOR", "MIDSPAN", "NETZTEIL", "OBJEKTIV", "ZUBEHÖR", "SOPORTE")
    + ("LICENSE", "LICENCE", "LICENSES", "LICENCES", "LIZENZ", "LIZENZEN", "LICENCIA")
    + ("WARRANTY", "GARANTIE", "NVR")
)
_ACCESSORY: Final = re.compile(r".*(?:HALTER|HALTERUNG|MONTAGE|MONTAGEPLATTE|KUPPEL|LIZENZ)")
_SHORTEST: Final = 4
"""Characters of a name that tells a camera."""

_MARKS: Final = " ,;:.|\"'()[]"


def names_accessory(text: str, cameras: Iterable[str]) -> bool:
    """Whether a text is about something for a camera, and not about a camera.

    One that has the name of one of the `cameras` in it says so only with a `for`.
    """
    words = [word.strip(_MARKS) for word in exact_key(text).split(" ")]
    cut = next((at for at, word in enumerate(words) if word in _FOR), None)
    if cut is None and any(_named_in(camera, text) for camera in cameras):
        return False
    sold = words if cut is None else words[:cut]
    if any(_is_camera(word) for word in sold):
        return False
    return any(word in _ACCESSORIES or _ACCESSORY.fullmatch(word) for word in sold)


def _named_in(camera: str, text: str) -> bool:
    """Whether a text has the name of a camera in it, with or without its maker."""
    words, whole = camera.split(" "), loose_key(text)
    keys = [loose_key(" ".join(words[first:])) for first in range(len(words))]
    return any(len(key) >= _SHORTEST and key in whole for key in keys)


def _is_camera(word: str) -> bool:
    return word in DESCRIPTORS or word in SHAPES or CAMERA_WORD.fullmatch(word) is not None
