"""Firmware as devices and people write it, at random: from each scheme's patterns and real lists.

Numbers and dates are few, so that versions often share them: only then an order can go wrong.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from integration_db.firmware import SCHEMES, scheme_for
from integration_db.firmware.portable import Notation
from integration_db.firmware.schemes import notations_of

CASES = Path(__file__).parent / "cases"

DAYS = ("180527", "190530", "240606")
PLAIN = "0123456789abcdefghijklmnopqrstuvwxyz .,_-:()/"


@cache
def a_version(scheme: str) -> st.SearchStrategy[str]:
    """Draw a text in a notation of the scheme, or a real text of it with other numbers in it."""
    found = [_in_notation(notation) for notation in notations_of(scheme).portable()]
    found += [_real(scheme)] * len(found) if published(scheme) else []
    return st.one_of(found) if found else st.just("FullImg-1023-1007-1011-1009")


@cache
def published(scheme: str) -> tuple[str, ...]:
    """Return the texts of the scheme that somebody has published."""
    texts = [example for name in scheme.split("+") for example in SCHEMES[name].examples]
    for name, maker in (("firmware_order.csv", "vendor"), ("onvif_identities.csv", "manufacturer")):
        with (CASES / name).open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        texts += [r["firmware"] for r in rows if scheme_for(r[maker].split(":")[0]) == scheme]
    return tuple(dict.fromkeys(text for text in texts if text))


def _real(scheme: str) -> st.SearchStrategy[str]:
    """Draw a published text in which some numbers are small or some dates are of our few days."""
    few = st.lists(st.integers(0, 5), min_size=12, max_size=12)
    return st.tuples(st.sampled_from(published(scheme)), few).map(_with_other_numbers)


def _with_other_numbers(drawn: tuple[str, list[int]]) -> str:
    text, few = drawn
    chosen = iter(few)
    return re.sub("[0-9]+", lambda found: _number(found[0], next(chosen, 5)), text)


def _number(digits: str, chosen: int) -> str:
    if len(digits) < 6:
        return str(chosen) if chosen < 3 else digits
    if chosen >= len(DAYS):
        return digits
    day = ("20" if digits[:2] == "20" else "") + DAYS[chosen]
    return day + digits[len(day) :]


def _in_notation(notation: Notation) -> st.SearchStrategy[str]:
    """Draw a text that the pattern takes, with one of our days where its date stands."""
    few = re.sub(r"\[0-9\](?=[+*])", "[0-2]", notation.pattern)
    texts = st.from_regex(re.compile(few, re.ASCII), fullmatch=True, alphabet=PLAIN)
    if not notation.date:
        return texts
    return st.tuples(texts, st.sampled_from(DAYS)).map(lambda drawn: _dated(notation, *drawn))


def _dated(notation: Notation, text: str, day: str) -> str:
    match = re.fullmatch(notation.pattern, text)
    assert match is not None
    spans = [(match.span(group), match[group]) for group in notation.date if match[group]]
    parts = iter(("20" + day[:2], day[2:4], day[4:]))
    for (start, end), digits in reversed(spans):
        if len(spans) == 3:
            continue
        shown = f"20{day[:2]}-{day[2:4]}-{day[4:]}" if "-" in digits else day
        text = text[:start] + (f"20{day}" if len(digits) == 8 else shown) + text[end:]
    if len(spans) == 3:
        for ((start, end), _), part in zip(spans, parts, strict=True):
            text = text[:start] + part + text[end:]
    return text
