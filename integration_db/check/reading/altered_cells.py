"""Cells that a spreadsheet made of another text: a version that became a date or a number.

One rule for every form of a list. It looks at the text, because a CSV that a spreadsheet has
written holds nothing else, and at what the cell is, where the list tells (a number, a date, a
formula). A text that a maker's firmware may be is left alone: `10.12.91`, `9.80`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final

from integration_db.firmware import scheme_for
from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import unaccented

WATCHED: Final = {
    "firmware": "firmware",
    "found_firmware": "firmware",
    "part_number": "part number",
}
"""The fields that spreadsheets change, with their names for people."""

_MONTHS: Final = (
    "jan|january|januar|janeiro|janvier|janv|januari|janner|enero|ene|gennaio|gen",
    "feb|february|februar|fevereiro|fev|fevrier|fevr|februari|febrero|febbraio",
    "mar|march|marz|mrz|marco|mars|maart|mrt|marzo",
    "apr|april|abril|abr|avril|avr|aprile",
    "may|mai|maio|mei|mayo|maggio|mag",
    "jun|june|juni|junho|juin|junio|giugno|giu",
    "jul|july|juli|julho|juillet|juil|julio|luglio|lug",
    "aug|august|agosto|ago|aout|augustus",
    "sep|sept|september|setembro|set|septembre|septiembre|setiembre|settembre",
    "oct|october|okt|oktober|outubro|out|octobre|octubre|ottobre|ott",
    "nov|november|novembro|novembre|noviembre",
    "dec|december|dez|dezember|dezembro|decembre|diciembre|dic|dicembre",
)
"""Months in English, German, Spanish, French, Italian, Portuguese and Dutch, without accents."""


class _Shape(NamedTuple):
    """A text that a spreadsheet shows: what it is, its pattern, and what the parts must be."""

    what: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = lambda match: True


def _is_day(match: re.Match[str]) -> bool:
    """Whether numbers are a day, a month and a year in one of their orders."""
    first, second, third = match.groups()[:3]
    orders = ((first, second, third), (third, second, first), (third, first, second))
    return any(_exists(*order) for order in orders)


def _exists(year: str, month: str, day: str) -> bool:
    """Whether a day exists: `0076` is no year, `0017` no day, and two digits are this century."""
    if max(len(month), len(day)) > 2:
        return False
    with suppress(ValueError):
        full = int(year) + (2000 if len(year) < 3 else 0)
        return 1900 <= full < 2100 and date(full, int(month), int(day)) is not None
    return False


def _is_day_and_month(match: re.Match[str]) -> bool:
    first, second = int(match[1]), int(match[2])
    return min(first, second) in range(1, 13) and max(first, second) in range(1, 32)


_MONTH: Final = f"(?:{'|'.join(_MONTHS)})"
_CLOCK: Final = (
    r"(?:,? ?[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt)?(?:[+-]\d{2}:?\d{2})?))"
)
_TIME: Final = f"{_CLOCK}?"
_WEEKDAY: Final = (
    "(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mie|gio|jue|jeu|ven|vie|"
    "sab|sam|dom|dim|seg|ter|qua|qui|sex|ma|wo|vr|za|zo|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday)[.,]? )?"
)
_DE: Final = r"(?:de )?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_SHAPES: Final = (
    # 09.10.2019, 10/12/1991, 9-10-2019 00:00:00
    _Shape("a date", _compiled(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_TIME}"), _is_day),
    # 2019-10-09, 2019/10/09
    _Shape("a date", _compiled(rf"(\d{{4}})[/-](\d{{1,2}})[/-](\d{{1,2}}){_TIME}"), _is_day),
    # 10/12/91, 10-12-91
    _Shape("a date", _compiled(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{2}}){_TIME}"), _is_day),
    # 10.12.91 00:00
    _Shape("a date", _compiled(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{2}}){_CLOCK}"), _is_day),
    _Shape("a date", _compiled(r"(\d{1,2})/(\d{1,2})"), _is_day_and_month),
    # 10. Dez, 10-Dec-91, 10 de diciembre de 1991
    _Shape(
        "a date",
        _compiled(
            rf"{_WEEKDAY}\d{{1,2}}\.?[ ./-]?{_DE}{_MONTH}\.?"
            rf"(?:[ ,./-]{{0,2}}{_DE}(?:\d{{4}}|\d\d){_TIME})?"
        ),
    ),
    # Okt 10, Jan 93, dic-91, Dec 10, 1991, Mon Oct 09 2019
    _Shape(
        "a date",
        _compiled(
            rf"{_WEEKDAY}{_MONTH}\.?[ ,./-]{{0,2}}{_DE}\d{{1,4}}{_TIME}(?:,? ?\d{{4}}{_TIME})?"
        ),
    ),
    _Shape("a time", _compiled(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?: ?[ap]m)?")),
    _Shape("a number", _compiled(r"\d(?:[.,]\d+)?e[+-]\d{1,3}")),  # 1,2E+11
    _Shape("a number", _compiled(r"\d+(?:\.\d{3})*,\d+")),  # 9,8
    _Shape(
        "yes or no",
        _compiled("true|false|wahr|falsch|verdadero|falso|vrai|faux|vero|verdadeiro|waar|onwaar"),
    ),
    _Shape("a formula", _compiled(r"=.+")),
    _Shape("an error of a spreadsheet", _compiled(r"#+|#[a-z/0]+[!?]?|#n/?[av]")),  # ####, #REF!
)

_DOTTED: Final = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
"""Most versions: of the shapes it can have the first one only."""

_AS_WRITTEN: Final = re.compile(
    r"(?!\d{1,2}\.\d{1,2}\.\d{4}\Z|0[1-9]\.\d\d\.\d\d\Z)\d+(?:\.\d+)*", re.ASCII
)
"""Most of these: those that have no shape at all."""

_PADDED: Final = re.compile(r"(0[1-9])\.(\d\d)\.(\d\d)", re.ASCII)
"""A day of two digits each, which is no version of those who write no zeros in front."""
_UNPADDED: Final = frozenset({"axis"})
"""The schemes without zeros in front of a number."""

_LONGEST: Final = 60


def altered(text: str, *, is_odd: bool, maker: str | None = None) -> str | None:
    """Return what a spreadsheet made of a cell: a date, a number ...; None if it is as written.

    `is_odd` says that the list tells it itself; `maker` is whose firmware the text may be.
    """
    if is_odd:
        return "a number, a date or a formula"
    if _AS_WRITTEN.fullmatch(text):
        return None
    plain = _plain(text)
    for shape in _SHAPES[:1] if _DOTTED.fullmatch(plain) else _SHAPES:
        match = shape.pattern.fullmatch(plain)
        if match is not None and shape.holds(match):
            return shape.what
    padded = _PADDED.fullmatch(plain)
    if padded is not None and scheme_for(maker) in _UNPADDED and _is_day(padded):
        return "a date"
    return None


def altered_words(field: str, what: str, text: str) -> str:
    """Return the clause about a cell that was not taken, with the way out."""
    return (
        f"the {WATCHED[field]} cell holds {what} ({text.strip()!r:.60}), which a spreadsheet may "
        f"have changed, so no {WATCHED[field]} was taken from it: format the column as text and "
        f"write the {'version' if WATCHED[field] == 'firmware' else 'number'} again"
    )


def _plain(text: str) -> str:
    """Return a text as it is compared: on one line, without accents; nothing of a long one."""
    if len(text) > _LONGEST:
        return ""
    return unaccented(" ".join(text.split()))
