"""What the address of a page may say: names and text, blanks left out, everything else refused.

A form sends every field that it has, so a blank one means that nothing was said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import parse_qsl

from integration_db.names.suggestions import near_words
from integration_db.text.labels import FIELD
from integration_db.text.sentences import capital, did_you_mean, word
from integration_db.web.problems import ProblemDetails, Refused, short

LONGEST: Final = 200
"""Characters of one value; longer than any name or version there is."""
_MOST: Final = 60
_DIGITS: Final = 9


def asked(
    query: bytes, known: Collection[str], several: Collection[str] = ()
) -> dict[str, list[str]]:
    """Return what a query says, by name. Raises `Refused` for what the page does not know."""
    try:
        pairs = parse_qsl(
            query.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST
        )
    except ValueError:
        raise Refused(
            ProblemDetails(400, "bad-query", "The address is not UTF-8, or says too many things.")
        ) from None
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in known:
            near = near_words(name, sorted(known))
            question = f" {capital(did_you_mean(near))}" if near else ""
            raise Refused(
                ProblemDetails(
                    400,
                    "unknown-parameter",
                    f"This page does not know {short(name)}.{question}",
                    near,
                    parameter=name,
                )
            )
        text = value.strip()
        if not text:
            continue
        if len(text) > LONGEST:
            detail = f"{_called(name)} is longer than {LONGEST} characters."
            raise Refused(ProblemDetails(400, "bad-value", detail, parameter=name))
        if name in given and name not in several and given[name] != [text]:
            detail = f"{_called(name)} is given twice, with different values."
            raise Refused(ProblemDetails(400, "repeated-parameter", detail, parameter=name))
        given.setdefault(name, []).append(text)
    return given


def _called(name: str) -> str:
    """Return the name of a field as its form has it, to begin a sentence with."""
    return capital(FIELD.get(name, word(name)))


def one_each(given: dict[str, list[str]]) -> dict[str, str]:
    """Return the values of parameters that are given once."""
    return {name: values[0] for name, values in given.items()}


def left_out(values: Mapping[str, str], name: str) -> int:
    """Return how many of a list are left out in front. Raises `Refused`."""
    text = values.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        detail = f"{name} is how many to leave out: a whole number."
        raise Refused(ProblemDetails(400, "bad-value", detail, parameter=name))
    return int(text)
