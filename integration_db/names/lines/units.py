"""The units in which lists count: one table for quantities in cells, in bare lists and in prose.

In English, German, Spanish, French, Italian, Portuguese and Dutch, written by hand after the words
of quotations; small letters without accents, as `folding.plain` leaves them.
"""

from __future__ import annotations

from typing import Final

UNITS: Final = frozenset(
    word
    for words in (
        "x ea each pc pcs piece pieces unit units nos cameras",
        "st stk stck stuck stueck stucke einheit einheiten kameras",
        "ud uds und unds unid unids unidad unidades pieza piezas pza pzas pzs camaras",
        "pce pces unite unites",
        "pz pezzo pezzi unita telecamere",
        "un uns unidade peca pecas",
        "stuk stuks sts stks eenheid eenheden camera's",
    )
    for word in words.split(" ")
)

HOW_MANY: Final = (
    r"(?:qty|quantity|menge|anzahl|stuckzahl|cant(?:idad)?|ctd|qte|quantite|nombre|quantita"
    r"|qtd[ae]?|quant(?:idade)?|aantal)"
)
"""A pattern of a word for a quantity, for such texts too."""

UNIT: Final = rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})"
"""A pattern of one of them, for texts without accents and in whichever case."""
