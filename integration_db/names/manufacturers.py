"""Finding the manufacturer: alone, and in front of or behind a model name.

Words that all company names share do not count. Otherwise only spellings count that the catalogue
lists; a typing error is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from integration_db.names.folding import exact_key, loose_key
from integration_db.names.index import Index
from integration_db.vocabulary import COMPANY_WORDS

PLACEHOLDERS: Final = frozenset(
    [
        "ONVIF",
        "ONVIFIPNC",
        "NONE",
        "H264",
        "H265",
        "IPCAMERA",
        "IPCAM",
        "IPC",
        "NETWORKCAMERA",
        "GENERAL",
        "GENERIC",
        "UNKNOWN",
        "N/A",
        "NA",
        "CAMERA",
        "NVT",
    ]
)
"""What devices print for a manufacturer when nobody filled it in."""

_MOST_NAME_WORDS: Final = 6
# Patterns are kept as text: they compile when they are first used, in most look-ups never.
_SEPARATOR: Final = r"[ _/-]+|(?<=\w)[:,.] ?"
_WORD: Final = r"[^\s,.()]+"


def names_nobody(written: str) -> bool:
    """Whether a text is what stands for a maker where nobody filled one in.

    Dashes and blanks are; a control character alone is text that went wrong.
    """
    key = loose_key(written)
    blank = not key and all(c.isprintable() or c.isspace() for c in written)
    return blank or key in PLACEHOLDERS


def resolve_manufacturer(written: str, index: Index) -> int | None:
    """Return the manufacturer that a text names, company words set aside; None if none does."""
    found = map(index.manufacturer, manufacturer_keys(written))
    return next((maker for maker in found if maker is not None), None)


def manufacturer_keys(written: str) -> Iterator[str]:
    """Yield the loose keys of what a text may call a manufacturer, what says most first."""
    if names_nobody(written):
        return
    key = loose_key(written)
    yield _bare(key)
    words = re.findall(_WORD, exact_key(written).replace("CO.,LTD", "CO LTD"))
    kept = [word for word in words if loose_key(word) not in COMPANY_WORDS]
    # Company words fall one by one from the end, then wherever they stand.
    for trial in (*_without_tail(words), kept):
        if trial:
            yield loose_key(" ".join(trial))
    for tail in ("SECURITY", "TECHNOLOGY", "COMMUNICATIONS", "INC"):
        if key.endswith(tail):
            yield key[: -len(tail)]


def split_maker(text: str, index: Index) -> Iterator[tuple[int, str]]:
    """Yield every reading of an exact key as manufacturer and rest, longest maker's name first."""
    cuts = [(m.start(), m.end()) for m in re.finditer(_SEPARATOR, text)][:_MOST_NAME_WORDS]
    for start, end in reversed(cuts):
        maker = index.manufacturer(loose_key(text[:start])) if start else None
        if maker is not None and text[end:].strip():
            yield maker, text[end:].strip()
    words = text.split(" ")
    for count in range(min(_MOST_NAME_WORDS, len(words) - 1), 0, -1):
        maker = index.manufacturer(loose_key(" ".join(words[-count:])))
        if maker is not None:
            yield maker, " ".join(words[:-count])


def without_maker(written: str, spellings: Iterable[str]) -> str:
    """Return a written name without the maker's in front, in one of its spellings."""
    for spelling in sorted(spellings, key=len, reverse=True):
        if written.casefold().startswith(f"{spelling.casefold()} "):
            return written[len(spelling) :].strip()
    return written


def _bare(key: str) -> str:
    return key.replace(",", "").replace("&", "")


def _without_tail(words: list[str]) -> Iterator[list[str]]:
    """Yield the words, and what is left each time that a company word falls from the end."""
    yield words
    while len(words) > 1 and loose_key(words[-1]) in COMPANY_WORDS:
        words = words[:-1]
        yield words
