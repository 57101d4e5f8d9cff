"""Whether a row of a list is its header, and of which program's export; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from integration_db.check.reading.bare_list import BARE_CAMERAS
from integration_db.check.reading.columns import IDENTIFYING
from integration_db.check.reading.known_exports import KNOWN_EXPORTS
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.check.reading.meaning import folded, meaning_of
from integration_db.check.reading.stacked_headings import (
    fields_of,
    joined_headings,
    may_be_over,
    may_be_under,
)
from integration_db.errors import NoSuchChoice
from integration_db.sheets import HeaderRules

_PLAIN: Final = re.compile(r"model|sku|partn")
"""What headings have in them that are nothing but headings."""


def header_rules(mapped: Mapping[str, str] = MappingProxyType({})) -> HeaderRules:
    """Return how the headers of lists are known, some of whose columns were mapped by hand."""
    return HeaderRules(
        *(_is_header_of(mapped), is_inner_header, is_nearly_header, BARE_CAMERAS),
        may_be_over=may_be_over,
        may_be_under=may_be_under,
        fields_of=fields_of,
        joined=joined_headings,
        is_perhaps=is_perhaps_header,
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names at least one column that tells which camera a line is about.

    A word that stands in other places too ("Reference", "Text") is enough only beside another
    heading, or where the row has nothing else. The header of a known export is one, and so is a
    row of three headings that are half of it: what it lacks is said when its columns are read.
    """
    filled = [cell for cell in cells if cell.strip()]
    if told_export(filled) is not None:
        return True
    known = [(cell, meaning) for cell in filled if (meaning := meaning_of(cell)) is not None]
    fields = {meaning.fields[0] for _, meaning in known}
    if "manufacturer" in fields and "plugin" in fields:
        return True  # NetBox, where the type of a device is its model
    if any(_PLAIN.search(folded(cell)) for cell, _ in known):
        return True
    if fields & set(IDENTIFYING) and (len(fields) > 1 or len(filled) == 1):
        return True
    return len(fields) >= 3 and 2 * len(known) >= len(filled)


def is_nearly_header(cells: Sequence[str]) -> bool:
    """Whether a row has two known headings, and perhaps none that tells the camera of a line."""
    meanings = [meaning for meaning in map(meaning_of, cells) if meaning is not None]
    return len({meaning.fields[0] for meaning in meanings}) > 1


def is_perhaps_header(cells: Sequence[str]) -> bool:
    """Whether a row has one known heading beside others, none of which has a digit."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(any(map(str.isdigit, cell)) for cell in filled):
        return False
    return any(meaning_of(cell) is not None for cell in filled)


def is_inner_header(cells: Sequence[str]) -> bool:
    """Whether a row among the lines of a list is another header.

    Half of it are known headings, and one of them tells the camera of a line.
    """
    filled = [cell for cell in cells if cell.strip()]
    meanings = [meaning for meaning in map(meaning_of, filled) if meaning is not None]
    fields = {meaning.fields[0] for meaning in meanings}
    return len(fields) > 1 and 2 * len(meanings) >= len(filled) and bool(fields & set(IDENTIFYING))


def _is_header_of(mapped: Mapping[str, str]) -> Callable[[Sequence[str]], bool]:
    """Return the test of a header row for a list some of whose columns were mapped by hand."""
    wanted = {folded(heading) for heading in mapped}

    def test(cells: Sequence[str]) -> bool:
        return wanted <= {folded(cell) for cell in cells} or is_header(cells)

    return test if wanted else is_header


def export_of(profile: str | None, header: Sequence[str]) -> KnownExport | None:
    """Return the export of that name, else the one that the header tells. Raises `UsageError`."""
    if profile is not None:
        for known in KNOWN_EXPORTS:
            if known.name == profile:
                return known
        raise NoSuchChoice("profile", profile, [known.name for known in KNOWN_EXPORTS])
    return told_export(header)


def _as_told(heading: str) -> str:
    """Return a heading as it tells an export; what a program writes as one word, people do not.

    `HTTPSEnabled` is one, and "HTTPS enabled" stands in any list.
    """
    is_one_word = _INNER_CAPITAL.fullmatch(heading) is not None
    return _as_one_word(heading) if is_one_word else folded(heading)


def _as_one_word(heading: str) -> str:
    return f"={heading.strip().casefold()}"


_INNER_CAPITAL: Final = re.compile(r"\w*[a-zA-Z][A-Z]\w*[a-z]\w*", re.A)
"""A name of several words that is written as one: `HTTPSEnabled`, `modelKey`."""


def told_export(header: Sequence[str]) -> KnownExport | None:
    """Return the first export that a header tells."""
    present = {form for heading in header for form in (folded(heading), _as_one_word(heading))}
    for known, every, never in _exports():
        if any(tells <= present for tells in every) and not never & present:
            return known
    return None


@cache
def _exports() -> list[tuple[KnownExport, list[set[str]], set[str]]]:
    """Return the known exports with the headings that tell each, and those it never has, folded."""
    return [
        (known, [set(map(_as_told, tells)) for tells in known.tells], set(map(folded, known.never)))
        for known in KNOWN_EXPORTS
    ]
