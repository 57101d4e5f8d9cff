"""What quotations say of the use of a camera, which speaks of no other thing: `for NVR recording`.

In English, German, French, Spanish, Italian, Portuguese and Dutch, without accents.
"""

from __future__ import annotations

import re
from typing import Final

ASIDES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(
            r"\b(?:FOR|FUR|FUER|ZUR|POUR|PARA|PER|VOOR) (?:CONTINUOUS |VMS |NVR[ -]|24/7 )*"
            r"(?:RECORDING|AUFZEICHNUNG|ENREGISTREMENT|GRABACION|REGISTRAZIONE|GRAVACAO|OPNAME)"
            r"(?: (?:ON|AUF|AM|IM|SUR|EN|SU|OP|IN) (?:THE |DEM |DEN |EL |LE |DE )?(?:NVR|VMS))?\b"
            r"(?! (?:SERVER|LICEN|UNIT|SOFTWARE|STATION))",
            re.I,
        ),
        "RECORDING",
    ),
    (
        re.compile(
            r"\b(?:(?:LIZENZ|LICENTIE)FREI(?:E|ER|ES)?|LICENTIEVRIJ|LICEN[CS]E[- ]FREE|"
            r"NO LICEN[CS]E (?:REQUIRED|NEEDED)|(?:SIN|SENZA|SANS|SEM) LICEN[CZ][A-Z]*)"
            r"(?: (?:ON|AM|AUF|IM|SUR|EN|SU|OP|IN|FOR|FUR) (?:THE |DEM |EL |LE |DE )?(?:NVR|VMS))?"
            r"\b",
            re.I,
        ),
        "LICENCE-FREE",
    ),
    (
        re.compile(
            r"\b(?:MONTAGEHOHE|MOUNTING HEIGHT|INSTALLATION HEIGHT|ALTURA(?: DE)? (?:MONTAJE|"
            r"INSTALACION|MONTAGEM)|HAUTEUR(?: DE)? (?:POSE|MONTAGE)|ALTEZZA(?: DI)? (?:POSA|"
            r"MONTAGGIO|INSTALLAZIONE)|MONTAGEHOOGTE)"
            r"[ :=]*(?:CA\.? |APPROX\.? |MAX\.? |MIN\.? |UP TO |BIS )*\d{1,2}(?:[.,]\d{1,2})? ?"
            r"(?:M|METERS?|METRES?|METROS|METRI|FT)\b",
            re.I,
        ),
        "RANGE",
    ),
)
"""What is said, and the one word that it is read as: none that names hold."""


def without_asides(text: str) -> str:
    """Return a text without accents without them."""
    for said, _ in ASIDES:
        text = said.sub(" ", text)
    return text
