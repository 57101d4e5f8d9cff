"""What one cell of a list says, whatever it is about: nothing, yes or no, how many; pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from integration_db.check.reading.meaning import folded
from integration_db.names.folding import plain
from integration_db.names.lines.units import UNIT


class Unreadable(ValueError):
    """A cell that cannot be read; the message is one clause for people."""


_UNDECIDED: Final = frozenset(["tbd", "tba", "tbc", "?", "??", "???"])
"""What people write for what nobody has decided on yet."""

_NOTHING: Final = _UNDECIDED | {"", "-", "--", "---", "–", "—", "n/a", "na", "none", "null"}

_YES: Final = frozenset(
    word
    for words in (
        "yes y true 1 x on enabled active activated",
        "ja j wahr an ein aktiv aktiviert eingeschaltet installiert",
        "si s verdadero activo activa activado activada habilitado encendido instalado",
        "oui vrai actif active activee installe",
        "vero attivo attiva attivato attivata abilitato acceso installato",
        "sim verdadeiro ativo ativa ativado ativada ligado",
        "waar aan actief ingeschakeld geinstalleerd installed",
    )
    for word in words.split(" ")
)

_NO: Final = frozenset(
    word
    for words in (
        "no n false 0 off disabled inactive deactivated",
        "nein falsch aus inaktiv deaktiviert ausgeschaltet abgeschaltet",
        "falso inactivo inactiva desactivado desactivada deshabilitado apagado",
        "non faux inactif inactive desactive desactivee",
        "inattivo inattiva disattivato disattivata disabilitato spento",
        "nao inativo inativa desativado desativada desligado",
        "nee neen onwaar uit inactief uitgeschakeld",
    )
    for word in words.split(" ")
)
"""What is so and what is not, in the seven languages of lists; as `folded` leaves words."""

_UNKNOWN: Final = frozenset(
    ("unknown", "unbekannt", "desconocido", "inconnu", "sconosciuto", "desconhecido", "onbekend")
)

WHOLE: Final = re.compile(r"(\d{1,9})(?:[.,]0{1,2})?", re.A)
"""A whole number, also as a spreadsheet writes it, with decimals that are 0."""

_QUANTITY: Final = re.compile(rf"(\d{{1,9}})(?P<decimals>[.,]0+)? ?(?:{UNIT}\.?)?", re.A | re.I)

_TOO_LARGE: Final = re.compile(rf"\d{{10,}}(?:[.,]0+)? ?(?:{UNIT}\.?)?", re.A | re.I)

_FULL_WIDTH: Final = {ord("０") + digit: str(digit) for digit in range(10)}
"""The digits of East Asian keyboards, which look like the others."""

_GROUPED: Final = re.compile(
    r"(?<!\d)\d{1,3}(?:(?P<mark>[., '\u2019\u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*"
    r"(?P<rest>[.,]0{1,2})?(?!\d)",
    re.A,
)
"""A number in groups of three digits, with decimals behind another mark."""

DecimalMark: TypeAlias = Literal["", ",", "."]
"""What stands in front of decimals in a list; nothing where it does not tell."""

_NUMBER: Final = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)+(?![\d.,])", re.A)
_WHOLE_AMOUNT: Final = re.compile(
    r"(?P<money>[€$£]|EUR|USD|CHF|GBP)?\s*[-+]?\d{1,3}(?P<groups>(?:(?P<group>[.,' ])\d{3})*|\d*)"
    r"(?P<mark>[.,])\d{2}\s*(?P<unit>[€$£]|EUR|USD|CHF|GBP)?",
    re.A,
)
"""A cell that is nothing but an amount of money."""

_AMOUNT: Final = re.compile(r"\d[.,]\d{2}(?!\d)|\d ?[€$£]|[€$£] ?\d|\b(?:EUR|USD|CHF|GBP)\b", re.A)


def says_quantity(text: str) -> bool:
    """Whether a cell of a column of quantities says anything, be it that nobody knows yet."""
    return is_undecided(text) or said_in("quantity", text) is not None


def says_amount(text: str) -> bool:
    """Whether a cell holds an amount of money."""
    return _AMOUNT.search(text) is not None


def _without_groups(number: re.Match[str]) -> str:
    """Return a number without the marks of its groups, where they can be nothing else."""
    mark, rest = number["mark"], number["rest"] or ""
    if mark in ".," and rest[:1] in ("", mark):
        return number[0]  # `1.200` may be 1 or 1200
    return number[0].removesuffix(rest).replace(mark, "") + rest


def decimal_mark(rows: Iterable[Sequence[str]], used: Container[int]) -> DecimalMark:
    """Return how the amounts in rows are written, nothing where they do not tell or do not agree.

    What has groups of digits tells surely (`9.588,00`), and so does what has a currency. `799,00`
    tells too in a column that is not `used`; `799.00` does not: numbers of positions look so.
    """
    sure: set[str] = set()
    likely: set[str] = set()
    for row in rows:
        for place, cell in enumerate(row):
            amount = _WHOLE_AMOUNT.fullmatch(cell.strip())
            if amount is None or amount["group"] == amount["mark"]:
                continue
            if amount["group"] or amount["money"] or amount["unit"]:
                sure.add(amount["mark"])
            elif amount["mark"] == "," and place not in used:
                likely.add(",")
    told = sure or likely
    return "" if len(told) != 1 else "," if "," in told else "."


def _in_notation(number: str, mark: DecimalMark) -> str:
    """Return a number without groups and decimals that are 0, as a list writes them."""
    whole, _, decimals = number.partition(mark)
    group = "." if mark == "," else ","
    if decimals.strip("0") or not re.fullmatch(rf"\d+|\d{{1,3}}(?:[{group}]\d{{3}})+", whole, re.A):
        return number
    return whole.replace(group, "")


@lru_cache(maxsize=4096)
def read_quantity(text: str, mark: DecimalMark = "") -> int:
    """Return how many cameras a cell means, 1 where it says nothing. Raises `Unreadable`.

    `mark` is how the list writes decimals (`decimal_mark`).
    """
    if is_undecided(text):
        raise Unreadable(f"quantity {text.strip()!r} leaves open how many")
    said = said_in("quantity", text)
    if said is None:
        return 1
    said = said.translate(_FULL_WIDTH)
    if mark:
        said = _NUMBER.sub(lambda number: _in_notation(number[0], mark), said)
    quantity = _QUANTITY.fullmatch(plain(_GROUPED.sub(_without_groups, said)))
    if quantity is None:
        reason = "is too large" if _TOO_LARGE.fullmatch(said) else "is no whole number"
        raise Unreadable(f"quantity {said[:40]!r} {reason}")
    number, decimals = quantity[1], quantity["decimals"]
    if decimals and len(decimals) > 3:
        raise Unreadable(f"quantity {said[:40]!r} may be {number} or {number}000: write one")
    return int(number)


def says_yes(text: str) -> bool:
    """Whether a cell is a yes or a cross."""
    return perhaps_truth(text) is True


def says_truth(text: str) -> bool:
    """Whether a cell says that something is so, or that it is not."""
    return perhaps_truth(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a cell says nothing: it is empty, or holds what stands for that."""
    return text.strip().casefold() in _NOTHING


def is_undecided(cell: str | bool | None) -> bool:
    """Whether a cell says that there will be something, and not yet what."""
    return isinstance(cell, str) and cell.strip().casefold() in _UNDECIDED


def said_in(field: str, cell: str | bool | None) -> Any:
    """Return what a cell says, text without what stands around it; None where it says nothing."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = cell.strip()
    if text[:1] == '"' and text[-1:] != '"':
        text = text[1:].lstrip()  # of a cell whose quotation was never closed
    if field == "certificate" and text.casefold() == "none":
        return text  # there is none, which says something
    return None if says_nothing(text) else text


def says_unknown(text: str | bool) -> bool:
    """Whether a cell says in words that nobody knows."""
    return folded(str(text)) in _UNKNOWN


def perhaps_truth(text: str | bool) -> bool | None:
    """Return whether a cell says yes, None where it says neither yes nor no."""
    if isinstance(text, bool):
        return text
    said = folded(text)
    return True if said in _YES else False if said in _NO else None
