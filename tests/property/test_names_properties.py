"""Names: no text breaks the ladder, and no change of a character finds another camera."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.names import MemoryIndex, exact_key, loose_key, resolve
from integration_db.names.grammar import readings

MODELS = ("P3245-LVE", "P3245-LV", "DS-2CD2142FWD-I", "E1 Outdoor", "E1", "C1", "2100", "210")


def index() -> MemoryIndex:
    found = MemoryIndex()
    makers = [found.add_manufacturer("Exemplar"), found.add_manufacturer("Sample Optics")]
    for number, name in enumerate(MODELS):
        found.add_model(makers[number % 2], name)
    return found


INDEX = index()


@settings(max_examples=300)
@given(st.text(max_size=60), st.none() | st.sampled_from(["Exemplar", "sample optics", "Nobody"]))
def test_no_text_breaks_the_ladder(text: str, maker: str | None) -> None:
    match = resolve(text, INDEX, manufacturer=maker)
    assert match.written == text
    assert match.resolved == (match.model is not None)


@given(st.text(max_size=80) | st.text("%onvif:/w.rgname 2541", max_size=60))
def test_keys_are_settled(text: str) -> None:
    assert exact_key(exact_key(text)) == exact_key(text)
    assert loose_key(exact_key(text)) == loose_key(text)


ALNUM = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@settings(max_examples=300)
@given(st.sampled_from(MODELS), st.data())
def test_one_changed_letter_or_digit_is_another_camera(name: str, data: st.DataObject) -> None:
    places = [n for n, c in enumerate(name) if c.isalnum()]
    place = data.draw(st.sampled_from(places))
    changed = name[:place] + data.draw(ALNUM) + name[place + 1 :]
    match = resolve(changed, INDEX)
    if match.resolved:
        assert match.name is not None
        assert loose_key(match.name) == loose_key(changed)


@settings(max_examples=200)
@given(st.sampled_from(MODELS), ALNUM)
def test_one_more_letter_or_digit_is_another_camera(name: str, more: str) -> None:
    for text in (name + more, more + name):
        match = resolve(text, INDEX)
        if match.resolved:
            assert match.name is not None
            assert loose_key(match.name) == loose_key(text)


EDITS = st.tuples(
    st.sampled_from(["drop", "change", "insert", "swap"]),
    st.integers(0, 40),
    st.sampled_from("ABCEHILPRSTUVWXZ0123456789- /(_."),
)


def edited(name: str, edit: tuple[str, int, str]) -> str:
    """The name with one character dropped, changed or inserted, or two neighbours swapped."""
    how, place, character = edit
    at = place % len(name)
    if how == "swap":
        return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    put = "" if how == "drop" else character
    return name[:at] + put + name[at if how == "insert" else at + 1 :]


def spelt(name: str) -> str:
    """A regular expression of the name as people write it: some dash or space, or none."""
    parts = re.split(r"[-_. ]+", exact_key(name))
    return "[-_. ]?".join(map(re.escape, parts))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(0, 100_000),
    with_maker=st.booleans(),
    edits=st.lists(EDITS, min_size=20, max_size=20),
)
def test_a_mistyped_name_of_the_catalogue_is_never_another_camera(
    number: int, with_maker: bool, edits: list[tuple[str, int, str]], real_catalog: Catalog
) -> None:
    """Unless it is another camera's name letter for letter, its dashes and spaces left out.

    So is a name as its maker writes it: `IPC-HFW2431TP-ZS`, though there be a `TM` too.
    """
    read = real_catalog.reader.rows
    ((count,),) = read("SELECT count(*) FROM model")
    sql = "SELECT manufacturer_id, id, name FROM model WHERE id = :id"
    ((owner, own, name),) = read(sql, {"id": number % count + 1})
    maker = real_catalog.names.manufacturer_names(owner)[0] if with_maker else None
    for edit in edits:
        written = edited(name, edit)
        match = resolve(written, real_catalog.names, manufacturer=maker)
        if match.resolved and match.model != own:
            sql = "SELECT text FROM name WHERE model_id = :id"
            names = [text for (text,) in read(sql, {"id": match.model})]
            forms = real_catalog.names.written_forms(match.manufacturer or 0).forms
            left = [one.name for form, _ in forms for one in readings(form, written)]
            spellings = [exact_key(written), *left]
            assert any(re.fullmatch(spelt(a), b) for a in names for b in spellings), match
