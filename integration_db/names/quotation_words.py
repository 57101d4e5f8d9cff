"""The words of quotations: what stands around the name of a camera, and what it does to it.

Only words, in the languages that quotations come in; what follows from them is the business of
`quotation`.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUANTITY: Final = re.compile(r"\d{1,5} ?(?:X|PCS|PC|EA|ST|STK)?[.:)]?", re.A)
LEADING: Final = _words(
    """
    SUPPLY DELIVER DELIVERY INSTALL INSTALLATION AND OF A THE NEW ITEM POS QTY EACH PCS PC EA ST
    STK INDOOR OUTDOOR MODEL TYPE RÉSEAU X - & + /
    """
)
"""Words that quotations begin with before they name a camera."""

# Words that say by themselves that a line is about a camera.
CAMERA_WORD: Final = re.compile(
    r"[\w-]*(?:CAMERA|CÁMARA|CAMÉRA|KAMERA|TELECAMERA)S?|DÔME|DOMO|BALA|TOURELLE"
)
# Sizes and classes: 2.8MM, 3.4-8.9, 1920X1080, IP66; the mains that a PTZ is tuned to, 60HZ.
QUALITY: Final = re.compile(
    r"F?\d+(?:[.,]\d+)?(?:[-/X]\d+(?:[.,]\d+)?)*"
    r"(?:MM|MP|MPX|MEGAPIXEL|K|P|FPS|M|X|°|GB|TB|HZ)?|F/?\d\.\d|IP\d\d|IK\d\d|H\.?26[45]\+?"
)
QUALITIES: Final = _words(
    """
    MM MP MPX HZ QTY EACH PCS PC EA ST STK HD HDTV UHD FULL-HD WDR ONVIF DAY NIGHT COLOUR COLOR LENS
    WHITE BLACK GREY GRAY SILVER WEISS SCHWARZ BLANC NOIR AUDIO OPTICAL ZOOM MOTORIZED MOTORISED
    VARI-FOCAL AUTOFOCUS - & + / X
    """
)
"""What cameras have and come in, of whichever variant; Outdoor, PoE and IR tell variants apart."""

# Mk II, V2, Gen3: another generation is another camera.
GENERATION: Final = re.compile(
    r"M(?:AR)?K[-.]?(?:[1-5]|I{1,3}|IV|V)?|I{2,3}|IV|V\d?|GEN\d?|REV", re.A
)
VARIANTS: Final = _words(
    """
    PRO PLUS MINI MAX ULTRA LITE XL DUO SOLAR BATTERY THERMAL ZOOM FLOODLIGHT WIFI WI-FI WLAN
    WIRELESS LTE 4G 5G KIT BAREBONE
    """
)
"""Words that make another camera of one where they stand right behind its name."""

OTHER_THINGS: Final = _words(
    """
    FOR FÜR FUER POUR PARA PER MOUNT MOUNTS MOUNTING BRACKET HOUSING COVER COVERS ADAPTER ADAPTOR
    KIT LICENSE LICENCE LICENSES LICENCES LIZENZ LIZENZEN SPARE REPLACEMENT CABLE BASE PLATE CAP
    SHIELD SUNSHIELD WEATHERSHIELD POLE MAST BUBBLE SMOKED CLEAR TINTED INJECTOR MIDSPAN BOX
    WARRANTY SERVICE REPAIR ILLUMINATOR ANTENNA SUPPLY CARD NVR RECORDER SUPPORT SKIN
    KUPPEL NETZTEIL OBJEKTIV ZUBEHÖR GEHÄUSE GARANTIE COQUE CÂBLE SOPORTE LICENCIA
    OR ODER OU O EQUAL EQUIVALENT SIMILAR GLEICHWERTIG COMPATIBLE KOMPATIBEL
    NOT NO NICHT WITHOUT OHNE SANS UPGRADE SUCCESSOR NACHFOLGER REPLACES REPLACED REPLACING
    INSTEAD STATT ERSETZT
    """
)
"""Words that make a line about something else than the camera that it names."""

OTHER_THING: Final = re.compile(r".*(?:HALTER|HALTERUNG|MONTAGE|KUPPEL|LIZENZ|GEHÄUSE)\w*|ERSATZ.*")
WITH: Final = _words("WITH W/ INCL INCLUDING INCLUDES PLUS + & AND MIT INKL AVEC CON")
