"""Patterns of names: what fits, what is read, and that nothing written runs away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.names.folding import exact_key
from integration_db.names.grammar import (
    LONGEST_FITTING,
    TERMS,
    BadPattern,
    fits,
    fits_key,
    heads,
    parse_pattern,
    readings,
)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("P32##-{LV|LVE|V}[ Mk II]", ["P3299-LVE", "p3299lve mk ii"], ["P3299", "P3299-LVEX"]),
        ("AC-@@#", ["AC-XY1", "ACXY1", "AC XY1"], ["A-CXY1", "AC-X1", "AC-XYZ"]),
        ("AC_#", ["AC-1", "AC_1", "AC 1"], ["AC1"]),
        ("A.B/#(C)", ["A.B/1(C)"], ["AB/1(C)", "A.B/1"]),
        ("A<lens>", ["A2.8mm", "A2.8-12 MM", "A2.8/4MM"], ["A2.8", "AMM"]),
        ("A(<market>)", ["A(EU)", "A(us)"], ["A(XX)", "A()"]),
    ],
)
def test_a_pattern_means_the_whole_text(pattern: str, fitting: list[str], other: list[str]) -> None:
    assert [text for text in fitting if not fits(pattern, text)] == []
    assert [text for text in other if fits(pattern, text)] == []


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "is empty"),
        ("[A", "has '[' without ']'"),
        ("A]", "has ']' with nothing to close"),
        ("A|B", "has '|' outside of {..|..}"),
        ("<thing>", "has no such term as <thing>"),
        ("<name", "has '<' without '>'"),
        ("[<name>]", "has <name> inside of brackets"),
        ("<name><name>", "has more than one of <name> and <<..>>"),
        ("<name><<A>>", "has more than one of <name> and <<..>>"),
        ("<<A", "has '<<' without '>>'"),
        ("<<A>", "has '<<' without '>>'"),
        ("[<<A>>]", "has <<..>> inside of brackets"),
    ],
)
def test_an_unreadable_pattern_is_said_in_one_clause(pattern: str, says: str) -> None:
    with pytest.raises(BadPattern) as caught:
        parse_pattern(pattern)
    assert says in str(caught.value)


def test_a_name_is_read_with_what_stands_around_it() -> None:
    (reading,) = readings("DH-<name>", "dh-ipc-hfw1")
    assert (reading.name, reading.version, reading.aside) == ("IPC-HFW1", None, ("DH",))
    (reading,) = readings("<name> <mark> (<market>/<version>)", "C225 V2 (EU/2.0)")
    assert (reading.name, reading.version) == ("C225", "2.0")


def test_a_name_is_read_without_what_stands_inside_it() -> None:
    (reading,) = readings("AC-###@<<{P|N}>>[_<options>]", "AC-100EP-ZS")
    assert (reading.name, reading.version, reading.aside) == ("AC-100E-ZS", None, ("P",))
    assert not readings("AC-###@<<[{P|N}]>>[_<options>]", "AC-100E-ZS")  # nothing is set aside
    (reading,) = readings("AC-###<< ({D|<board>})>>[/@@]", "AC-100 (D)/SL")
    assert (reading.name, reading.version, reading.aside) == ("AC-100/SL", "D", ("(D)",))


def test_a_pattern_made_to_run_away_answers() -> None:
    worst = "[#]" * 66 + "{#|##|###}" * 20
    assert not fits(worst, "1" * LONGEST_FITTING + "X")
    assert not fits(worst, "1" * (LONGEST_FITTING - 1) + "X")
    assert fits("[#]" * 100, "1" * LONGEST_FITTING)
    assert not fits("[#]" * 100, "1" * (LONGEST_FITTING + 1))
    assert list(readings("[<lens>]<name>[#][#][#][#]", "1" * LONGEST_FITTING))


TEXTS = st.text("AB12 -/(X)", max_size=12)
PATTERNS = st.recursive(
    st.sampled_from(["A", "B", "1", "#", "@", "-", "_", "/", "<lens>", "<market>"]),
    lambda inner: st.one_of(
        inner.map("[{}]".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "{" + "|".join(parts) + "}"),
        st.lists(inner, min_size=1, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@given(PATTERNS, TEXTS)
def test_what_fits_begins_with_a_head(pattern: str, text: str) -> None:
    if fits(pattern, text):
        assert text.upper().strip().startswith(heads(pattern))


@given(PATTERNS, PATTERNS, TEXTS, TEXTS)
def test_patterns_joined_fit_what_each_of_them_fits(
    one: str, other: str, text: str, following: str
) -> None:
    joined = f"{text.strip()}{following.strip()}"
    if fits(one, text) and fits(other, following) and "  " not in joined:
        assert fits(one + other, joined)
    assert fits(f"{{{one}|{other}}}", text) == (fits(one, text) or fits(other, text))


@given(st.text("AB#@[]{}|<>_- " + "".join(sorted(TERMS)), max_size=30), st.text(max_size=20))
def test_any_pattern_is_read_or_refused(pattern: str, text: str) -> None:
    try:
        parse_pattern(pattern)
    except BadPattern:
        return
    if "<name>" not in pattern.lower():
        fits(pattern, text)


def test_a_text_that_fits_is_never_taken_for_one_that_cannot(real_catalog: Catalog) -> None:
    """What soon tells that a text does not fit says so of no text that does."""
    rows = real_catalog.reader.rows
    built = rows("SELECT DISTINCT pattern FROM name_pattern WHERE kind = 'camera' ORDER BY 1")
    names = [str(name) for (name,) in rows("SELECT name FROM model WHERE id % 40 = 0")]
    keys = [(name, exact_key(name)) for name in names]
    wrong = []
    for (pattern,) in built:
        part = parse_pattern(str(pattern))
        wrong += [name for name, key in keys if fits(pattern, name) != fits_key(part, key)]
    assert wrong == []
