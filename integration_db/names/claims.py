"""What texts claim of a camera in numbers: its pixels and its generation; and where they differ.

    Illustra Pro Gen4 2MP Dome      says generation 4 and 2 megapixels
    Pro Gen 3                       says generation 3

Nothing is decided by it: it is told beside an answer, so that somebody looks at the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias, get_args

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import exact_key

Claim: TypeAlias = Literal["megapixels", "generation"]
CLAIMS: Final[tuple[Claim, ...]] = get_args(Claim)

# Patterns are kept as text: they compile when they are first used.
_PIXELS: Final = r"(?a)(?<![\d.,X])(\d{1,2})(?:[.,]\d)? ?(?:MPX?|MEGA-?PIXELS?)\b|\b(4K)\b"
_GENERATION: Final = r"(?a)\bGEN(?:ERATION)?[ .-]*(\d)\b|\b(\d)(?:ST|ND|RD|TH)? GEN(?:ERATION)?\b"
_PATTERNS: Final[Mapping[Claim, str]] = {"megapixels": _PIXELS, "generation": _GENERATION}
_MEGAPIXELS: Final = {"4K": "8"}
"""A name for a number of pixels, and how many millions of them it is."""


class Disagreement(NamedTuple):
    """A claim of a text, and what the catalogue claims instead; numbers as they are compared."""

    claim: Claim
    said: str
    known: str


def disagreements(said: str, known: Iterable[str]) -> tuple[Disagreement, ...]:
    """Return where a text claims something else than what the catalogue calls its camera.

    A claim that one of the two does not make disagrees with nothing, nor do several that share one.
    """
    if not any(character.isdigit() for character in said):
        return ()
    found = []
    line, catalogue = (exact_key(said),), tuple(map(exact_key, known))
    for claim, pattern in _PATTERNS.items():
        ours, theirs = _claimed(line, pattern), _claimed(catalogue, pattern)
        if ours and theirs and not ours & theirs:
            found.append(
                Disagreement(claim, " and ".join(sorted(ours)), " or ".join(sorted(theirs)))
            )
    return tuple(found)


def _claimed(texts: Iterable[str], pattern: str) -> set[str]:
    values = (match[1] or match[2] for text in texts for match in re.finditer(pattern, text))
    return {_MEGAPIXELS.get(value, value.lstrip("0")) for value in values}
