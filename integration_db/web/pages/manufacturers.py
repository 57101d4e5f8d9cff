"""The page of the manufacturers: by letter, by what is written of a name, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.queries.contents import Coverage, ListedManufacturer
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.names.folding import unaccented
from integration_db.names.suggestions import near_words
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts.asking import left_out
from integration_db.web.pages.parts.page import asked_beside_recorder, render_page
from integration_db.web.problems import ProblemDetails, Refused

PAGE_LENGTH: Final = 50
_FIELDS: Final = ("text", "letter", "offset")
DIGITS: Final = "0-9"
"""What names that begin with a digit stand under."""
_OTHERS: Final = "#"


class ManufacturersPage(NamedTuple):
    """The manufacturers that fit, those of one letter together, and the letters that there are.

    `first` and `last` count the rows of this part, from 1; `near` are names like a text that fits
    none.
    """

    values: Mapping[str, str]
    total: int
    fitting: int
    letters: tuple[str, ...]
    groups: tuple[tuple[str, tuple[tuple[ListedManufacturer, Coverage | None], ...]], ...]
    first: int
    last: int
    near: tuple[str, ...]


def letter_of(name: str) -> str:
    """Return the letter that a name stands under: without its accent, and digits together."""
    first = unaccented(name.strip())[:1].upper()
    if first.isdigit():
        return DIGITS
    return first if first.isalpha() else _OTHERS


def manufacturers_page(
    catalog: Catalog, values: Mapping[str, str], offset: int = 0, length: int | None = PAGE_LENGTH
) -> ManufacturersPage:
    """Return the page for what is asked: a text, a letter.

    `length` is how many stand on a page at most; all of them if it is None.
    """
    known = {one.manufacturer: one for one in catalog.coverage()}
    everybody = catalog.manufacturers()
    text, letter = values.get("text", ""), values.get("letter", "").upper()
    fitting = [
        one
        for one in everybody
        if _is_meant(one, text) and letter in ("", letter_of(one.manufacturer))
    ]
    length = length or max(1, len(fitting))
    offset = min(offset, max(0, (len(fitting) - 1) // length * length))
    shown = fitting[offset : offset + length]
    spellings = {
        spelling: one.manufacturer
        for one in everybody
        for spelling in (*one.aliases, one.manufacturer)
    }
    near = near_words(text, [*spellings]) if text and not fitting else ()
    return ManufacturersPage(
        values,
        len(everybody),
        len(fitting),
        tuple(dict.fromkeys(letter_of(one.manufacturer) for one in everybody)),
        tuple(
            (letter, tuple((one, known.get(one.manufacturer)) for one in group))
            for letter, group in groupby(shown, key=lambda one: letter_of(one.manufacturer))
        ),
        offset + 1 if shown else 0,
        offset + len(shown),
        tuple(dict.fromkeys(spellings[spelling] for spelling in near)),
    )


def _is_meant(one: ListedManufacturer, text: str) -> bool:
    """Whether every word stands in a spelling, or the text does whatever its signs."""
    spellings = (one.manufacturer, *one.aliases)
    words, key = exact_key(text).split(), loose_key(text)
    return any(
        all(word in exact_key(spelling) for word in words)
        or (key != "" and key in loose_key(spelling))
        for spelling in spellings
    )


async def manufacturers(request: Request) -> Response:
    """Return the manufacturers that fit, by letter."""
    values, to = asked_beside_recorder(request, _FIELDS)
    if to is not None:
        return to
    own: dict[str, str] = {name: values[name] for name in _FIELDS if name in values}
    page = manufacturers_page(catalog_of(request), own, left_out(own, "offset"))
    if "letter" in own and own["letter"].upper() not in page.letters:
        detail = f"letter is one of {', '.join(page.letters)}."
        raise Refused(ProblemDetails(400, "bad-value", detail, page.letters, parameter="letter"))
    return render_page(
        request, "manufacturers.html", "/manufacturers", list=page, page_length=PAGE_LENGTH
    )
