"""The forms in which an answer can be had: `format` names one, or the header Accept does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

JSON: Final = "json"
OF_LISTS: Final = (JSON, "ndjson", "csv")
"""The forms of a list of the catalogue."""

OF_CHECKED_LISTS: Final = (*OF_LISTS, "xlsx", "markdown", "html", "moves", "acceptance")
"""The forms of a list that was checked."""

MEDIA_TYPES: Final[dict[str, str]] = {
    JSON: "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "markdown": "text/markdown",
    "html": "text/html",
}
"""The media type of a form. A form that is a list of its own has none: only its name tells it."""


def media_type_of(form: str) -> str:
    """Return the media type in which a form goes out."""
    if form == "moves":
        return MEDIA_TYPES["csv"]
    return MEDIA_TYPES["xlsx" if form == "acceptance" else form]


def accepted(accept: str, offered: Sequence[str]) -> str | None:
    """Return the form that a header Accept prefers among those offered, JSON before equals.

    None where it names none of them by name, so that the answer is what it always is.
    """
    by_type = {MEDIA_TYPES[form]: form for form in offered if form in MEDIA_TYPES}
    best, weight = None, 0.0
    for part in accept.lower().split(","):
        kind, *said = (one.strip() for one in part.split(";"))
        form = by_type.get(kind)
        own = _weight(said)
        if form is not None and (own > weight or (own == weight > 0 and form == JSON)):
            best, weight = form, own
    return best


def _weight(said: Sequence[str]) -> float:
    """Return how much a part of Accept is wanted, from 0 to 1; 0 where nobody can read it."""
    text = next((one[2:] for one in said if one.startswith("q=")), "1")
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 <= number <= 1 else 0.0
